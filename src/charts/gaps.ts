/** What is not there, drawn as such: months without a value, and the month that holds everything older. */
import * as Plot from '@observablehq/plot';
import type { Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import type { Stretch } from './months.ts';
import { afterMonth, colours, instant, period } from './theme.ts';

/** A pale band over each stretch without a value, with a grey line at its foot. */
export function gapMarks(
  gaps: readonly Stretch[],
  foot: number,
  options: Plot.RectOptions & Plot.RuleYOptions = {},
): Plot.Markish[] {
  const across = {
    ...options,
    x1: ({ from }: Stretch) => instant(from),
    x2: ({ to }: Stretch) => afterMonth(to),
  };
  return [
    Plot.rect(gaps, { ...across, fill: colours.quiet, fillOpacity: 0.16 }),
    Plot.ruleY(gaps, { ...across, y: foot, stroke: colours.quiet, strokeWidth: 3.5, strokeLinecap: 'butt' }),
  ];
}

/** Room above a chart for the words at the floor. */
export const floorRoom = (table: Table): number => (table.window?.floor ? 18 : 0);

/** Hatching over the floor month, and a rule at its end with words: what is older stands there too. */
export function floorMarks(table: Table, { hatched = true }: { hatched?: boolean } = {}): Plot.Markish[] {
  const floor = table.window?.floor ?? null;
  if (floor === null) return [];
  const [begin, end] = period(table);
  const right = afterMonth(floor);
  // The words stand on the side that has room for them.
  const late = right.getTime() - begin.getTime() > (end.getTime() - begin.getTime()) / 2;
  return [
    ...(hatched ? [Plot.rect([floor], { x1: instant, x2: afterMonth, fill: colours.partial, fillOpacity: 0.35 })] : []),
    Plot.ruleX([right], { stroke: 'currentColor', strokeWidth: 1, insetTop: -16 }),
    Plot.text([right], {
      x: (date: Date) => date,
      text: () => `${formatValue('month', floor)} and everything older`,
      frameAnchor: 'top',
      textAnchor: late ? 'end' : 'start',
      dx: late ? -5 : 5,
      dy: -16,
    }),
  ];
}
