import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Manifest } from '../schema/snapshot.ts';
import type { Table } from '../schema/table.ts';
import { committed } from './dataset.test-support.ts';
import { type Described, describeDataset } from './dataset.ts';
import { datasetCard, hubFile, planDataset, planSpace, repositoryName, spaceAddress, splitName } from './hub.ts';

const site = 'https://example.org/';

function table(...columns: Table['columns']): Table {
  return {
    name: 'models',
    kind: 'count',
    title: 'Models',
    method: 'Counted.',
    source: 'A test',
    window: null,
    notes: [],
    key: columns.slice(0, 1).map(({ name }) => name),
    columns,
    rows: [Object.fromEntries(columns.map(({ name }) => [name, 1]))],
  };
}
const count = { name: 'models', unit: 'count', description: 'Models' } as const;
const share = { name: 'share', unit: 'share', description: 'Share' } as const;

function snapshot(id: string, given: Partial<Manifest> = {}, tables: readonly Table[] = [table(count)]) {
  const manifest: Manifest = {
    id,
    date: id.slice(0, 10),
    coverage: 'census',
    title: 'Invented',
    population: 'Nothing that exists.',
    selection: null,
    partialMonths: [],
    floorMonth: null,
    limits: [],
    doi: null,
    madeBy: 'a test',
    accepted: [],
    publications: [],
    tables: [],
    unavailable: [],
    ...given,
  };
  const listed = { id, published: '2023-07-01', manifestSha256: 'a'.repeat(64), status: 'current' as const };
  const described: Described = { manifest, listed, seriesDoi: null, tables };
  return describeDataset(described, site);
}

const file = (path: string, text: string) => hubFile(path, Buffer.from(text));
const paths = (entries: readonly { path: string }[]) => entries.map(({ path }) => path);
const frontOf = (card: string) => parse(card.split('---\n')[1] ?? '') as { configs: unknown };

test('a file is known by the name that git gives it', () => {
  expect(file('a', 'hello\n').gitOid).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
});

test('a large file is compared by its content, a small one by git’s name for it', () => {
  const ours = file('a', 'one');
  const entry = { path: 'a', bytes: 3, gitOid: ours.gitOid, sha256: null };
  const pointer = { ...entry, gitOid: file('a', 'a pointer').gitOid, sha256: ours.sha256 };
  expect(paths(planSpace([ours], [entry]).upload)).toEqual([]);
  expect(paths(planSpace([ours], [pointer]).upload)).toEqual([]);
  expect(paths(planSpace([ours], [{ ...pointer, sha256: file('a', 'two').sha256 }]).upload)).toEqual(['a']);
});

test('nothing that is published in the dataset is deleted, nor what somebody put beside it', () => {
  const there = [
    file('2023-06-30/a.json', 'a'),
    file('2023-06-30/note.txt', 'n'),
    file('LICENSE', 'l'),
    file('drafts/x', 'x'),
  ];
  const { remove, leave } = planDataset('ada/almanac', [file('README.md', 'r'), file('2023-06-30/a.json', 'a')], there);
  expect(paths(remove)).toEqual(['drafts/x']);
  expect(paths(leave)).toEqual(['2023-06-30/a.json', '2023-06-30/note.txt', 'LICENSE']);
});

test('a table with other columns than before keeps its older splits in a config of their own', () => {
  const card = datasetCard('ada/almanac', [
    snapshot('2023-06-30', {}, [table(count)]),
    snapshot('2023-07-31', {}, [table(count, share)]),
    snapshot('2023-08-31', {}, [table(count, share)]),
  ]);
  expect(frontOf(card).configs).toEqual([
    {
      config_name: 'models',
      data_files: [
        { split: 'snapshot_2023_07_31', path: '2023-07-31/models.parquet' },
        { split: 'snapshot_2023_08_31', path: '2023-08-31/models.parquet' },
      ],
      default: true,
    },
    {
      config_name: 'models-until-2023-06-30',
      data_files: [{ split: 'snapshot_2023_06_30', path: '2023-06-30/models.parquet' }],
    },
  ]);
});

