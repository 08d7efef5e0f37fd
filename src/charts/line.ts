import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { axisWordsMark, axisWordsRoom, yearAxis } from './axes.ts';
import { column } from '../schema/rows.ts';
import { labelMarks, namesRoom, placeLabels } from './labels.ts';
import { lineMarks, styledLines, verticalAxis } from './lines.ts';
import { floorMarks, floorRoom, gapMarks } from './gaps.ts';
import { monthsOf, monthsWithout, stretches } from './months.ts';
import { seriesOf } from './series.ts';
import { type Width, colours, frame, midMonth, period, widths } from './theme.ts';

/**
 * Lines over months, each in its interval and with its name at its end. A month without a value leaves a gap, on a
 * pale band where no line has one; a partial month, and the one that holds everything older, is a hollow point beside
 * the line, on hatching.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, a line has two values for one month,
 *   or there are more lines than can be told apart
 */
export function line(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { x, y, by } = options;
  const { unit, interval } = column(table, y);
  const lines = styledLines(table, seriesOf(table, { x, y, by }), options.names);
  const up = verticalAxis(table, options, unit, lines);

  const without = [...monthsWithout(table, { x, y, by }).values()];
  const gaps = stretches(monthsOf(table).filter((month) => without.every((months) => months.includes(month))));
  const partial = monthsOf(table).filter((month) => table.window?.partial.includes(month));

  const head = 12 + floorRoom(table) + axisWordsRoom(unit);
  const height = 268 + head;
  const labels = placeLabels(
    by === undefined ? [] : lines,
    up.between([height - 28, head]),
    width === widths.narrow ? 14 : 22,
  );
  const marginRight = namesRoom(labels);
  return {
    ...frame(width, table.title),
    height,
    marginTop: head,
    marginRight,
    x: { type: 'utc', domain: period(table) },
    y: up.axis,
    marks: [
      ...axisWordsMark(unit, { dx: -52, dy: -head, lineAnchor: 'top' }),
      ...gapMarks(gaps, up.foot),
      Plot.ruleY([up.base]),
      Plot.rect(partial, { x: midMonth, interval: 'month', fill: colours.partial, fillOpacity: 0.35 }),
      ...floorMarks(table),
      ...lineMarks(lines, { intervals: interval !== undefined }),
      ...labelMarks(labels, period(table)[1]),
      yearAxis(period(table), width - 52 - marginRight),
    ],
  };
}
