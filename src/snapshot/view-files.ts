/**
 * A snapshot's views as Parquet, and what it needs besides them: written from a capture, and read back whoever wrote
 * them. `src/schema/VIEWS.md` is the contract.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Database, literal } from '../io/database.ts';
import { listOf } from '../io/json-pages.ts';
import { parseAs, parseJson } from '../schema/problem.ts';
import type { Material, View } from '../schema/source.ts';
import { columnsOf, isViewName, MaterialFile, type RecordList, type ViewName, type ViewType } from '../schema/views.ts';

type ViewFile = Exclude<MaterialFile['views'][ViewName], string>;
interface Viewed {
  readonly material: Material;
  readonly lists: readonly RecordList[];
}

/** What each type may be written as, without loss. */
const writtenAs: Readonly<Record<ViewType, readonly string[]>> = {
  BIGINT: ['BIGINT', 'INTEGER', 'SMALLINT', 'TINYINT', 'UINTEGER', 'USMALLINT', 'UTINYINT'],
  BOOLEAN: ['BOOLEAN'],
  TIMESTAMP: ['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS'],
  VARCHAR: ['VARCHAR'],
  'VARCHAR[]': ['VARCHAR[]'],
};

const quoted = (column: string) => `"${column}"`;
const fileOf = (folder: string, view: ViewName) => join(folder, `${view}.parquet`);

/**
 * Makes the views and writes them, a file each, and `material.json`: all of them, or none.
 *
 * @throws {Error} if there is something in the folder
 */
