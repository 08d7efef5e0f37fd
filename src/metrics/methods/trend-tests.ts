import type { Row, Table } from '../../schema/table.ts';
import { benjaminiHochberg } from '../../statistics/multiple-testing.ts';
import { sieveTest } from '../../statistics/sieve.ts';
import { mannKendall, senSlope } from '../../statistics/trend.ts';
import { refused } from '../columns.ts';
import { countsByType } from '../models/hub-forum-agreement.ts';
import { defineFinding, pValues, tableOf, type Tables, textIn } from '../metric.ts';
import { completeMonths } from '../months.ts';
import { totalsByType } from '../models/type-ranking.ts';

/** Fewer months say more about the season than about a trend. */
const fewestMonths = 12;
const leadingTypes = 8;
const significant = 0.05;
/** Fixed, so that a rebuild gives the same p to the last digit. */
const seed = 20240131;

/** One number a month; null where there is none. */
interface Series {
  readonly series: string;
  readonly modelType: string | null;
  readonly slopeUnit: 'share-change' | 'number';
  readonly months: readonly string[];
  readonly values: readonly (number | null)[];
}

const missing = 'not estimated; the row gives the reason';
const onALine = `${missing}; or the values lie on a straight line, with nothing to correct for`;

export const modelTypeOfSeries = {
  unit: 'modelType',
  description: 'Model type',
  missing: 'the series is not of one model type',
} as const;

/** The slope with its interval. */
export const slopeColumns = (missing: string) =>
  ({
    slopeUnit: {
      unit: 'slug',
      description: 'Unit of the slope per month: share-change (a difference of shares) or number',
    },
    slope: {
      unit: 'number',
      description: 'Theil–Sen slope: change per month',
      missing,
      interval: { low: 'low', high: 'high', method: 'Theil–Sen' },
    },
    low: { unit: 'number', description: 'Theil–Sen slope: lower end of the 95 % CI', missing },
    high: { unit: 'number', description: 'Theil–Sen slope: upper end of the 95 % CI', missing },
  }) as const;

/**
 * What rises, what falls, and how much does the answer depend on where one begins to look?
 *
 * Shape   for each series one row for each month that it can begin with, oldest first. The longest window without a gap
 *         is marked `whole`; every other is `shorter`, or `longer` and refused for the gap inside it
 * Window  complete months only: partial ones, and the month that holds everything older, are out. At least 12 months
 * Refuses if the snapshot is a sample, or has no table with a series
 * Source  `cards-by-month`, `models-created`, `mentions`, `type-shares`, `process`, `challenge-prevalence-by-month`: those
 *         there are
 */
