/** What an import makes of a source today, to compare with what is asserted and what is committed. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { sha256 } from '../io/files.ts';
import type { Manifest } from '../schema/snapshot.ts';
import type { Material } from '../schema/source.ts';
import { metrics } from '../metrics/index.ts';
import { type Column, type Row, type Table, rowKey } from '../schema/table.ts';
import { make } from '../snapshot/make.ts';
import { readEarlier, readSnapshot } from '../snapshot/read.ts';
import { writeSnapshot } from '../snapshot/write.ts';

const root = join(import.meta.dirname, '../..');

/** The rows of every table that can be made, by its name. */
export async function tablesOf(
  material: Material,
  options?: Parameters<typeof make>[2],
): Promise<Record<string, Row[]>> {
  const { tables } = await make(material, metrics, options);
  return Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
}

/**
 * The files that an import into this repository writes, by name, each as its checksum: a difference is then a line, not a
 * table. A table that the committed snapshot does not speak of was introduced later: it is left out, and findings do
 * without it. So is a column that a table did not have. Intervals by
 * cluster were Wilson's, and exact shares had some: those are compared in tests of their own. All else must be there as it was.
 *
 * @param countedOtherwise the tables whose numbers are others since, or that are refused, for a reason that the test gives; each must differ
 */
export async function imported(
  material: Material,
  countedOtherwise: readonly string[] = [],
): Promise<Record<string, string>> {
  const content = temporaryFolder({ 'status.json': '{"doi": null, "published": []}' });
  const { id, date } = material.description;
  const { manifest, tables, files } = readSnapshot(join(root, 'content/snapshots', id), id);
  const known = new Set([...manifest.tables, ...manifest.unavailable].map(({ name }) => name));
  const asThen = metrics.map((metric) =>
    metric.kind === 'count' ? metric : { ...metric, also: metric.also.filter((name) => known.has(name)) },
  );
  const made = await make(material, asThen, { earlier: readEarlier(join(root, 'content'), date) });
  const order = manifest.tables.map(({ name }) => name);
  const refused = made.unavailable.flatMap(({ name }) => (countedOtherwise.includes(name) ? [name] : []));
  writeSnapshot(
    content,
    material,
    {
      tables: [...made.tables, ...[...tables.values()].filter(({ name }) => refused.includes(name))]
        .filter(({ name }) => known.has(name))
        .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
        .map((table) => {
          const then = tables.get(table.name);
          if (refused.includes(table.name)) return asWritten(table, tables, files);
          if (!then || !countedOtherwise.includes(table.name))
            return asWritten(asPublished(table, then, manifest), tables, files);
          expect([table.name, table.rows]).not.toEqual([table.name, asPublished(then, then, manifest).rows]);
          return asWritten(then, tables, files);
        }),
      unavailable: made.unavailable
        .filter(({ name }) => known.has(name) && !refused.includes(name))
        // A table that is not there may have another title since.
        .map((each) => ({
          ...each,
          title: manifest.unavailable.find(({ name }) => name === each.name)?.title ?? each.title,
        })),
    },
    // Neither is a matter of the data: with which version it was made, and where it is kept.
    { madeBy: manifest.madeBy, doi: manifest.doi },
  );
  return checksums(join(content, 'snapshots', id));
}

/** Claims to which the scoreboard answers otherwise since, by the coverage of the snapshots in which it does. */
const answeredOtherwise: Readonly<Record<Manifest['coverage'], readonly string[]>> = {
  census: [],
  // Topics are compared on the day of the snapshot, and a variant or a sign that may be chance decides nothing.
  aggregate: ['taraghi-topics', 'taraghi-hub-forum-rho', 'taraghi-bert-negative'],
  // Shares of a selection are set beside those of the Hub.
  sample: ['jiang-docs-missing', 'osborne-zero-downloads', 'laufer-card-text'],
};

/** A table whose columns say of each other what they are known to be, as a file that does not say it has it. */
function asWritten(table: Table, known: ReadonlyMap<string, Table>, files: readonly Table[]): Table {
  expect([table.name, table.columns]).toEqual([table.name, known.get(table.name)?.columns ?? table.columns]);
  const file = files.find(({ name }) => name === table.name);
  const { about, ...rest } = table;
  return file ? { ...rest, ...(file.about && { about }), columns: file.columns } : table;
}

