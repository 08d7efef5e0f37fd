import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { column } from '../schema/rows.ts';
import { extentOf } from './extent.ts';
import { floorMarks, floorRoom, gapMarks } from './gaps.ts';
import { stretches } from './months.ts';
import { datedRows, isFloor, isPartial, numberOrNull, text } from './rows.ts';
import { yearAxis } from './axes.ts';
import { type Width, colours, frame, period, instant, tick } from './theme.ts';

/**
 * One column a month. A month without a row has no column; a partial month is hatched, and so is the one that holds
 * everything older. A month of unknown value is a pale band.
 *
 * @throws {Error} if a named column is not in the table, or a value is not a number
 */
export function columns(table: Table, { x, y }: ChartOptions, width: Width): Plot.PlotOptions {
  const { unit } = column(table, y);
  const rows = datedRows(table, x).map((row) => ({
    month: instant(text(row, x)),
    value: numberOrNull(table, row, y),
    fill: isPartial(table, row, x) || isFloor(table, row, x) ? colours.partial : colours.mark,
  }));
  // A month that is not like the others has no say in the scale.
  const whole = rows.filter(({ fill, value }) => fill === colours.mark && value !== null);
  const domain = extentOf((whole.length > 0 ? whole : rows).map(({ value }) => ({ value, low: null, high: null })));
  const unknown = datedRows(table, x).flatMap((row) => (row[y] === null ? [text(row, x)] : []));
  return {
    ...frame(width, table.title),
    height: 240 + floorRoom(table),
    marginTop: 12 + floorRoom(table),
    x: { type: 'utc', domain: period(table) },
    y: {
      grid: true,
      tickSize: 0,
      label: null,
      tickFormat: (value: number) => tick(unit, value),
      // There is no half a model.
      ticks: unit === 'count' ? Math.min(5, domain[1]) : 5,
      domain,
      nice: true,
      clamp: true,
    },
    marks: [
      ...gapMarks(stretches([...new Set(unknown)].sort()), 0),
      // The column itself is hatched.
      ...floorMarks(table, { hatched: false }),
      Plot.rectY(
        rows.filter(({ value }) => value !== null),
        { x: 'month', y: 'value', interval: 'month', fill: 'fill', insetLeft: 0.5, insetRight: 0.5 },
      ),
      Plot.ruleY([0]),
      yearAxis(period(table), width - 64),
    ],
  };
}
