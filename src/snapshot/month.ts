/**
 * What is new with a snapshot of the whole Hub since the one before, as a person reads it: models, model types and
 * documentation. The front page, the feed, the changelog and the proposal of a snapshot all take it from here.
 *
 * It is as long as the list of sentences: each has a function, which says when it can be said.
 */
import { sum } from 'd3-array';
import { smallCell } from '../schema/comparison.ts';
import { nameInMarkdown } from '../schema/markdown.ts';
import { rowWhere } from '../schema/rows.ts';
import type { Row, Table } from '../schema/table.ts';
import { type Unavailable, isUnavailable } from '../schema/unavailable.ts';
import { formatDay, formatDifference, formatInterval, formatList, formatValue } from '../schema/written.ts';
import { isCorrection, isDefinedAlike, type Stated } from './compare-tables.ts';
import type { Snapshot } from './read.ts';

export interface News {
  /** What it is about, before a colon, and the rest of the sentence. */
  readonly about: string;
  readonly text: string;
  /** The table of the later snapshot that says so. */
  readonly table: string;
}

export interface Month {
  /** The ids of the two snapshots, the earlier one first. */
  readonly a: string;
  readonly b: string;
  /** Which days are compared, and what to know about the two before reading the numbers. */
  readonly opening: string;
  readonly news: readonly News[];
  /** What cannot be compared, with the reasons; null if everything can. */
  readonly lacking: string | null;
}

/** The tables that it is taken from. */
const newsTables: readonly string[] = [
  'population',
  'models-by-month',
  'models-created',
  'model-changes',
  'model-changes-by-type',
  'type-changes',
  'cards-by-month',
];
export const isNewsTable = (name: string): boolean => newsTables.includes(name);

/** How many types are named at either end. */
const named = 3;

type Part = readonly News[] | Unavailable;
type Written = (name: string) => string;

/** Whether two snapshots can say what is new: neither is a sample, and the later one is no correction of the other. */
export const haveNews = (a: Stated, b: Stated): boolean =>
  a.coverage !== 'sample' && b.coverage !== 'sample' && !isCorrection(a, b);

/**
 * What is new between two snapshots.
 *
 * Shares of whole lists are facts of their days, and have no interval; those of the models that were created in a month
 * have one, since they are to say how people choose. Small numbers are left out.
 *
 * @param a the earlier one
 * @param written how the name of a model type is written where the sentences go
 * @throws {Error} if one of them is a sample, which enters no trend, or the later one corrects the earlier one
 */
export function monthBetween(a: Snapshot, b: Snapshot, written: Written = String): Month {
  const sample = [a, b].find(({ manifest }) => manifest.coverage === 'sample');
  if (sample)
    throw new Error(`${sample.manifest.id} is a sample, expected two snapshots of the whole Hub to say what is new`);
  if (isCorrection(a.manifest, b.manifest))
    throw new Error(
      `${b.manifest.id} corrects ${a.manifest.id}, expected two snapshots of different days to say what is new`,
    );
  const parts: readonly (readonly [what: string, part: Part])[] = [
    ['models in all', counts(a, b)],
    ['removed and renamed models', removals(a, b)],
    ['new model types', newTypes(a, b, written)],
    ['model types that gain or lose', changes(a, b, written)],
    ['model cards', cards(a, b)],
  ];
  const unavailable = parts.flatMap(([what, part]) => (isUnavailable(part) ? [{ what, reason: part.reason }] : []));
  const lacks = [...Map.groupBy(unavailable, ({ reason }) => reason)].map(
    ([reason, all]) => `${formatList(all.map(({ what }) => what))} (${reason})`,
  );
  const days = `${formatDay(b.manifest.date)}, compared with ${formatDay(a.manifest.date)}.`;
  return {
    a: a.manifest.id,
    b: b.manifest.id,
    opening: isOfOneSource(a.manifest, b.manifest)
      ? days
      : `${days} The two are from different sources, and part of a change may come from that.`,
    news: parts.flatMap(([, part]) => (isUnavailable(part) ? [] : part)),
    lacking: lacks.length > 0 ? `Not comparable: ${lacks.join('; ')}.` : null,
  };
}

const count = (value: number) => formatValue('count', value);
const models = (value: number) => `${count(value)} model${value === 1 ? '' : 's'}`;
const share = (value: number) => formatValue('share', value);
const numberOf = (row: Row | undefined, column: string) => {
  const value = row?.[column];
  return typeof value === 'number' ? value : undefined;
};
/** The row of a table, where there is one of each. @throws {Error} if several rows fit */
const rowOf = (table: Table | undefined, where: Row) => table && rowWhere(table, { where });

/** Whether two lists of models are from the same source; a captured list is named after the Hub, whatever its source. */
function isOfOneSource(a: Stated, b: Stated): boolean {
  const sources = ({ publications }: Stated) =>
    publications
      .filter(({ name }) => name !== 'forum' && name !== 'cards')
      .map(({ name, title }) => (name === 'hub' ? title : name))
      .sort();
  return sources(a).join() === sources(b).join();
}

