/** The claims of Taraghi et al. (SANER 2024), which only their own replication package can answer. */
import { sum as sumOf } from 'd3-array';
import { endsOf, rowWhere } from '../../schema/rows.ts';
import type { Row, Table } from '../../schema/table.ts';
import { formatInterval, formatP } from '../../schema/written.ts';
import { numberIn, textIn } from '../metric.ts';
import { type Answer, type Checks, correlation, dayText, distinct, monthText, number, sum } from './check.ts';

/** The correlations over model types that can be meant, by the words of the table. The first is the paper’s own; the others try how robust it is. */
const comparisons = [
  {
    variant: 'both-sides',
    compares: 'types on both sides, all months',
    window: 'All months of each side',
    text: 'model types that both sides count, all months of each side.',
  },
  {
    variant: 'either-side',
    compares: 'types on either side, all months',
    window: 'All months of each side',
    text: 'model types that either side counts, all months; a side that does not count a type has none of it.',
    isVariant: true,
  },
  {
    variant: 'matched-months',
    compares: 'types on both sides, matched months',
    window: 'The months that both sides cover',
    text: 'model types that both sides count, only the months that both sides cover.',
    isVariant: true,
  },
] as const;

/** The correlations of months that can be meant by a sign. The first is the paper’s own; the others leave the trend out that both sides have. */
const signs = [
  { variant: null, rho: 'rho', p: 'p', text: 'rank correlation' },
  { variant: 'given-time', rho: 'givenTime', p: 'givenTimeP', text: 'partial rank correlation given time' },
  { variant: 'changes', rho: 'changes', p: 'changesP', text: 'rank correlation of the changes from month to month' },
] as const;

const none = 'no significant increase';
const trends: Readonly<Record<string, { word: string; text: string }>> = {
  rising: { word: 'significant increase', text: 'a rise' },
  falling: { word: none, text: 'a fall' },
  'no-clear-trend': { word: none, text: 'no clear trend' },
};

const inMonths = (row: Row) => `Months from ${monthText(textIn(row, 'from'))} to ${monthText(textIn(row, 'to'))}`;