test('a column that changes from text to numbers, years or dates ends a config', () => {
  const column = (unit: 'name' | 'count' | 'day' | 'year') => ({ name: 'year', unit, description: 'Year' });
  const changed = (...parts: Partial<Table>[]) => {
    const [id, earlier] = ['2023-07-31', '2023-06-30'];
    const tables = parts.map((part) => ({ ...table(count), ...part }));
    const card = datasetCard('ada/almanac', [
      snapshot(earlier, {}, tables.slice(0, 1)),
      snapshot(id, {}, tables.slice(1)),
    ]);
    return (frontOf(card).configs as { config_name: string }[]).map(({ config_name }) => config_name);
  };
  const split = ['models', 'models-until-2023-06-30'];
  expect(changed({ columns: [column('name')] }, { columns: [column('count')] })).toEqual(split);
  const day = [column('day')];
  expect(changed({ columns: day }, { columns: day, definition: 'models/1' })).toEqual(split);
  expect(changed({ columns: day }, { columns: [column('name')] })).toEqual(['models']);
  // Older files are read as what they are known to be, and stay as they were written.
  const years = [{ year: '2023' }];
  expect(changed({ columns: [column('name')], rows: years }, { columns: [column('year')], rows: years })).toEqual(
    split,
  );
  const known = committed.flatMap(({ tables }) => tables).find(({ name }) => name === 'models-before');
  if (known?.definition === undefined) throw new Error('no published table of days is known by its words');
  const { method, key, columns, definition } = known;
  const older = { name: known.name, method, key: [...key], columns: [...columns] };
  expect(changed(older, { ...older, definition })).toEqual(['models-before', 'models-before-until-2023-06-30']);
});

test('a table that has no rows in one snapshot has a split for those alone in which it has some', () => {
  const none = { name: 'likes', title: 'Likes', reason: 'Nobody was liked.' };
  const likes = { ...table(count), name: 'likes' };
  const card = datasetCard('ada/almanac', [
    snapshot('2023-06-30', { unavailable: [none] }),
    snapshot('2023-07-31', {}, [table(count), likes]),
  ]);
  expect(frontOf(card).configs).toContainEqual({
    config_name: 'likes',
    data_files: [{ split: 'snapshot_2023_07_31', path: '2023-07-31/likes.parquet' }],
    default: true,
  });
});

test('the card’s example names a config and a split that it has', () => {
  const card = datasetCard('ada/almanac', [snapshot('2023-06-30')]);
  expect(card).toContain('load_dataset("ada/almanac", "models", split="snapshot_2023_06_30")');
});

test('hostile text stays text in the card', () => {
  const hostile =
    '</h1><script>alert(1)</script> [x](javascript:1) | a\n\n# b ---\n`c` ![d](https://evil.example) www.evil.example';
  const card = datasetCard('ada/almanac', [
    snapshot('2023-06-30', { title: hostile, population: hostile, limits: [hostile] }),
  ]);
  const text = card.split('---\n').slice(2).join('---\n');
  expect(text).not.toMatch(/(?<!\\)<(script|\/h1)/);
  expect(text).not.toMatch(/(?<!\\)\[x|(?<!\\)!|(?<!\\)`c`|https:\/\/evil|www\.evil|^# b/m);
  expect(text).toContain(String.raw`\<script\>alert(1)\</script\>`);
});

test.each([
  ['ada/Model_Almanac', 'https://ada-model-almanac.static.hf.space/'],
  ['Ada.L/a.b', 'https://ada-l-a-b.static.hf.space/'],
])('the Space %s is read at %s', (name, address) => {
  expect(spaceAddress(name)).toBe(address);
});

test.each(['almanac', 'a/b/c', '/b', 'a/', 'a/..', 'a/b--c', 'a/-b', 'a/b.git', 'a b/c', 'a/é', `a/${'b'.repeat(95)}`])(
  '%j is not the name of a repository',
  (name) => {
    expect(() => repositoryName(name, '--space')).toThrow(/^--space ".*" is not the name of a repository/);
  },
);

test.each([
  ['snapshot', '2023-06-30', '2023-07-01', 'snapshot_2023_06_30'],
  ['snapshot', '2023-06-30-r2', '2023-07-01', 'snapshot_2023_06_30_r2'],
  ['snapshot', '2023-06-30', null, 'draft_2023_06_30'],
  ['edition', '2026-11-29', '2026-11-29', 'edition_2026_11_29'],
] as const)('the split of the %s %s, published %s, is %s', (kind, id, published, split) => {
  expect(splitName({ kind, id, published })).toBe(split);
});
