import * as Plot from '@observablehq/plot';
import { scaleUtc, utcMonth } from 'd3';
import type { Table } from '../schema/table.ts';
import { axisWordsMark, axisWordsRoom, yearAxis } from './axes.ts';
import { column } from '../schema/rows.ts';
import { floorMarks, floorRoom } from './gaps.ts';
import { stretches } from './months.ts';
import { datedRows, distinct, numberOrNull, text } from './rows.ts';
import { type ChartOptions, required } from './selection.ts';
import { type Width, afterMonth, colours, instant, lineHeight, midMonth, room, tick, widths } from './theme.ts';

/** The verdicts, from top to bottom, each with the colour of its marks and the shape of its cells. */
const verdicts = [
  { verdict: 'rising', words: 'rising', colour: colours.rising },
  { verdict: 'no-clear-trend', words: 'no clear trend', colour: colours.quiet },
  { verdict: 'falling', words: 'falling', colour: colours.falling },
] as const;

/** Height of one verdict's row of cells, and of all below the slopes; in pixels. */
const rowHeight = 24;
const stripHeight = verdicts.length * rowHeight + 14;

/**
 * How a trend depends on where its window begins: for each beginning `x` the slope `y` in its interval, around zero, and below
 * it the verdict, one row of cells each for rising, no clear trend and falling. Where the table has a stricter verdict,
 * `<verdict>BySieve`, and it is another, the cell is hollow. Where a test was refused the cell reaches through all three
 * rows and is empty.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, a verdict is not one of the three,
 *   or two windows begin in one month
 */
