import claimsFile from '../../content/published/claims.json' with { type: 'json' };
import papersFile from '../../content/published/papers.json' with { type: 'json' };
import { type Claim, Claims, Papers } from '../schema/published.ts';
import type { Row, Table } from '../schema/table.ts';
import { type Context, defineFinding, numberIn, textIn } from './metric.ts';

/** What a table says to a claim. */
interface Answer {
  /** Which of several ways of checking the claim, where there are several. */
  readonly variant?: string;
  /** In the unit of the claim; null where the table bears on the claim without answering it. */
  readonly ours: number | string | null;
  /** Which data, cut how. */
  readonly because: string;
}

interface Check {
  readonly table: string;
  /** The data that the claim itself was made from; null where a count of the whole Hub on any day may stand beside it. */
  readonly source: string | null;
  /** @returns null where the snapshot is of a day on which the claim could not be seen yet */
  readonly answer: (table: Table, claim: Claim, context: Context) => Answer | readonly Answer[] | null;
}

const number = new Intl.NumberFormat('en');
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const correlation = (value: number) => value.toFixed(3).replace('-', '−');
const calendar = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const monthText = (month: string) => months.format(new Date(`${month}-01T00:00:00Z`));
const dayText = (day: string) => calendar.format(new Date(`${day}T00:00:00Z`));

const sum = (rows: readonly Row[], column: string) => rows.reduce((total, row) => total + numberIn(row, column), 0);
const distinct = (rows: readonly Row[], column: string) => new Set(rows.map((row) => textIn(row, column))).size;

const none = 'no significant increase';
const trends: Readonly<Record<string, { word: string; text: string }>> = {
  rising: { word: 'significant increase', text: 'a rise' },
  falling: { word: none, text: 'a fall' },
  'no-clear-trend': { word: none, text: 'no clear trend' },
};

/** The correlations over model types that can be meant, by the words of the table. */
const comparisons = [
  {
    variant: 'both-sides',
    compares: 'types on both sides, all months',
    text: 'model types that both sides count, all months of each side.',
  },
  {
    variant: 'either-side',
    compares: 'types on either side, all months',
    text: 'model types that either side counts, all months; a side that does not count a type has none of it.',
  },
  {
    variant: 'matched-months',
    compares: 'types on both sides, matched months',
    text: 'model types that both sides count, only the months that both sides cover.',
  },
] as const;

/** The checks, by claim. A claim without one says itself why. */
const checks: Readonly<Record<string, Check>> = {
  'taraghi-topics': {
    table: 'forum-categories',
    source: 'saner2024',
    answer: ({ rows }) => {
      const newest = new Map<string, Row>();
      for (const row of rows) {
        const known = newest.get(textIn(row, 'category'));
        if (!known || textIn(known, 'day') < textIn(row, 'day')) newest.set(textIn(row, 'category'), row);
      }
      const last = [...newest.values()]
        .map((row) => textIn(row, 'day'))
        .sort()
        .at(-1);
      if (last === undefined) throw new Error('the table forum-categories has no rows');
      return {
        ours: sum([...newest.values()], 'topics'),
        because: `Topics of all categories at the end of the paper’s own chart, ${dayText(last)}, read off with small errors; the day on which the topics were collected is not known to us.`,
      };
    },
  },
  'taraghi-coded-topics': {
    table: 'challenge-by-forum-category',
    source: 'saner2024',
    answer: ({ rows }) => ({
      ours: sum(rows, 'topics'),
      because: 'Topics in the coders’ own list, over all forum categories; each topic is in one category.',
    }),
  },
  'taraghi-challenge-categories': {
    table: 'challenges',
    source: 'saner2024',
    answer: ({ rows }) => ({
      ours: distinct(rows, 'category'),
      because: 'Categories in the agreed codebook, sub-categories not counted.',
    }),
  },
  'taraghi-benefit-categories': {
    table: 'benefits',
    source: 'saner2024',
    answer: ({ rows }) => ({
      ours: distinct(rows, 'category'),
      because: 'Categories in the agreed codebook, sub-categories not counted.',
    }),
  },
  'taraghi-typed-models': {
    table: 'models-created',
    source: 'saner2024',
    answer: ({ rows }) => {
      const typed = rows.filter((row) => row.modelType !== 'untyped');
      return {
        ours: sum(typed, 'models'),
        because: `Models of ${distinct(typed, 'modelType')} types over all months, the last and partial one included.`,
      };
    },
  },
  'taraghi-hub-forum-rho': {
    table: 'hub-forum-agreement',
    source: 'saner2024',
    answer: ({ rows }) =>
      comparisons.map(({ variant, compares, text }) => {
        const row = rows.find((each) => each.scope === 'all types' && each.compares === compares);
        if (!row) return { variant, ours: null, because: `The table does not compare ${compares}.` };
        if (typeof row.rho !== 'number')
          return { variant, ours: null, because: `It allows no answer: ${textIn(row, 'refused')}` };
        return { variant, ours: row.rho, because: `Over ${numberIn(row, 'n')} ${text}` };
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
        because: `Checked for bert alone: rank correlation ${correlation(row.rho)} over ${numberIn(row, 'n')} months, 95 % interval ${correlation(low)} to ${correlation(high)}${low < 0 && high > 0 ? ', which includes 0' : ''}.`,
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
        because: `Over the ${numberIn(row, 'n')} months from ${monthText(textIn(row, 'from'))} to ${monthText(textIn(row, 'to'))} the trend test finds ${trend.text} (p ${numberIn(row, 'p').toPrecision(2)}); the table tries other first months too.`,
      };
    },
  },
  'jiang-packages': {
    table: 'cards-by-month',
    source: null,
    answer: ({ rows }, claim, context) => between(rows, 'models', claim, context),
  },
  'jiang-bert-models': {
    table: 'models-created',
    source: null,
    answer: ({ rows }, claim, context) =>
      between(
        rows.filter((row) => row.modelType === 'bert'),
        'models of the type bert',
        claim,
        context,
      ),
  },
  'jiang-docs-missing': {
    table: 'cards-by-month',
    source: null,
    answer: ({ rows }, _, { date }) => ({
      ours: null,
      because: `How good a card is, no table says. Of the models of ${dayText(date)}, ${percent(1 - sum(rows, 'withCard') / sum(rows, 'models'))} have no card at all, which is only a part of what is claimed.`,
    }),
  },
  'osborne-zero-downloads': {
    table: 'population',
    source: null,
    answer: ({ rows }, _, { date }) => {
      const row = rows.find(({ measure }) => measure === 'models-without-download');
      if (!row) return { ours: null, because: 'The data do not say how often a model was downloaded.' };
      return {
        ours: numberIn(row, 'count') / numberIn(row, 'whole'),
        because: `The same share of another population, the ${number.format(numberIn(row, 'whole'))} models of ${dayText(date)}, with downloads as the source counts them.`,
      };
    },
  },
  'laufer-card-text': {
    table: 'cards-by-month',
    source: null,
    answer: ({ rows }, _, { date }) => ({
      ours: sum(rows, 'withCard') / sum(rows, 'models'),
      because: `Of another population, the ${number.format(sum(rows, 'models'))} models of ${dayText(date)}, and any card counts, however short.`,
    }),
  },
};

