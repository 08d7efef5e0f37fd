/** What a snapshot's tables say to the indicators of `content/published/`, or why they say nothing. */
import type { Indicator } from '../schema/published.ts';
import { type Cell, type Row, column } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { lookUp, lookUpFor } from './snapshot.ts';

export interface Told extends Omit<Indicator, 'where'> {
  /** The one row that is meant. */
  readonly where: Readonly<Record<string, Cell>>;
  /** When the models of the row were created; null where they are all models. */
  readonly created: string | null;
}
export type Untold = Pick<Indicator, 'description'> & { readonly reason: string };

/**
 * An indicator with the row that it means: for one of time, the newest that the table has, a month seen in part aside.
 *
 * @throws {Error} if the table, or a column of it, is not there under that name, or the chapter does not list the table
 */
export async function tell(indicator: Indicator, locals: App.Locals): Promise<Told | Untold> {
  const { table: name, column: value, where, newest, description } = indicator;
  const found = await lookUpFor(locals, name);
  if (!('table' in found)) return { description, reason: found.reason };
  const { table } = found;
  for (const used of [value, ...Object.keys(where), ...(newest ? [newest] : [])]) column(table, used);
  const meant = (row: Row) =>
    Object.entries(where).every(([key, wanted]) => row[key] === wanted) &&
    (newest === undefined || (row[newest] !== null && !table.window?.partial.includes(String(row[newest]))));
  const rows = table.rows.filter(meant);
  if (newest === undefined && rows.length > 1)
    throw new Error(`${rows.length} rows of ${name} have ${JSON.stringify(where)}, expected one`);
  const row = rows.at(-1);
  if (!row || row[value] === null) return { description, reason: await reasonWithout(indicator, locals) };
  const time = newest === undefined ? {} : { [newest]: row[newest] ?? null };
  const created = newest === undefined ? null : formatValue(column(table, newest).unit, row[newest] ?? null);
  return { ...indicator, where: { ...where, ...time }, created };
}

/** Totals are of other tables, and lack a row where these are lacking. */
async function reasonWithout({ table, where }: Indicator, locals: App.Locals): Promise<string> {
  const summed =
    table === 'totals' && where.table !== undefined ? await lookUp(locals.snapshot, where.table) : undefined;
  if (summed && 'reason' in summed) return summed.reason;
  return 'The source does not look for it, or has no such model.';
}

export const isTold = (each: Told | Untold): each is Told => 'table' in each;
