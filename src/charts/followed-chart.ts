import * as Plot from '@observablehq/plot';
import { scaleUtc } from 'd3';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { yearAxis } from './axes.ts';
import { column } from '../schema/rows.ts';
import { type FollowedPoint, followedIn } from './followed.ts';
import { type Label, fewNames, labelMarks, namesRoom, placeLabels } from './labels.ts';
import { styledLines, verticalAxis } from './lines.ts';
import { type Width, colours, frame, instant, room, tick, widths } from './theme.ts';

/** With so many points and fewer each has its value beside it. */
const few = 8;

/**
 * A number over snapshots: a dot for each, joined where they are of one definition and speak for the whole Hub. A sample
 * is a hollow dot apart, and what somebody has reason to doubt a diamond. Intervals are thin bars; a dotted rule stands
 * where what is counted has changed.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, a line has two points for one day, or
 *   there are more lines than can be told apart
 */
export function series(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { x, y, by } = options;
  const { unit } = column(table, y);
  const followed = followedIn(table, options);
  const lines = styledLines(
    table,
    followed.map(({ name, stretches, apart }) => {
      const whole = stretches.flat();
      // The name stands at the end of the line, and beside a sample only where there is nothing else.
      const incomplete = whole.length > 0 ? [] : apart;
      return { name, points: whole, isolated: [], incomplete, stretches, apart, joined: stretches.some(isJoined) };
    }),
    options.names,
  );
  const up = verticalAxis(
    table,
    options,
    unit,
    lines.map((each) => ({ ...each, points: [...each.points, ...each.apart] })),
  );
  const days = table.rows.map((row) => instant(String(row[x])).getTime());
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const pad = Math.max((last - first) * 0.04, 20 * 24 * 3600 * 1000);
  const domain = [new Date(first - pad), new Date(last + pad)] as const;

  const height = 280;
  const [head, foot] = [22, 28];
  const labels = placeLabels(
    by === undefined ? [] : lines,
    up.between([height - foot, head]),
    width === widths.narrow ? 14 : 22,
  );
  const ticks = up.between([1, 0]).ticks(5);
  const marginLeft = room(ticks.map((value) => tick(unit, value))) + 18;
  // Many names at the ends of lines would lie on what goes on there, and a dot before one be taken for a point.
  const atEdge = labels.length > (width === widths.narrow ? 3 : fewNames);
  const marginRight = atEdge
    ? namesRoom(labels)
    : Math.max(by === undefined ? 30 : 12, ...labels.map((label) => roomFor(label, domain, width - marginLeft)));
  const written =
    lines.length === 1 && days.length <= few ? lines.flatMap(({ points, apart }) => [...points, ...apart]) : [];
  const [across, down] = [scaleUtc(domain, [0, width - marginLeft - marginRight]), up.between([height - foot, head])];
  /** A value stands beside its point, away from a line that goes up steeply. */
  const anchorOf = (point: FollowedPoint) => {
    const stretch =
      lines.flatMap(({ stretches }) => stretches).find((each) => isJoined(each) && each.includes(point)) ?? [];
    const index = stretch.indexOf(point);
    const isSteep = (other: FollowedPoint | undefined) =>
      other !== undefined &&
      (down(point.value) - down(other.value)) / Math.abs(across(other.at) - across(point.at)) > 0.3;
    const [before, after] = [isSteep(stretch[index - 1]), isSteep(stretch[index + 1])];
    return before === after ? 'middle' : after ? 'end' : 'start';
  };
  const heightOf = ({ value, high }: FollowedPoint) => (Number.isNaN(high) ? value : high);
  // Of two values that would lie on each other, the earlier is left out: it is told where a reader points, and in the table.
  const values: { point: FollowedPoint; textAnchor: 'start' | 'middle' | 'end'; left: number; right: number }[] = [];
  for (const point of written.toSorted((a, b) => Number(b.at) - Number(a.at))) {
    const wide = room([formatValue(unit, point.value)]);
    const anchor = anchorOf(point);
    // In the middle, it would lie on the values of the axis.
    const textAnchor = anchor === 'middle' && across(point.at) < wide / 2 ? 'start' : anchor;
    const left = across(point.at) - { start: 4, middle: wide / 2, end: wide - 4 }[textAnchor];
    const right = left + wide;
    const liesOn = (other: (typeof values)[number]) =>
      left < other.right && right > other.left && Math.abs(down(heightOf(point)) - down(heightOf(other.point))) < 14;
    if (!values.some(liesOn)) values.push({ point, textAnchor, left, right });
  }
  return {
    ...frame(width, table.title),
    height,
    marginLeft,
    marginTop: head,
    marginRight,
    x: { type: 'utc', domain: [...domain] },
    y: up.axis,
    marks: [
      Plot.ruleY([up.base]),
      ...lines.flatMap(({ stretches, stroke }) =>
        stretches.slice(1).map((stretch, index) =>
          Plot.ruleX([midway(stretches[index]?.at(-1), stretch[0])], {
            stroke,
            strokeDasharray: '1 4',
            strokeOpacity: 0.8,
          }),
        ),
      ),
      ...lines.flatMap(({ stretches, points, apart, stroke, dashes }) => {
        const at = { x: 'at', y: 'value' } as const;
        const certain = points.filter(({ isUncertain }) => !isUncertain);
        const uncertain = points.filter(({ isUncertain }) => isUncertain);
        return [
          Plot.ruleX([...points, ...apart].filter(hasInterval), {
            x: 'at',
            y1: 'low',
            y2: 'high',
            stroke,
            strokeWidth: 1.5,
          }),
          ...stretches.filter(isJoined).map((stretch) =>
            Plot.lineY(stretch, {
              ...at,
              stroke,
              strokeWidth: 2,
              ...(dashes === 'none' ? {} : { strokeDasharray: dashes, strokeLinecap: 'butt' as const }),
            }),
          ),
          Plot.dot(certain, { ...at, r: 4, fill: stroke }),
          Plot.dot(uncertain, { ...at, r: 5, symbol: 'diamond', fill: stroke }),
          Plot.dot(apart, { ...at, r: 4, stroke, fill: colours.surface, strokeWidth: 2 }),
        ];
      }),
      ...labelMarks(labels, atEdge ? domain[1] : null, { gap: atEdge ? 5 : 9 }),
      ...(['start', 'middle', 'end'] as const).map((textAnchor) =>
        Plot.text(
          values.filter((each) => each.textAnchor === textAnchor).map(({ point }) => point),
          {
            x: 'at',
            y: heightOf,
            text: ({ value }: FollowedPoint) => formatValue(unit, value),
            textAnchor,
            dx: { start: -4, middle: 0, end: 4 }[textAnchor],
            dy: -12,
            stroke: colours.surface,
            strokeWidth: 4,
            fill: 'currentColor',
          },
        ),
      ),
      yearAxis(domain, width - marginLeft - marginRight),
    ],
  };
}

/** Two points are no trend. */
const isJoined = ({ length }: readonly FollowedPoint[]) => length > 2;

const hasInterval = ({ low, high }: FollowedPoint) => !Number.isNaN(low + high);

const midway = (before: FollowedPoint | undefined, after: FollowedPoint | undefined): Date =>
  new Date((Number(before?.at) + Number(after?.at)) / 2);

/** Room right of the axis that a name needs where its line ends, in pixels of a chart so wide. */
function roomFor({ words, last }: Label<Date>, [first, end]: readonly [Date, Date], width: number): number {
  const place = (Number(last.at) - Number(first)) / (Number(end) - Number(first));
  const needed = room(words.split('\n')) + 18;
  return (place * width + needed - width) / place;
}