/** Tables of shares whose interval is by cluster now, or that are exact; it was another's, and the shares are what they were. */
const otherwise = metrics.filter(({ columns }) =>
  columns.some(({ interval, exact }) => interval?.unit !== undefined || exact),
);

/** A table with the intervals that it had, where these were found in another way: nothing else is taken over. */
function withIntervalsOf(then: Table, now: Table): Table {
  const thenOf = (name: string) => then.columns.find((column) => column.name === name);
  const changed = now.columns.flatMap(({ name, interval, exact }) => {
    const was = thenOf(name)?.interval;
    return was && (interval?.unit !== was.unit || exact) ? [{ name, interval: was }] : [];
  });
  const ends = changed.flatMap(({ interval: { low, high } }) => [low, high]);
  const columns = now.columns
    .filter(({ name }) => !ends.includes(name))
    .flatMap(({ exact, ...column }): Column[] => {
      const was = changed.find(({ name }) => name === column.name)?.interval;
      if (!was) return [{ ...column, ...(exact && { exact }) }];
      const of = [thenOf(was.low), thenOf(was.high)].flatMap((end) => (end ? [end] : []));
      return [{ ...column, interval: was }, ...of];
    });
  const rowsThen = new Map(then.rows.map((row) => [rowKey(then, row), row]));
  const rows = now.rows.map((row): Row => {
    const known = rowsThen.get(rowKey(then, row));
    const taken = otherwise.some(({ id }) => id === row.table) && now.name === 'replication';
    const names = taken ? ['oursLow', 'oursHigh'] : ends;
    return known ? { ...row, ...Object.fromEntries(names.map((name) => [name, known[name] ?? null])) } : row;
  });
  return { ...now, columns, rows };
}

/** What came to be counted otherwise under the same name: Benjamini–Hochberg goes over the corrected p now. */
const countedOtherwise: Readonly<Record<string, readonly string[]>> = {
  'trend-tests': ['pAdjusted'],
  'trend-sensitivity': ['pAdjusted'],
};

/** Tables to which rows were added: claims and ways of checking them, and series that are tested. */
const grown = ['replication', 'trend-tests', 'trend-sensitivity'];

/** Tables that answer otherwise since, each with tests of its own on the published counts. */
const madeOtherwise: readonly string[] = ['cards-revisited', 'cards-revisited-change'];

/** A table with the columns and words that it had, and in the scoreboard the claims and some answers as they were. */
function asPublished(now: Table, then: Table | undefined, { coverage }: Manifest): Table {
  if (!then) return now;
  if (madeOtherwise.includes(now.name)) return then;
  const table = withIntervalsOf(then, now);
  const thenOf = (name: string) => then.columns.find((column) => column.name === name);
  const columns = table.columns.flatMap(({ interval, ...column }): Column[] => {
    const had = thenOf(column.name);
    if (!had) return [];
    const same: Column = { ...column, ...(interval && thenOf(interval.low) && { interval }) };
    delete same.missing;
    return [{ ...same, description: had.description, ...(had.missing !== undefined && { missing: had.missing }) }];
  });
  const rowsThen = new Map(then.rows.map((row) => [rowKey(then, row), row]));
  const rows = table.rows.flatMap((row): Row[] => {
    const known = rowsThen.get(rowKey(then, row));
    if (!known && grown.includes(table.name)) return [];
    if (known && answeredOtherwise[coverage].includes(String(row.claim))) return [known];
    const same = Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));
    const taken = known ? (countedOtherwise[table.name] ?? []) : [];
    return [{ ...same, ...Object.fromEntries(taken.map((name) => [name, known?.[name] ?? null])) }];
  });
  // How the classifier is tested is put otherwise, and stands in a note.
  const notes = table.name === 'coder-comparison' ? then.notes : table.notes;
  return { ...table, method: then.method, notes, columns, rows };
}

/** The files of a snapshot in `content/`, likewise. */
export const committed = (id: string): Record<string, string> => checksums(join(root, 'content/snapshots', id));

const checksums = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((file) => [file, sha256(readFileSync(join(folder, file)))]),
  );
