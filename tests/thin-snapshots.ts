/** Snapshots with hardly anything in them, to build the site from: what a chapter finds in data that nobody foresaw. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { metrics } from '../src/metrics/index.ts';
import { type Description, Manifest } from '../src/schema/snapshot.ts';
import type { Material } from '../src/schema/source.ts';
import { type ViewName, viewColumns } from '../src/schema/views.ts';
import { type Row, Table } from '../src/schema/table.ts';
import { material, noViews } from '../src/snapshot/content.test-support.ts';
import { type Made, make } from '../src/snapshot/make.ts';
import { writeSnapshot } from '../src/snapshot/write.ts';

const snapshots = join(import.meta.dirname, '../content/snapshots');

const counts = metrics.filter((metric) => metric.kind === 'count');
const given = (description: Partial<Description>, rest: Partial<Material>): Material => ({
  ...material({ limits: ['It is invented.'], ...description }),
  counts: new Map(),
  absent: {},
  ...rest,
});

/** How one of them was fetched. */
const fetched = {
  part: 'hub',
  origins: ['https://huggingface.co'],
  pages: 3,
  first: '2021-01-01T03:17:00.000Z',
  last: '2021-01-01T04:20:00.000Z',
  effort: { requests: 1205, waits: 2, waitSeconds: 61.4, refusals: { 429: 2 } },
  pagesNotCounted: 1,
  takenOver: [{ capture: '2020-12-01', pages: 2 }],
  capturedBy: ['model-reuse-almanac 1.1.0+0123456'],
};

/** What all of them were accepted with. */
export const accepted = { gate: 'shrunk', found: 'there are 3 models', reason: 'They are invented.' } as const;

/** Totals of licences, as somebody else published them, and nothing else. */
const licencesOnly = given(
  { id: '2020-01-01', coverage: 'aggregate', title: 'Licences only' },
  {
    absent: Object.fromEntries(
      counts.filter(({ id }) => id !== 'licences').map(({ id }) => [id, 'Only licences were counted.']),
    ),
    counts: new Map([
      [
        'licences',
        {
          rows: [
            { year: null, class: 'permissive', models: 7, created: 12 },
            { year: null, class: 'none', models: 5, created: 12 },
          ],
          notes: [],
          window: null,
        },
      ],
    ]),
  },
);

const handMade = Object.fromEntries(
  counts.filter(({ needs }) => needs === null).map(({ id }) => [id, 'The records do not say it.']),
);
const create = (view: ViewName, rows: readonly string[]) =>
  `CREATE TABLE ${view} AS FROM (VALUES ${rows.map((row) => `(${row})`).join(', ')}) AS listed(${viewColumns[view].join(', ')})`;

/** Three models, of which one says that it was built on another, and one topic of a forum. */
const threeModels = given(
  { id: '2021-01-01', coverage: 'census', title: 'Three models', fetched: [fetched] },
  {
    absent: handMade,
    views: {
      ...noViews,
      models: {
        lacks: {},
        sql: [
          create('models', [
            modelRow('ada/one', `'bert'`, `'text-classification'`, 'TRUE'),
            modelRow('ada/two', `'gpt2'`, `'text-generation'`, 'FALSE'),
            modelRow('bob/three', `'t5'`, `'translation'`, 'FALSE'),
          ]),
        ],
      },
      parents: { lacks: {}, sql: [create('parents', [`'ada/one', 'bob/three', NULL::VARCHAR`])] },
      training_data: { lacks: {}, sql: [create('training_data', [`'ada/one', 'some data/set'`])] },
      languages: { lacks: {}, sql: [create('languages', [`'ada/one', 'en'`])] },
      topics: {
        lacks: {},
        sql: [create('topics', [`1::BIGINT, 'Models', TIMESTAMP '2020-11-02 10:00:00', FALSE, NULL::TIMESTAMP`])],
      },
      mentions: { lacks: {}, sql: [create('mentions', [`1::BIGINT, 'bert'`])] },
    },
  },
);

function modelRow(id: string, type: string, task: string, has: 'TRUE' | 'FALSE'): string {
  const values: Record<(typeof viewColumns.models)[number], string> = {
    id: `'${id}'`,
    author: `'${id.split('/')[0] ?? ''}'`,
    created_at: `TIMESTAMP '2020-11-01 10:00:00'`,
    updated_at: `TIMESTAMP '2020-12-01 10:00:00'`,
    downloads: '0::BIGINT',
    likes: '0::BIGINT',
    task,
    model_type: type,
    type_of_base_model: 'FALSE',
    has_card: has,
    licence: has === 'TRUE' ? `'mit'` : 'NULL::VARCHAR',
    formats: `'safetensors'`,
    format_tags: "''",
    has_parent: has,
    has_dataset: has,
    has_paper: 'FALSE',
    has_evaluation: 'FALSE',
    has_language: has,
    library: 'NULL::VARCHAR',
    parameters: 'NULL::BIGINT',
    cites_template: 'FALSE',
    custom_code: 'FALSE',
    has_emissions: 'FALSE',
    gated: 'FALSE',
    has_licence_file: 'FALSE',
    has_training_files: 'FALSE',
    removed: 'FALSE',
  };
  return viewColumns.models.map((column) => values[column]).join(', ');
}

