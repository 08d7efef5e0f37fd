import { sum } from 'd3-array';
import type { Row, Table } from '../../schema/table.ts';
import {
  type Concentration,
  type Frequency,
  gini,
  lorenz as curveOf,
  topShare,
  withoutLargest,
} from '../../statistics/concentration.ts';
import { defineFinding, numberIn, shareColumns, tableOf, textIn } from '../metric.ts';

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

const valueOf = (answer: Concentration) => (answer.known ? answer.value : null);

/** What is told of all holders, and again without the largest of them. */
const robust = [
  {
    name: 'gini',
    unit: 'number',
    description: 'Gini coefficient: 0 where all have the same, nearly 1 where one has all',
    of: gini,
  },
  {
    name: 'topPercent',
    unit: 'share',
    description: 'Share of the total that the largest 1 % have',
    of: (holders: readonly Frequency[]) => topShare(holders, 0.01),
  },
  {
    name: 'topTenth',
    unit: 'share',
    description: 'Share of the total that the largest 10 % have',
    of: (holders: readonly Frequency[]) => topShare(holders, 0.1),
  },
] as const;
const leftOut = [
  { ending: '', count: 0, words: '' },
  { ending: 'WithoutLargest', count: 1, words: ', the largest left out' },
  { ending: 'WithoutTen', count: 10, words: ', the ten largest left out' },
] as const;
const robustColumns = (name: (typeof robust)[number]['name']) =>
  Object.fromEntries(
    robust
      .filter((each) => each.name === name)
      .flatMap(({ unit, description }) =>
        leftOut.map(({ ending, count, words }) => [
          `${name}${ending}`,
          {
            unit,
            description: `${description}${words}`,
            exact: true as const,
            ...(count > 0 && { missing: 'fewer than four are left, or they have nothing' }),
          },
        ]),
      ),
  );

/**
 * How much of all downloads, likes and children do the most popular have, and how much of that rests on a few?
 *
 * Shape   one row per measure and population; the population of all only where somebody has nothing
 * Refuses where no measure has four holders and something to share out
 * Source  `distributions`
 */
export const concentration = defineFinding({
  id: 'concentration',
  topic: 'lineage',
  title: 'Concentration of downloads, likes, derivatives and data set uses',
  method:
    'Gini coefficient; share of the total of the largest 1 % and 10 %, and of the largest ten and hundred; and the largest value. Each is given over all models and over those with at least one, because many have none. The values are computed from the classes of the table distributions, with all members of a class at its mean: the coefficient changes by less than 0.0001 and the shares by less than 0.001. The values describe the list of the day and have no confidence interval, because the variance of such long-tailed data is not finite. The same values without the largest, and without the ten largest, show how much depends on a few.',
  key: ['measure', 'population'],
  columns: {
    measure,
    population,
    holders: { unit: 'count', description: 'Models (listed, or only declared as a base model) or data sets' },
    total: { unit: 'count', description: 'Total of all' },
    ...robustColumns('gini'),
    ...robustColumns('topPercent'),
    ...robustColumns('topTenth'),
    largest: { unit: 'count', description: 'Largest value' },
    ...shareColumns('topTen', 'Share of the total that the ten largest have', {
      missing: 'there are not more than ten',
      exact: true,
    }),
    ...shareColumns('topHundred', 'Share of the total that the hundred largest have', {
      missing: 'there are not more than a hundred',
      exact: true,
    }),
  },
  from: ['distributions'],
  compute: (tables) => {
    const rows = holdersIn(tableOf(tables, 'distributions')).flatMap(({ holders, ...whose }): Row[] => {
      const { known, n } = gini(holders);
      if (!known) return [];
      const values = leftOut.flatMap(({ ending, count }) =>
        robust.map(({ name, of }) => [`${name}${ending}`, valueOf(of(withoutLargest(holders, count)))] as const),
      );
      const top = (largest: number) => (n > largest ? valueOf(topShare(holders, largest / n)) : null);
      return [
        {
          ...whose,
          holders: n,
          total: Math.round(sum(holders, ({ value, count }) => value * count)),
          ...Object.fromEntries(values),
          largest: Math.round(Math.max(...holders.map(({ value }) => value))),
          topTen: top(10),
          topHundred: top(100),
        },
      ];
    });
    return rows.length > 0 ? rows : { reason: 'Too few have anything that could be shared out.' };
  },
});

/** Parts of the holders, smallest first, at which the curve is given; most of it happens at the end. */
const parts = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1];

/** The Lorenz curve behind `concentration`: what the smallest holders have together. One row per point of a curve. */
export const lorenz = defineFinding({
  id: 'lorenz',
  topic: 'lineage',
  title: 'Lorenz curves of downloads, likes, derivatives and data set uses',
  method:
    'Lorenz curve: the share of the total of the smallest models (or data sets), from the same classes as the table concentration. If all had the same, the share of the total would equal the share of the models.',
  key: ['measure', 'population', 'part'],
  figures: [{ chart: 'curve', x: 'part', y: 'share', by: 'measure', where: { population: 'all' } }],
  columns: {
    measure,
    population,
    part: { unit: 'number', description: 'Share of the models or data sets, smallest first, 0 to 1' },
    ...shareColumns('share', 'Share of the total', { lorenz: 'part', exact: true }),
  },
  from: ['distributions'],
  compute: (tables) => {
    const rows = holdersIn(tableOf(tables, 'distributions')).flatMap(({ holders, ...whose }) =>
      curveOf(holders, parts).map((point): Row => ({ ...whose, ...point })),
    );
    return rows.length > 0 ? rows : { reason: 'Too few have anything that could be shared out.' };
  },
});
