/** Finished HTML as a tree, to be cut and added to where it stands. */
import type { Document } from 'domhandler';
import { parseDocument } from 'htmlparser2';

/** Drawings hold no sentence, and are most of a page. */
const drawing = /(<svg\b[^>]*>)(.*?)(?=<\/svg>)/gs;

/** The places in the tree are those in the HTML; drawings are blank, and what stands in attributes is as it is written. */
export const parseText = (html: string): Document =>
  parseDocument(
    html.replaceAll(drawing, (_, tag: string, content: string) => tag + ' '.repeat(content.length)),
    {
      withStartIndices: true,
      withEndIndices: true,
      decodeEntities: false,
    },
  );