/** Models of which the list gives types, tasks and numbers, and no date, card or file. */
const withoutDates = given(
  { id: '2022-01-01', coverage: 'census', title: 'Models without dates' },
  {
    absent: handMade,
    views: {
      ...threeModels.views,
      models: {
        sql: [
          create(
            'models',
            Array.from({ length: 40 }, (_, index) =>
              modelRow(`ada/model-${index}`, index < 30 ? `'bert'` : 'NULL::VARCHAR', `'text-classification'`, 'FALSE'),
            ),
          ),
        ],
        lacks: Object.fromEntries(
          ['created_at', 'updated_at', 'has_card', 'formats', 'has_evaluation', 'has_language', 'parameters']
            .concat(['gated', 'has_licence_file', 'has_training_files', 'removed'])
            .map((column) => [column, 'The list does not say it.']),
        ),
      },
      topics: 'Nobody read a forum.',
      mentions: 'Nobody read a forum.',
      languages: 'The list does not say it.',
    },
  },
);

/** Every table that a committed snapshot has, once. */
function committedTables(): Table[] {
  const tables = new Map<string, Table>();
  for (const id of readdirSync(snapshots))
    for (const { name } of Manifest.parse(read(id, 'manifest')).tables) tables.set(name, read(id, name) as Table);
  return [...tables.values()];
}
const read = (id: string, name: string): unknown =>
  JSON.parse(readFileSync(join(snapshots, id, `${name}.json`), 'utf8'));

/** A row as empty as the table allows; what says which row it is stays. */
const emptied = ({ key, columns }: Table, row: Row): Row =>
  Object.fromEntries(
    columns.map(({ name, missing }) => [
      name,
      key.includes(name) || missing === undefined ? (row[name] ?? null) : null,
    ]),
  );

/** Rows that name others of their table: without these they would be broken, not few. */
const isTree = ({ columns }: Table) => columns.some(({ name }) => name === 'above');

/** A few rows, and the window that a table of these alone would have. */
function only({ window }: Table, rows: readonly Row[]): Pick<Table, 'rows' | 'window'> {
  const months = rows.flatMap(({ month }) => (typeof month === 'string' ? [month] : [])).sort();
  const [from, to] = [months[0], months.at(-1)];
  if (from === undefined || to === undefined || !window) return { rows: [...rows], window: null };
  const inside = (month: string | null) => month !== null && from <= month && month <= to;
  const floor = inside(window.floor) ? window.floor : null;
  return { rows: [...rows], window: { from, to, partial: window.partial.filter(inside), floor } };
}

/** All tables at once, with hardly any rows or hardly any values. */
const cuts: Readonly<Record<string, (whole: Table) => Partial<Table>>> = {
  'The first row of every table': (whole) => only(whole, whole.rows.slice(0, 1)),
  'The last row of every table': (whole) => only(whole, whole.rows.slice(-1)),
  'Three rows of every table': (whole) => only(whole, whole.rows.slice(0, 3)),
  'As many empty cells as there may be': (whole) =>
    only(
      whole,
      whole.rows.slice(0, 12).map((row) => emptied(whole, row)),
    ),
};

/** Writes thin snapshots as drafts. @returns their ids, oldest first */
export async function writeThinSnapshots(content: string): Promise<string[]> {
  const written: string[] = [];
  const write = (of: Pick<Material, 'description' | 'publications'>, made: Made) => {
    writeSnapshot(content, of, made, { madeBy: 'a test', accepted: [accepted] });
    written.push(of.description.id);
  };
  for (const thin of [licencesOnly, threeModels, withoutDates]) write(thin, await make(thin));

  const tables = committedTables();
  const unavailable = metrics
    .filter(({ id }) => !tables.some(({ name }) => name === id))
    .map(({ id: name, title }) => ({ name, title, reason: 'It was not counted.' }));
  for (const [index, [title, cut]] of Object.entries(cuts).entries()) {
    const description = { id: `2023-01-0${index + 1}`, coverage: 'sample', selection: 'Few rows.', title } as const;
    write(given(description, {}), {
      tables: tables.map((whole) => Table.parse({ ...whole, ...(isTree(whole) ? {} : cut(whole)) })),
      unavailable,
    });
  }
  return written;
}
