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
import { comparisonId, smallCell } from '../schema/comparison.ts';
import { type Manifest, manifestText } from '../schema/snapshot.ts';
import { compareSnapshotIds, dayAndRevision } from '../schema/snapshot-id.ts';
import { type Column, type Row, type Table, type Unit, rowKey } from '../schema/table.ts';
import { formatValue, formatDifference } from '../schema/written.ts';
import type { Snapshot } from './read.ts';

/** Units whose values lie between −1 and 1, so that their plain difference says how much. */
const bounded: readonly Unit[] = ['share', 'shareChange', 'correlation', 'probability'];
const measure =
  'Shares, correlations and probabilities by their plain difference; every other number by its difference out of the largest value of its column in either snapshot. A number and its interval count as one.';

/** What is told first: so many findings, so many of one table, and only what is not too little to mean anything. */
const limits = { shares: 5, ranks: 2, ofOneTable: 2, points: 0.01, firstRanks: 10 };

type Interval = NonNullable<Column['interval']>;

/** As much of a manifest as it takes to compare tables. */
type Stated = Pick<Manifest, 'id' | 'date' | 'coverage' | 'publications'>;

/**
 * Compares two snapshots table by table and row by row: rows with the same key are the same row.
 *
 * The reasons why a table moved are taken from the snapshots themselves: the same date is a correction; another version
 * of its definition, however either is worded, is a definition; other publications are another source; else the data
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
  const findings = findingsOf(tables, b);
  // What a reader can take at its word comes first, and each table of a finding before the others.
  const rank = ({ name }: TableComparison) => findings.findIndex(({ table }) => table === name) >>> 0;
  tables.sort((one, other) => rank(one) - rank(other));
  return {
    a: side(first),
    b: side(second),
    measure,
    findings,
    summary: summary(tables, findings, first, second),
    inNumbers: inNumbers(tables, first, second),
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
export function compareTables(before: Table, after: Table, a: Stated, b: Stated): TableComparison | string {
  if (before.key.join() !== after.key.join())
    return `Its rows cannot be matched: their key is ${before.key.join(', ')} in ${a.id} and ${after.key.join(', ')} in ${b.id}.`;
  const keyUnit = after.key.find((name) => columnOf(before, name)?.unit !== columnOf(after, name)?.unit);
  if (keyUnit !== undefined) return `Its rows cannot be matched: ${keyUnit} has another unit.`;

  const selection = selectionOf(a, b);
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
    const { name: column, unit, share } = each;
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
            ...(intervals && { intervals, ...(overlap(intervals, from, to) && { overlap: true as const }) }),
            ...(isSmall(unit, share, earlier, row, column) && { small: true as const }),
          });
        }
      } else if (from !== to) changed.push({ key: keyOf(row), column, unit, before: from, after: to });
    }
  }
  const isUnsure = ({ small, overlap, unit }: Move) => Number(small ?? overlap ?? unit === 'probability');
  moved.sort((x, y) => isUnsure(x) - isUnsure(y) || y.amount - x.amount);
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

function reasonsFor(before: Table, after: Table, a: Stated, b: Stated): { reason: Reason; because: string }[] {
  const reasons: { reason: Reason; because: string }[] = [];
  if (isCorrection(a, b)) reasons.push({ reason: 'correction', because: `${b.id} corrects ${a.id}.` });
  const definitions = definitionChanges(before, after);
  if (definitions.length > 0) reasons.push({ reason: 'other definition', because: definitions.join(' ') });
  const sources = (manifest: Stated) => manifest.publications.map(({ name }) => name).sort();
  if (sources(a).join() !== sources(b).join()) {
    const titles = (manifest: Stated) => manifest.publications.map(({ title }) => title).join(', ');
    reasons.push({
      reason: 'other source',
      because: `${a.id} was made from ${titles(a)}; ${b.id} from ${titles(b)}.`,
    });
  }
  if (reasons.length === 0)
    reasons.push({ reason: 'new data', because: `The same source, as of ${a.date} and of ${b.date}.` });
  return reasons;
}

/** How the later table is defined otherwise than the earlier one, a sentence for each difference; none where it is not. */
function definitionChanges(before: Table, after: Table): string[] {
  if (after.definition !== undefined && after.definition === before.definition) return [];
  const method = before.method === after.method ? [] : [`The method was “${before.method}” and is “${after.method}”`];
  const columns = after.columns.flatMap((now) => {
    const then = columnOf(before, now.name);
    if (!then) return [];
    return (['unit', 'description'] as const)
      .filter((property) => then[property] !== now[property])
      .map((property) => `The ${property} of ${now.name} was “${then[property]}” and is “${now[property]}”.`);
  });
  const all = [...method, ...columns];
  return all.length > 0 || after.definition === before.definition
    ? all
    : [`The definition was ${before.definition ?? 'not stated'} and is ${after.definition ?? 'not stated'}.`];
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

function partialMonths({ window }: Table, { id }: Stated): string[] {
  if (!window || window.partial.length === 0) return [];
  return [`${id} saw only a part of ${window.partial.map((month) => formatValue('month', month)).join(', ')}.`];
}

/** Whether the later one is of the same day and sort of list: made again, however often. */
function isCorrection(a: Stated, b: Stated): boolean {
  const [one, other] = [dayAndRevision(a.id), dayAndRevision(b.id)];
  return one.day === other.day && one.label === other.label;
}

/** Of two that are compared, the selection that only shares can be taken from. */
const selectionOf = (a: Stated, b: Stated): Stated | undefined =>
  isCorrection(a, b) ? undefined : [a, b].find(({ coverage }) => coverage === 'sample');

/** What is compared with what, and what a reader has to know before the numbers. */
function summary(
  tables: readonly TableComparison[],
  findings: Comparison['findings'],
  a: Manifest,
  b: Manifest,
): string {
  const selection = selectionOf(a, b);
  const because = selection
    ? ` ${selection.id} is a selection: only its shares are compared, and none is a trend.`
    : '';
  if (!a.tables.some(({ name }) => b.tables.some((table) => table.name === name)))
    return `${a.id} and ${b.id} have no table in common, so no number can be compared.`;
  if (sum(tables, ({ counts }) => counts.numbers.moved + counts.numbers.stayed) === 0)
    return `No number of ${a.id} can be compared with one of ${b.id}.${because}`;
  const reasons = new Set(tables.flatMap((table) => table.reasons.map(({ reason }) => reason)));
  return [
    isCorrection(a, b) ? `A correction of ${a.id}.` : `${kinds(a, b)} compared.${because}`,
    reasons.has('other source') && 'They come from different sources, and part of a change may come from that.',
    reasons.has('other definition') && 'Some tables are defined differently; their reasons say how.',
    findings.length === 0 &&
      !selection &&
      `In tables that are defined alike, no share changed beyond its interval by a percentage point or more, and no rank of the first ${limits.firstRanks}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** How many numbers were compared, and why they moved; empty where there are none. */
function inNumbers(tables: readonly TableComparison[], a: Manifest, b: Manifest): string {
  const moved = sum(tables, ({ counts }) => counts.numbers.moved);
  const stayed = sum(tables, ({ counts }) => counts.numbers.stayed);
  if (moved + stayed === 0) return '';
  const reasons = Map.groupBy(
    tables
      .filter(({ counts }) => counts.numbers.moved > 0)
      .flatMap((table) => table.reasons.map(({ reason }) => reason)),
    (reason) => reason,
  );
  const why = [...reasons].map(([reason, all]) => `${reason} (${numbered(all.length, 'table')})`).join(', ');
  const compared = tables.filter(({ counts }) => counts.numbers.moved + counts.numbers.stayed > 0).length;
  const what = `Of the ${numbered(moved + stayed, selectionOf(a, b) ? 'share' : 'number')} that both have, in ${numbered(compared, 'table')}, ${formatValue('count', moved)} moved and ${formatValue('count', stayed)} stayed.`;
  return moved > 0 ? `${what} Reason: ${why}.` : what;
}

const coverages = {
  census: ['a census', 'two censuses'],
  aggregate: ['an aggregate', 'two aggregates'],
  sample: ['a selection', 'two selections'],
} as const;

/** What kind of snapshots they are, in words that can begin a sentence. */
function kinds(a: Manifest, b: Manifest): string {
  const [one, two] = [coverages[a.coverage], coverages[b.coverage]];
  return capitalised(one === two ? one[1] : `${one[0]} and ${two[0]}`);
}

const capitalised = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `1 table`, `2 tables`. */
export const numbered = (count: number, what: string): string =>
  `${formatValue('count', count)} ${what}${count === 1 ? '' : 's'}`;

/**
 * The largest changes of shares and ranks that a reader can take at their word: of small cells none, where there are
 * intervals only if these do not overlap, and none of a table that is limited, defined anew, or a curve. What changed of a
 * month that both saw is what became of its models since, and is in the tables.
 */
function findingsOf(tables: readonly TableComparison[], b: Snapshot): Comparison['findings'] {
  const told = tables.filter(
    ({ name, reasons, limited, columns }) =>
      limited === null &&
      !reasons.some(({ reason }) => reason === 'other definition') &&
      !columns.some(({ lorenz }) => lorenz !== undefined) &&
      b.tables.get(name)?.about !== 'methods',
  );
  const largest = (unit: Unit, isLarge: (move: Move) => boolean, count: number) =>
    told
      .flatMap((table) => {
        if (table.key.some(({ unit }) => unit === 'month' || unit === 'day')) return [];
        const moves = table.moved.filter((move) => move.unit === unit && !move.small && !move.overlap && isLarge(move));
        return moves.slice(0, limits.ofOneTable).map((move) => ({ table, move }));
      })
      // The same number is in several tables, as in totals.
      .filter(({ move }, index, all) => all.findIndex((other) => isSame(other.move, move)) === index)
      .sort((one, other) => other.move.amount - one.move.amount)
      .slice(0, count)
      .map(({ table, move }) => ({ table: table.name, title: table.title, text: findingText(table, move) }));
  return [
    // A share of all or none is how a source is made.
    ...largest(
      'share',
      ({ before, after, amount }) => amount >= limits.points && isPart(before) && isPart(after),
      limits.shares,
    ),
    ...largest('rank', ({ before, after }) => Math.min(before, after) <= limits.firstRanks, limits.ranks),
  ];
}

const isPart = (share: number) => share > 0 && share < 1;
const isSame = (one: Move, other: Move) => one.before === other.before && one.after === other.after;

/** Whether two intervals have a value in common; a number without one, as of published totals, is all of its own. */
const overlap = ({ before, after }: NonNullable<Move['intervals']>, from: number, to: number): boolean =>
  (before[0] ?? from) <= (after[1] ?? to) && (after[0] ?? to) <= (before[1] ?? from);

/** Whether a count is small both times, or a share is of few in either. */
function isSmall(unit: Unit, share: Column['share'], before: Row, after: Row, column: string): boolean {
  const below = (name: string) => (row: Row) => {
    const value = row[name];
    return typeof value === 'number' && value < smallCell;
  };
  if (unit === 'count') return [before, after].every(below(column));
  return share !== undefined && [before, after].some(below(share.whole ?? share.part));
}

/** A move in a sentence: `Fill mask: share with a card rose from 40.1 % to 55.0 % (+14.9 points).` */
function findingText({ key, columns }: TableComparison, { key: cells, column, unit, before, after, difference }: Move) {
  const { description = column } = columns.find(({ name }) => name === column) ?? {};
  const what = description.slice(0, 1).toLowerCase() + description.slice(1);
  const [from, to] = [formatValue(unit, before), formatValue(unit, after)];
  const [moved, by] =
    unit === 'rank'
      ? ['went', numbered(Math.abs(difference), 'place') + (difference < 0 ? ' up' : ' down')]
      : [difference > 0 ? 'rose' : 'fell', formatDifference(unit, difference)];
  const row = rowText(key, cells);
  return `${key[0]?.unit === 'slug' ? capitalised(row) : row}: ${what} ${moved} from ${from} to ${to} (${by}).`;
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
