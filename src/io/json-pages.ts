/**
 * Captured pages of JSON, or files with one record a line, as a relation of DuckDB, read as they are where that goes.
 *
 * One broken record makes DuckDB refuse its page. Only then are the pages gone through one by one: what a broken page
 * has of whole records is written anew beside the others, and the rest is counted by what is wrong with it.
 */
import { isUtf8 } from 'node:buffer';
import { createReadStream, createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Database, literal } from './database.ts';
import { compressionOf, packed, unpacked } from './packing.ts';

/** Where the records of a page are: each on a line, or in a list, which is the page itself or stands in an object. */
export type Place = 'lines' | readonly string[];

export interface JsonPages {
  readonly files: readonly string[];
  /** The columns that are read, with their types; the others are passed over. */
  readonly columns: Readonly<Record<string, string>>;
  /** The names that lead to the list of records; none where a page is that list. Files of lines may be of any size. */
  readonly place?: Place;
  /** Where pages are written anew. */
  readonly spill: string;
}

/** Letters of a path as DuckDB's patterns take them. */
export const exactly = (path: string) => path.replaceAll(/[[*?]/g, '[$&]');
export const listOf = (files: readonly string[]) => `[${files.map((file) => literal(exactly(file))).join(', ')}]`;

/** @throws {Error} if a packed file was cut off or damaged, which DuckDB passes over */
export async function assertWhole(file: string, name: string): Promise<void> {
  if (compressionOf(file) !== 'gzip') return;
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  await pipeline(createReadStream(file), createGunzip(), nowhere).catch(() => {
    throw new Error(`${name} is not all of a gzip file; it was cut off or damaged, so fetch it again`);
  });
}

/**
 * Looks at the first and the last line of a file of records, one a line: DuckDB takes a line that is none for one broken
 * record, also where it shows that the rest is missing.
 *
 * @throws {Error} if it begins with a byte order mark, or ends in the middle of a record
 */
export async function assertLines(file: string, name: string): Promise<void> {
  let isFirst = true;
  let line = Buffer.alloc(0);
  for await (const chunk of unpackedStream(file)) {
    line = Buffer.concat([line, chunk]);
    if (isFirst && line.subarray(0, 3).toString('latin1') === '\xef\xbb\xbf')
      throw new Error(`${name} begins with a byte order mark, which would make its first record unreadable; remove it`);
    isFirst = false;
    const end = line.findLastIndex((byte) => byte !== 10 && byte !== 13);
    line = line.subarray(end < 0 ? 0 : line.lastIndexOf(10, end) + 1);
  }
  const last = line.toString('utf8').trim();
  if (last === '' || last.endsWith('}')) return;
  try {
    JSON.parse(last);
  } catch (error) {
    throw new Error(`${name} ends in the middle of a record; it was cut off, so fetch it again`, { cause: error });
  }
}

/**
 * Runs the steps that make a table from the pages.
 *
 * @param steps what to run, given the relation: the columns, and the place of the page among all pages as `page`
 * @returns the relation that could be read, and how many records it lacks, by what is wrong with them
 */
export async function readJsonPages(
  database: Database,
  { files, columns, place = [], spill }: JsonPages,
  steps: (relation: string) => readonly string[],
): Promise<{ relation: string; broken: Record<string, number> }> {
  const run = async (relation: string) => {
    for (const step of steps(relation)) await database.run(step);
  };
  const relation = relationOf(files, columns, place);
  try {
    await run(relation);
    return { relation, broken: {} };
  } catch (error) {
    if (!(error as Error).message.includes('JSON')) throw error;
    const { pages, broken } = await mended(files, place, spill);
    // Nothing was wrong with any record, so it is something else.
    if (Object.keys(broken).length === 0) throw error;
    const repaired = relationOf(pages, columns, place);
    await run(repaired);
    return { relation: repaired, broken };
  }
}

function relationOf(files: readonly string[], columns: JsonPages['columns'], place: Place): string {
  const list = Object.entries(columns).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  const format = place === 'lines' ? 'newline_delimited' : place.length === 0 ? 'array' : 'unstructured';
  const more = format === 'array' ? '' : ' records = true,';
  let before = 0;
  // A capture that was begun before 2.0 has older pages packed by gzip.
  const relations = [...Map.groupBy(files, compressionOf)].map(([compression, alike]) => {
    // A question mark in a path hides its ending, by which the compression would be told.
    const pages = `read_json(${listOf(alike)}, format = '${format}',${more} compression = '${compression}', maximum_object_size = 134217728, columns = {${list.join(', ')}})`;
    const page = `(${before} + file_index)::UINTEGER AS page`;
    before += alike.length;
    return `SELECT *, ${page} FROM ${pages}`;
  });
  return `(${relations.join(' UNION ALL ')})`;
}

/** The pages, those that hold a broken record written anew without it. */
async function mended(files: readonly string[], place: Place, spill: string) {
  const folder = join(spill, 'mended');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const broken: Record<string, number> = {};
  const pages: string[] = [];
  for (const file of files) {
    const anew = join(folder, `${pages.length + 1}.json`);
    const problems = place === 'lines' ? await mendLines(file, anew) : await mendPage(file, place, anew);
    for (const problem of problems) broken[problem] = (broken[problem] ?? 0) + 1;
    pages.push(problems.length === 0 ? file : anew);
  }
  return { pages, broken };
}

/** Writes the whole records of a page anew, where some are not. @returns what is wrong with each of the others */
async function mendPage(file: string, place: readonly string[], anew: string): Promise<readonly string[]> {
  const { whole, problems } = recordsOf(file, place);
  // Packed alike, lest its records come before or after those of all others.
  if (problems.length > 0)
    writeFileSync(anew, await packed(Buffer.from(whole), compressionOf(file) === 'zstd' ? 'zstd' : 'gzip'));
  return problems;
}

/** The same of a file with one record a line, of which few are held at a time. */
async function mendLines(file: string, anew: string): Promise<readonly string[]> {
  const problems: string[] = [];
  const whole = async function* () {
    for await (const line of linesOf(file)) {
      const text = line.toString();
      const problem = text.trim() === '' ? null : problemWith(text, isUtf8(line));
      if (problem === null) yield Buffer.concat([line, Buffer.from('\n')]);
      else problems.push(problem);
    }
  };
  const target = createWriteStream(anew);
  await (compressionOf(file) === 'gzip' ? pipeline(whole, createGzip({ level: 1 }), target) : pipeline(whole, target));
  return problems;
}

async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of unpackedStream(file)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]);
      begun = [];
      from = end + 1;
    }
    begun.push(chunk.subarray(from));
  }
  yield Buffer.concat(begun);
}

