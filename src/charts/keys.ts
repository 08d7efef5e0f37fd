/** What the signs of a figure mean and what it does not draw: in a few words beside the chart, and in full under Method. */
import type { FigureOptions } from '../schema/figure.ts';
import { column, endsOf, reasonOf, rowsWhere } from '../schema/rows.ts';
import type { Table } from '../schema/table.ts';
import { formatPeriod, formatValue } from '../schema/written.ts';
import { familyOf } from './family.ts';
import { marksOf } from './followed.ts';
import { monthsWithout, stretches } from './months.ts';
import { inPeriods, periodName, stepOf } from './periods.ts';
import { nameOf } from './rows.ts';
import { fewestUnits, isList, isPlaceless, isTooFew, measureOf, measuresOf, tooSmall } from './selection.ts';

export interface Key {
  /** The sign, and what it is called beside the chart; absent where there is nothing to see. */
  readonly sign?: readonly [swatch: 'hatched' | 'gap' | 'hollow' | 'diamond' | 'dotted' | 'dash', words: string];
  readonly words: string;
}

/** Why none of the measures has a value in any row, a reason each; null where there is something to draw. */
export function refusalOf(table: Table, options: FigureOptions): string[] | null {
  const measures = measuresOf(table, options);
  if (measures.some(({ name }) => table.rows.some((row) => row[name] !== null))) return null;
  return [...new Set(measures.flatMap(({ name }) => table.rows.map((row) => reasonOf(table, row, name))))];
}

/**
 * The keys of a figure that draws something.
 *
 * @param whole the table, @param shown the rows of it that the figure shows
 * @throws {Error} if a named column is not in the table
 */
export function keysOf(whole: Table, shown: Table, options: FigureOptions): Key[] {
  const table = inPeriods(shown, options);
  const { chart, x } = options;
  const measure = measureOf(table, options);
  const { months, gaps } = absencesOf(table, options);
  const monthly = column(table, x).unit === 'month';
  const floor = monthly ? (table.window?.floor ?? null) : null;
  const partial = months
    ? (table.window?.partial ?? []).filter((month) => table.rows.some((row) => row[x] === month))
    : [];

  const measures = measuresOf(table, options);
  const absent = measures.filter(({ name }) => table.rows.every((row) => row[name] === null));
  const empty = measures
    .filter((each) => !absent.includes(each))
    .flatMap(({ name }) => table.rows.filter((row) => row[name] === null).map((row) => reasonOf(table, row, name)));
  const reasons = [...new Set(empty)];
  /** All of them, or where to read them: a key is no place for a list. */
  const because = reasons.length > 2 ? 'the table says why for each' : reasons.join('; ');
  const holdsZero = table.rows.some((row) => {
    const ends = endsOf(table, row, measure.name);
    return ends !== null && ends.low <= 0 && ends.high >= 0;
  });
  const small = tooSmall(whole, options);
  const few = rowsWhere(whole, options.where).filter(
    (row) => isTooFew(whole, row, options) && !shown.rows.includes(row),
  );
  const placeless = rowsWhere(whole, options.where).filter((row) => isPlaceless(row, options));
  /** Whether a note of the table explains already what else its first month contains. */
  const isNoted =
    floor !== null && whole.notes.some((note) => note.startsWith(`${periodName(table, floor)} holds every`));
  const keys: (Key | false)[] = [
    floor !== null && {
      sign: ['hatched', 'and older'],
      words: `${periodName(table, floor)} ${isNoted ? '' : 'contains everything older too, because the source gives no earlier date. It '}is drawn apart and left out of every trend.`,
    },
    partial.length > 0 && {
      // Small panels have no room for hatching.
      sign: [chart === 'multiples' ? 'hollow' : 'hatched', stepOf(table) === 1 ? 'partial month' : 'partial period'],
      words: `${partial.map((month) => periodName(table, month)).join(', ')}: partial ${stepOf(table) === 1 ? 'month' : 'period'}, hatched or a hollow point beside the line.`,
    },
    gaps.length > 0 && { sign: ['gap', 'no value'], words: `No value: ${gaps.join(', ')}.` },
    options.atLeast !== undefined &&
      small.length > 0 && {
        words: `Not drawn: ${small.join(', ')}, with fewer than ${options.atLeast.count} models; the table has them.`,
      },
    few.length > 0 && {
      words: `Not drawn: ${isList(options) && few.length < 8 ? few.map((row) => nameOf(whole, row, options.y)).join(', ') : `${few.length} ${few.length === 1 ? 'estimate' : 'estimates'}`}, on fewer than ${fewestUnits} units; the table has them.`,
    },
    placeless.length > 0 && {
      words: `Not drawn: ${placeless.length} with a zero, which has no place on a logarithmic scale; the table has them.`,
    },
    empty.length > 0 && chart === 'curve' && { words: `A gap in a line: ${because}.` },
    ...(chart === 'series' ? marksOf(table, options) : []),
    chart === 'intervals' &&
      holdsZero && { sign: ['hollow', 'CI includes zero'], words: 'A hollow dot: its interval includes zero.' },
    empty.length > 0 && isList(options) && { sign: ['dash', 'no value'], words: `A dash: ${because}.` },
    ...absent.map(({ description, missing = '' }) => ({
      words: `No values: ${description} (${[...new Set(missing.replace(/\.$/, '').split('; '))].join('; ')}).`,
    })),
    chart === 'tree' && { words: treeInWords(table, options) },
    ...table.rows
      .filter((row) => monthly && row[x] === null)
      .map((row) => ({
        words: `Not drawn, for models of unknown age: ${formatValue(measure.unit, row[measure.name] ?? null)}.`,
      })),
  ];
  return keys.filter((key) => key !== false);
}

/** Months without a value: stretches that no series has, and how many more each lacks. */
function absencesOf(table: Table, options: FigureOptions): { readonly months: boolean; readonly gaps: string[] } {
  const { chart, x, y } = options;
  const months = column(table, x).unit === 'month' && ['columns', 'line', 'multiples'].includes(chart);
  if (!months) return { months, gaps: [] };
  const without = chart === 'columns' ? [] : [...monthsWithout(table, options)];
  const everywhere =
    chart === 'columns'
      ? table.rows.flatMap((row) => (row[y] === null && row[x] !== null ? [String(row[x])] : []))
      : (without[0]?.[1].filter((month) => without.every(([, lacking]) => lacking.includes(month))) ?? []);
  const elsewhere = chart === 'multiples' ? without : [];
  return {
    months,
    gaps: [
      ...(stepOf(table) === 1
        ? stretches(everywhere).map(formatPeriod)
        : everywhere.map((month) => periodName(table, month))),
      ...elsewhere.flatMap(([series, lacking]) => {
        const more = lacking.length - everywhere.length;
        const unit = everywhere.length > 0 ? 'more' : more === 1 ? 'month' : 'months';
        return more > 0 ? [`${series} in ${more} ${unit}`] : [];
      }),
    ],
  };
}

function treeInWords(table: Table, options: FigureOptions): string {
  const { omitted } = familyOf(table, options);
  const undrawn =
    omitted &&
    `Not drawn: ${formatValue('count', omitted.rows)} further ${omitted.rows === 1 ? 'group' : 'groups'} of at most ${formatValue(measureOf(table, options).unit, omitted.most)}; the table has them.`;
  return [
    'The area of a disc is proportional to its number. Lines lead to derivatives, the largest group first.',
    undrawn,
  ]
    .filter(Boolean)
    .join(' ');
}