export async function writeViews(database: Database, folder: string, { material, lists }: Viewed): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty; name another folder for the views`);
  mkdirSync(dirname(resolve(folder)), { recursive: true });
  // Beside the folder, so that all is moved there at once.
  const temporary = mkdtempSync(join(dirname(resolve(folder)), '.views-'));
  const rows = new Map<string, number>();
  try {
    for (const [name, view] of viewsOf(material)) {
      for (const step of view.sql) await database.run(step);
      const there = await typesOf(database, name);
      const columns = columnsOf(name).flatMap(([column, [type]]) =>
        there.has(column) ? [`CAST(${quoted(column)} AS ${type}) AS ${quoted(column)}`] : [],
      );
      await database.run(
        `COPY (SELECT ${columns.join(', ')} FROM ${name}) TO ${literal(fileOf(temporary, name))} (FORMAT parquet)`,
      );
      const [counted] = await database.rows(`SELECT count(*) AS rows FROM ${name}`);
      rows.set(name, Number(counted?.rows));
    }
    const { counts, views, ...rest } = material;
    const told = Object.entries(views).map(([name, view]) => [
      name,
      typeof view === 'string'
        ? view
        : { rows: rows.get(name), lacks: view.lacks, ...(view.partly && { partly: view.partly }) },
    ]);
    const file = { ...rest, counts: Object.fromEntries(counts), views: Object.fromEntries(told) as unknown, lists };
    writeFileSync(
      join(temporary, 'material.json'),
      `${JSON.stringify(parseAs(MaterialFile, file, 'what the views are of is not valid'), null, 2)}\n`,
    );
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * Reads views into tables of their names.
 *
 * @param id the snapshot that is made of them
 * @throws {Error} that names the first file, column or part of `material.json` which is not by the contract
 */
export async function readViews(database: Database, folder: string, id: string): Promise<Viewed> {
  const about = join(folder, 'material.json');
  if (!existsSync(about)) throw new Error(`there is no ${about}, which says what the views beside it are of`);
  const { counts, views, lists, ...rest } = parseAs(
    MaterialFile,
    parseJson(readFileSync(about, 'utf8'), about),
    `${about} is invalid`,
  );
  if (rest.description.id !== id) throw new Error(`${about} is of ${rest.description.id}, and ${id} was asked for`);
  for (const [name, view] of Object.entries(views)) {
    const file = fileOf(folder, name as ViewName);
    if (typeof view !== 'string') await readView(database, file, name as ViewName, view);
    else if (existsSync(file))
      throw new Error(`${about} gives a reason why there are no ${name}, and ${file} is there; remove what is wrong`);
  }
  const found = Object.entries(views).map(([name, view]) => [
    name,
    typeof view === 'string' ? view : { sql: [], ...view },
  ]);
  const material = {
    ...rest,
    counts: new Map(Object.entries(counts)),
    views: Object.fromEntries(found) as unknown,
  } as Material;
  return { material, lists };
}

async function readView(database: Database, file: string, name: ViewName, { rows, lacks }: ViewFile): Promise<void> {
  if (!existsSync(file))
    throw new Error(`there is no ${file}, and material.json gives no reason why there are no ${name}`);
  const relation = `read_parquet(${listOf([file])})`;
  const unreadable = (error: unknown) => {
    throw new Error(`${file} cannot be read as Parquet: ${(error as Error).message}`, { cause: error });
  };
  const there = await typesOf(database, relation).catch(unreadable);
  const known = columnsOf(name).map(([column]) => column);
  const foreign = [...there.keys()].find((column) => !known.includes(column));
  if (foreign !== undefined)
    throw new Error(`${file} has a column ${foreign}, which ${name} do not have; expected ${known.join(', ')}`);
  const columns = columnsOf(name).map(([column, [type, , empty]]) => {
    const found = there.get(column);
    if (found === undefined && empty === undefined)
      throw new Error(`${file} has no column ${column}, expected one of type ${type}: it is never null, nor lacking`);
    if (found === undefined && lacks[column] === undefined)
      throw new Error(
        `${file} has no column ${column}; expected one of type ${type}, or in material.json the reason why it is lacking`,
      );
    if (found !== undefined && !writtenAs[type].includes(found))
      throw new Error(`${file}: the column ${column} holds ${found}, expected ${type}`);
    return `CAST(${found === undefined ? 'NULL' : quoted(column)} AS ${type}) AS ${quoted(column)}`;
  });
  const needless = Object.keys(lacks).find(
    (column) => columnsOf(name).find(([known]) => known === column)?.[1][2] === undefined,
  );
  if (needless !== undefined)
    throw new Error(
      `material.json says that ${name} lack ${needless}, which is ${known.includes(needless) ? 'never lacking' : 'none of their columns'}; leave it out`,
    );
  await database
    .run(`CREATE OR REPLACE TABLE ${name} AS SELECT ${columns.join(', ')} FROM ${relation}`)
    .catch(unreadable);
  const [counted] = await database.rows(`SELECT count(*) AS rows FROM ${name}`);
  if (counted?.rows !== rows)
    throw new Error(
      `${file} has ${String(counted?.rows)} rows, and material.json says that it has ${rows}; write it again`,
    );
  const full = columnsOf(name).flatMap(([column, [, , empty]]) =>
    empty === undefined && there.has(column) ? [column] : [],
  );
  const [nulls] = await database.rows(
    `SELECT ${full.map((column) => `count(*) - count(${quoted(column)}) AS ${quoted(column)}`).join(', ')} FROM ${name}`,
  );
  const empty = full.find((column) => Number(nulls?.[column]) > 0);
  if (empty !== undefined)
    throw new Error(`${file}: the column ${empty} is null in ${Number(nulls?.[empty])} rows, expected none`);
}

/** The views that there are, each with its name. */
function viewsOf({ views }: Material): [ViewName, View][] {
  return Object.entries(views).flatMap(([name, view]) =>
    isViewName(name) && typeof view !== 'string' ? [[name, view] as [ViewName, View]] : [],
  );
}

async function typesOf(database: Database, relation: string): Promise<ReadonlyMap<string, string>> {
  const found = await database.rows(`SELECT column_name AS name, column_type AS type FROM (DESCRIBE FROM ${relation})`);
  return new Map(found.map(({ name, type }) => [String(name), String(type)]));
}
