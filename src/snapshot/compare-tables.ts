/** Compares two tables: rows with the same key are the same row. */
import { max } from 'd3-array';
import { type Change, type Move, type Reason, type TableComparison, smallCell } from '../schema/comparison.ts';
import type { Manifest } from '../schema/snapshot.ts';
import { dayAndRevision } from '../schema/snapshot-id.ts';
import { type Cell, type Column, type Row, type Table, type Unit, rowKey } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { cardDefinitions } from '../series/card-definitions.ts';

/** Units whose values lie between −1 and 1, so that their plain difference says how much. */
const bounded: readonly Unit[] = ['share', 'shareChange', 'correlation', 'probability'];

type Interval = NonNullable<Column['interval']>;

/** As much of a manifest as it takes to compare tables. */
export type Stated = Pick<Manifest, 'id' | 'date' | 'coverage' | 'publications'>;

/**
 * What moved in a table, or why it cannot be said.
 *
 * @param otherRules what is defined otherwise for all of its kind, in sentences
 */
export function compareTables(
  before: Table,
  after: Table,
  a: Stated,
  b: Stated,
  otherRules: readonly string[] = [],
): TableComparison | string {
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
  const months = after.key.filter((name) => columnOf(after, name)?.unit === 'month');
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
      const span = months.map((name) => otherSpan(row[name], before.window, after.window, a, b)).find(Boolean);
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
            ...(span && { span }),
          });
        }
      } else if (from !== to) changed.push({ key: keyOf(row), column, unit, before: from, after: to });
    }
  }
  const isUnsure = ({ small, overlap, unit }: Move) => Number(small ?? overlap ?? unit === 'probability');
  const isOfOtherSpan = ({ span }: Move) => Number(span !== undefined);
  const repeated = repeatedIn(moved.filter((move) => isOfOtherSpan(move) + isUnsure(move) === 0));
  const isRepeated = (move: Move) => Number(repeated.has(move));
  moved.sort(
    (x, y) =>
      isOfOtherSpan(x) - isOfOtherSpan(y) ||
      isUnsure(x) - isUnsure(y) ||
      isRepeated(x) - isRepeated(y) ||
      y.amount - x.amount,
  );
  const rowsOnlyIn = { a: without(then, now), b: without(now, then) };
  return {
    name: after.name,
    title: after.title,
    reasons: reasonsFor(before, after, a, b, otherRules),
    limited: selection
      ? `Only shares are compared, each of the models or topics of its own snapshot: ${selection.id} is a selection, and its counts are not comparable.`
      : null,
    notes: [
      ...partialMonths(before, a),
      ...partialMonths(after, b),
      ...(before.window?.floor === after.window?.floor ? [] : [...floorMonth(before, a), ...floorMonth(after, b)]),
    ],
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

/**
 * Of counts that are the whole of many rows, and stand in each of them, every change but the first. Counts of single rows
 * that change alike by chance are fewer than one in two.
 */
function repeatedIn(moved: readonly Move[]): ReadonlySet<Move> {
  const counts = Map.groupBy(
    moved.filter(({ unit }) => unit === 'count'),
    ({ column }) => column,
  );
  const repeated = [...counts.values()].flatMap((all) => {
    const alike = [...Map.groupBy(all, ({ before, after }) => `${before} ${after}`).values()];
    return 2 * alike.length > all.length ? [] : alike.flatMap((same) => same.slice(1));
  });
  return new Set(repeated);
}

function reasonsFor(
  before: Table,
  after: Table,
  a: Stated,
  b: Stated,
  otherRules: readonly string[],
): { reason: Reason; because: string }[] {
  const reasons: { reason: Reason; because: string }[] = [];
  if (isCorrection(a, b)) reasons.push({ reason: 'correction', because: `${b.id} corrects ${a.id}.` });
  const definitions = [...otherRules, ...definitionChanges(before, after, a, b)];
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

/** Whether two tables count the same. */
export const isDefinedAlike = (before: Table, after: Table, a: Stated, b: Stated): boolean =>
  definitionChanges(before, after, a, b).length === 0;

/**
 * How two tables are defined differently, a sentence for each difference; none where they are not. Each names both
 * snapshots: that of the later day may have been made first.
 */
function definitionChanges(before: Table, after: Table, a: Stated, b: Stated): string[] {
  const cards = cardChanges(before, after, a, b);
  if (after.definition !== undefined && after.definition === before.definition) return cards;
  const method =
    before.method === after.method
      ? []
      : [`The method in ${a.id} is “${before.method}” and in ${b.id} “${after.method}”`];
  const columns = after.columns.flatMap((now) => {
    const then = columnOf(before, now.name);
    if (!then) return [];
    return (['unit', 'description'] as const)
      .filter((property) => then[property] !== now[property])
      .map(
        (property) =>
          `The ${property} of ${now.name} in ${a.id} is “${then[property]}” and in ${b.id} “${now[property]}”.`,
      );
  });
  const all = [...cards, ...method, ...columns];
  return all.length > 0 || after.definition === before.definition
    ? all
    : [
        `The definition in ${a.id} is ${before.definition ?? 'not stated'} and in ${b.id} ${after.definition ?? 'not stated'}.`,
      ];
}

/** What counts as a card depends on the source, and is in the notes of a table, not in its method. */
function cardChanges(before: Table, after: Table, a: Stated, b: Stated): string[] {
  const [then, now] = [before, after].map(({ notes }) =>
    Object.values(cardDefinitions).find((each) => each.notes.some((note) => notes.includes(note))),
  );
  if (!then || !now || then === now) return [];
  return [`What counts as a card differs. In ${a.id}: ${then.text} In ${b.id}: ${now.text}`];
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
  return [`${id} covers only part of ${window.partial.map((month) => formatValue('month', month)).join(', ')}.`];
}

function floorMonth({ window }: Table, { id }: Stated): string[] {
  if (!window?.floor) return [];
  return [
    `In ${id}, ${formatValue('month', window.floor)} contains everything older too, because its source gives no earlier date.`,
  ];
}

/**
 * Why a month is not the same time in both: one covers only part of it, unless both were seen on the same day, or has
 * everything older in it, unless both have; undefined where it is.
 */
function otherSpan(
  month: Cell | undefined,
  before: Table['window'],
  after: Table['window'],
  a: Stated,
  b: Stated,
): Move['span'] {
  const isPartial = [before, after].map((window) => window?.partial.some((each) => each === month) ?? false);
  if (isPartial.includes(true) && (isPartial.includes(false) || a.date !== b.date)) return 'partial';
  const isFloor = [before, after].map((window) => month !== null && window?.floor === month);
  return isFloor.includes(true) && isFloor.includes(false) ? 'floor' : undefined;
}

/** Whether the later one is of the same day and sort of list: made again, however often. */
export function isCorrection(a: Stated, b: Stated): boolean {
  const [one, other] = [dayAndRevision(a.id), dayAndRevision(b.id)];
  return one.day === other.day && one.label === other.label;
}

/** Of two that are compared, the selection that only shares can be taken from. */
export const selectionOf = (a: Stated, b: Stated): Stated | undefined =>
  isCorrection(a, b) ? undefined : [a, b].find(({ coverage }) => coverage === 'sample');

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
