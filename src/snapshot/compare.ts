/** Compares two snapshots: every number that moved, by how much, and why. */
import { max, sum } from 'd3-array';
import { sha256 } from '../io/files.ts';
import type {
  Change,
  Comparison,
  ComparisonDigest,
  Left,
  Move,
  Reason,
  Side,
  TableComparison,
} from '../schema/comparison.ts';
import { comparisonId } from '../schema/comparison.ts';
import { type Manifest, manifestText } from '../schema/snapshot.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import { type Column, type Row, type Table, type Unit, rowKey } from '../schema/table.ts';
import { formatValue, formatDifference } from '../schema/written.ts';
import type { Snapshot } from './read.ts';

/** Units whose values lie between −1 and 1, so that their plain difference says how much. */
const bounded: readonly Unit[] = ['share', 'shareChange', 'correlation', 'probability'];
const measure =
  'Shares, correlations and probabilities by their plain difference; every other number by its difference out of the largest value of its column in either snapshot. A number and its interval count as one.';

const limits = { highlights: 5, ofOneTable: 2 };

type Interval = NonNullable<Column['interval']>;

/**
 * Compares two snapshots table by table and row by row: rows with the same key are the same row.
 *
 * The reasons why a table moved are taken from the snapshots themselves: the same date is a correction; a method, or the
 * unit or meaning of a column, that is another is a definition; other publications are another source; else the data
 * are new. A selection is compared whole with its own correction only. With anything else its shares are, since they
 * are of stated populations, and nothing more.
 *
 * Two without a common table are answered with the tables that each has alone.
 *
 * @param a the earlier snapshot, by id
 * @throws {Error} if both are one, or the first is the later one; the sentence names the comparison that there is
 */
export function compare(a: Snapshot, b: Snapshot): Comparison {
  const [first, second] = [a.manifest, b.manifest];
  if (first.id === second.id) throw new Error(`${first.id} cannot be compared with itself; name two snapshots`);
  if (compareSnapshotIds(first.id, second.id) > 0)
    throw new Error(
      `${first.id} is later than ${second.id}; the earlier one goes first: ${comparisonId(second.id, first.id)}`,
    );

  const tables: TableComparison[] = [];
  const refused: { name: string; title: string; reason: string }[] = [];
  for (const [name, after] of b.tables) {
    const before = a.tables.get(name);
    if (!before) continue;
    const outcome = compareTables(before, after, first, second);
    if (typeof outcome === 'string') refused.push({ name, title: after.title, reason: outcome });
    else tables.push(outcome);
  }
  return {
    a: side(first),
    b: side(second),
    measure,
    summary: summary(tables, refused, first, second),
    inShort: highlightsOf(tables, a, b),
    tables,
    refused,
    onlyIn: { a: onlyIn(first, second), b: onlyIn(second, first) },
  };
}

/**
 * The two snapshots of those names.
 *
 * @throws {Error} if there is no such snapshot; the sentence lists those that there are
 */
export function snapshotsNamed<Each extends Pick<Snapshot, 'manifest'>>(
  snapshots: readonly Each[],
  ...ids: readonly [string, string]
): [Each, Each] {
  const named = (id: string) => {
    const found = snapshots.find(({ manifest }) => manifest.id === id);
    if (found) return found;
    const known = snapshots.map(({ manifest }) => manifest.id).join(', ');
    throw new Error(`there is no snapshot ${id}; the snapshots are ${known}`);
  };
  return [named(ids[0]), named(ids[1])];
}

/** The same comparison with lists of a length that a page can hold; `counts` still says how long they are. */
export function digest(comparison: Comparison, length = 20): ComparisonDigest {
  return {
    ...comparison,
    tables: comparison.tables.map((table) => ({
      ...table,
      moved: table.moved.slice(0, length),
      changed: table.changed.slice(0, length),
      rowsOnlyIn: { a: table.rowsOnlyIn.a.slice(0, length), b: table.rowsOnlyIn.b.slice(0, length) },
    })),
  };
}

function side(manifest: Manifest): Side {
  const { id, date, coverage, title, population, selection, publications } = manifest;
  const sources = publications.map((publication) => publication.title);
  return { id, date, coverage, title, population, selection, sources, manifestSha256: sha256(manifestText(manifest)) };
}

