/**
 * Checks of quality before a snapshot from a capture is written: partial data must not look whole.
 *
 * A check that fails stops the snapshot with its numbers. Where the numbers are right all the same, a person says why,
 * and the reason stands in the manifest.
 */
import { max, pairs, sum } from 'd3-array';
import { numberIn } from '../metrics/metric.ts';
import { monthsBetween } from '../metrics/months.ts';
import type { HubTotals } from '../schema/hub-totals.ts';
import type { Coverage } from '../schema/snapshot.ts';
import { rowWhere } from '../schema/rows.ts';
import type { Table } from '../schema/table.ts';
import type { RecordList } from '../schema/views.ts';
import { listGates } from './list-gates.ts';
import type { Snapshot } from './read.ts';

export const gates = [
  'rejected-records',
  'unknown-fields',
  'invalid-values',
  'lost-field',
  'ends-early',
  'lost-records',
  'few-cards',
  'missing-months',
  'shrunk',
  'grown',
  'classifier-drift',
] as const;
export type Gate = (typeof gates)[number];
export const isGate = (name: string): name is Gate => (gates as readonly string[]).includes(name);

export interface Failure {
  readonly gate: Gate;
  /** What was found and what was expected, in a sentence. */
  readonly found: string;
}

/** A field that nine in ten records carried does not go from one snapshot to the next. */
const [commonPresence, lostPresence] = [0.9, 0.45];
/** Nor does one that fewer carried go to less than a tenth, where so many records would have it that it is no chance. */
const [rarePresence, lostPart, fewestLost] = [0.05, 0.1, 10];
/** Models and topics are deleted, but not one in fifty between two snapshots. */
const leastKept = 0.98;
/** A dump of cards is some weeks older or younger than the list; one that lacks a tenth of them is not of all. */
const leastCards = 0.9;
/** The Hub may grow twice as fast as it ever did between two totals. */
const mostGrowth = 2;
const day = 24 * 60 * 60 * 1000;
/** Topics are unclassified at times; where most are, the forum speaks of what the classifier never learned. */
const mostUnclassified = 0.5;
/** What people ask about moves slowly: a jump of so many topics from one category to others is one of the classifier. */
const mostMoved = 0.1;

/**
 * The checks that fail.
 *
 * @param tables the counts
 * @param earlier all snapshots there are; the newest comparable one before this is held against it. A sample is compared
 *   with none, as it is smaller than the Hub and other than itself
 * @param totals what others published of the Hub
 */
export function failures(
  tables: readonly Table[],
  lists: readonly RecordList[],
  {
    date,
    coverage,
    earlier: all,
    totals,
  }: { date: string; coverage: Coverage; earlier: readonly Snapshot[]; totals: HubTotals['totals'] },
): Failure[] {
  const isSample = coverage === 'sample';
  const earlier = isSample ? [] : all;
  return [
    ...listGates.flatMap((gate) => lists.flatMap(gate)),
    ...lostFields(tables, date, earlier),
    // A selection may well have months without a model.
    ...missingMonths(
      tables.filter(({ name }) => !isSample || name !== 'models-created'),
      isSample ? null : date,
    ),
    ...shrunk(tables, date, earlier),
    ...(isSample ? [] : fewCards(tables, lists)),
    ...(isSample ? [] : implausible(tables, date, earlier, totals)),
    ...drifted(tables, date, earlier),
  ];
}

/** Texts of cards, where there are any, are those of the models that have a card. */
function fewCards(tables: readonly Table[], lists: readonly RecordList[]): Failure[] {
  const texts = lists.find(({ name }) => name === 'cards')?.records;
  const byMonth = tables.find(({ name }) => name === 'cards-by-month');
  if (texts === undefined || !byMonth) return [];
  const withCard = sum(byMonth.rows, (row) => Number(row.withCard));
  if (texts >= leastCards * withCard) return [];
  return [
    {
      gate: 'few-cards',
      found: `there are ${texts} texts of cards, and ${withCard} models have a card; expected at least ${100 * leastCards} % of them`,
    },
  ];
}

/** How many records carry each field, by kind of record and field. */
const presenceOf = ({ rows }: Table) =>
  new Map(
    rows.map((row) => {
      const all = Number(row.all);
      return [
        `${String(row.field)} of ${String(row.records)}`,
        { all, share: all > 0 ? Number(row.with) / all : 0 },
      ] as const;
    }),
  );

function lostFields(tables: readonly Table[], date: string, earlier: readonly Snapshot[]): Failure[] {
  const both = beside('intake', tables, date, earlier);
  if (!both) return [];
  const now = presenceOf(both.own);
  return [...presenceOf(both.theirs)].flatMap(([field, { share: then }]) => {
    const found = now.get(field);
    if (!found) return [];
    const isLost =
      (then >= commonPresence && found.share <= lostPresence) ||
      (then >= rarePresence && then * found.all >= fewestLost && found.share < lostPart * then);
    if (!isLost) return [];
    return [
      {
        gate: 'lost-field' as const,
        found: `${share(found.share)} of the records carry the field ${field}, and in ${both.before} ${share(then)} did; tables made from it would cover few records or none`,
      },
    ];
  });
}

/** @param until the day that a list reaches, whose month may be hours old; null where a list need not reach any */
function missingMonths(tables: readonly Table[], until: string | null): Failure[] {
  const last = until === null ? '' : new Date(Date.parse(until) - day).toISOString().slice(0, 'YYYY-MM'.length);
  return tables
    .filter(({ name }) => ['models-created', 'topics-created'].includes(name))
    .flatMap(({ name, rows, window }) => {
      if (!window) return [];
      const seen = new Set(rows.map((row) => row.month));
      const to = window.to > last ? window.to : last;
      const missing = monthsBetween(window.from, to).filter((month) => !seen.has(month));
      if (missing.length === 0) return [];
      const found = `${name} has no row for ${missing.join(', ')}, expected one for every month from ${window.from} to ${to}`;
      return [{ gate: 'missing-months' as const, found }];
    });
}

