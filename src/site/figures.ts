/** The registry of figures: from a table and options to its id, its place in `/figures/`, and what it draws. */
import { columnsRead, measuresOf, selection } from '../charts/selection.ts';
import type { FigureOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { topics } from '../schema/topic.ts';
import { figuresOf, page } from './address.ts';
import { numberOf, topicOf } from './catalogue.ts';
import { type Asked, type LookUp, type Source, lookUpFor } from './snapshot.ts';

export interface Registered {
  /** Its anchor on the page: its table, and its number among those of the table. */
  readonly id: string;
  /** The number of it on the page. */
  readonly number: number;
  readonly found: LookUp;
  readonly whole: Table | null;
  readonly from: Source | null;
  /** The rows that it shows; null where the table has none of them. */
  readonly table: Table | null;
  /** Where it has a page, an SVG and an embed of its own: dated, or below `/figures/newest/` where it follows the best evidence. */
  readonly address: string | null;
  /** Whether it shows there what it shows now for good: a dated figure, which can be cited. */
  readonly isFixed: boolean;
  /** The last part of that address. */
  readonly name: string;
}

/** Whether a table has something to draw. */
function isDrawable(table: Table, options: FigureOptions): boolean {
  if (!columnsRead(options).every((read) => table.columns.some(({ name }) => name === read))) return false;
  const selected = selection(table, options);
  return (
    selected !== null &&
    measuresOf(selected, options).some(({ name }) => selected.rows.some((row) => row[name] !== null))
  );
}

/**
 * Registers a figure on the page that is being made.
 *
 * @param numbered its number among the figures of its table; counted on the page unless told
 * @throws {Error} if nothing makes the table, or a named column is not in it
 */
export async function register(
  { url, locals }: { readonly url: URL; readonly locals: App.Locals },
  name: string,
  options: FigureOptions,
  { evidence, numbered }: Pick<Asked, 'evidence'> & { readonly numbered?: number | undefined },
): Promise<Registered> {
  const suits = (table: Table) => isDrawable(table, options);
  const found = await lookUpFor(locals, name, { where: options.where, evidence, suits });
  const [whole, from] = 'table' in found ? [found.table, found.from] : [null, null];
  const isDated = locals.snapshot !== undefined;
  const number = numbered ?? (locals.figures.get(name) ?? 0) + 1;
  locals.figures.set(name, number);
  const numberedName = (of: number) => (of > 1 ? `${name}-${of}` : name);
  const base = { id: numberedName(number), number, found, whole, from, table: whole && selection(whole, options) };

  if (!from) return { ...base, address: null, isFixed: false, name };
  if (isDated)
    return { ...base, address: `${figuresOf(url, from.manifest.id)}${base.id}/`, isFixed: true, name: base.id };
  // Drawn alike on the dated page of the table: that one can be cited.
  const datedName = numberedName(numberOf(whole, options));
  if (numberOf(whole, options) > 0)
    return {
      ...base,
      address: `${page('figures', from.manifest.id, 'edition' in from ? 'overview' : topicOf(name))}${datedName}/`,
      isFixed: true,
      name: datedName,
    };
  const topic = topics.find(({ id }) => page(id) === url.pathname);
  return {
    ...base,
    address: topic ? `${page('figures', 'newest', topic.id)}${base.id}/` : null,
    isFixed: false,
    name: base.id,
  };
}
