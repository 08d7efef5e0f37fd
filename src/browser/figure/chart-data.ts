/** The data of a chart as its tooltip shows them: each value with its name, its interval, or why there is none. */
import type { FigureOptions } from '../../schema/figure.ts';
import type { Cell, Column, Row, Table } from '../../schema/table.ts';
import { formatInterval, formatValue } from '../../schema/written.ts';
import { column, endsOf, reasonOf } from '../../schema/rows.ts';
import { groupedMeasures, facetOfMeasure } from '../../charts/measures.ts';
import { monthsOf } from '../../charts/months.ts';
import { inPeriods, periodName, stepOf } from '../../charts/periods.ts';
import { facetOf } from '../../charts/facets.ts';
import { familyOf, layoutOf, type NodePosition } from '../../charts/family.ts';
import { datedRows, isFloor, isPartial, nameOf, number, numberOrNull, text } from '../../charts/rows.ts';
import { isList, measureOf } from '../../charts/selection.ts';
import { colours, instant, midMonth, strokes, type Width, widths } from '../../charts/theme.ts';
import { axisInWords, measureInWords } from '../../charts/words.ts';

export interface Datum {
  /** In words. A value that is not there is a dash, and `note` says why. */
  readonly value: string;
  readonly interval: string;
  readonly note: string;
  /** Other values of its row, a sentence each. */
  readonly more?: readonly string[];
  /** Where it stands, for the scales of the chart; not a number where there is no value, or the chart has no scales. */
  readonly x: number;
  readonly y: number;
}

export interface ChartData {
  /** Whether one points at a position on the horizontal axis, at a row, at a point anywhere, or at a node and its words. */
  readonly along: 'x' | 'y' | 'both' | 'nodes';
  /** The months, days, numbers, bars or points, in words, in the order in which they stand. */
  readonly positions: readonly string[];
  readonly series: readonly { readonly name: string; readonly colour: string }[];
  /** What is measured. */
  readonly measure: string;
  /** By series, then by position. */
  readonly values: readonly (readonly Datum[])[];
  /** The small chart of a series. */
  readonly facet: ((series: number, width: Width) => { fx: number; fy: number }) | null;
  /** Where a position stands, in pixels, in a chart that has no scales. */
  readonly nodeAt?: (position: number, width: Width) => NodePosition | undefined;
}

/**
 * All values of a chart, in the order in which keys walk over them.
 *
 * @throws {Error} as the chart itself does
 */
export function chartDataOf(shown: Table, options: FigureOptions): ChartData {
  const table = inPeriods(shown, options);
  const { chart } = options;
  if (chart === 'scatter') return ofPoints(table, options);
  if (chart === 'tree') return ofNodes(table, options);
  if (chart === 'groupedBars') return ofMeasures(table, options);
  if (isList(options)) return ofRows(table, options);
  return overAxis(table, options);
}

function formatterOf(table: Table, name: string) {
  const { unit } = column(table, name);
  return (row: Row) => {
    const value = numberOrNull(table, row, name);
    const ends = value === null ? null : endsOf(table, row, name);
    return {
      value: formatValue(unit, value),
      interval: ends ? `95\u00a0% CI ${formatInterval(unit, ends.low, ends.high)}` : '',
      note: value === null ? `No value: ${reasonOf(table, row, name)}` : '',
      x: value ?? Number.NaN,
    };
  };
}

/** A chart without series and small charts. */
const plain = { series: [{ name: '', colour: colours.mark }], measure: '', facet: null };

/** What there is to point at on the horizontal axis: months, days, or numbers, from left to right. */
function axisOf(table: Table, options: FigureOptions, rows: readonly Row[]) {
  const { chart, x } = options;
  const { unit } = column(table, x);
  if (chart === 'curve') {
    const own = [...new Set(rows.map((row) => number(row, x)))].sort((a, b) => a - b);
    const isTime = unit === 'days' || unit === 'hours';
    const words = (each: number) => formatValue(column(table, options.y).lorenz === x ? 'share' : unit, each);
    return {
      cells: own,
      positions: own.map((each) => (isTime ? words(each) : `${axisInWords(column(table, x))}: ${words(each)}`)),
      coordinates: own,
      absent: 'No value here',
    };
  }
  const monthly = unit === 'month';
  const own = [...new Set(rows.map((row) => text(row, x)))].sort();
  const moments = monthly ? monthsOf(table) : own;
  return {
    cells: moments,
    positions: moments.map((moment) => (monthly ? periodName(table, moment) : nameOf(table, { [x]: moment }, x))),
    coordinates: moments.map((moment) => (monthly ? midMonth(moment) : instant(moment)).getTime()),
    absent:
      chart === 'columns'
        ? 'None in this month'
        : `No value for this ${stepOf(table) > 1 ? 'period' : monthly ? 'month' : 'day'}`,
  };
}