export const taraghi: Checks = {
  'taraghi-topics': {
    table: 'forum-categories',
    source: 'saner2024',
    answer: ({ rows }, _, { date }) => {
      const read = topicsOn(rows, date);
      if (read === null)
        return {
          ours: null,
          because: `The chart has no readings of all categories on either side of ${dayText(date)}.`,
        };
      const { topics, within } = read;
      return {
        ours: topics,
        within,
        but: 'read off its chart',
        population: 'Forum topics of all categories in the paper’s own chart',
        window: 'All topics up to the day of the snapshot',
        because: `Topics of all categories in the paper’s own chart, between its readings around ${dayText(date)}; days are read with an error of two, which makes it ${number.format(within.low)} to ${number.format(within.high)}.`,
      };
    },
  },
  'taraghi-coded-topics': {
    table: 'challenge-by-forum-category',
    source: 'saner2024',
    answer: ({ rows }) => ({
      ours: sum(rows, 'topics'),
      population: 'Forum topics that the authors coded by hand',
      window: null,
      because: 'Topics in the coders’ own list, over all forum categories; each topic is in one category.',
    }),
  },
  'taraghi-challenge-categories': {
    table: 'challenges',
    source: 'saner2024',
    answer: ({ rows }) => ({
      ours: distinct(rows, 'category'),
      population: 'Forum topics that the authors coded by hand',
      window: null,
      because: 'Categories in the agreed codebook, sub-categories not counted.',
    }),
  },
  'taraghi-benefit-categories': {
    table: 'benefits',
    source: 'saner2024',
    answer: ({ rows }) => ({
      ours: distinct(rows, 'category'),
      population: 'Forum topics that the authors coded by hand',
      window: null,
      because: 'Categories in the agreed codebook, sub-categories not counted.',
    }),
  },
  'taraghi-typed-models': {
    table: 'models-created',
    source: 'saner2024',
    answer: ({ rows }) => {
      const typed = rows.filter((row) => row.modelType !== 'untyped');
      const created = typed.map((row) => textIn(row, 'month')).sort();
      return {
        ours: sum(typed, 'models'),
        population: 'Models on the Hub that state a model type',
        window: `Models created from ${monthText(created[0] ?? '')} to ${monthText(created.at(-1) ?? '')}`,
        because: `Models of ${distinct(typed, 'modelType')} types over all months, the last and partial one included.`,
      };
    },
  },
  'taraghi-hub-forum-rho': {
    table: 'hub-forum-agreement',
    source: 'saner2024',
    answer: (table) =>
      comparisons.map(({ variant, compares, window, text, ...isVariant }) => {
        const row = rowWhere(table, { where: { scope: 'all types', compares } });
        if (!row) return { variant, ours: null, because: `The table does not compare ${compares}.` };
        if (typeof row.rho !== 'number')
          return { variant, ours: null, because: `It allows no answer: ${textIn(row, 'refused')}` };
        const interval = endsOf(table, row, 'rho');
        return {
          variant,
          ours: row.rho,
          ...(interval && { interval, within: interval }),
          population: `${numberIn(row, 'n')} model types`,
          window,
          because: `Over ${numberIn(row, 'n')} ${text}`,
          ...isVariant,
        };
      }),
  },
  'taraghi-bert-first-hub': {
    table: 'type-ranking',
    source: 'saner2024',
    answer: (table) => leader(table, 'hubModels', 'models on the Hub'),
  },
  'taraghi-bert-first-forum': {
    table: 'type-ranking',
    source: 'saner2024',
    answer: (table) => leader(table, 'topics', 'mentions in topics'),
  },
  'taraghi-bert-negative': {
    table: ['hub-forum-by-month', 'hub-forum-agreement'],
    source: 'saner2024',
    answer: (table) => {
      const where = table.name === 'hub-forum-by-month' ? { modelType: 'bert' } : { scope: 'bert', compares: 'months' };
      const row = rowWhere(table, { where });
      if (!row) return { ours: null, because: 'The table does not compare the months of bert.' };
      if (typeof row.rho !== 'number') return { ours: null, because: `It allows no answer: ${textIn(row, 'refused')}` };
      return signs.flatMap(({ variant, rho, p, text }): Answer[] => {
        const value = row[rho];
        const within = typeof value === 'number' ? endsOf(table, row, rho) : null;
        if (typeof value !== 'number' || !within) return [];
        return [
          {
            ...(variant !== null && { variant, isVariant: true }),
            ours: value < 0 ? 'negative' : value > 0 ? 'positive' : 'zero',
            within,
            population: `${numberIn(row, 'n')} months of bert, on the Hub and on the forum`,
            window: inMonths(row),
            because: `Checked for bert alone: ${text} ${correlation(value)} over ${numberIn(row, 'n')} months (95 % CI ${formatInterval('correlation', within.low, within.high)}, ${formatP(row[p] ?? null)}).`,
          },
        ];
      });
    },
  },
  'taraghi-cards-flat': {
    table: 'trend-tests',
    source: 'saner2024',
    answer: (table) => {
      const row = rowWhere(table, { where: { series: 'share-with-card', window: 'whole' } });
      if (!row)
        return { ours: null, because: 'The table does not test the share of models with a card over all months.' };
      if (typeof row.verdict !== 'string')
        return { ours: null, because: `It allows no answer: ${textIn(row, 'refused')}` };
      const trend = trends[row.verdict];
      if (!trend) throw new Error(`the verdict ${row.verdict} of trend-tests is not known here`);
      return {
        ours: trend.word,
        population: 'Models on the Hub, by month of creation',
        window: inMonths(row),
        because: `Over the ${numberIn(row, 'n')} months from ${monthText(textIn(row, 'from'))} to ${monthText(textIn(row, 'to'))} the trend test finds ${trend.text} (${formatP(row.p ?? null)}); the table tries other first months too.`,
      };
    },
  },
};

/** Days by which a reading of the chart may be off. */
const daysOff = 2;
const dayMs = 86_400_000;

/** Topics of all categories on a day, between readings of the chart; null where a category has none on either side. */
function topicsOn(rows: readonly Row[], day: string): { topics: number; within: { low: number; high: number } } | null {
  const readings = [...Map.groupBy(rows, (row) => textIn(row, 'category')).values()].map((own) =>
    own
      .map((row) => ({ at: Date.parse(textIn(row, 'day')), topics: numberIn(row, 'topics') }))
      .sort((a, b) => a.at - b.at),
  );
  const on = (moment: number): number | null => {
    const parts = readings.map((own) => {
      const before = own.findLast(({ at }) => at <= moment);
      const after = own.find(({ at }) => at >= moment);
      if (!before || !after) return null;
      const along = after.at === before.at ? 0 : (moment - before.at) / (after.at - before.at);
      return before.topics + along * (after.topics - before.topics);
    });
    return parts.includes(null) ? null : Math.round(sumOf(parts.filter((part) => part !== null)));
  };
  const [low, topics, high] = [-daysOff, 0, daysOff].map((days) => on(Date.parse(day) + days * dayMs));
  return topics == null ? null : { topics, within: { low: low ?? topics, high: high ?? topics } };
}

/** The model type with most of a count. */
function leader({ rows }: Table, column: string, what: string): Answer {
  const counted = rows.filter((row) => row[column] !== null);
  const most = Math.max(...counted.map((row) => numberIn(row, column)));
  const first = counted.filter((row) => row[column] === most).map((row) => textIn(row, 'modelType'));
  if (first.length === 0) return { ours: null, because: `The ranking has no ${what}.` };
  return {
    ours: first.join(', '),
    population: `${counted.length} model types, by ${what}`,
    window: 'All months of the data',
    because: `Most ${what}, ${number.format(most)}, among ${counted.length} model types over all months.`,
  };
}
