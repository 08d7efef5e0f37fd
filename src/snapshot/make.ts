/** From what a source gives to the tables of a snapshot: every table of the contents list, or the reason it is missing. */
import { openDatabase, type Database } from '../io/database.ts';
import { metrics as allMetrics } from '../metrics/index.ts';
import type { Count, Earlier, Finding, Metric } from '../metrics/metric.ts';
import { definitionOf } from '../schema/definition.ts';
import { parseAs } from '../schema/problem.ts';
import type { Manifest } from '../schema/snapshot.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import type { Material, PublishedCount, View } from '../schema/source.ts';
import type { ViewColumn, ViewName } from '../schema/views.ts';
import { Table, type Row, type Window } from '../schema/table.ts';
import { isUnavailable } from '../schema/unavailable.ts';
import type { Snapshot } from './read.ts';

type Unavailable = Manifest['unavailable'][number];

export interface Made {
  readonly tables: readonly Table[];
  /** What each table was made from, by its name: other tables, columns of records, or publications. */
  readonly from?: ReadonlyMap<string, readonly string[]>;
  readonly unavailable: readonly Unavailable[];
}

/**
 * Makes every table that the material allows, in the order of the contents list.
 *
 * @param options.database in which to make the views, and to leave them; without it they are gone afterwards
 * @param options.earlier snapshots to compare findings with, in which later ones are not; only a sample looks at those of its own day
 * @param options.check looks at the counts before findings are made of them, which takes longer; what it throws is the end
 * @throws {Error} if a table is not valid, if the material gives rows for a table that does not exist, or if it
 *   neither allows a count nor says why
 */
export async function make(
  material: Material,
  metrics: readonly Metric[] = allMetrics,
  {
    database: given,
    earlier = [],
    check,
  }: { database?: Database; earlier?: readonly Snapshot[]; check?: (counts: readonly Table[]) => void } = {},
): Promise<Made> {
  const unknown = [...material.counts.keys(), ...Object.keys(material.absent), ...Object.keys(material.notes)].find(
    (name) => !metrics.some(({ id }) => id === name),
  );
  if (unknown !== undefined)
    throw new Error(`${material.name} speaks of a table ${unknown} that is not in the contents list`);

  const database = given ?? (await openDatabase());
  try {
    for (const view of Object.values(material.views))
      if (typeof view !== 'string') for (const step of view.sql) await database.run(step);
    const tables = new Map<string, Table>();
    const unavailable: Unavailable[] = [];
    const from = new Map<string, readonly string[]>();
    const add = (metric: Metric, outcome: Table | string) => {
      if (typeof outcome === 'string') unavailable.push({ name: metric.id, title: metric.title, reason: outcome });
      else {
        from.set(metric.id, originsOf(metric, tables, material));
        tables.set(metric.id, outcome);
      }
    };
    for (const metric of metrics) if (metric.kind === 'count') add(metric, await count(metric, material, database));
    check?.([...tables.values()]);
    for (const metric of metrics)
      if (metric.kind === 'finding') add(metric, find(metric, tables, unavailable, material, earlier));
    return {
      tables: metrics.flatMap(({ id }) => tables.get(id) ?? []),
      from,
      unavailable: metrics.flatMap(({ id }) => unavailable.find(({ name }) => name === id) ?? []),
    };
  } finally {
    if (!given) database.close();
  }
}

/** What a table is made from: of what a count or a finding can use, that which was there. */
function originsOf(metric: Metric, tables: ReadonlyMap<string, Table>, material: Material): readonly string[] {
  if (metric.kind === 'finding') return [...metric.from, ...metric.also].filter((name) => tables.has(name));
  if (material.counts.has(metric.id)) return material.publications.map(({ name }) => name);
  return (metric.needs ?? []).filter((column) => lack(material, column) === undefined);
}

/** Why the material does not allow a count. */
function reasonAgainst(metric: Count, material: Material): string | undefined {
  return (
    material.absent[metric.id] ??
    metric.needs?.map((column) => lack(material, column)).find((each) => each !== undefined)
  );
}

/** The table, or the reason that there is none. */
async function count(metric: Count, material: Material, database: Database): Promise<Table | string> {
  const published = material.counts.get(metric.id);
  const { floorMonth } = material.description;
  if (published) return table(metric, material, metric.addShares(published.rows), published, floorMonth);
  const reason = reasonAgainst(metric, material);
  if (reason !== undefined) return reason;
  if (metric.needs === null) throw new Error(`${material.name} gives no ${metric.id} and does not say why`);
  const has = (column: ViewColumn) => lack(material, column) === undefined;
  const sql = metric.sql(has).replaceAll('$as_of', `DATE '${material.description.date}'`);
  const rows = metric.addShares(await database.rows(sql));
  if (rows.length === 0 && metric.emptyReason !== null) return metric.emptyReason;
  const floor = metric.needs.some((column) => column.startsWith('models.')) ? floorMonth : null;
  const partly = metric.needs.flatMap((column) => viewOf(material, column)?.partly?.[column.split('.')[1] ?? ''] ?? []);
  const notes = [...(material.notes[metric.id] ?? []), ...new Set(partly)];
  return table(metric, material, rows, { window: windowOf(rows), notes }, floor);
}

