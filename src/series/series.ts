/**
 * A number followed over snapshots: a point for each, of one definition, with its interval where it has one, and the
 * table, row and checksum that it was read from.
 */
import { descending } from 'd3-array';
import { Day } from '../schema/scalars.ts';
import { type Where, column, endsOf, rowsWhere } from '../schema/rows.ts';
import { type Row, type Table, type Unit, rowKey } from '../schema/table.ts';
import {
  type ColumnText,
  type EditionTable,
  type Made,
  type Material,
  type Source,
  type Text,
  bestOf,
  expectVersion,
  inOrder,
  listColumns,
  notesOf,
  snapshotColumns,
} from './edition-table.ts';
import { type Fact, type Point, withFacts } from './published-totals.ts';

/** Where a snapshot has the number. */
export interface Reading {
  readonly table: string;
  readonly where?: Where;
  /** The column of the number. */
  readonly value: string;
  /** The row of the same table whose number it is divided by. */
  readonly per?: Where;
  /** The table whose months say until when it counts, where that may be before the day of the snapshot. */
  readonly months?: string;
  /** The versions of the definition of the table by which it is this number. */
  readonly versions: readonly number[];
}

/**
 * What is counted, in a sentence; and the notes by which a snapshot says that it counts this. The one without notes is
 * meant where there is none of them.
 */
export interface Definition {
  readonly text: string;
  readonly notes?: readonly string[];
}

interface SeriesText extends Omit<Text, 'figures'> {
  /** A line for each group unless told. */
  readonly figures?: Text['figures'];
  readonly unit: Unit;
  /** What the number is. */
  readonly description: string;
  /** The column whose values have a line each. */
  readonly by?: { readonly name: string; readonly text: ColumnText };
  readonly definitions: Readonly<Record<string, Definition>>;
  /** The tables whose notes say which definition a snapshot counts by, where there are several. */
  readonly noted?: readonly string[];
  /** The first that a snapshot has gives its points. */
  readonly readings: readonly Reading[];
  /** The total that others published of the same. */
  readonly fact?: Fact;
  /** Whether a sample gives points: shares of it may say something, and counts never do. */
  readonly samples: boolean;
  /** Keeps the groups that are among the first so many of any snapshot by this column. */
  readonly leading?: { readonly column: string; readonly count: number };
}

const rule =
  'Each point comes from a published snapshot that is neither corrected nor withdrawn; of several snapshots of a day, from the one with the best coverage (census, aggregate, sample). Days without a snapshot can have a total published by others. Lines join points of one definition and full coverage; samples are separate points.';

/**
 * A table with the points of a series.
 *
 * Shape   one row a day, definition and, with `by`, group; each group from its first day on
 * Date    the day of the snapshot, or the end of the last month that its table counts, where that is before
 * Nulls   `low` and `high` where the table has no interval; `snapshot` for totals that others published
 * Throws  where a table does not mean what the series knows, two points are for one day, a published total and a snapshot
 *         of its day differ, or a published total is none that the series can take
 */
export function defineSeries(series: SeriesText): EditionTable {
  const { id, title, question, topic, unit, description, by, definitions, fact } = series;
  if (fact?.since !== undefined && !Day.safeParse(fact.since).success)
    throw new Error(`${id} takes published totals since ${fact.since}; expected a day such as 2026-12-01`);
  const many = Object.entries(definitions).map(([slug, { text }]) => `${slug.replaceAll('-', ' ')}: ${text}`);
  return {
    id,
    title,
    question,
    topic,
    figures: series.figures ?? [{ chart: 'series', x: 'date', y: 'value', ...(by && { by: by.name }) }],
    method: `${series.method} ${many.length > 1 ? `Definitions. ${many.join(' ')} ` : ''}${rule}`,
    key: ['date', ...(by ? [by.name] : []), 'definition'],
    columns: listColumns({
      date: { unit: 'day', description: 'Day of the number' },
      ...(by && { [by.name]: by.text }),
      definition: { unit: 'slug', description: 'Definition; numbers of different definitions are not comparable' },
      coverage: snapshotColumns.coverage,
      value: { unit, description, interval: { low: 'low', high: 'high', method: 'as in the table it is read from' } },
      low: { unit, description: 'Lower end of the 95 % CI', missing: 'the table has no 95 % CI' },
      high: { unit, description: 'Upper end of the 95 % CI', missing: 'the table has no 95 % CI' },
      snapshot: snapshotColumns.snapshot,
      table: { unit: 'name', description: 'Table of the snapshot, or file of published totals' },
      row: { unit: 'name', description: 'Key of the row' },
      sha256: { unit: 'name', description: 'SHA-256 of the file' },
      source: { unit: 'name', description: 'Source data set' },
      uncertain: { unit: 'name', description: 'Known uncertainty', missing: 'none known' },
    }),
    make: (material) => make(series, material),
  };
}

