import claimsFile from '../../content/published/claims.json' with { type: 'json' };
import papersFile from '../../content/published/papers.json' with { type: 'json' };
import { type Claim, Claims, Papers } from '../schema/published.ts';
import type { Row, Table } from '../schema/table.ts';
import { wilson } from '../statistics/proportion.ts';
import { type Context, defineFinding, numberIn, textIn } from './metric.ts';

/** What a table says to a claim. */
type Answer = {
  /** Which of several ways of checking the claim, where there are several. */
  readonly variant?: string;
  /** Which data, cut how. */
  readonly because: string;
} & (Ours | { /** The table bears on the claim without answering it. */ readonly ours: null });

/** What stands beside the published value, with what it speaks for: two numbers of other models are not one number twice. */
interface Ours {
  /** In the unit of the claim. */
  readonly ours: number | string;
  /** Of 95 %; absent where the table has none. */
  readonly interval?: Interval;
  readonly population: string;
  /** Null where the source does not tell. */
  readonly window: string | null;
  /** Where it is not the day of the snapshot. */
  readonly date?: string;
}

interface Interval {
  readonly low: number;
  readonly high: number;
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

/** Models or pairs of these data, with whom they stand for. */
const those = (count: number, what: string, { coverage }: Context) =>
  `${number.format(count)} ${what} ${coverage === 'sample' ? 'of a selection' : 'of the Hub'}`;

/** A share of a table, with its interval. */
const shareIn = (row: Row, name: string) => ({
  ours: numberIn(row, name),
  interval: { low: numberIn(row, `${name}Low`), high: numberIn(row, `${name}High`) },
});

/** A share of two counts that no table divides, with its interval. */
const shareOfCounts = (part: number, whole: number) => ({ ours: part / whole, interval: wilson(part, whole) });

const stock = 'A stock on the day';
const downloadsOf = 'Downloads as the source counts them; the Hub’s are of 30 days';
const inMonths = (row: Row) => `Months from ${monthText(textIn(row, 'from'))} to ${monthText(textIn(row, 'to'))}`;

/** The correlations over model types that can be meant, by the words of the table. */
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
  },
  {
    variant: 'matched-months',
    compares: 'types on both sides, matched months',
    window: 'The months that both sides cover',
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
        population: 'Forum topics of all categories in the paper’s own chart',
        window: 'All topics up to the end of the chart',
        date: last,
        because: `Topics of all categories at the end of the paper’s own chart, ${dayText(last)}, read off with small errors; the day on which the topics were collected is not known to us.`,
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
      comparisons.map(({ variant, compares, window, text }) => {
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
        population: 'Models on the Hub, by month of creation',
        window: inMonths(row),
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
    answer: ({ rows }, _, context) => {
      const row = rows.find(({ measure }) => measure === 'models-without-download');
      if (!row) return { ours: null, because: 'The data do not say how often a model was downloaded.' };
      const whole = numberIn(row, 'whole');
      return {
        ...shareIn(row, 'share'),
        population: those(whole, 'models', context),
        window: downloadsOf,
        because: `The same share of another population, the ${number.format(whole)} models of ${dayText(context.date)}, with downloads as the source counts them.`,
      };
    },
  },
  'osborne-top-percent': {
    table: 'concentration',
    source: null,
    answer: ({ rows }, _, context) => {
      const of = (population: string) =>
        rows.find((row) => row.measure === 'downloads' && row.population === population);
      // Where every model has a download, the table does not tell the two apart.
      const row = of('all') ?? of('at-least-one');
      if (!row) return { ours: null, because: 'The table does not say how downloads are shared out.' };
      if (row.topPercent === null)
        return { ours: null, because: 'There are too few models to single out a hundredth.' };
      return {
        ...shareIn(row, 'topPercent'),
        population: those(numberIn(row, 'holders'), 'models', context),
        window: downloadsOf,
        because: 'A hundredth of all models, those without a download among them.',
      };
    },
  },
  'laufer-licence-change': {
    table: 'licence-changes',
    source: null,
    answer: ({ rows }, _, context) => {
      const pairs = (...outcomes: readonly string[]) =>
        sum(
          rows.filter((row) => row.relation === 'finetune' && outcomes.includes(textIn(row, 'outcome'))),
          'pairs',
        );
      const differing = pairs('same-class', 'other-class');
      const both = differing + pairs('same');
      if (both === 0)
        return { ours: null, because: 'In no pair of a fine-tune and its parent do both declare a licence.' };
      return {
        ...shareOfCounts(differing, both),
        population: those(both, 'pairs of a fine-tune and its parent, both', context),
        window: stock,
        because: `Both are listed and declare a licence; another identifier in ${number.format(differing)} pairs, of any class; two that say “other” are the same.`,
      };
    },
  },
  'laufer-card-text': {
    table: 'cards-by-month',
    source: null,
    answer: ({ rows }, _, context) => {
      const models = sum(rows, 'models');
      return {
        ...shareOfCounts(sum(rows, 'withCard'), models),
        population: those(models, 'models', context),
        window: stock,
        because: `Of another population, the ${number.format(models)} models of ${dayText(context.date)}, and any card counts, however short.`,
      };
    },
  },
  'laufer-finetune-children': builtUpon('finetune', 'fine-tuned models'),
  'laufer-quantized-children': builtUpon('quantized', 'quantized models'),
  'laufer-adapter-children': builtUpon('adapter', 'adapters'),
  'pickleball-pickle': {
    table: 'formats-by-downloads',
    source: null,
    answer: ({ rows }, _, context) => {
      const row = rows.find(({ band, format }) => band === '10-000-and-more' && format === 'pickle');
      if (!row) {
        const seen = [...new Set(rows.map((each) => textIn(each, 'format')))].filter(
          (format) => !['none-seen', 'custom-code'].includes(format),
        );
        return {
          ours: null,
          because: `Pickled weights have no row, so the source may not look for them: it tells ${seen.join(', ')}. What counts as popular is the paper’s own.`,
        };
      }
      return {
        ...shareIn(row, 'share'),
        population: those(numberIn(row, 'inBand'), 'models with 10,000 downloads or more', context),
        window: stock,
        because: 'Popular by another threshold than the paper’s; pickled weights among others or alone.',
      };
    },
  },
};

/** How many of the models that name a relation to a parent are parents themselves. */
function builtUpon(relation: string, what: string): Check {
  return {
    table: 'derivatives',
    source: null,
    answer: ({ rows }, _, context) => {
      const row = rows.find((each) => each.relation === relation);
      if (!row) return { ours: null, because: `No model declares the relation ${relation}.` };
      return {
        ...shareIn(row, 'shareBuiltUpon'),
        population: those(numberIn(row, 'models'), what, context),
        window: stock,
        because: 'Models that name this relation to a parent; only children in the same list are seen.',
      };
    },
  };
}

const unanswered = 'nothing here answers the claim';
const noInterval = `${unanswered}, or its table has no interval`;

/**
 * Do the papers’ numbers come out again?
 *
 * Shape   one row per claim, in the order of `content/published/claims.json`; one per variant where a claim can be
 *         checked in several ways
 * Units   `published`, `ours`, `difference` in the unit of the claim, with the 95 % interval of `ours` where its table has
 *         one · `whole` count
 * Nulls   numbers for claims in words and words for claims in numbers; `ours` where nothing answers the claim; population,
 *         window and dates where they are not known to us, which `unknown` says
 * Throws  if a claim’s paper is unknown, or a table says something in words that are not known here
 * Source  the claims as facts of the papers, and every table that bears on one
 */
export const replication = defineFinding({
  id: 'replication',
  about: 'methods',
  title: 'Published numbers, counted again',
  method:
    'A count is reproduced only when ours is equal, a rounded number when ours rounds to it at the decimal places that the paper prints, a bound when ours keeps it, a statement in words when ours means the same. Only data that the claim was made from, or of its day, can reproduce it. Data of another day or population are set beside it where the same thing is counted: then a number that is not the same differs, which may be time and not error, and one that agrees still leaves the claim unchecked. Where a claim is of the middle of a month, the months on either side are given; models of unknown age count as older. A selection of models neither confirms nor contradicts a claim about the Hub: its shares are set beside, with their difference, and the claim stays unchecked; its counts say nothing beside those of the Hub.',
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
    population: { unit: 'name', description: 'Whom the published value speaks for', missing: 'not known to us' },
    window: { unit: 'name', description: 'What span of time it is about', missing: 'not known to us' },
    dateFrom: { unit: 'day', description: 'First of the days it speaks for', missing: 'not known to us' },
    dateTo: { unit: 'day', description: 'Last of the days it speaks for', missing: 'not known to us' },
    unknown: {
      unit: 'name',
      description: 'What of its population, window and date is not known to us',
      missing: 'nothing is missing',
    },
    ours: {
      unit: 'number',
      description: 'Our number',
      missing: 'the claim is one in words, or nothing here answers it',
      interval: { low: 'oursLow', high: 'oursHigh', method: 'as in the table that it is taken from' },
    },
    oursLow: { unit: 'number', description: 'Lower end of the 95 % interval of ours', missing: noInterval },
    oursHigh: { unit: 'number', description: 'Upper end of the 95 % interval of ours', missing: noInterval },
    oursWord: { unit: 'name', description: 'Our word', missing: 'the claim is a number, or nothing here answers it' },
    ourPopulation: { unit: 'name', description: 'Whom ours speaks for', missing: unanswered },
    ourWindow: {
      unit: 'name',
      description: 'What span of time ours is about',
      missing: `${unanswered}, or the source does not tell`,
    },
    ourDate: { unit: 'day', description: 'Day that ours speaks for', missing: unanswered },
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
    return [rowOf(claim, { ours: null, because: reason ?? claim.unchecked }, 'others', context.date, null)];

  const standing = standingOf(check, claim, context);
  return [answered].flat().map((answer) => rowOf(claim, answer, standing, context.date, check.table));
}

/** What ours can do to a claim: its own data confirm or contradict it, others contradict it, a selection does neither. */
type Standing = 'own' | 'others' | 'selection';

function standingOf({ source }: Check, claim: Claim, { coverage, date }: Context): Standing {
  if (source !== null) return 'own';
  if (coverage === 'sample') return 'selection';
  return within(date, claim.date) ? 'own' : 'others';
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
  if (check.source === null && context.coverage === 'sample' && claim.unit !== 'share')
    return `It is about the Hub as a whole; this snapshot is a selection of its models, of ${day}.`;
  if (!table)
    return check.source === null
      ? claim.unchecked
      : `The table ${check.table}, which would show it, could not be made.`;
  return null;
}

function rowOf(claim: Claim, answer: Answer, standing: Standing, day: string, table: string | null): Row {
  const { id, paper, statement, unit, value, of, population, window, date, unknown } = claim;
  const inNumbers = typeof value === 'number';
  const { ours } = answer;
  if (ours !== null && typeof ours !== typeof value)
    throw new Error(`${id} is ${JSON.stringify(value)} and cannot be compared with ${JSON.stringify(ours)}`);
  return {
    claim: id,
    variant: answer.variant ?? null,
    paper,
    statement,
    unit,
    published: inNumbers ? value : null,
    publishedWord: inNumbers ? null : value,
    whole: of,
    population,
    window,
    dateFrom: date?.from ?? null,
    dateTo: date?.to ?? null,
    unknown,
    ours: typeof ours === 'number' ? ours : null,
    oursLow: answer.ours === null ? null : (answer.interval?.low ?? null),
    oursHigh: answer.ours === null ? null : (answer.interval?.high ?? null),
    oursWord: typeof ours === 'string' ? ours : null,
    ourPopulation: answer.ours === null ? null : answer.population,
    ourWindow: answer.ours === null ? null : answer.window,
    ourDate: answer.ours === null ? null : (answer.date ?? day),
    difference: inNumbers && typeof ours === 'number' ? ours - value : null,
    verdict: verdictOf(claim, ours, standing),
    because:
      standing === 'selection' && ours !== null
        ? `${answer.because} A selection neither confirms nor contradicts a claim about the Hub.`
        : answer.because,
    table,
  };
}

function verdictOf(claim: Claim, ours: number | string | null, standing: Standing): string {
  if (ours === null || standing === 'selection') return 'not-checkable';
  if (!agrees(claim, ours)) return 'differs';
  return standing === 'own' ? 'reproduced' : 'not-checkable';
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
    population: `${counted.length} model types, by ${what}`,
    window: 'All months of the data',
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