/** The table in both, where it counts the same. */
function both(a: Snapshot, b: Snapshot, name: string): readonly [Table, Table] | Unavailable {
  const [before, after] = [a.tables.get(name), b.tables.get(name)];
  const without = [a, b].find(({ tables }) => !tables.has(name));
  if (!before || !after) return { reason: `${without?.manifest.id ?? ''} does not count them` };
  return isDefinedAlike(before, after, a.manifest, b.manifest)
    ? [before, after]
    : { reason: 'they are defined differently' };
}

/** How many models there are, and how many are new. */
function counts(a: Snapshot, b: Snapshot): Part {
  const tables = both(a, b, 'population');
  if (isUnavailable(tables)) return tables;
  const [then, now] = tables.map((table) => numberOf(rowOf(table, { measure: 'models' }), 'count'));
  if (then === undefined || now === undefined) return { reason: 'one of the two has no total' };
  const all: News = {
    about: 'Models',
    text: sizesText(then, now, a.manifest, b.manifest),
    table: 'population',
  };
  const table = b.tables.get('model-changes');
  const of = (change: string) => numberOf(rowOf(table, { change }), 'models');
  const [created, opened, returned] = [of('created'), of('opened'), of('returned')];
  if (created === undefined || opened === undefined) return [all];
  const back = returned === undefined ? '' : `, and ${count(returned)} that had been public before`;
  return [
    all,
    {
      about: 'New',
      text: `${models(created)} created since ${sinceOf(table)}; ${count(opened)} older ones that were not public then${back}.`,
      table: 'model-changes',
    },
  ];
}

/** How many models there were on the days of two snapshots. */
export const sizesText = (then: number, now: number, a: Pick<Stated, 'date'>, b: Pick<Stated, 'date'>): string =>
  `${count(now)} on ${formatDay(b.date)}, ${count(then)} on ${formatDay(a.date)} (${formatDifference('count', now - then)}).`;

const sinceOf = (table: Table | undefined) => formatValue('day', table?.rows[0]?.earlier ?? null);

/** How many are gone or have another name: of two lists model by model, else no fewer than the months of creation show. */
function removals(a: Snapshot, b: Snapshot): Part {
  const table = b.tables.get('model-changes');
  if (!table) return fewestRemoved(a, b);
  const [removed, renamed] = ['removed', 'renamed'].map((change) => rowOf(table, { change }));
  const byType = b.tables.get('model-changes-by-type');
  const ofRemoved = (column: string) => {
    const values = byType?.rows.map((row) => numberOf(row, column));
    return values?.every((value) => value !== undefined) ? sum(values) : undefined;
  };
  const [downloaded, built] = [ofRemoved('withDownloads'), ofRemoved('withDerivatives')];
  const had = [
    ...(downloaded === undefined ? [] : [`${count(downloaded)} had been downloaded in the 30 days before`]),
    ...(built === undefined ? [] : [`${count(built)} had derivatives`]),
  ];
  const gone = numberOf(removed, 'models') ?? 0;
  const renames = numberOf(renamed, 'models');
  return [
    {
      about: 'Removed',
      text: `${models(gone)} of those listed on ${sinceOf(table)} (${share(numberOf(removed, 'share') ?? 0)})${had.length > 0 ? `; ${formatList(had)}` : ''}.`,
      table: 'model-changes',
    },
    {
      about: 'Renamed',
      text:
        renames === undefined
          ? 'unknown: the lists lack the Hub’s internal ids, so a renamed model counts as removed and as new.'
          : `${models(renames)}.`,
      table: 'model-changes',
    },
  ];
}

/** A lower bound: models of past months that are no longer counted must have been removed. */
function fewestRemoved(a: Snapshot, b: Snapshot): Part {
  const tables = both(a, b, 'models-by-month');
  if (isUnavailable(tables)) return tables;
  const month = a.manifest.date.slice(0, 'YYYY-MM'.length);
  const [then, now] = tables.map(({ rows }, index) =>
    sum(
      rows.filter((row) => typeof row.month === 'string' && row.month < month),
      (row) => numberOf(row, index === 0 ? 'fewest' : 'most') ?? numberOf(row, 'models'),
    ),
  );
  if (then === undefined || now === undefined || then - now < smallCell)
    return { reason: 'models cannot be matched without identifiers' };
  return [
    {
      about: 'Removed',
      text: `at least ${models(then - now)} of the ${count(then)} that were created before ${formatValue('month', month)} and listed on ${formatDay(a.manifest.date)}.`,
      table: 'models-by-month',
    },
  ];
}

