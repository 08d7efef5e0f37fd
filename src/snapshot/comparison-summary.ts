/** What came of a comparison in a few sentences, and what is told of it first. */
import { sum } from 'd3-array';
import { type Comparison, type Move, type TableComparison, reasonWords } from '../schema/comparison.ts';
import type { Manifest } from '../schema/snapshot.ts';
import type { Column, Unit } from '../schema/table.ts';
import { formatDifference, formatValue } from '../schema/written.ts';
import { isCorrection, selectionOf } from './compare-tables.ts';
import { sizesText } from './month.ts';
import type { Snapshot } from './read.ts';

/** What is told first: so many findings, so many of one table, and only what is not too little to mean anything. */
const limits = { shares: 5, ranks: 2, ofOneTable: 2, points: 0.01, firstRanks: 10 };

/**
 * What is compared with what, and what a reader has to know before the numbers.
 *
 * @param changes the findings on shares and ranks
 */
export function summary(
  tables: readonly TableComparison[],
  changes: Comparison['findings'],
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
    changes.length === 0 &&
      !selection &&
      `In tables that are defined alike, no share changed beyond its interval by a percentage point or more, and no rank of the first ${limits.firstRanks}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** How many numbers were compared, and why they moved; empty where there are none. */
export function inNumbers(tables: readonly TableComparison[], a: Manifest, b: Manifest): string {
  const moved = sum(tables, ({ counts }) => counts.numbers.moved);
  const stayed = sum(tables, ({ counts }) => counts.numbers.stayed);
  if (moved + stayed === 0) return '';
  const reasons = Map.groupBy(
    tables
      .filter(({ counts }) => counts.numbers.moved > 0)
      .flatMap((table) => table.reasons.map(({ reason }) => reason)),
    (reason) => reason,
  );
  const why = [...reasons]
    .map(([reason, all]) => `${reasonWords[reason]} (${numbered(all.length, 'table')})`)
    .join(', ');
  const compared = tables.filter(({ counts }) => counts.numbers.moved + counts.numbers.stayed > 0).length;
  const what = `Of the ${numbered(moved + stayed, selectionOf(a, b) ? 'share' : 'number')} that both have, in ${numbered(compared, 'table')}, ${formatValue('count', moved)} ${moved === 1 ? 'differs' : 'differ'} and ${formatValue('count', stayed)} ${stayed === 1 ? 'is' : 'are'} the same.`;
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
export function findingsOf(tables: readonly TableComparison[], b: Snapshot): Comparison['findings'] {
  const told = tables.filter(
    (table) =>
      isAlike(table) &&
      !table.columns.some(({ lorenz }) => lorenz !== undefined) &&
      b.tables.get(table.name)?.about !== 'methods',
  );
  /** A total means what the table means that it is of. */
  const isTotalOfAlike = ({ name }: TableComparison, { key: [first] }: Move) => {
    const of = name === 'totals' ? first : first === 'models-with-card' ? 'cards-by-month' : name;
    return tables.every((table) => table.name !== of || isAlike(table));
  };
  const largest = (unit: Unit, isLarge: (move: Move) => boolean, count: number) =>
    told
      .flatMap((table) => {
        if (table.key.some(({ unit }) => unit === 'month' || unit === 'day')) return [];
        const moves = table.moved.filter(
          (move) => move.unit === unit && !move.small && !move.overlap && isLarge(move) && isTotalOfAlike(table, move),
        );
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

/** Whether all of a table is compared, under one definition. */
const isAlike = ({ limited, reasons }: TableComparison) =>
  limited === null && !reasons.some(({ reason }) => reason === 'other definition');

/** How many models there were each time, which every other change is out of; nothing where it is the same, or one has none. */
export function sizeOf(tables: readonly TableComparison[], a: Manifest, b: Manifest): Comparison['findings'] {
  return tables
    .filter((table) => table.name === 'population' && isAlike(table))
    .flatMap(({ name, title, moved }) =>
      moved
        .filter(({ key, column }) => key[0] === 'models' && column === 'count')
        .map(({ before, after }) => ({ table: name, title, text: `Models: ${sizesText(before, after, a, b)}` })),
    );
}

const isPart = (share: number) => share > 0 && share < 1;
const isSame = (one: Move, other: Move) => one.before === other.before && one.after === other.after;

/** A move in a sentence: `Fill mask (task): share with a card rose from 40.1 % to 55.0 % (+14.9 percentage points).` */
function findingText({ key, columns }: TableComparison, { key: cells, column, unit, before, after, difference }: Move) {
  const { description = column } = columns.find(({ name }) => name === column) ?? {};
  const what = description.slice(0, 1).toLowerCase() + description.slice(1);
  const [from, to] = [formatValue(unit, before), formatValue(unit, after)];
  const [moved, by] =
    unit === 'rank'
      ? ['went', numbered(Math.abs(difference), 'place') + (difference < 0 ? ' up' : ' down')]
      : [difference > 0 ? 'rose' : 'fell', formatDifference(unit, difference)];
  const row = rowText(key, cells);
  // A licence and a class of licences can have one name: what it is goes with it.
  const [only] = key.length === 1 ? key : [];
  const of = only ? ` (${only.name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()})` : '';
  return `${key[0]?.unit === 'slug' ? capitalised(row) : row}${of}: ${what} ${moved} from ${from} to ${to} (${by}).`;
}

/** Which row it is, in words. */
export function rowText(key: readonly Column[], cells: Move['key']): string {
  return key
    .map(({ name, unit, missing = '–' }, index) => {
      const cell = cells[index] ?? null;
      if (cell === null) return missing;
      return typeof cell === 'number' ? `${name} ${formatValue(unit, cell)}` : formatValue(unit, cell);
    })
    .join(', ');
}