/** The tables that only one has, each with the other’s reason for not having it. */
function onlyIn(one: Manifest, other: Manifest): Left[] {
  return one.tables
    .filter(({ name }) => !other.tables.some((table) => table.name === name))
    .map(({ name, title }) => ({
      name,
      title,
      reason: other.unavailable.find((absent) => absent.name === name)?.reason ?? null,
    }));
}

/** What moved in a table, or why it cannot be said. */
function compareTables(before: Table, after: Table, a: Manifest, b: Manifest): TableComparison | string {
  if (before.key.join() !== after.key.join())
    return `Its rows cannot be matched: their key is ${before.key.join(', ')} in ${a.id} and ${after.key.join(', ')} in ${b.id}.`;
  const keyUnit = after.key.find((name) => columnOf(before, name)?.unit !== columnOf(after, name)?.unit);
  if (keyUnit !== undefined) return `Its rows cannot be matched: ${keyUnit} has another unit.`;

  const selection = a.date === b.date ? undefined : [a, b].find(({ coverage }) => coverage === 'sample');
  const values = (table: Table) => table.columns.filter(({ name }) => !table.key.includes(name));
  const both = values(after).filter(({ name, unit }) => columnOf(before, name)?.unit === unit);
  const columns = selection ? both.filter(({ unit }) => unit === 'share') : both;
  if (selection && columns.length === 0)
    return `${selection.id} is a selection, and only its shares can be compared with other models: this table has none.`;

  const [then, now] = [byKey(before), byKey(after)];
  const pairs = [...now].flatMap(([key, row]) => {
    const earlier = then.get(key);
    return earlier ? [[earlier, row] as const] : [];
  });
  const keyOf = (row: Row) => after.key.map((name) => row[name] ?? null);
  const without = (rows: ReadonlyMap<string, Row>, other: ReadonlyMap<string, Row>) =>
    [...rows].flatMap(([key, row]) => (other.has(key) ? [] : [keyOf(row)]));
  const names = (table: Table) => values(table).map(({ name }) => name);
  const alone = (table: Table) => names(table).filter((name) => !both.some((column) => column.name === name));

  // An interval that only one of them has cannot be compared, and its ends are left with the columns of that one.
  const intervalOf = ({ interval }: Column) =>
    interval && [interval.low, interval.high].every((end) => columns.some(({ name }) => name === end))
      ? interval
      : undefined;
  const ends = columns.map(intervalOf).flatMap((interval) => (interval ? [interval.low, interval.high] : []));
  const moved: Move[] = [];
  const changed: Change[] = [];
  let stayed = 0;
  for (const each of columns.filter(({ name }) => !ends.includes(name))) {
    const { name: column, unit } = each;
    const own = intervalOf(each);
    const largest = largestOf([...before.rows, ...after.rows], column);
    for (const [earlier, row] of pairs) {
      const [from, to] = [earlier[column] ?? null, row[column] ?? null];
      if (typeof from === 'number' && typeof to === 'number') {
        const intervals = own && { before: intervalIn(earlier, own), after: intervalIn(row, own) };
        if (from === to && intervals?.before.join() === intervals?.after.join()) stayed += 1;
        else {
          const difference = tidy(to - from, 12);
          const amount = tidy(Math.abs(to - from) / (bounded.includes(unit) ? 1 : largest || 1), 6);
          moved.push({
            key: keyOf(row),
            column,
            unit,
            before: from,
            after: to,
            difference,
            amount,
            ...(intervals && { intervals }),
          });
        }
      } else if (from !== to) changed.push({ key: keyOf(row), column, unit, before: from, after: to });
    }
  }
  moved.sort((x, y) => y.amount - x.amount);
  const rowsOnlyIn = { a: without(then, now), b: without(now, then) };
  return {
    name: after.name,
    title: after.title,
    reasons: reasonsFor(before, after, a, b),
    limited: selection
      ? `Only shares are compared, each of the models or topics of its own snapshot: ${selection.id} is a selection, and its counts say nothing beside others.`
      : null,
    notes: [...partialMonths(before, a), ...partialMonths(after, b)],
    key: after.columns.filter(({ name }) => after.key.includes(name)),
    columns: [...columns],
    columnsOnlyIn: { a: alone(before), b: alone(after) },
    counts: {
      rows: { both: pairs.length, onlyInA: rowsOnlyIn.a.length, onlyInB: rowsOnlyIn.b.length },
      numbers: { moved: moved.length, stayed },
      changed: changed.length,
    },
    moved,
    changed,
    rowsOnlyIn,
  };
}