function make(series: SeriesText, { day, snapshots, facts }: Material): Made {
  const found = inOrder(snapshots)
    .filter(({ coverage }) => series.samples || coverage !== 'sample')
    .flatMap((snapshot) => readingOf(series, snapshot) ?? []);
  const kept = groupsKept(series, found);
  const read = found.flatMap((each) => pointsOf(series, each)).filter(({ group }) => kept?.has(group) ?? true);
  const byDay = Map.groupBy(read, ({ date, group, definition }) => JSON.stringify([date, group, definition]));
  const best = [...byDay.values()].map((points) => bestOf(points, `a point of ${series.id} on ${points[0]?.date}`));
  const taken = series.fact?.since === undefined || series.fact.since <= day;
  const points = taken ? withFacts(series, best, facts) : best;
  const groups = inOrderOfNewest(points);
  const rows = points
    .toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || (a.date < b.date ? -1 : 1))
    .map(({ group, isFact, snapshot, ...rest }) => ({
      ...rest,
      ...(series.by && { [series.by.name]: group }),
      snapshot: isFact ? null : snapshot,
    }));
  const used = new Set(points.map(({ snapshot }) => snapshot));
  const given = found.filter(({ snapshot }) => used.has(snapshot.id));
  return {
    rows,
    window: null,
    // Where rows measure several things, a note may be about another of them.
    notes: notesOf(
      given
        .filter(({ reading }) => !Object.hasOwn(reading.where ?? {}, 'measure'))
        .map(({ snapshot, table }) => ({ snapshot: snapshot.id, table })),
    ),
    from: given.map(({ snapshot }) => snapshot.id),
  };
}

interface Found {
  readonly snapshot: Source;
  readonly reading: Reading;
  readonly table: Table;
  readonly rows: readonly Row[];
  readonly divisor: Row | undefined;
}

/** Where a snapshot has the number; undefined where it has not. @throws {Error} if what it has means something else */
function readingOf(series: SeriesText, snapshot: Source): Found | undefined {
  const candidates = series.readings.flatMap((reading) => {
    const table = snapshot.tables.get(reading.table);
    if (!table) return [];
    const rows = rowsWhere(table, reading.where).filter((row) => row[reading.value] !== null);
    const divisor = reading.per && rowsWhere(table, reading.per)[0];
    return rows.length === 0 || (reading.per && !divisor) ? [] : [{ snapshot, reading, table, rows, divisor }];
  });
  const [first] = candidates;
  if (!first) return undefined;
  expectVersion(series.id, snapshot, first.table, first.reading.versions);
  return first;
}

/** The groups of points: those with the newest points of the whole Hub first, and of these the one with the largest. */
function inOrderOfNewest(points: readonly Point[]): string[] {
  const newest = new Map(
    points
      .filter(({ coverage }) => coverage !== 'sample')
      .sort((a, b) => (a.date < b.date ? -1 : 1))
      .map((point) => [point.group, point]),
  );
  const [date, value] = [(group: string) => newest.get(group)?.date, (group: string) => newest.get(group)?.value];
  return [...new Set(points.map(({ group }) => group))].sort(
    (a, b) => descending(date(a) ?? '', date(b) ?? '') || descending(value(a) ?? 0, value(b) ?? 0),
  );
}

function pointsOf(series: SeriesText, { snapshot, reading, table, rows, divisor }: Found): Point[] {
  const definition = definitionOf(series, snapshot);
  const date = dateOf(snapshot, snapshot.tables.get(reading.months ?? ''));
  return rows.map((row) => {
    const whole = divisor ? numberIn(table, divisor, reading.value) : 1;
    const ends = divisor ? null : endsOf(table, row, reading.value);
    return {
      date,
      group: series.by ? String(row[series.by.name]) : '',
      definition,
      coverage: snapshot.coverage,
      value: numberIn(table, row, reading.value) / whole,
      low: ends?.low ?? null,
      high: ends?.high ?? null,
      snapshot: snapshot.id,
      isFact: false,
      table: table.name,
      row: divisor ? `${rowKey(table, row)} / ${rowKey(table, divisor)}` : rowKey(table, row),
      sha256: snapshot.checksums.get(table.name) ?? '',
      source: snapshot.publications.join(', '),
      uncertain: null,
    };
  });
}

function numberIn(table: Table, row: Row, name: string): number {
  column(table, name);
  return Number(row[name]);
}

/** @throws {Error} if nothing that a snapshot notes is a definition that the series knows */
function definitionOf({ id, definitions, noted = [] }: SeriesText, { id: snapshot, tables }: Source): string {
  const all = Object.entries(definitions);
  const [only, ...others] = all;
  if (only && others.length === 0) return only[0];
  const notes = noted.flatMap((name) => tables.get(name)?.notes ?? []);
  const fitting = all.filter(([, definition]) => definition.notes?.some((note) => notes.includes(note)));
  const [first, second] = fitting.length > 0 ? fitting : all.filter(([, { notes: own }]) => own === undefined);
  if (!first || second)
    throw new Error(
      `${snapshot} does not say by which definition of ${id} it counts (${noted.join(', ')}: “${notes.join(' ')}”); expected one of the notes in src/series/${id}.ts`,
    );
  return first[0];
}

/** The day that a number is of: the snapshot's, or the end of the last month that its table counts, where that is before. */
function dateOf({ date }: Source, table: Table | undefined): string {
  const to = table?.window?.to;
  if (to === undefined || to >= date.slice(0, 7) || table?.window?.partial.includes(to)) return date;
  const [year = 0, month = 0] = to.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The groups among the first so many of any snapshot; undefined where all are kept. */
function groupsKept({ by, leading }: SeriesText, found: readonly Found[]): Set<string> | undefined {
  if (!by || !leading) return undefined;
  const { column: name, count } = leading;
  return new Set(
    found.flatMap(({ table, rows }) => {
      column(table, name);
      return rows.filter((row) => Number(row[name]) <= count).map((row) => String(row[by.name]));
    }),
  );
}