export const trendTests = defineFinding({
  id: 'trend-tests',
  topic: 'methods',
  about: 'methods',
  title: 'Trend tests, for every start month',
  method: `Mann–Kendall test (tau-b) with p assuming independent months, and p partly corrected for positive autocorrelation (Hamed–Rao); Theil–Sen slope with its 95 % CI. The verdict is rising or falling only if both p < ${significant}. The correction is partial: for series without a trend and with an AR(1) coefficient of 0.6, it finds a trend in 16 to 22 of 100. A third p comes from 999 trend-free series with the estimated autocorrelation (AR(1) sieve bootstrap); it finds a trend in 8 to 9 of 100 of the same series. Over the whole windows of all series the corrected p is also adjusted after Benjamini–Hochberg. A verdict that depends on one start month is weak evidence. Uploads and mentions are counts of the ${leadingTypes} leading types of each side, with zero for months without any; their shares are those of the table type-shares, which leaves out months with few models or mentions. Windows of fewer than ${fewestMonths} complete months are not tested.`,
  key: ['series', 'modelType', 'from'],
  figures: [
    {
      title: 'Theil–Sen slope of the share with a card, by start month',
      chart: 'intervals',
      x: 'slope',
      y: 'from',
      as: 'shareChange',
      where: { series: 'share-with-card' },
    },
  ],
  columns: {
    series: {
      unit: 'slug',
      description:
        'Series: share-with-card, uploads, mentions, share-of-uploads, share-of-mentions, productivity, topic-density, spoilage, bus-factor, or the estimated share of a challenge, as challenge-<category>',
    },
    modelType: modelTypeOfSeries,
    window: {
      unit: 'slug',
      description: 'whole: the longest window without a gap; shorter: within it; longer: beyond it',
    },
    from: { unit: 'month', description: 'First month of the window' },
    to: { unit: 'month', description: 'Last month of the window' },
    n: { unit: 'count', description: 'Months in the window' },
    tau: { unit: 'correlation', description: 'Kendall’s tau-b', missing },
    p: pValues('Two-sided p value, assuming independent months', 'Mann–Kendall', { missing }),
    pCorrected: pValues('p partly corrected for autocorrelation (Hamed–Rao)', 'Mann–Kendall', {
      missing: onALine,
      corrections: ['Hamed–Rao'],
    }),
    pSieve: pValues('Two-sided p value of the AR(1) sieve bootstrap', 'AR(1) sieve bootstrap', { missing: onALine }),
    pAdjusted: pValues('Corrected p after Benjamini–Hochberg over the whole windows of all series', 'Mann–Kendall', {
      missing: 'the window is not a whole one, or allows no answer',
      corrections: ['Hamed–Rao', 'Benjamini–Hochberg'],
    }),
    ...slopeColumns(missing),
    verdict: { unit: 'slug', description: 'rising, falling or no-clear-trend', missing },
    verdictBySieve: {
      unit: 'slug',
      description: `Verdict if the sieve bootstrap too must give p < ${significant}`,
      missing: onALine,
    },
    refused,
  },
  from: [],
  also: ['cards-by-month', 'models-created', 'mentions', 'type-shares', 'process', 'challenge-prevalence-by-month'],
  compute: (tables, { coverage }) => {
    if (coverage === 'sample') return { reason: 'The months of a selection were picked, so they enter no trend.' };
    const rows = allSeries(tables).flatMap(testsOf);
    if (rows.length === 0) return { reason: 'The snapshot has no table with a series of months.' };
    const adjusted = benjaminiHochberg(rows.flatMap((row) => (tested(row) ? [Number(row.pCorrected ?? row.p)] : [])));
    return rows.map((row) => ({ ...row, pAdjusted: tested(row) ? (adjusted.shift() ?? null) : null }));
  },
});

const tested = (row: Row) => row.window === 'whole' && row.p !== null;

function allSeries(tables: Tables): Series[] {
  const { cards, created, mentioned, shares, measures, prevalence } = {
    cards: tables.get('cards-by-month'),
    created: tables.get('models-created'),
    mentioned: tables.get('mentions'),
    shares: tables.get('type-shares'),
    prevalence: tables.get('challenge-prevalence-by-month'),
    measures: tables.has('process') ? tableOf(tables, 'process') : undefined,
  };
  return [
    ...(cards ? [column('share-with-card', cards, 'shareWithCard')] : []),
    ...(created ? leading('uploads', created, 'models') : []),
    ...(mentioned ? leading('mentions', mentioned, 'topics') : []),
    ...(shares && created ? typeShares('share-of-uploads', 'hub', shares, created) : []),
    ...(shares && mentioned ? typeShares('share-of-mentions', 'forum', shares, mentioned) : []),
    ...(measures
      ? [
          column('productivity', measures, 'productivity'),
          column('topic-density', measures, 'topicDensity'),
          column('spoilage', measures, 'spoilage'),
          column('bus-factor', measures, 'busFactor'),
        ]
      : []),
    ...(prevalence ? challengeShares(prevalence) : []),
  ].filter(({ values }) => values.some((value) => value !== null));
}