function unpackedStream(file: string): AsyncIterable<Buffer> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
  return compressionOf(file) === 'gzip' ? bytes.pipe(createGunzip()) : (bytes as AsyncIterable<Buffer>);
}

function recordsOf(file: string, place: readonly string[]): ReturnType<typeof wholeRecords> {
  try {
    const bytes = unpacked(readFileSync(file));
    return place.length === 0 ? wholeRecords(bytes) : wholeIn(bytes, place);
  } catch (error) {
    throw new Error(
      `${file} cannot be read: ${(error as Error).message}; it was cut off or changed, so capture it again`,
      {
        cause: error,
      },
    );
  }
}

/**
 * The records of a page that can be read, as a page of their own, and what is wrong with each of the others.
 *
 * @throws {Error} if the page is no list, or was cut off
 */
export function wholeRecords(bytes: Uint8Array): { whole: string; problems: string[] } {
  const text = new TextDecoder().decode(bytes);
  if (!text.trimStart().startsWith('[')) throw new Error('no list of records');
  const isAllUtf8 = isUtf8(bytes);
  const problems: string[] = [];
  const whole = partsOf(text).filter((part) => {
    const problem = problemWith(part, isAllUtf8);
    if (problem !== null) problems.push(problem);
    return problem === null;
  });
  return { whole: `[${whole.join(',')}]`, problems };
}

function problemWith(text: string, isAllUtf8: boolean): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  // DuckDB reads it as a record that has nothing, and that is what is said of it on every page.
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) return 'not an object';
  if (!isAllUtf8 && text.includes('\ufffd')) return 'not UTF-8';
  if (hasCutLetter(value)) return 'half a letter';
  const keys = partsOf(text).map((part) => JSON.parse(/^\s*("(?:[^"\\]|\\.)*")/s.exec(part)?.[1] ?? '""') as string);
  return new Set(keys).size < keys.length ? 'a key twice' : null;
}

/** A text that was cut in the middle of a pair of surrogates is no text; it stands escaped in the JSON of it. */
const hasCutLetter = (value: unknown) => /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(value));

/** The same of pages that are objects, whose records are read one by one only later. */
function wholeIn(bytes: Uint8Array, place: readonly string[]): { whole: string; problems: string[] } {
  const page = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  const problems: string[] = [];
  let holder = page as Record<string, unknown>;
  for (const name of place.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
  const [last = ''] = place.slice(-1);
  holder[last] = (holder[last] as unknown[]).filter((record) => {
    if (hasCutLetter(record)) problems.push('half a letter');
    return !hasCutLetter(record);
  });
  return { whole: JSON.stringify(page), problems };
}

/** The texts between the commas of a list or an object. @throws {Error} if it has no end, or is not all there is */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  const tokens = /["[\]{},]/g;
  for (let found = tokens.exec(text); found; found = tokens.exec(text)) {
    const { 0: token, index } = found;
    if (token === '"') {
      tokens.lastIndex = endOfText(text, index) + 1;
      continue;
    }
    if (token === '[' || token === '{') {
      depth += 1;
      if (depth === 1) from = index + 1;
    } else if (token === ',' ? depth === 1 : (token === ']' || token === '}') && depth === 1) {
      const part = text.slice(from, index);
      if (part.trim() !== '' || token === ',') parts.push(part);
      from = index + 1;
    }
    if (token === ']' || token === '}') depth -= 1;
    if (depth > 0) continue;
    // A second list, or the rest of a block on a disk, would be lost without a word.
    if (text.slice(index + 1).trim() !== '') throw new Error('a list of records with something after its end');
    return parts;
  }
  throw new Error('a list of records that has no end');
}

/** Where the text ends whose quote this is; the quote itself where it has no end. A pattern has a limit of some million letters. */
function endOfText(json: string, quote: number): number {
  for (let end = json.indexOf('"', quote + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let before = end;
    while (json[before - 1] === '\\') before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
  return quote;
}