function overAxis(table: Table, options: FigureOptions): ChartData {
  const { chart, x, y, by } = options;
  const format = formatterOf(table, y);
  const rows = chart === 'curve' ? table.rows : datedRows(table, x);
  const groups = new Map<string, Map<Cell, Row>>();
  for (const row of rows) {
    const name = [by, options.vintage]
      .filter((each) => each !== undefined)
      .map((each) => nameOf(table, row, each))
      .join(', ');
    const group = groups.get(name) ?? new Map<Cell, Row>();
    groups.set(name, group.set(row[x] ?? null, row));
  }
  const { cells, positions, coordinates, absent } = axisOf(table, options, rows);
  const names = [...groups.keys()];
  const vintage = options.vintage ?? '';
  const vintages = [...new Set(rows.map((row) => row[vintage] ?? null))].sort();
  const panelOf = (name: string) => String(groups.get(name)?.values().next().value?.[by ?? '']);
  const panels = [...new Set(names.map(panelOf))];
  return {
    along: 'x',
    positions,
    series: names.map((name, index) => ({
      name,
      colour:
        chart === 'line' || chart === 'curve' || chart === 'series'
          ? (strokes[options.names?.includes(name) ? options.names.indexOf(name) : index] ?? strokes[0]).stroke
          : chart === 'vintages'
            ? (strokes[vintages.indexOf(groups.get(name)?.values().next().value?.[vintage] ?? null)] ?? strokes[0])
                .stroke
            : colours.mark,
    })),
    measure: measureInWords(measureOf(table, options)),
    values: names.map((name) =>
      cells.map((cell, index) => {
        const row = groups.get(name)?.get(cell);
        const at = coordinates[index] ?? Number.NaN;
        if (!row) return { value: '–', interval: '', note: absent, x: at, y: Number.NaN };
        const datum = format(row);
        const notes = [
          datum.note,
          isPartial(table, row, x) ? 'Seen only in part' : '',
          isFloor(table, row, x) ? 'With everything older' : '',
          ...(chart === 'series' ? pointNotes(row) : []),
        ];
        return { ...datum, note: notes.filter(Boolean).join('. '), x: at, y: datum.x };
      }),
    ),
    facet:
      chart === 'multiples'
        ? (series, width) => facetOf(series, width, names.length)
        : chart === 'vintages'
          ? (series, width) => facetOf(panels.indexOf(panelOf(names[series] ?? '')), width, panels.length)
          : null,
  };
}

/** What a point of a series covers, what it counts, and what is known against it. */
const pointNotes = ({ coverage = null, definition = null, snapshot = null, uncertain = null }: Row): string[] => [
  `${formatValue('slug', coverage)}${snapshot === null ? '' : `, snapshot ${String(snapshot)}`}`,
  `Definition: ${formatValue('slug', definition)}`,
  ...(uncertain === null ? [] : [String(uncertain).replace(/\.$/, '')]),
];

function ofRows(table: Table, options: FigureOptions): ChartData {
  const format = formatterOf(table, options.x);
  return {
    ...plain,
    along: 'y',
    positions: table.rows.map((row) => nameOf(table, row, options.y)),
    measure: measureInWords(measureOf(table, options)),
    values: [
      table.rows.map((row, y) => {
        const datum = format(row);
        // The verdict of a test, which an interval beside it need not share.
        return { ...datum, y, note: datum.note || (row.verdict ? formatValue('slug', row.verdict) : '') };
      }),
    ],
  };
}

/** Every measure that has a value, row by row: what is empty throughout has nothing to point at. */
function ofMeasures(table: Table, options: FigureOptions): ChartData {
  const measures = groupedMeasures(table, options);
  const filled = measures.filter(({ isEmpty }) => !isEmpty);
  return {
    ...plain,
    along: 'y',
    positions: table.rows.map((row) => nameOf(table, row, options.y)),
    series: filled.map(({ column }) => ({ name: measureInWords(column), colour: colours.mark })),
    values: filled.map(({ column: { name }, largest }) => {
      const data = table.rows.map(formatterOf(table, name));
      return data.map((datum, y) => ({ ...datum, x: datum.x / largest, y }));
    }),
    facet: (series, width) => facetOfMeasure(measures, filled[series], width),
  };
}

function ofPoints(table: Table, { x, y, name = '' }: FigureOptions): ChartData {
  const [across, up] = [column(table, x), column(table, y)];
  const points = table.rows
    .map((row) => ({ name: nameOf(table, row, name), x: Number(row[x]), y: Number(row[y]) }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  return {
    ...plain,
    along: 'both',
    positions: points.map((point) => point.name),
    values: [
      points.map((point) => ({
        value: `${across.description}: ${formatValue(across.unit, point.x)}`,
        interval: `${up.description}: ${formatValue(up.unit, point.y)}`,
        note: '',
        x: point.x,
        y: point.y,
      })),
    ],
  };
}

function ofNodes(table: Table, options: FigureOptions): ChartData {
  const family = familyOf(table, options);
  const measure = measureOf(table, options);
  // What else the table counts of a row.
  const others = table.columns.slice(table.columns.indexOf(measure) + 1).filter(({ unit }) => unit === 'count');
  const nodes = Object.fromEntries(Object.values(widths).map((width) => [width, layoutOf(family, width).positions]));
  const sentence = (row: Row, each: Column) => {
    const value = numberOrNull(table, row, each.name);
    return `${measureInWords(each)}: ${value === null ? (each.missing ?? '') : formatValue(each.unit, value)}`;
  };
  return {
    ...plain,
    along: 'nodes',
    positions: family.nodes.map(({ path }) => path),
    measure: measureInWords(measure),
    values: [
      family.nodes.map(({ row, value }) => ({
        value: formatValue(measure.unit, value),
        interval: '',
        note: '',
        more: others.map((each) => sentence(row, each)),
        x: Number.NaN,
        y: Number.NaN,
      })),
    ],
    nodeAt: (position, width) => nodes[width]?.[position],
  };
}