function reasonsFor(before: Table, after: Table, a: Manifest, b: Manifest): { reason: Reason; because: string }[] {
  const reasons: { reason: Reason; because: string }[] = [];
  if (a.date === b.date) reasons.push({ reason: 'correction', because: `${b.id} corrects ${a.id}.` });
  const definitions = definitionChanges(before, after);
  if (definitions.length > 0) reasons.push({ reason: 'other definition', because: definitions.join(' ') });
  const sources = (manifest: Manifest) => manifest.publications.map(({ name }) => name).sort();
  if (sources(a).join() !== sources(b).join()) {
    const titles = (manifest: Manifest) => manifest.publications.map(({ title }) => title).join(', ');
    reasons.push({
      reason: 'other source',
      because: `${a.id} was made from ${titles(a)}; ${b.id} from ${titles(b)}.`,
    });
  }
  if (reasons.length === 0)
    reasons.push({ reason: 'new data', because: `The same source, as of ${a.date} and of ${b.date}.` });
  return reasons;
}

/** How the later table is defined otherwise than the earlier one, a sentence for each difference. */
function definitionChanges(before: Table, after: Table): string[] {
  const method = before.method === after.method ? [] : [`The method was “${before.method}” and is “${after.method}”`];
  const columns = after.columns.flatMap((now) => {
    const then = columnOf(before, now.name);
    if (!then) return [];
    return (['unit', 'description'] as const)
      .filter((property) => then[property] !== now[property])
      .map((property) => `The ${property} of ${now.name} was “${then[property]}” and is “${now[property]}”.`);
  });
  return [...method, ...columns];
}

const byKey = (table: Table) => new Map(table.rows.map((row) => [rowKey(table, row), row]));

const columnOf = (table: Table, name: string) => table.columns.find((column) => column.name === name);

const intervalIn = (row: Row, { low, high }: Interval): [number | null, number | null] => {
  const [from, to] = [row[low], row[high]];
  return [typeof from === 'number' ? from : null, typeof to === 'number' ? to : null];
};

const largestOf = (rows: readonly Row[], column: string) => max(rows, (row) => Math.abs(Number(row[column] ?? 0))) ?? 0;

/** A number without the noise of its last binary places. */
const tidy = (value: number, digits: number) => Number(value.toPrecision(digits));

function partialMonths({ window }: Table, { id }: Manifest): string[] {
  if (!window || window.partial.length === 0) return [];
  return [`${id} saw only a part of ${window.partial.map((month) => formatValue('month', month)).join(', ')}.`];
}

function summary(tables: readonly TableComparison[], refused: Comparison['refused'], a: Manifest, b: Manifest): string {
  const selection = a.date === b.date ? undefined : [a, b].find(({ coverage }) => coverage === 'sample');
  const because = selection ? `${selection.id} is a selection: only its shares are compared.` : '';
  if (tables.length + refused.length === 0)
    return `${a.id} and ${b.id} have no table in common, so no number can be compared.`;
  if (tables.length === 0) return `No number of ${a.id} can be compared with one of ${b.id}. ${because}`.trim();
  const moved = sum(tables, ({ counts }) => counts.numbers.moved);
  const stayed = sum(tables, ({ counts }) => counts.numbers.stayed);
  if (moved + stayed === 0) return `${a.id} and ${b.id} have no number in common. ${because}`.trim();
  const reasons = Map.groupBy(
    tables
      .filter(({ counts }) => counts.numbers.moved > 0)
      .flatMap((table) => table.reasons.map(({ reason }) => reason)),
    (reason) => reason,
  );
  const why = [...reasons].map(([reason, all]) => `${reason} (${numbered(all.length, 'table')})`).join(', ');
  const compared = tables.filter(({ counts }) => counts.numbers.moved + counts.numbers.stayed > 0).length;
  const what = `${kinds(a, b)}: of the ${numbered(moved + stayed, selection ? 'share' : 'number')} that both have, in ${numbered(compared, 'table')}, ${formatValue('count', moved)} moved and ${formatValue('count', stayed)} stayed.`;
  return [what, ...(moved > 0 ? [`Reason: ${why}.`] : []), because].join(' ').trim();
}

