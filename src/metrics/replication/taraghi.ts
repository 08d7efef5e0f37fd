/** The claims of Taraghi et al. (SANER 2024), which only their own replication package can answer. */
import type { Row, Table } from '../../schema/table.ts';
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
    decides: 'agreement',
  },
  {
    variant: 'matched-months',
    compares: 'types on both sides, matched months',
    window: 'The months that both sides cover',
    text: 'model types that both sides count, only the months that both sides cover.',
    decides: 'agreement',
  },
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
      const newest = new Map<string, Row>();
      for (const row of rows.filter((each) => textIn(each, 'day') <= date)) {
        const known = newest.get(textIn(row, 'category'));
        if (!known || textIn(known, 'day') < textIn(row, 'day')) newest.set(textIn(row, 'category'), row);
      }
      const last = [...newest.values()]
        .map((row) => textIn(row, 'day'))
        .sort()
        .at(-1);
      if (last === undefined) return { ours: null, because: `The chart has no reading up to ${dayText(date)}.` };
      return {
        ours: sum([...newest.values()], 'topics'),
        population: 'Forum topics of all categories in the paper’s own chart',
        window: 'All topics up to the day of the snapshot',
        date: last,
        because: `Topics of all categories in the paper’s own chart up to ${dayText(last)}, read off with small errors; on which day the topics were collected is not known to us.`,
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
    answer: ({ rows }) =>
      comparisons.map(({ variant, compares, window, text, ...decides }) => {
        const row = rows.find((each) => each.scope === 'all types' && each.compares === compares);
        if (!row) return { variant, ours: null, because: `The table does not compare ${compares}.` };
        if (typeof row.rho !== 'number')
          return { variant, ours: null, because: `It allows no answer: ${textIn(row, 'refused')}` };
        return {
          variant,
          ours: row.rho,
          interval: { low: numberIn(row, 'low'), high: numberIn(row, 'high') },
          population: `${numberIn(row, 'n')} model types`,
          window,
          because: `Over ${numberIn(row, 'n')} ${text}`,
          ...decides,
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
    table: 'hub-forum-agreement',
    source: 'saner2024',
    answer: ({ rows }) => {
      const row = rows.find((each) => each.scope === 'bert' && each.compares === 'months');
      if (!row) return { ours: null, because: 'The table does not compare the months of bert.' };
      if (typeof row.rho !== 'number') return { ours: null, because: `It allows no answer: ${textIn(row, 'refused')}` };
      const [low, high] = [numberIn(row, 'low'), numberIn(row, 'high')];
      return {
        ours: row.rho < 0 ? 'negative' : row.rho > 0 ? 'positive' : 'zero',
        population: `${numberIn(row, 'n')} months of bert, on the Hub and on the forum`,
        window: inMonths(row),
        // The sign of what may be 0 says nothing.
        ...(low <= 0 && high >= 0 && { decides: 'nothing' }),
        because: `Checked for bert alone: rank correlation ${correlation(row.rho)} over ${numberIn(row, 'n')} months, 95 % interval ${correlation(low)} to ${correlation(high)}${low <= 0 && high >= 0 ? ', which includes 0: not distinguishable from no relation' : ''}.`,
      };
    },
  },
  'taraghi-cards-flat': {
    table: 'trend-tests',
    source: 'saner2024',
    answer: ({ rows }) => {
      const row = rows.find((each) => each.series === 'share-with-card' && each.window === 'whole');
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
        because: `Over the ${numberIn(row, 'n')} months from ${monthText(textIn(row, 'from'))} to ${monthText(textIn(row, 'to'))} the trend test finds ${trend.text} (p ${numberIn(row, 'p').toPrecision(2)}); the table tries other first months too.`,
      };
    },
  },
};

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