/**
 * Do the papers’ numbers come out again?
 *
 * Shape   one row per claim, in the order of `content/published/claims.json`; one per variant where a claim can be
 *         checked in several ways
 * Units   `published`, `ours`, `difference` in the unit of the claim · `whole` count
 * Nulls   numbers for claims in words and words for claims in numbers; `ours` where nothing answers the claim
 * Throws  if a claim’s paper is unknown, or a table says something in words that are not known here
 * Source  the claims as facts of the papers, and every table that bears on one
 */
export const replication = defineFinding({
  id: 'replication',
  title: 'Published numbers, counted again',
  method:
    'A count is reproduced only when ours is equal, a rounded number when ours rounds to it at the decimal places that the paper prints, a bound when ours keeps it, a statement in words when ours means the same. Only data that the claim was made from, or of its day, can reproduce it. Data of another day or population are set beside it where the same thing is counted: then a number that is not the same differs, which may be time and not error, and one that agrees still leaves the claim unchecked. Where a claim is of the middle of a month, the months on either side are given; models of unknown age count as older.',
  key: ['claim', 'variant'],
  columns: {
    claim: { unit: 'slug', description: 'Claim' },
    variant: {
      unit: 'slug',
      description: 'Which way of checking it',
      missing: 'the claim is checked in one way at most',
    },
    paper: { unit: 'slug', description: 'Paper that makes it' },
    statement: { unit: 'name', description: 'What is claimed' },
    unit: { unit: 'slug', description: 'Kind of value' },
    published: { unit: 'number', description: 'Published number', missing: 'the claim is one in words' },
    publishedWord: { unit: 'name', description: 'Published word', missing: 'the claim is a number' },
    whole: { unit: 'count', description: 'Out of how many', missing: 'not a part of anything' },
    ours: {
      unit: 'number',
      description: 'Our number',
      missing: 'the claim is one in words, or nothing here answers it',
    },
    oursWord: { unit: 'name', description: 'Our word', missing: 'the claim is a number, or nothing here answers it' },
    difference: {
      unit: 'number',
      description: 'Ours less the published number',
      missing: 'there are no two numbers to compare',
    },
    verdict: { unit: 'slug', description: 'Reproduced, differs, or not checkable with these data' },
    because: { unit: 'name', description: 'What was compared, or why nothing could be' },
    table: { unit: 'slug', description: 'Table that bears on it', missing: 'no table of this snapshot does' },
  },
  from: [],
  also: [...new Set(Object.values(checks).map(({ table }) => table))],
  compute: (tables, context) => claims.flatMap((claim) => rowsOf(claim, tables, context)),
});