/** @throws {Error} if the table does not say it: a list without a total is not one of no models */
function modelsOf(table: Table): number {
  const row = rowWhere(table, { where: { measure: 'models' } });
  if (!row) throw new Error(`the table ${table.name} has no row of all models, expected one in every snapshot`);
  return numberIn(row, 'count');
}
/** By the last count of each category. */
const topicsOf = ({ rows }: Table) => sum(new Map(rows.map((row) => [row.category, numberIn(row, 'topics')])).values());

const share = (part: number) => `${(100 * part).toFixed(0)} %`;

/** A table beside that of the newest comparable snapshot which has it; undefined where either is not there. */
function beside(name: string, tables: readonly Table[], date: string, earlier: readonly Snapshot[]) {
  const own = tables.find((table) => table.name === name);
  const before = earlier.findLast(
    ({ manifest, tables }) => manifest.coverage !== 'sample' && manifest.date < date && tables.has(name),
  );
  const theirs = before?.tables.get(name);
  return own && before && theirs ? { own, theirs, before: before.manifest.id } : undefined;
}

function shrunk(tables: readonly Table[], date: string, earlier: readonly Snapshot[]): Failure[] {
  const both = beside('forum-categories', tables, date, earlier);
  return both ? fewer('topics', topicsOf(both.own), topicsOf(both.theirs), both.before) : [];
}

const fewer = (of: string, now: number, then: number, by: string): Failure[] =>
  now >= leastKept * then
    ? []
    : [{ gate: 'shrunk', found: `there are ${now} ${of}, but ${by} had ${then}; expected at least 98 % of them` }];

/** A census lies between the totals that are known of the days around it, ours and those that others published. */
function implausible(
  tables: readonly Table[],
  date: string,
  earlier: readonly Snapshot[],
  totals: HubTotals['totals'],
): Failure[] {
  const table = tables.find(({ name }) => name === 'population');
  if (!table) return [];
  const now = modelsOf(table);
  const ours = earlier.flatMap(({ manifest, tables: tablesThen }) => {
    const population = tablesThen.get('population');
    return manifest.coverage === 'sample' || manifest.date >= date || !population
      ? []
      : [{ date: manifest.date, models: modelsOf(population), by: manifest.id }];
  });
  const theirs = totals
    .filter(({ measure }) => measure === 'models')
    .map((total) => ({ date: total.date, models: total.value, by: `the published total of ${total.date}` }));
  const known = [...theirs, ...ours].filter(({ models }) => models > 0).sort((a, b) => (a.date < b.date ? -1 : 1));
  const before = known.findLast((each) => each.date <= date);
  const after = known.find((each) => each.date >= date);
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day;
  const fastest = max(
    pairs(known).filter(([a, b]) => a.date < b.date),
    ([a, b]) => (b.models - a.models) / days(a.date, b.date),
  );
  const most = after
    ? after.models / leastKept
    : before && fastest !== undefined
      ? before.models / leastKept + mostGrowth * fastest * days(before.date, date)
      : Infinity;
  return [
    ...(before ? fewer('models', now, before.models, before.by) : []),
    ...(now > most
      ? [
          {
            gate: 'grown' as const,
            found: `there are ${now} models, but ${(after ?? before)?.by ?? ''} had ${(after ?? before)?.models ?? 0}; expected at most ${Math.floor(most)}`,
          },
        ]
      : []),
  ];
}

/** The share of each category, unclassified among them, in all topics that the classifier read. */
function mixOf({ rows }: Table): Map<string, number> {
  const all = sum(rows, (row) => Number(row.topics));
  const mix = new Map<string, number>();
  for (const { category, topics } of rows) {
    const name = category === null ? 'unclassified' : String(category);
    mix.set(name, (mix.get(name) ?? 0) + Number(topics) / all);
  }
  return mix;
}

/** The classifier was measured on texts of its day: where its answers leave what they were, it may no longer know the forum. */
function drifted(tables: readonly Table[], date: string, earlier: readonly Snapshot[]): Failure[] {
  const table = tables.find(({ name }) => name === 'coded-topics');
  if (!table) return [];
  const gate = 'classifier-drift';
  const now = mixOf(table);
  const unclassified = now.get('unclassified') ?? 0;
  if (unclassified > mostUnclassified)
    return [
      {
        gate,
        found: `the classifier leaves ${share(unclassified)} of the topics unclassified, expected at most ${share(mostUnclassified)}`,
      },
    ];
  const both = beside('coded-topics', tables, date, earlier);
  if (!both) return [];
  const then = mixOf(both.theirs);
  const change = (category: string) => (now.get(category) ?? 0) - (then.get(category) ?? 0);
  const categories = [...new Set([...now.keys(), ...then.keys()])];
  const moved = sum(categories, (category) => Math.abs(change(category))) / 2;
  if (moved <= mostMoved) return [];
  const largest = categories.reduce((a, b) => (Math.abs(change(b)) > Math.abs(change(a)) ? b : a));
  return [
    {
      gate,
      found: `${share(moved)} of the topics are in other categories than in ${both.before}, expected at most ${share(mostMoved)}; most of all ${largest}, from ${share(then.get(largest) ?? 0)} to ${share(now.get(largest) ?? 0)}`,
    },
  ];
}