function viewOf(material: Material, column: ViewColumn): View | undefined {
  const view = material.views[column.split('.')[0] as ViewName];
  return typeof view === 'string' ? undefined : view;
}

/** Why a source lacks a column; undefined where it has it. */
function lack(material: Material, column: ViewColumn): string | undefined {
  const [name = '', field = ''] = column.split('.');
  const view = material.views[name as ViewName] ?? 'The fields of the source’s records were not counted.';
  return typeof view === 'string' ? view : view.lacks[field];
}

function find(
  metric: Finding,
  tables: ReadonlyMap<string, Table>,
  unavailable: readonly Unavailable[],
  material: Material,
  earlier: readonly Snapshot[],
): Table | string {
  const lacking = metric.from.find((name) => !tables.has(name));
  if (lacking !== undefined) {
    const reason = unavailable.find(({ name }) => name === lacking)?.reason;
    if (reason === undefined)
      throw new Error(`${metric.id} is made from ${lacking}, which must come before it in the contents list`);
    return `It is made from the table ${lacking}, which is not available: ${reason}`;
  }
  const wanted = [...metric.from, ...metric.also];
  const given = new Map([...tables].filter(([name]) => wanted.includes(name)));
  const { date, coverage } = material.description;
  const before = earlier.filter(({ manifest }) => manifest.date < date && manifest.coverage !== 'sample');
  const notes = new Set<string>();
  const noted = (found: Earlier, which = 'The earlier') => {
    for (const note of comparisonNotes(found, tables.get(found.table.name), which)) notes.add(note);
    return found;
  };
  const outcome = metric.compute(given, {
    date,
    coverage,
    source: material.name,
    previous: (name) => {
      const found = coverage === 'sample' ? null : newestWith(name, before);
      return found && noted(found);
    },
    earlier: (name) => {
      const byDay = Map.groupBy(before, ({ manifest }) => manifest.date);
      const found = [...byDay]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, ofDay]) => newestWith(name, ofDay) ?? []);
      return found.map((each) => noted(each, found.length > 1 ? 'An earlier' : 'The earlier'));
    },
    census: (name) =>
      newestWith(
        name,
        earlier.filter(({ manifest }) => manifest.date <= date && manifest.coverage === 'census'),
      ),
  });
  if (isUnavailable(outcome)) return outcome.reason;
  const floor = metric.from.map((name) => tables.get(name)?.window?.floor ?? null).find((month) => month !== null);
  return table(metric, material, outcome, { window: windowOf(outcome), notes: [...notes] }, floor);
}

/** The notes that a comparison of two tables needs: those of each of them. */
function comparisonNotes({ snapshot, table: before }: Earlier, now: Table | undefined, which: string): string[] {
  return [
    `${which} snapshot is ${snapshot}.`,
    ...before.notes.map((note) => `Its table ${before.name}: ${note}`),
    ...(now?.notes ?? []).map((note) => `The table ${before.name} of this snapshot: ${note}`),
  ];
}

/** The table in the newest of the snapshots that has it. */
function newestWith(name: string, snapshots: readonly Snapshot[]): Earlier | null {
  const newestFirst = snapshots.toSorted((a, b) => compareSnapshotIds(b.manifest.id, a.manifest.id));
  for (const { manifest, tables } of newestFirst) {
    const found = tables.get(name);
    if (found) return { snapshot: manifest.id, table: found };
  }
  return null;
}

function table(
  metric: Metric,
  { description, source }: Material,
  rows: readonly Row[],
  { window, notes }: Pick<PublishedCount, 'window' | 'notes'>,
  floor: string | null = null,
): Table {
  const { id, kind, about, title, method, key, columns } = metric;
  const definition = definitionOf(id, metric);
  const stored = {
    name: id,
    kind,
    ...(about && { about }),
    title,
    method,
    ...(definition !== undefined && { definition }),
    source,
    window: window && fullWindow(window, description.partialMonths, floor),
    notes: [...notes],
    key: [...key],
    columns: [...columns],
    rows: [...rows],
  };
  return inColumnOrder(parseAs(Table, stored, `the table ${id} of ${description.id} is not valid`));
}

/** The same table with the cells of every row in the order of the columns, so that equal tables are equal bytes. */
function inColumnOrder(table: Table): Table {
  const names = table.columns.map(({ name }) => name);
  return {
    ...table,
    rows: table.rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null]))),
  };
}

function fullWindow(
  { from, to }: { from: string; to: string },
  partialMonths: readonly string[],
  floor: string | null,
): Window {
  const within = (month: string) => from <= month && month <= to;
  return { from, to, partial: partialMonths.filter(within), floor: floor !== null && within(floor) ? floor : null };
}

/** The months that rows are about; null where they have none. */
function windowOf(rows: readonly Row[]): { from: string; to: string } | null {
  const months = rows
    .map((row) => row.month)
    .filter((month) => typeof month === 'string')
    .sort();
  const [from, to] = [months[0], months.at(-1)];
  return from !== undefined && to !== undefined ? { from, to } : null;
}