export function strip(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { x, y } = options;
  const verdict = required(table, options, 'verdict');
  const { unit, interval } = column(table, y);
  if (!interval) throw new Error(`the column ${y} of ${table.name} has no interval to draw`);
  const { description } = column(table, x);
  column(table, verdict);
  const rows = datedRows(table, x).map((row) => {
    const month = text(row, x);
    const said = verdicts.find((each) => each.verdict === row[verdict]);
    if (!said && row[verdict] !== null)
      throw new Error(
        `${verdict} in ${JSON.stringify(row)} is none of ${verdicts.map((each) => each.verdict).join(', ')}`,
      );
    return {
      month,
      middle: midMonth(month),
      slope: numberOrNull(table, row, y),
      low: numberOrNull(table, row, interval.low),
      high: numberOrNull(table, row, interval.high),
      said,
      isConfirmed: [undefined, null, row[verdict]].includes(row[`${verdict}BySieve`]),
    };
  });
  distinct(
    table,
    rows.map(({ month }) => month),
    'windows that begin in the month',
  );
  const tested = rows.filter(({ slope }) => slope !== null);
  if (tested.length === 0) throw new Error(`table ${table.name} has no ${y} to draw`);

  const months = [...rows.map(({ month }) => month), ...(table.window?.floor ? [table.window.floor] : [])].sort();
  const period: [Date, Date] = [instant(months[0] ?? ''), afterMonth(months.at(-1) ?? '')];
  const above = width === widths.narrow;
  const marginLeft = above ? 58 : room(verdicts.map(({ words }) => words)) + 12;
  const marginRight = above ? 4 : 12;
  const position = scaleUtc(period, [marginLeft, width - marginRight]);
  const cell = (width - marginLeft - marginRight) / utcMonth.count(...period);
  const refused = stretches(rows.flatMap(({ said, month }) => (said ? [] : [month])).sort());
  const head = 10 + floorRoom(table) + axisWordsRoom(unit);
  const middleOf = (row: number) => -stripHeight + 12 + (row + 0.5) * rowHeight;
  return {
    width,
    ariaLabel: table.title,
    height: 190 + stripHeight + head + 34,
    marginTop: head,
    marginBottom: 44,
    marginLeft,
    marginRight,
    x: { type: 'utc', domain: period },
    y: {
      grid: true,
      label: null,
      tickFormat: (value: number) => tick(unit, value),
      ticks: 4,
      zero: true,
      nice: true,
      insetBottom: stripHeight + 4,
    },
    marks: [
      ...axisWordsMark(unit, { dx: -marginLeft, dy: -head, lineAnchor: 'top' }),
      ...floorMarks(table, { across: period }),
      Plot.ruleY([0]),
      ...verdicts.flatMap(({ verdict: name, colour }) => {
        const own = tested.filter(({ said }) => said?.verdict === name);
        const clear = name !== 'no-clear-trend';
        return [
          Plot.ruleX(own, {
            x: 'middle',
            y1: 'low',
            y2: 'high',
            stroke: colour,
            strokeWidth: Math.min(2.5, cell * 0.6),
          }),
          Plot.dot(own, {
            x: 'middle',
            y: 'slope',
            r: Math.min(clear ? 4 : 3.5, Math.max(1.8, cell * 0.45)),
            fill: clear ? colour : colours.surface,
            stroke: colour,
            strokeWidth: clear ? 0 : 1.5,
          }),
        ];
      }),
      ...verdicts.flatMap(({ verdict: name, words, colour }, index) => {
        const dy = middleOf(index);
        const cells = rows.filter(({ said }) => said?.verdict === name);
        const symbol = shape(name, Math.min(cell - 0.6, 13));
        const place = { x: 'middle', frameAnchor: 'bottom', dy, symbol } as const;
        return [
          // A thin line that the eye can follow from the words to the cells.
          Plot.frame({ anchor: 'bottom', insetBottom: -dy, stroke: 'currentColor', strokeOpacity: 0.1 }),
          Plot.dot(
            cells.filter(({ isConfirmed }) => isConfirmed),
            { ...place, fill: colour },
          ),
          Plot.dot(
            cells.filter(({ isConfirmed }) => !isConfirmed),
            { ...place, fill: colours.surface, stroke: colour, strokeWidth: 1.5 },
          ),
          Plot.text([above ? words.replace('clear ', 'clear\n') : words], {
            text: (each: string) => each,
            frameAnchor: 'bottom-left',
            lineAnchor: 'middle',
            textAnchor: 'end',
            dx: -10,
            dy,
          }),
        ];
      }),
      Plot.rect(refused, {
        x1: ({ from }: { from: string }) => instant(from),
        x2: ({ to }: { to: string }) => afterMonth(to),
        stroke: colours.quiet,
        strokeDasharray: '3 3',
        strokeWidth: 1,
        insetLeft: 1.5,
        insetRight: 1.5,
        // The rows of cells only: the rest of the height is the slopes'.
        insetTop: 190 - 6,
        insetBottom: 3,
        fill: colours.surface,
      }),
      Plot.text(
        refused.filter(({ from, to }) => position(afterMonth(to)) - position(instant(from)) >= room(['not tested'])),
        {
          text: () => 'not tested',
          x: ({ from, to }: { from: string; to: string }) =>
            new Date((instant(from).getTime() + afterMonth(to).getTime()) / 2),
          frameAnchor: 'bottom',
          lineAnchor: 'middle',
          dy: middleOf(1),
        },
      ),
      Plot.text([description], {
        text: (each: string) => each,
        frameAnchor: 'bottom-right',
        textAnchor: 'end',
        dy: lineHeight * 2.4,
      }),
      yearAxis(period, width - marginLeft - marginRight),
    ],
  };
}

/** The shape of a verdict's cell: it points up, points down, or lies flat. */
const shape = (verdict: (typeof verdicts)[number]['verdict'], wide: number): Plot.SymbolType & object => ({
  draw: (context) => {
    const [half, tall] = [wide / 2, 5.5];
    if (verdict === 'no-clear-trend') {
      context.rect(-half, -2, wide, 4);
      return;
    }
    const tip = verdict === 'rising' ? -tall : tall;
    context.moveTo(0, tip);
    context.lineTo(half, -tip);
    context.lineTo(-half, -tip);
    context.closePath();
  },
});
