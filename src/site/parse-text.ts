/** Finished HTML as a tree, to be cut and added to where it stands. */
import type { Document } from 'domhandler';
import { parseDocument } from 'htmlparser2';

/** What stands in a tag; in quotes, a bracket does not end it. */
const attributes = `(?:"[^"]*"|'[^']*'|[^"'>])*`;
/**
 * Drawings hold no sentence, and are most of a page. All other tags, comments and scripts are passed over whole, since
 * attributes and comments may have the letters of a drawing; one that holds another is not blank, but the inner one is.
 */
const drawing = new RegExp(
  `<!--.*?-->|<(script|style)\\b.*?</\\1>|(<svg\\b${attributes}(?<!/)>)([^<]*(?:<(?!/?svg\\b)[^<]*)*)(?=</svg>)|<[a-z]${attributes}>`,
  'gis',
);

/** The places in the tree are those in the HTML; drawings are blank, and what stands in attributes is as it is written. */
export const parseText = (html: string): Document =>
  parseDocument(
    html.replaceAll(drawing, (all: string, _, tag?: string, content?: string) =>
      tag === undefined ? all : tag + ' '.repeat(content?.length ?? 0),
    ),
    {
      withStartIndices: true,
      withEndIndices: true,
      decodeEntities: false,
    },
  );
