/** The files of the built site that describe its data, held against the files that they describe. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { starterNames } from '../../src/distribution/starters.ts';
import { crateProblems } from '../../src/distribution/ro-crate-validator.test-support.ts';
import type { StatusList } from '../../src/schema/snapshot.ts';
import type { Table } from '../../src/schema/table.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
/** By their places on the site. */
const places = [
  ...readdirSync(join(root, 'content/snapshots')),
  ...readdirSync(join(root, 'content/editions')).map((id) => `editions/${id}`),
];
const status = JSON.parse(readFileSync(join(root, 'content/status.json'), 'utf8')) as StatusList;
const published = [
  ...status.published.map(({ id }) => id),
  ...(status.editions ?? []).map(({ id }) => `editions/${id}`),
];

const read = (snapshot: string, file: string) => readFileSync(join(dist, snapshot, 'data', file));
const json = (snapshot: string, file: string) => JSON.parse(read(snapshot, file).toString()) as unknown;
const sumsOf = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

interface Field {
  name: string;
  type: string;
  constraints?: { required?: boolean; minimum?: number; maximum?: number };
}
interface Package {
  resources: { path: string; bytes: number; hash: string; type?: string; schema?: { fields: Field[] } }[];
}
interface Entity {
  '@id': string;
  '@type': string;
  contentSize?: string;
  sha256?: string;
  hasPart?: { '@id': string }[];
}

/** A cell of a CSV as the Table Schema types it. @throws {Error} if it is not of its type or out of bounds */
function cast(text: string, { name, type, constraints = {} }: Field): string | number | null {
  const wrong = new Error(`${name} is ${JSON.stringify(text)}, which is no ${type} as the schema has it`);
  if (text === '') {
    if (constraints.required) throw wrong;
    return null;
  }
  const patterns: Readonly<Record<string, RegExp>> = {
    string: /^[^]*$/,
    year: /^\d{4}$/,
    yearmonth: /^\d{4}-(0[1-9]|1[0-2])$/,
    date: /^\d{4}-\d{2}-\d{2}$/,
    integer: /^-?\d+$/,
    number: /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/,
  };
  if (!patterns[type]?.test(text)) throw wrong;
  if (type !== 'integer' && type !== 'number') return text;
  const value = Number(text);
  const { minimum = -Infinity, maximum = Infinity } = constraints;
  if (value < minimum || value > maximum) throw wrong;
  return value;
}

/** What a page says of itself to programs. */
const describedIn = (html: string) =>
  Array.from(html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs), ([, inner = '']) => inner);