/** Types that the earlier list has no model of. */
function newTypes(a: Snapshot, b: Snapshot, written: Written): Part {
  if (!isOfOneSource(a.manifest, b.manifest)) return { reason: 'the two sources classify types differently' };
  const tables = both(a, b, 'models-created');
  if (isUnavailable(tables)) return tables;
  const [before, after] = tables.map(({ rows }) => {
    const totals = new Map<string, number>();
    for (const row of rows)
      totals.set(String(row.modelType), (totals.get(String(row.modelType)) ?? 0) + (numberOf(row, 'models') ?? 0));
    return totals;
  });
  const found = [...(after ?? [])]
    .filter(([type, all]) => !before?.has(type) && all >= smallCell)
    .sort(([, one], [, other]) => other - one);
  const shown = found.slice(0, named).map(([type, all]) => `${written(type)} (${models(all)})`);
  const rest = found.length - shown.length;
  return [
    {
      about: 'New model types',
      text:
        found.length === 0
          ? `none with ${smallCell} models or more.`
          : `${formatList([...shown, ...(rest > 0 ? [`${count(rest)} more with ${smallCell} models or more`] : [])])}.`,
      table: 'models-created',
    },
  ];
}

/** The types that gain and lose most among new models, beyond their intervals. */
function changes(a: Snapshot, b: Snapshot, written: Written): Part {
  if (!isOfOneSource(a.manifest, b.manifest)) return { reason: 'the two sources classify types differently' };
  const table = b.tables.get('type-changes');
  if (!table) return { reason: `${b.manifest.id} does not count them` };
  const clear = table.rows.filter(
    ({ models, earlierModels, changeLow, changeHigh }) =>
      Math.max(Number(models), Number(earlierModels)) >= smallCell &&
      typeof changeLow === 'number' &&
      typeof changeHigh === 'number' &&
      (changeLow > 0 || changeHigh < 0),
  );
  if (clear.length === 0)
    return [
      {
        about: 'Model types',
        text: 'no type of new models gained or lost beyond its 95 % confidence interval.',
        table: table.name,
      },
    ];
  const month = (row: Row, column: string) => formatValue('month', row[column] ?? null);
  return extremes(clear).map((row) => ({
    about: written(String(row.modelType)),
    text: `share of the new models of known type ${Number(row.change) > 0 ? 'rose' : 'fell'} from ${share(Number(row.earlierShare))} in ${month(row, 'earlierMonth')} to ${share(Number(row.share))} in ${month(row, 'month')} (${formatDifference('share', Number(row.change))}, 95 % CI ${formatInterval('shareChange', Number(row.changeLow), Number(row.changeHigh))}).`,
    table: table.name,
  }));
}

/** Those that rise most, then those that fall most. */
function extremes(rows: readonly Row[]): Row[] {
  const sorted = [...rows].sort((one, other) => Number(other.change) - Number(one.change));
  const falling = sorted.filter(({ change }) => Number(change) < 0).reverse();
  return [...sorted.filter(({ change }) => Number(change) > 0).slice(0, named), ...falling.slice(0, named)];
}

/** What changed in documentation: of all models, and of those that were new each time. */
function cards(a: Snapshot, b: Snapshot): Part {
  if (!isOfOneSource(a.manifest, b.manifest)) return { reason: 'the two sources define a card differently' };
  const tables = both(a, b, 'population');
  if (isUnavailable(tables)) return tables;
  const [then, now] = tables.map((table) => numberOf(rowOf(table, { measure: 'models-with-card' }), 'share'));
  if (then === undefined || now === undefined) return { reason: 'one of the two does not count them' };
  const all: News = {
    about: 'Model cards',
    text: `${share(now)} of the models have one, ${share(then)} on ${formatDay(a.manifest.date)} (${formatDifference('share', now - then)}).`,
    table: 'population',
  };
  const months = both(a, b, 'cards-by-month');
  if (isUnavailable(months)) return [all];
  const [earlier, latest] = [lastWhole(months[0], a), lastWhole(months[1], b)];
  if (!earlier || !latest) return [all];
  const shareOf = ({ shareWithCard, shareWithCardLow: low, shareWithCardHigh: high }: Row) =>
    `${share(Number(shareWithCard))}${typeof low === 'number' && typeof high === 'number' ? ` (95 % CI ${formatInterval('share', low, high)})` : ''}`;
  return [
    all,
    {
      about: 'Model cards of new models',
      text: `${shareOf(latest)} of those created in ${formatValue('month', latest.month ?? null)} have one; ${shareOf(earlier)} of those of ${formatValue('month', earlier.month ?? null)} had one on ${formatDay(a.manifest.date)}.`,
      table: 'cards-by-month',
    },
  ];
}

/** The row of the last month that the snapshot saw whole, where it counts enough. */
function lastWhole({ rows }: Table, { manifest }: Snapshot): Row | undefined {
  const own = manifest.date.slice(0, 'YYYY-MM'.length);
  const last = rows.filter(({ month }) => typeof month === 'string' && month < own).at(-1);
  return (numberOf(last, 'models') ?? 0) < smallCell ? undefined : last;
}

/** What is new between two snapshots as a list in Markdown, under a heading, for the proposal of the later one. */
export function monthMarkdown(a: Snapshot, b: Snapshot): string {
  const { opening, news, lacking } = monthBetween(a, b, nameInMarkdown);
  const items = news.map(({ about, text }) => `- ${about}: ${text}`);
  return `${['## What is new', '', opening, '', ...items, ...(lacking === null ? [] : [items.length > 0 ? `\n${lacking}` : lacking])].join('\n')}\n`;
}
