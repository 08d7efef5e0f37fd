/** The figure that leads a chapter: the first one that a reader of a snapshot's page meets. */
import { getContainerRenderer } from '@astrojs/mdx/container-renderer';
import { loadRenderers } from 'astro:container';
import type { CollectionEntry } from 'astro:content';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import type { FigureOptions } from '../charts/selection.ts';
import Lead from './Lead.astro';
import { htmlToText } from './html-to-text.ts';

export interface LeadFigure {
  readonly table: string;
  readonly options: FigureOptions;
  /** What it shows, in a sentence. */
  readonly title: string;
}

const [opening, closing] = ['<!--lead:', '-->'];

/** A figure as a mark in a page. A component cannot know whether it will be shown, so the page itself is read. */
export const leadMark = (figure: LeadFigure): string =>
  `${opening}${JSON.stringify(figure)
    .replaceAll('--', String.raw`-\u002d`)
    .replaceAll('>', String.raw`\u003e`)}${closing}`;

let container: Promise<AstroContainer> | undefined;
const leads = new Map<string, Promise<LeadFigure | undefined>>();

/**
 * The figure that leads a chapter of a snapshot; `undefined` if the snapshot has no figure for it. A page and its card
 * ask for the same one, so it is looked for once.
 */
export function leadOf(chapter: CollectionEntry<'chapters'>, snapshot: string): Promise<LeadFigure | undefined> {
  const name = `${snapshot}/${chapter.id}`;
  const lead = leads.get(name) ?? findLead(chapter, snapshot);
  leads.set(name, lead);
  return lead;
}

async function findLead(chapter: CollectionEntry<'chapters'>, snapshot: string): Promise<LeadFigure | undefined> {
  container ??= loadRenderers([getContainerRenderer()]).then((renderers) => AstroContainer.create({ renderers }));
  const html = await (
    await container
  ).renderToString(Lead, {
    props: { chapter },
    locals: { snapshot, chapterTables: chapter.data.tables, figures: new Map() },
  });
  const mark = html.split(opening)[1]?.split(closing)[0];
  if (mark === undefined) return undefined;
  const figure = JSON.parse(mark) as LeadFigure;
  return { ...figure, title: htmlToText(figure.title) };
}
