import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { type Measure, areShares, areStacked, groupedMeasures, facetOfMeasure } from './measures.ts';
import { type Width, barName, colours, lineHeight, linesIn, room, widths, wrapped } from './theme.ts';
import { measureInWords } from './words.ts';

/** Mean width of the bold letters of a heading, and the space between two columns; in pixels. */
const [boldWidth, gap] = [7.2, { [widths.wide]: 24, [widths.narrow]: 10 }] as const;

/**
 * Several measures of the same rows, a column of bars each, with a heading, the value at the end of each bar and its
 * interval, where the table has one, as a line across that end. Shares have one scale, and all else has its own. A row
 * without a value has a dash; a measure without any has the table's reason in place of its bars. On narrow screens
 * names stand above their bars, or the measures one below the other.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number or below zero, two bars have one name,
 *   or there are more measures than have room
 */
export function groupedBars(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const measures = groupedMeasures(table, options);
  if (measures.length > 4)
    throw new Error(`the chart of ${table.name} has ${measures.length} measures side by side, and room for four`);
  const filled = measures.filter(({ isEmpty }) => !isEmpty);
  const empty = measures.filter(({ isEmpty }) => isEmpty);
  const [first] = filled;
  if (!first) throw new Error(`table ${table.name} has no ${options.x} to draw`);

  const stacked = areStacked(measures, width);
  const labels = first.bars.map(({ label }) => label);
  const above = width === widths.narrow && (!stacked || room(labels) > width * 0.4);
  const nameOf = (label: string) => barName(label, width, above);
  const marginLeft = above ? 1 : room(labels.map(nameOf)) + 12;
  const across = stacked ? 1 : measures.length;
  const step = (width - marginLeft - 1 + gap[width]) / across;
  /** How much of its column a bar of full length has: the rest is for values, as many as share the scale. */
  const full = ({ bars, column }: Measure) => {
    const sharing = areShares(measures) ? filled.flatMap((each) => each.bars) : bars;
    return 1 - (room(sharing.map(({ value }) => formatValue(column.unit, value))) + 8) / (step - gap[width]);
  };
  const letters = Math.floor((step - 8 + (stacked ? marginLeft : 0)) / boldWidth);

  const shown = stacked ? filled : measures;
  const heading = ({ column }: Measure) => wrapped(measureInWords(column), letters).join('\n');
  const reason = ({ column }: Measure) => wrapped(column.missing ?? '', letters).join('\n');
  const head = Math.max(...shown.map((each) => linesIn(heading(each)))) * lineHeight + (above ? 14 : 6);
  /** Below one another, an empty measure takes the room of its words only. */
  const below = (stacked ? empty : []).map((each) => ({ heading: heading(each), reason: reason(each) }));
  const space = stacked ? 14 : 0;
  const belowHeights = below.map((each) => (linesIn(each.heading) + linesIn(each.reason)) * lineHeight + space);

  const facetFor = (each: Measure) => facetOfMeasure(measures, each, width);
  const facet = { fx: 'fx', fy: 'fy' } as const;
  const bars = filled.flatMap((each) => {
    // An interval that goes on beyond the scale is drawn to its end.
    const length = (value: number) => Math.min(value / each.largest, 1) * full(each);
    return each.bars.map(({ label, value, low, high, end, fill }) => ({
      ...facetFor(each),
      label,
      fill,
      isThere: value !== null,
      words: formatValue(each.column.unit, value),
      length: length(value ?? 0),
      low: low === null ? null : length(low),
      high: high === null ? null : length(high),
      end: length(end),
    }));
  });
  const known = bars.filter(({ isThere }) => isThere);
  const rows = labels.length * (above ? 2.4 : 1.6) * lineHeight;
  const down = stacked ? filled.length : 1;
  const top = { ...facet, frameAnchor: 'top-left', lineAnchor: 'top', text: 'words' } as const;
  const foot = { ...facet, frameAnchor: 'bottom-left', lineAnchor: 'top', dx: -marginLeft } as const;
  return {
    width,
    ariaLabel: table.title,
    height: 4 + down * (head + rows + space) + belowHeights.reduce((sum, each) => sum + each, 0),
    marginTop: 4,
    marginBottom: belowHeights.reduce((sum, each) => sum + each, 0),
    marginLeft,
    marginRight: 1,
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, domain: labels, padding: above ? 0.6 : 0.28, insetTop: head, insetBottom: space },
    fx: {
      axis: null,
      domain: Array.from({ length: across }, (_, index) => index),
      paddingInner: gap[width] / step,
      paddingOuter: 0,
    },
    fy: { axis: null, padding: 0 },
    marks: [
      Plot.text(
        shown.map((each) => ({ ...facetFor(each), words: heading(each) })),
        { ...top, fontWeight: 600, dx: stacked ? -marginLeft : 0 },
      ),
      Plot.barX(known, { ...facet, x: 'length', y: 'label', fill: 'fill' }),
      // An interval longer than its bar is light: it is not what the row says.
      ...[false, true].map((isLong) =>
        Plot.ruleY(
          known.filter(({ length, low, high }) => low !== null && high !== null && high - length > length === isLong),
          {
            ...facet,
            y: 'label',
            x1: 'low',
            x2: 'high',
            ...(isLong
              ? { stroke: colours.mark, strokeWidth: 4, strokeOpacity: 0.3 }
              : { stroke: 'currentColor', strokeWidth: 1.5 }),
          },
        ),
      ),
      Plot.text(bars, { ...facet, x: 'end', y: 'label', text: 'words', textAnchor: 'start', dx: 6 }),
      Plot.text(
        bars.filter(({ fx }) => fx === facetFor(first).fx),
        {
          ...facet,
          ...(stacked ? {} : { fx: () => 0 }),
          frameAnchor: 'left',
          y: 'label',
          text: ({ label }: { readonly label: string }) => nameOf(label),
          textAnchor: above ? 'start' : 'end',
          dx: above ? 4 : -8,
          dy: above ? -lineHeight : 0,
        },
      ),
      Plot.ruleX(filled.map(facetFor), { ...facet, x: 0, insetTop: head, insetBottom: space }),
      Plot.text(
        (stacked ? [] : empty).map((each) => ({ ...facetFor(each), words: reason(each) })),
        { ...top, dy: head },
      ),
      ...below.flatMap(({ heading, reason }, index) => {
        const dy = belowHeights.slice(0, index).reduce((sum, each) => sum + each, 0);
        const last = [{ fx: 0, fy: down - 1 }];
        return [
          Plot.text(last, { ...foot, text: () => heading, dy, fontWeight: 600 }),
          Plot.text(last, { ...foot, text: () => reason, dy: dy + linesIn(heading) * lineHeight }),
        ];
      }),
    ],
  };
}
