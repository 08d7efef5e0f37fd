import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { openDatabase } from '../../io/database.ts';
import { compareLists, type EarlierList, setAside } from './fates.ts';
import { readModels } from './hub-views.ts';

const database = await openDatabase();
afterAll(() => {
  database.close();
});

/** A model by the number of its key; 0 is none. */
const model = (key: number, id: string, fields: object = {}) => ({
  ...(key > 0 && { _id: key.toString(16).padStart(24, '0') }),
  id,
  createdAt: '2023-05-06T07:08:09.000Z',
  downloads: 0,
  likes: 0,
  tags: [],
  ...fields,
});

async function read(list: readonly object[], day: string) {
  const folder = temporaryFolder();
  const file = join(folder, '000001.json.gz');
  writeFileSync(file, gzipSync(JSON.stringify(list)));
  return { folder, views: (await readModels(database, { form: 'pages', files: [file], spill: folder }, day)).views };
}

/** What became of the models of lists, the newest list first, on the first days of months. */
async function fates(now: readonly object[], ...earlier: readonly (readonly object[])[]) {
  const aside: EarlierList[] = [];
  for (const [index, list] of earlier.entries()) {
    const day = `2026-0${8 - index}-01`;
    const { folder, views } = await read(list, day);
    aside.push(await setAside(database, views, { day, file: join(folder, 'earlier.parquet') }));
  }
  await read(now, '2026-09-01');
  const view = await compareLists(database, aside);
  if (typeof view === 'string') throw new Error(view);
  const said = ['before', 'after', 'renamed', 'remade', 'created_since', 'returned', 'has_derivatives'];
  const words = said.map((column) => `CASE WHEN ${column} THEN '${column}' END`).join(', ');
  const rows = await database.rows(
    `SELECT author, concat_ws(' ', ${words}) AS said, model_type, downloads FROM fates ORDER BY author, before, after`,
  );
  const told = rows.map(({ author, said }) => [author, said]);
  return { lacks: view.lacks, rows, told };
}

const young = { createdAt: '2026-08-20T00:00:00.000Z' };

describe('the fate of a model', () => {
  test('is told by the Hub’s key, so that one with a new name or owner is neither removed nor new', async () => {
    const { told, lacks } = await fates(
      [model(1, 'ada/a'), model(2, 'bob/new-name'), model(4, 'dan/d', young)],
      [model(1, 'ada/a'), model(2, 'bob/b'), model(3, 'cyd/c')],
    );
    expect(told).toEqual([
      ['ada', 'before after'],
      ['bob', 'before after renamed'],
      ['cyd', 'before'],
      ['dan', 'after created_since'],
    ]);
    expect(lacks).toEqual({ returned: 'There is no list before the earlier one.' });
  });

  test('is none of its name: a name in another case is the same, and another model of the name is another', async () => {
    const { told } = await fates([model(1, 'Ada/A'), model(9, 'bob/b', young)], [model(1, 'ada/a'), model(2, 'bob/b')]);
    expect(told).toEqual([
      ['ada', 'before after'],
      ['bob', 'after remade created_since'],
      ['bob', 'before remade'],
    ]);
  });

  test('without keys is told by name, and new names are unknown, not none', async () => {
    const { told, lacks } = await fates(
      [model(0, 'Ada/a'), model(0, 'bob/new-name')],
      [model(0, 'ada/a'), model(0, 'bob/b')],
    );
    expect(told).toEqual([
      ['ada', 'before after'],
      ['bob', 'after'],
      ['bob', 'before'],
    ]);
    expect(Object.keys(lacks)).toEqual(['renamed', 'remade', 'returned']);
  });

  test.each([
    ['the earlier list', 0, 1],
    ['this list', 1, 0],
  ])('of one model without a key in %s is told by name', async (_, now, before) => {
    const rest = [model(7, 'zoe/1'), model(8, 'zoe/2')];
    const { told } = await fates([model(now, 'Ada/a'), ...rest], [model(before, 'ada/a'), ...rest]);
    expect(told).toEqual(['ada', 'zoe', 'zoe'].map((author) => [author, 'before after']));
  });

  test('is told once where the list has it by two names, since it was renamed while the list was read', async () => {
    const { told } = await fates([model(1, 'ada/a'), model(1, 'ada/b')], [model(1, 'ada/a')]);
    expect(told).toEqual([['ada', 'before after']]);
  });

  test('of a model that was not public is not that of a new one, and a third list tells whether it is back', async () => {
    const { told, lacks } = await fates(
      [model(1, 'ada/a'), model(2, 'bob/b'), model(3, 'cyd/c')],
      [model(1, 'ada/a')],
      [model(1, 'ada/a'), model(2, 'bob/old-name')],
    );
    expect(told).toEqual([
      ['ada', 'before after'],
      ['bob', 'after returned'],
      ['cyd', 'after'],
    ]);
    expect(lacks).toEqual({});
  });

  test('has type, downloads and derivatives of the earlier list', async () => {
    const { rows } = await fates(
      [model(1, 'ada/a', { tags: ['gpt2'], downloads: 5 })],
      [
        model(1, 'ada/a', { tags: ['bert'], downloads: 3 }),
        model(2, 'bob/b', { tags: ['base_model:ada/a', 'base_model:bob/b'] }),
      ],
    );
    expect(rows).toMatchObject([
      { author: 'ada', model_type: 'bert', said: 'before after has_derivatives', downloads: 3 },
      { author: 'bob', said: 'before' },
    ]);
  });
});

test('without an earlier list there is a reason', async () => {
  await read([model(1, 'ada/a')], '2026-09-01');
  expect(await compareLists(database, [])).toMatch(/no earlier list/);
});
