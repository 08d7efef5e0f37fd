import { sum } from 'd3-array';
import type { Row } from '../../schema/table.ts';
import { wilson } from '../../statistics/proportion.ts';
import { refused } from '../columns.ts';
import { defineFinding, endsOf, numberIn, shareColumns, tableOf, textIn } from '../metric.ts';

/** Fewer labelled texts of a category do not tell how often the classifier finds it. */
const fewestTexts = 5;

/** The 99.17 % point of the normal distribution: three intervals of 98.3 % hold all at once in 95 % of cases. */
const z = 2.3939797998185104;

const notEstimated = 'not estimated; the row gives the reason';

const noReliableCategory = 'The classifier knows no category well enough for an estimate.';

const method = `Share of topics by classified category, corrected for recall and false positive rate (adjusted count, Forman 2008). Both rates are measured on labelled texts by the rule that is applied here, which leaves some texts unclassified. The 95 % CI includes their errors and that of the count. A category with fewer than ${fewestTexts} labelled texts, or with a recall not shown to be above the false positive rate, is not estimated. All labelled texts are about challenges. Topics about no challenge stay unclassified, or are false positives that the correction does not cover. The labelled texts are short and in English; if a larger share of forum topics stays unclassified, the estimates are too low.`;

const columns = {
  category: {
    unit: 'slug',
    description: 'Category of challenge',
    missing: 'unclassified',
  },
  created: { unit: 'count', description: 'Topics opened' },
  coded: { unit: 'count', description: 'Topics that the classifier assigns to the category' },
  ...shareColumns('observed', 'Share of topics that the classifier assigns to the category', {
    part: 'coded',
    whole: 'created',
  }),
  ...shareColumns('estimate', 'Estimated share of topics, corrected for classifier errors', {
    missing: notEstimated,
    method: 'Wilson, of the count and of both kinds of error at once',
  }),
  refused,
} as const;

/**
 * How common is each kind of challenge on the forum, as far as a program with known errors can tell?
 *
 * The classifier misses some topics of a category and adds some of others. Where it finds the share t of what belongs there
 * and wrongly adds the share f of what does not, it puts the share o = t p + f (1 − p) of all topics there, so that
 * p = (o − f) / (t − f): the adjusted count of Forman, “Quantifying counts and costs via classification”, Data Mining and
 * Knowledge Discovery 17 (2008). Its interval takes each of o, t and f to the ends of a 98.3 % Wilson interval that are
 * worst for p, so that all three hold together in at least 95 % of cases.
 *
 * Shape   one row per category, then one for unclassified topics
 * Refuses if no category allows an estimate
 * Source  `coded-topics`, and `classifier-errors` for the errors of the rule that made the counts
 */
export const challengePrevalence = defineFinding({
  id: 'challenge-prevalence',
  topic: 'challenges',
  title: 'Estimated share of each challenge among forum topics',
  method,
  key: ['category'],
  figures: [{ chart: 'intervals', x: 'estimate', y: 'category' }],
  columns,
  from: ['coded-topics', 'classifier-errors'],
  compute: (tables) => {
    const errors = errorsOf(tableOf(tables, 'classifier-errors').rows);
    if (![...errors.values()].some((error) => tooUncertain(error) === null)) return { reason: noReliableCategory };
    return sharesOf(tableOf(tables, 'coded-topics').rows, errors, [...errors.keys()]);
  },
});

/**
 * The same, month by month.
 *
 * Shape   one row per month and category that allows an estimate, oldest month first, unclassified topics last
 */
export const challengePrevalenceByMonth = defineFinding({
  id: 'challenge-prevalence-by-month',
  topic: 'challenges',
  title: 'Estimated share of each challenge among forum topics, by month',
  method: `${method} Categories without an estimate are left out.`,
  key: ['month', 'category'],
  figures: [
    { chart: 'multiples', x: 'month', y: 'estimate', by: 'category', where: { refused: null } },
    {
      title: 'Topics that the classifier puts in no category, by month',
      chart: 'line',
      x: 'month',
      y: 'observed',
      where: { category: null },
    },
  ],
  columns: { month: { unit: 'month', description: 'Month in which the topics were opened (UTC)' }, ...columns },
  from: ['coded-topics', 'classifier-errors'],
  compute: (tables) => {
    const errors = errorsOf(tableOf(tables, 'classifier-errors').rows);
    const known = [...errors].flatMap(([category, error]) => (tooUncertain(error) === null ? [category] : []));
    if (known.length === 0) return { reason: noReliableCategory };
    const byMonth = Map.groupBy(tableOf(tables, 'coded-topics').rows, (each) => textIn(each, 'month'));
    return [...byMonth].flatMap(([month, rows]) => sharesOf(rows, errors, known).map((each) => ({ month, ...each })));
  },
});

/** The rows of some topics: the categories asked for, then what is unclassified. */
function sharesOf(coded: readonly Row[], errors: ReadonlyMap<string, Errors>, categories: readonly string[]): Row[] {
  const count = (keep: (each: Row) => boolean) => sum(coded, (each) => (keep(each) ? numberIn(each, 'topics') : 0));
  const created = count(() => true);
  return [...categories, null].map((category) =>
    row(
      category,
      count((each) => each.category === category),
      created,
      category === null ? undefined : errors.get(category),
    ),
  );
}

/** Of the texts of a category, how many the classifier finds; and of all others, how many it adds. */
interface Errors {
  readonly texts: number;
  readonly found: number;
  readonly others: number;
  readonly added: number;
}

function errorsOf(rows: readonly Row[]): Map<string, Errors> {
  return new Map(
    rows.map((each) => [
      textIn(each, 'category'),
      {
        texts: numberIn(each, 'texts'),
        found: numberIn(each, 'found'),
        others: numberIn(each, 'others'),
        added: numberIn(each, 'added'),
      },
    ]),
  );
}

/** Why no estimate can be made; null where one can. */
function tooUncertain(errors: Errors | undefined): string | null {
  if (!errors || errors.texts === 0) return 'the classifier was never tried on a text of the category';
  const { texts, found, others, added } = errors;
  if (texts < fewestTexts)
    return `too few labelled texts to say how often the classifier finds it: ${texts}, at least ${fewestTexts} are needed`;
  if (wilson(found, texts, z).low <= wilson(added, others, z).high)
    return `recall too low: the classifier finds ${found} of ${texts} labelled texts, and adds ${added} of ${others} others`;
  return null;
}

function row(category: string | null, coded: number, created: number, errors: Errors | undefined): Row {
  const observed = { observed: coded / created, ...endsOf('observed', wilson(coded, created)) };
  const refused = category === null ? 'unclassified topics are counted, not estimated' : tooUncertain(errors);
  const estimate =
    refused === null && errors ? adjusted(coded, created, errors) : { estimate: null, ...endsOf('estimate', null) };
  return { category, created, coded, ...observed, ...estimate, refused };
}

function adjusted(coded: number, created: number, { texts, found, others, added }: Errors): Row {
  const [o, t, f] = [wilson(coded, created, z), wilson(found, texts, z), wilson(added, others, z)];
  const corrected = (observed: number, hit: number, wrong: number) =>
    Math.min(1, Math.max(0, (observed - wrong) / (hit - wrong)));
  return {
    estimate: corrected(coded / created, found / texts, added / others),
    estimateLow: corrected(o.low, t.high, f.high),
    estimateHigh: corrected(o.high, t.low, f.low),
  };
}
