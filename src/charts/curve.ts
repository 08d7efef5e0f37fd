import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Row, Table } from '../schema/table.ts';
import { axisWordsMark, axisWordsRoom } from './axes.ts';
import { column } from '../schema/rows.ts';
import { formatValue } from '../schema/written.ts';
import { labelMarks, namesRoom, placeLabels } from './labels.ts';
import { type Line, lineMarks, styledLines, verticalAxis } from './lines.ts';
import { nameOf } from './rows.ts';
import { curvesOf } from './series.ts';
import { type Width, frame, tick, widths } from './theme.ts';
import { axisInWords } from './words.ts';

/**
 * Lines over a number that is not a month, each in its interval and with its name at its end. A null leaves a gap.
 * Over days and hours a line goes in steps, since what is known of a day holds until the next. Where lines tell what
 * share the smallest have of a whole, the line on which all have the same is drawn too.
 *
 * @throws {Error} if a named column is not in the table, a number or value is not one, a line has two values for one
 *   number, or there are more lines than can be told apart
 */
export function curve(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { x, y, by, under } = options;
  const { unit, interval, lorenz: holders } = column(table, y);
  const across = column(table, x);
  const lorenz = holders === x;
  const lines = styledLines(table, curvesOf(table, { x, y, by }), options.names);
  const up = verticalAxis(table, options, unit, lines);

  const numbers = lines.flatMap(({ points }) => points.map(({ at }) => at));
  const [start, edge] = [Math.min(0, ...numbers), Math.max(...numbers)];
  const head = 12 + axisWordsRoom(unit);
  const beneath = under === undefined ? null : numbersUnder(table, { x, by, under }, lines);
  const foot = 46 + (beneath ? 20 + 15 * lines.length : 0);
  const height = 240 + head + foot;
  // All of them end in one corner: their names stand by what they were just before it.
  const named = lorenz ? lines.map((each) => ({ ...each, points: each.points.slice(0, -1) })) : lines;
  const labels = placeLabels(
    by === undefined ? [] : named,
    up.between([height - foot, head]),
    width === widths.narrow ? 12 : 22,
  );
  const inKey = lorenz || undefined;
  const marginRight = namesRoom(labels, inKey && labels.length > 0);
  const ticks = width === widths.narrow ? 2 : 4;
  const evenly = [{ from: 0, to: 1 }];
  return {
    ...frame(width, table.title),
    height,
    marginTop: head,
    marginBottom: foot,
    marginRight,
    x: { domain: [start, edge] },
    y: up.axis,
    marks: [
      ...axisWordsMark(unit, { dx: -52, dy: -head, lineAnchor: 'top' }),
      Plot.ruleY([up.base]),
      ...(lorenz
        ? [
            Plot.link(evenly, { x1: 'from', y1: 'from', x2: 'to', y2: 'to', stroke: 'currentColor', strokeWidth: 1 }),
            Plot.text(['perfect equality'], { x: 0.72, y: 0.72, text: String, textAnchor: 'end', dx: -8, dy: -4 }),
          ]
        : []),
      ...lineMarks(lines, {
        intervals: interval !== undefined,
        ...(across.unit === 'days' || across.unit === 'hours' ? { curve: 'step-after' } : {}),
      }),
      ...labelMarks(labels, lorenz ? edge : null, { inKey }),
      ...(beneath ? beneath.marks(ticks) : []),
      Plot.axisX({
        ticks: beneath ? beneath.days(ticks) : width === widths.narrow ? 3 : 6,
        tickSize: 5,
        tickFormat: (value: number) => tick(lorenz ? 'share' : across.unit, value),
        label: axisInWords(across),
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 38,
      }),
    ],
  };
}

/**
 * How many each line still rests on, in a row per line under the axis, at places for which the table has a number.
 *
 * @param steps into how many equal parts the places divide the axis, as nearly as the table allows
 */
function numbersUnder(
  table: Table,
  { x, by, under }: Pick<ChartOptions, 'x' | 'by'> & { under: string },
  lines: readonly Line<number>[],
) {
  const { unit } = column(table, under);
  const all = [...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at)))];
  const edge = Math.max(...all);
  const days = (steps: number) =>
    Array.from({ length: steps + 1 }, (_, step) => (edge * step) / steps).map((place) =>
      all.reduce((best, at) => (Math.abs(at - place) < Math.abs(best - place) ? at : best), all[0] ?? 0),
    );
  const beneath = (dy: number) => ({ frameAnchor: 'bottom', lineAnchor: 'top', dy }) as const;
  return {
    days,
    marks: (steps: number): Plot.Markish[] => [
      Plot.text(['Number at risk'], {
        ...beneath(46),
        frameAnchor: 'bottom-left',
        text: String,
        textAnchor: 'start',
        dx: -52,
      }),
      ...lines.flatMap(({ name }, index) => [
        Plot.text([name], {
          ...beneath(62 + 15 * index),
          frameAnchor: 'bottom-left',
          text: String,
          textAnchor: 'start',
          dx: -52,
        }),
        Plot.text(
          table.rows.filter(
            (row) => (by === undefined || nameOf(table, row, by) === name) && days(steps).includes(Number(row[x])),
          ),
          { ...beneath(62 + 15 * index), x, text: (row: Row) => formatValue(unit, row[under] ?? null) },
        ),
      ]),
    ],
  };
}