const coverages = {
  census: ['a census', 'two censuses'],
  aggregate: ['an aggregate', 'two aggregates'],
  sample: ['a selection', 'two selections'],
} as const;

/** What kind of snapshots they are, in words that can begin a sentence. */
function kinds(a: Manifest, b: Manifest): string {
  const [one, two] = [coverages[a.coverage], coverages[b.coverage]];
  const words = a.date === b.date ? 'a correction' : one === two ? one[1] : `${one[0]} and ${two[0]}`;
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** `1 table`, `2 tables`. */
export const numbered = (count: number, what: string): string =>
  `${formatValue('count', count)} ${what}${count === 1 ? '' : 's'}`;

/**
 * The largest moves that a reader can take at their word: not of a table that is limited or defined anew, not in a month
 * that either saw only in part, and, where there are intervals, only where these do not overlap. What shares are of is in every row,
 * and says nothing of any.
 */
function highlightsOf(tables: readonly TableComparison[], a: Snapshot, b: Snapshot): Comparison['inShort'] {
  const highlights: { amount: number; table: string; text: string }[] = [];
  for (const table of tables) {
    const redefined = table.reasons.some(({ reason }) => reason === 'other definition');
    if (table.limited !== null || redefined || b.tables.get(table.name)?.about === 'methods') continue;
    const windows = [a, b].map(({ tables: all }) => all.get(table.name)?.window ?? null);
    const unsure = windows.flatMap((window) => (window ? [...window.partial, window.floor] : []));
    const wholes = (b.tables.get(table.name)?.columns ?? []).map(({ share }) => share?.whole);
    const telling = table.moved.filter(
      (move) =>
        !wholes.includes(move.column) &&
        ['count', 'share', 'shareChange', 'correlation'].includes(move.unit) &&
        !overlap(move) &&
        !move.key.some((cell) => typeof cell === 'string' && unsure.includes(cell)),
    );
    // Where a row has a share, the share says it: counts grow with what is counted.
    const rows = [...Map.groupBy(telling, ({ key }) => JSON.stringify(key)).values()].flatMap(
      (moves) => moves.find(({ unit }) => unit === 'share') ?? moves[0] ?? [],
    );
    for (const move of rows.sort((x, y) => y.amount - x.amount).slice(0, limits.ofOneTable)) {
      const text = `${table.title} (${rowText(table.key, move.key)}): ${moveText(table, move)}.`;
      highlights.push({ amount: move.amount, table: table.name, text });
    }
  }
  return highlights
    .sort((x, y) => y.amount - x.amount)
    .slice(0, limits.highlights)
    .map(({ table, text }) => ({ table, text }));
}

function overlap({ intervals }: Move): boolean {
  if (!intervals) return false;
  const [[low, high], [lowNow, highNow]] = [intervals.before, intervals.after];
  if (low === null || high === null || lowNow === null || highNow === null) return true;
  return low <= highNow && lowNow <= high;
}

/** A move in words, without its row: `share of the models with a card from 40.1 % to 55.0 %, +14.9 points`. */
function moveText({ columns }: Pick<TableComparison, 'columns'>, move: Move): string {
  const { description = move.column } = columns.find(({ name }) => name === move.column) ?? {};
  const what = description.slice(0, 1).toLowerCase() + description.slice(1);
  const [from, to] = [formatValue(move.unit, move.before), formatValue(move.unit, move.after)];
  return `${what} from ${from} to ${to}, ${formatDifference(move.unit, move.difference)}`;
}

/** Which row it is, in words. */
export function rowText(key: readonly Column[], cells: Move['key']): string {
  return key
    .map(({ name, unit, missing = '–' }, index) => {
      const cell = cells[index] ?? null;
      if (cell === null) return missing;
      if (unit === 'slug') return String(cell).replaceAll('-', ' ');
      return typeof cell === 'number' ? `${name} ${formatValue(unit, cell)}` : formatValue(unit, cell);
    })
    .join(', ');
}