/** A column of a table with a row a month; a month without a row, or a value, is a gap. */
function column(series: string, table: Table, name: string): Series {
  const rows = new Map(table.rows.map((row) => [row.month, row]));
  const months = completeMonths(table);
  const value = (month: string) => {
    const cell = table.window?.partial.includes(month) ? null : rows.get(month)?.[name];
    return typeof cell === 'number' ? cell : null;
  };
  const slopeUnit = table.columns.find((each) => each.name === name)?.unit === 'share' ? 'share-change' : 'number';
  return { series, modelType: null, slopeUnit, months, values: months.map(value) };
}

/** The estimated share of each challenge that allows an estimate. */
function challengeShares(table: Table): Series[] {
  const byCategory = Map.groupBy(
    table.rows.filter((row) => row.estimate !== null),
    (row) => textIn(row, 'category'),
  );
  return [...byCategory].map(([category, rows]) => column(`challenge-${category}`, { ...table, rows }, 'estimate'));
}

/** The counts of the leading types; a month without a row had none. */
function leading(series: string, table: Table, count: string): Series[] {
  const months = completeMonths(table);
  const counts = countsByType(table, count);
  return [...totalsByType(table, count)]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, leadingTypes)
    .map(([modelType]) => ({
      series,
      modelType,
      slopeUnit: 'number',
      months,
      values: months.map((month) =>
        table.window?.partial.includes(month) ? null : (counts.get(modelType)?.get(month) ?? 0),
      ),
    }));
}

/** The shares of the leading types of a side; a month of too few is a gap. */
function typeShares(series: string, side: string, { rows, ...table }: Table, { window }: Table): Series[] {
  const byType = Map.groupBy(
    rows.filter((row) => row.side === side),
    (row) => textIn(row, 'modelType'),
  );
  return [...byType].map(([modelType, own]) => ({
    ...column(series, { ...table, window, rows: own }, 'share'),
    modelType,
  }));
}

/** The tests of one series, for every month that leaves enough after it; one refusal where none does. */
function testsOf({ series, modelType, slopeUnit, months, values }: Series): Row[] {
  const to = months.at(-1);
  if (to === undefined) return [];
  const starts = months.slice(0, Math.max(1, months.length - fewestMonths + 1));
  const firstWhole = values.lastIndexOf(null) + 1;
  return starts.map((from, start): Row => {
    const n = months.length - start;
    const window = start < firstWhole ? 'longer' : start === firstWhole ? 'whole' : 'shorter';
    return { series, modelType, window, from, to, n, slopeUnit, pAdjusted: null, ...test(values.slice(start)) };
  });
}

const noEstimate = {
  tau: null,
  p: null,
  pCorrected: null,
  pSieve: null,
  slope: null,
  low: null,
  high: null,
  verdict: null,
  verdictBySieve: null,
};

function test(values: readonly (number | null)[]): Row {
  if (values.length < fewestMonths)
    return {
      ...noEstimate,
      refused: `too few months to say: ${values.length}, at least ${fewestMonths} are needed`,
    };
  const trend = mannKendall(values);
  if (!trend.known) return { ...noEstimate, refused: trend.reason };
  const { slope, low, high } = known(senSlope(values));
  const { tau, p, pCorrected } = trend;
  const sieve = sieveTest(values, { seed });
  const pSieve = sieve.known ? sieve.p : null;
  const said = (...all: readonly number[]) =>
    all.some((each) => each >= significant) ? 'no-clear-trend' : tau > 0 ? 'rising' : 'falling';
  const verdict = said(p, pCorrected ?? p);
  const verdictBySieve = pSieve === null ? null : said(p, pCorrected ?? p, pSieve);
  return { tau, p, pCorrected, pSieve, slope, low, high, verdict, verdictBySieve, refused: null };
}

/** Sen's slope refuses what Mann–Kendall refuses, and was asked after it. */
function known(slope: ReturnType<typeof senSlope>) {
  if (!slope.known) throw new Error(`a trend without a slope: ${slope.reason}`);
  return slope;
}