const papers = new Map(Papers.parse(papersFile).map((paper) => [paper.id, paper]));
const claims = Claims.parse(claimsFile);
const orphan = Object.keys(checks).find((id) => !claims.some((claim) => claim.id === id));
if (orphan !== undefined) throw new Error(`there is a check of ${orphan}, but content/published has no such claim`);

/** The rows of one claim. */
function rowsOf(claim: Claim, tables: ReadonlyMap<string, Table>, context: Context): Row[] {
  const check = checks[claim.id];
  const table = check && tables.get(check.table);
  const reason = unsuitable(claim, check, table, context);
  const answered = check && table && reason === null ? check.answer(table, claim, context) : null;
  if (!check || answered === null)
    return [rowOf(claim, { ours: null, because: reason ?? claim.unchecked }, false, null)];

  const own = check.source !== null || within(context.date, claim.date);
  return [answered].flat().map((answer) => rowOf(claim, answer, own, check.table));
}

/** Why the snapshot cannot answer the claim at all; null where it may. */
function unsuitable(claim: Claim, check: Check | undefined, table: Table | undefined, context: Context): string | null {
  if (!check) return claim.unchecked;
  const paper = papers.get(claim.paper);
  if (!paper)
    throw new Error(`the claim ${claim.id} is of a paper ${claim.paper} that content/published does not have`);
  const day = dayText(context.date);
  if (check.source !== null && check.source !== context.source)
    return `It is about the data of ${paper.name}; this snapshot is made from others, of ${day}.`;
  if (check.source === null && context.coverage === 'sample')
    return `It is about the Hub as a whole; this snapshot is a selection of its models, of ${day}.`;
  if (!table)
    return check.source === null
      ? claim.unchecked
      : `The table ${check.table}, which would show it, could not be made.`;
  return null;
}

function rowOf(claim: Claim, { variant, ours, because }: Answer, own: boolean, table: string | null): Row {
  const { id, paper, statement, unit, value, of } = claim;
  const inNumbers = typeof value === 'number';
  if (ours !== null && typeof ours !== typeof value)
    throw new Error(`${id} is ${JSON.stringify(value)} and cannot be compared with ${JSON.stringify(ours)}`);
  return {
    claim: id,
    variant: variant ?? null,
    paper,
    statement,
    unit,
    published: inNumbers ? value : null,
    publishedWord: inNumbers ? null : value,
    whole: of,
    ours: typeof ours === 'number' ? ours : null,
    oursWord: typeof ours === 'string' ? ours : null,
    difference: inNumbers && typeof ours === 'number' ? ours - value : null,
    verdict: verdictOf(claim, ours, own),
    because,
    table,
  };
}

/** @param own whether ours comes from data that can reproduce the claim */
function verdictOf(claim: Claim, ours: number | string | null, own: boolean): string {
  if (ours === null) return 'not-checkable';
  if (!agrees(claim, ours)) return 'differs';
  return own ? 'reproduced' : 'not-checkable';
}

function agrees({ value, unit, digits, bound }: Claim, ours: number | string): boolean {
  if (typeof value !== 'number' || typeof ours !== 'number') return value === ours;
  if (bound === 'at-least') return ours >= value;
  if (unit === 'count') return value === ours;
  return Number(ours.toFixed(digits ?? decimalsOf(value))) === value;
}

/** The decimal places of a number as it is printed: 2 for 0.67. */
const decimalsOf = (value: number) => String(value).split('.')[1]?.length ?? 0;

const within = (day: string, days: Claim['date']) => days !== null && days.from <= day && day <= days.to;

/** The model type with most of a count. */
function leader({ rows }: Table, column: string, what: string): Answer {
  const counted = rows.filter((row) => row[column] !== null);
  const most = Math.max(...counted.map((row) => numberIn(row, column)));
  const first = counted.filter((row) => row[column] === most).map((row) => textIn(row, 'modelType'));
  if (first.length === 0) return { ours: null, because: `The ranking has no ${what}.` };
  return {
    ours: first.join(', '),
    because: `Most ${what}, ${number.format(most)}, among ${counted.length} model types over all months.`,
  };
}

/** Where a claim of some days within a month stands between that month’s beginning and its end. */
function between(rows: readonly Row[], what: string, { date, value }: Claim, context: Context): Answer | null {
  if (date === null || typeof value !== 'number') throw new Error('only a number with its days stands between months');
  const month = date.from.slice(0, 7);
  if (context.date.slice(0, 7) <= month || rows.length === 0) return null;
  const upTo = (last: (month: string) => boolean) =>
    sum(
      rows.filter((row) => row.month === null || last(textIn(row, 'month'))),
      'models',
    );
  const [before, after] = [upTo((each) => each < month), upTo((each) => each <= month)];
  const place = before <= value && value <= after ? 'between' : 'outside';
  return {
    ours: null,
    because: `Only months can be told apart: ${number.format(before)} ${what} were created before ${monthText(month)} and ${number.format(after)} by its end. The published number lies ${place}; models since deleted are missing.`,
  };
}
