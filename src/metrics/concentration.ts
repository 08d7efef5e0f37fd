import { sum } from 'd3-array';
import type { Row, Table } from '../schema/table.ts';
import { type Estimate, type Frequency, gini, topShare } from '../statistics/concentration.ts';
import { defineFinding, numberIn, shareColumns, withInterval, tableOf, textIn } from './metric.ts';

const linearised = 'normal, linearised';
const populations = ['all', 'at-least-one'] as const;
const measure = { unit: 'slug', description: 'downloads, likes, children or data-set-uses' } as const;
const population = { unit: 'slug', description: 'all, or those with at least one' } as const;

/** The holders of each measure, over all of them and over those that have at least one. */
function holdersIn(table: Table): { measure: string; population: string; holders: Frequency[] }[] {
  const measures = [...Map.groupBy(table.rows, (row) => textIn(row, 'measure'))];
  return measures.flatMap(([name, rows]) =>
    populations
      // Where nobody has nothing, the two are one.
      .filter((each) => each !== 'all' || rows.some((row) => row.value === 0))
      .map((each) => ({
        measure: name,
        population: each,
        holders: rows
          .filter((row) => each === 'all' || numberIn(row, 'value') > 0)
          // All of a class are taken to have its mean.
          .map((row) => ({
            value: numberIn(row, 'total') / numberIn(row, 'holders'),
            count: numberIn(row, 'holders'),
          })),
      })),
  );
}

/** Null where `gini` refuses too. */
function shareOfLargest(holders: readonly Frequency[], part: number): Estimate | null {
  const outcome = topShare(holders, part);
  return outcome.refused === undefined ? outcome.share : null;
}

const columnsOf = (name: string, estimate: Estimate | null): Row => ({
  [name]: estimate?.value ?? null,
  [`${name}Low`]: estimate?.low ?? null,
  [`${name}High`]: estimate?.high ?? null,
});

/**
 * How much of all downloads, likes and children do the most popular have?
 *
 * Shape   one row per measure and population; the population of all only where somebody has nothing
 * Refuses where no measure has four holders and something to share out
 * Source  `distributions`
 */
export const concentration = defineFinding({
  id: 'concentration',
  title: 'How unevenly downloads, likes, children and uses of data sets are shared out',
  method:
    'Gini coefficient, and the share of the total that the largest 1 % and 10 %, and the largest ten and hundred have, and what the largest alone has, over all and over those that have at least one: the two say different things, since many have nothing. Computed from the classes of distributions, all of a class taken at its mean: against the values themselves that changes the coefficient by less than 0.0001 and the shares by less than 0.001. The intervals say how far the values would move if the holders were drawn anew.',
  key: ['measure', 'population'],
  columns: {
    measure,
    population,
    holders: { unit: 'count', description: 'Models, listed or only declared as a parent, or data sets' },
    total: { unit: 'count', description: 'All that they have together' },
    ...withInterval(
      'gini',
      { unit: 'number', description: 'Gini coefficient: 0 where all have the same, nearly 1 where one has all' },
      linearised,
    ),
    ...shareColumns('topPercent', 'Share of the total that the largest 1 % have', { method: linearised }),
    ...shareColumns('topTenth', 'Share of the total that the largest 10 % have', { method: linearised }),
    largest: { unit: 'count', description: 'What the largest of them has' },
    ...shareColumns('topTen', 'Share of the total that the ten largest have', {
      missing: 'there are not more than ten',
      method: linearised,
    }),
    ...shareColumns('topHundred', 'Share of the total that the hundred largest have', {
      missing: 'there are not more than a hundred',
      method: linearised,
    }),
  },
  from: ['distributions'],
  compute: (tables) => {
    const rows = holdersIn(tableOf(tables, 'distributions')).flatMap(({ holders, ...whose }): Row[] => {
      const outcome = gini(holders);
      if (outcome.refused !== undefined) return [];
      const { n } = outcome;
      const top = (part: number) => shareOfLargest(holders, part);
      return [
        {
          ...whose,
          holders: n,
          total: Math.round(sum(holders, ({ value, count }) => value * count)),
          ...columnsOf('gini', outcome.gini),
          ...columnsOf('topPercent', top(0.01)),
          ...columnsOf('topTenth', top(0.1)),
          largest: Math.round(Math.max(...holders.map(({ value }) => value))),
          ...columnsOf('topTen', n > 10 ? top(10 / n) : null),
          ...columnsOf('topHundred', n > 100 ? top(100 / n) : null),
        },
      ];
    });
    return rows.length > 0 ? rows : { refused: 'Too few have anything that could be shared out.' };
  },
});

/** Parts of the holders, smallest first, at which the curve is given; most of it happens at the end. */
const parts = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1];

/** The Lorenz curve behind `concentration`: what the smallest holders have together. One row per point of a curve. */
export const lorenz = defineFinding({
  id: 'lorenz',
  title: 'What the least popular have together',
  method:
    'Lorenz curve: the share of the total that the smallest part of the holders have, as in concentration, and from the same classes. Were all equal, the two would be the same.',
  key: ['measure', 'population', 'part'],
  columns: {
    measure,
    population,
    part: { unit: 'number', description: 'Part of the holders, smallest first, 0 to 1' },
    ...shareColumns('share', 'Share of the total that they have', { lorenz: 'part', method: linearised }),
  },
  from: ['distributions'],
  compute: (tables) => {
    const rows = holdersIn(tableOf(tables, 'distributions')).flatMap(({ holders, ...whose }) => {
      if (gini(holders).refused !== undefined) return [];
      return parts.map((part): Row => {
        const rest = part === 0 || part === 1 ? null : shareOfLargest(holders, 1 - part);
        const share = rest
          ? { value: 1 - rest.value, low: 1 - rest.high, high: 1 - rest.low }
          : { value: part, low: part, high: part };
        return { ...whose, part, ...columnsOf('share', share) };
      });
    });
    return rows.length > 0 ? rows : { refused: 'Too few have anything that could be shared out.' };
  },
});
