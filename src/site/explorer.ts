/** What model types are explored by: measures that a snapshot has of every type, by month or on its day. */
import type { FigureOptions } from '../schema/figure.ts';
import type { Row, Table } from '../schema/table.ts';
import { monthsOf } from '../charts/months.ts';
import { formatDay, formatPeriod } from '../schema/written.ts';
import { file } from './address.ts';
import { type LookUp, lookUpFor } from './snapshot.ts';
import { dayOf } from './status.ts';

interface Asked {
  /** The last part of its address; empty for the first, which `/explore/` shows. */
  readonly slug: string;
  /** The measure; where several snapshots count it on different days, each has an entry of this name. */
  readonly name: string;
  readonly table: string;
  /** What is counted, and whether its share of all counted in the month is shown. */
  readonly counts: string;
  readonly share?: string;
  readonly evidence?: 'aggregate';
}

const asked: readonly Asked[] = [
  { slug: '', name: 'Uploads', table: 'models-created', counts: 'models' },
  {
    slug: 'share-of-uploads',
    name: 'Share of uploads',
    table: 'models-created',
    counts: 'models',
    share: 'models of known type',
  },
  {
    slug: 'earlier-uploads',
    name: 'Uploads',
    table: 'models-created',
    counts: 'models',
    evidence: 'aggregate',
  },
  {
    slug: 'share-of-earlier-uploads',
    name: 'Share of uploads',
    table: 'models-created',
    counts: 'models',
    share: 'models of known type',
    evidence: 'aggregate',
  },
  { slug: 'topics', name: 'Forum topics', table: 'mentions', counts: 'topics' },
  { slug: 'share-of-mentions', name: 'Share of mentions', table: 'mentions', counts: 'topics', share: 'mentions' },
  { slug: 'downloads', name: 'Downloads', table: 'popularity', counts: 'downloads' },
  { slug: 'likes', name: 'Likes', table: 'popularity', counts: 'likes' },
];

export interface Measure extends Asked {
  /** Its name, with the day where it is not the first of its name. */
  readonly title: string;
  readonly found: Extract<LookUp, { table: Table }>;
  readonly options: FigureOptions;
  /** The months or the day that it is of; too few models, where no month has enough for a share. */
  readonly when: string;
}

/** The measures that there is a standing snapshot for. */
export async function allMeasures(): Promise<Measure[]> {
  const all = await Promise.all(
    asked.map(async (each): Promise<Omit<Measure, 'title'>[]> => {
      const { table: name, counts, share, evidence } = each;
      const found = await lookUpFor({ snapshot: undefined }, name, { evidence });
      if (!('table' in found)) return [];
      const { from } = found;
      const table =
        share !== undefined
          ? withShare(found.table, counts, share)
          : found.table.window === null
            ? // Bars come by their length.
              { ...found.table, rows: found.table.rows.toSorted((a, b) => Number(b[counts]) - Number(a[counts])) }
            : found.table;
      const leading = leadingTypes(table, counts);
      const shown = { without: { modelType: 'untyped' }, by: 'modelType' };
      const first = (count: number) => ({ column: 'modelType', count, these: leading.slice(0, count) });
      return [
        {
          ...each,
          found: table === found.table ? found : { table, from, data: file('explore', `${each.slug}.json`) },
          options: table.window
            ? { ...shown, chart: 'line', x: 'month', y: share ? 'share' : counts, zeros: true, first: first(3) }
            : { ...shown, chart: 'bars', x: counts, y: 'modelType', first: first(12) },
          when:
            table.rows.length === 0
              ? `too few ${counts}`
              : table.window
                ? formatPeriod(table.window)
                : dayOf(from.manifest.id),
        },
      ];
    }),
  );
  // The totals may be the only snapshot that has a measure, and are then no second one.
  return all
    .flat()
    .filter(({ name, found }, at, list) => list.findIndex((each) => isSame(each, { name, found })) === at)
    .map((each, at, list) => ({
      ...each,
      title:
        list.findIndex(({ name }) => name === each.name) === at
          ? each.name
          : `${each.name}, as of ${formatDay(each.found.from.manifest.date)}`,
    }));
}

const isSame = (a: Pick<Measure, 'name' | 'found'>, b: Pick<Measure, 'name' | 'found'>) =>
  a.name === b.name && a.found.from.manifest.id === b.found.from.manifest.id;

const untyped = ({ modelType }: Row) => modelType === 'untyped';
const totalOf = (rows: readonly Row[], counts: string) => rows.reduce((sum, row) => sum + Number(row[counts] ?? 0), 0);

/** Those with the most, by what is counted. */
const leadingTypes = ({ rows }: Table, counts: string): string[] =>
  [...Map.groupBy(rows, ({ modelType }) => String(modelType))]
    .filter(([, own]) => !own.some(untyped))
    .sort(([, a], [, b]) => totalOf(b, counts) - totalOf(a, counts))
    .map(([type]) => type);

/** In a month with fewer, a share says little. */
const fewest = 100;

/**
 * The table with the share of each type among all types of the month, from the first month on that no later one has
 * fewer than a hundred before it; a last month that has only begun is left out where it has fewer. Snapshots have shares of the leading types only, made in the same way.
 */
function withShare(table: Table, counts: string, whole: string): Table {
  const typed = table.rows.filter((row) => !untyped(row) && row.month !== null);
  const months = new Map(
    [...Map.groupBy(typed, ({ month }) => String(month))].map(([month, rows]) => [month, totalOf(rows, counts)]),
  );
  const from = monthsOf(table).findLast((_, at, all) => (months.get(all[at - 1] ?? '') ?? 0) < fewest) ?? '';
  return {
    ...table,
    title: `${table.title}, with shares`,
    method: `${table.method} A share is that of all ${whole} of the month; the months begin where all have ${fewest} or more.`,
    window: table.window && { ...table.window, from, floor: table.window.floor === from ? from : null },
    columns: [
      ...table.columns,
      { name: 'ofMonth', unit: 'count', description: `All ${whole} of the month` },
      { name: 'share', unit: 'share', description: `Share of all ${whole} of the month` },
    ],
    rows: typed.flatMap((row) => {
      const ofMonth = months.get(String(row.month)) ?? 0;
      return String(row.month) < from || ofMonth < fewest
        ? []
        : [{ ...row, ofMonth, share: Number(row[counts]) / ofMonth }];
    }),
  };
}
