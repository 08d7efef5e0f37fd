import * as Plot from '@observablehq/plot';
import type { Table } from '../schema/table.ts';
import { axisWordsMark, axisWordsRoom } from './axes.ts';
import { column } from '../schema/rows.ts';
import { keyMarks, keyWidth, labelMarks, labelRoom, placeLabels } from './labels.ts';
import type { ChartOptions } from './selection.ts';
import { lineMarks, styledLines, verticalAxis } from './lines.ts';
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
  const { x, y, by } = options;
  const { unit, interval, lorenz: holders } = column(table, y);
  const across = column(table, x);
  const lorenz = holders === x;
  const lines = styledLines(table, curvesOf(table, { x, y, by }), options.names);
  const up = verticalAxis(table, options, unit, lines);

  const numbers = lines.flatMap(({ points }) => points.map(({ at }) => at));
  const [start, edge] = [Math.min(0, ...numbers), Math.max(...numbers)];
  const head = 12 + axisWordsRoom(unit);
  const height = 286 + head;
  // All of them end in one corner: their names stand by what they were just before it.
  const named = lorenz ? lines.map((each) => ({ ...each, points: each.points.slice(0, -1) })) : lines;
  const labels = placeLabels(
    by === undefined ? [] : named,
    up.between([height - 46, head]),
    width === widths.narrow ? 12 : 22,
  );
  const marginRight = labelRoom(labels) + (lorenz && labels.length > 0 ? keyWidth : 0);
  const pixel = (edge - start) / (width - 52 - marginRight);
  const evenly = [{ from: 0, to: 1 }];
  return {
    ...frame(width, table.title),
    height,
    marginTop: head,
    marginBottom: 46,
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
      ...(lorenz ? keyMarks(labels, lines, edge, pixel) : labelMarks(labels, null)),
      Plot.axisX({
        ticks: width === widths.narrow ? 3 : 6,
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