describe.each(places)('%s', (snapshot) => {
  test('every file of the Data Package is there, with its size and checksum, and every table is in it', () => {
    const { resources } = json(snapshot, 'datapackage.json') as Package;
    for (const { path, bytes, hash } of resources) {
      const found = sumsOf(read(snapshot, path));
      expect({ bytes, hash }, path).toEqual({ bytes: found.bytes, hash: `sha256:${found.sha256}` });
    }
    const tables = readdirSync(join(dist, snapshot, 'data')).filter((file) => /\.(csv|parquet)$/.test(file));
    expect(tables.length).toBeGreaterThan(0);
    expect(resources.map(({ path }) => path)).toEqual(expect.arrayContaining(tables));
  });

  test('the CSV read with the types of the Table Schema gives the rows of the JSON', () => {
    const { resources } = json(snapshot, 'datapackage.json') as Package;
    const tables = resources.filter(({ type }) => type === 'table');
    const inFolder = readdirSync(join(dist, snapshot, 'data')).filter((file) => file.endsWith('.csv'));
    expect(tables.map(({ path }) => path).sort()).toEqual(inFolder.sort());
    for (const { path, schema } of tables) {
      const { columns, rows } = json(snapshot, path.replace(/csv$/, 'json')) as Table;
      const names = columns.map(({ name }) => name);
      const fields = schema?.fields ?? [];
      expect(
        fields.map(({ name }) => name),
        path,
      ).toEqual(names);
      const [header, ...cells]: string[][] = parse(read(snapshot, path));
      expect(header, path).toEqual(names);
      const typed = cells.map((row) =>
        Object.fromEntries(fields.map((field, index) => [field.name, cast(row[index] ?? '', field)])),
      );
      expect(typed, path).toEqual(rows);
    }
  });

  test('every file of the RO-Crate is there, with its size and checksum, and its makers’ validator misses none', () => {
    const text = read(snapshot, 'ro-crate-metadata.json').toString();
    const graph = (JSON.parse(text) as { '@graph': Entity[] })['@graph'];
    const files = graph.filter((entity) => entity['@type'] === 'File');
    const whole = graph.find((entity) => entity['@id'] === './');
    expect(whole?.hasPart?.map((part) => part['@id'])).toEqual(files.map((file) => file['@id']));
    for (const { '@id': path, contentSize, sha256 } of files) {
      const found = sumsOf(read(snapshot, path));
      // The other descriptions have none: they are made anew with every version of the program.
      if (/^(croissant|datapackage|datacite)\.json$|^CITATION\.cff$/.test(path)) expect(sha256).toBeUndefined();
      else expect({ contentSize, sha256 }, path).toEqual({ contentSize: String(found.bytes), sha256: found.sha256 });
    }

    // Beside the crate stand its checksums, and programs to begin with.
    const beside = ['ro-crate-metadata.json', 'SHA256SUMS', ...Object.values(starterNames)];
    const inFolder = readdirSync(join(dist, snapshot, 'data')).filter((name) => !beside.includes(name));
    expect(crateProblems(text, inFolder)).toEqual([
      ...(published.includes(snapshot) ? [] : ['Missing required property: datePublished']),
      // The page shows what is in the folder, and is not part of it.
      'index.html: Path in crate directory does not have a corresponding Data Entity in the crate',
    ]);
  });

  test('every file of Croissant and of the page’s own description is the one that is handed out', () => {
    const [inPage = ''] = describedIn(read(snapshot, 'index.html').toString());
    for (const described of [json(snapshot, 'croissant.json'), JSON.parse(inPage) as unknown]) {
      const { distribution } = described as {
        distribution: { name: string; contentUrl: string; contentSize: string; sha256: string }[];
      };
      expect(distribution.length).toBeGreaterThan(9);
      for (const { name, contentUrl, contentSize, sha256 } of distribution) {
        expect(new URL(contentUrl).pathname).toBe(`/${snapshot}/data/${name}`);
        const found = sumsOf(read(snapshot, name));
        expect({ contentSize, sha256 }, name).toEqual({ contentSize: `${found.bytes} B`, sha256: found.sha256 });
      }
    }
  });

  test('each of its pages says which data set it is about, and only the overview and the data page describe it', () => {
    const pages = readdirSync(join(dist, snapshot), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.html'),
    );
    expect(pages.length).toBeGreaterThan(snapshot.startsWith('editions/') ? 1 : 8);
    for (const file of pages) {
      const html = readFileSync(join(dist, snapshot, file), 'utf8');
      const [text = '', ...more] = describedIn(html);
      expect(more, file).toEqual([]);
      const said = JSON.parse(text) as Record<string, string> & { about: Record<string, string> };
      const isWhole = file === 'index.html' || file === join('data', 'index.html');
      expect(said['@type'], file).toBe(isWhole ? 'Dataset' : 'WebPage');
      const dataset = isWhole ? said : said.about;
      expect(new URL(dataset['@id'] ?? '').pathname, file).toBe(`/${snapshot}/`);
      expect(dataset.version, file).toBe(snapshot.replace('editions/', ''));
      if (isWhole) continue;
      expect(html, file).toContain(`<link rel="canonical" href="${said.url ?? ''}"`);
      expect(said.name, file).toMatch(/ · Model Reuse Almanac$/);
      expect(text.length, file).toBeLessThan(2_500);
    }
  });
});

test('a cell that is not as its field says is met with a sentence', () => {
  const share = { name: 'share', type: 'number', constraints: { required: true, minimum: 0, maximum: 1 } };
  expect(cast('1e-7', share)).toBe(1e-7);
  for (const text of ['', '1.5', 'NaN', ' 1']) expect(() => cast(text, share)).toThrow('share is');
  expect(() => cast('2023-13', { name: 'month', type: 'yearmonth' })).toThrow('which is no yearmonth');
});
