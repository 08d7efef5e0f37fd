import { expect, test } from 'vitest';
import { parentChildren, parentChildrenTraits, parents } from './parents.ts';
import { model, rows } from '../rows.test-support.ts';

const base = model('ada/base', {
  created_at: '2022-04-01 12:00:00',
  downloads: 70,
  licence: 'apache-2.0',
  parameters: 7_000_000_000,
});
const children = [
  model('ada/own', { created_at: '2022-04-02 12:00:00' }),
  model('bob/a', { created_at: '2022-04-03 13:00:00', licence: 'mit', formats: 'gguf + safetensors' }),
  model('bob/b', { created_at: '2022-05-03', parameters: 5 }),
];
const declared = [
  ['ada/own', 'ada/base', 'finetune'],
  ['bob/a', 'ada/base', 'quantized'],
  ['bob/a', 'ada/base', 'merge'],
  ['bob/b', 'ada/base'],
] as const;

test('children stand beside their distinct authors and those of the parent’s own author', async () => {
  expect(await rows(parents, [base, ...children], [], { parents: declared })).toMatchObject([
    {
      parent: 'ada/base',
      children: 3,
      childAuthors: 2,
      sameAuthor: 1,
      shareSameAuthor: 1 / 3,
      finetunes: 1,
      quantized: 1,
      adapters: 0,
      merges: 1,
      notNamed: 1,
      created: '2022-04',
      downloads: 70,
      licence: 'permissive',
      size: 'below-10b',
      olderChildren: 0,
    },
  ]);
});

test('the first child is that of another author, and a begun day is a day', async () => {
  expect(await rows(parents, [base, ...children], [], { parents: declared })).toMatchObject([{ daysToFirst: 3 }]);
});

test('a child older than its parent is counted, and is not the first', async () => {
  const older = model('eve/before', { created_at: '2022-03-20' });
  const found = await rows(parents, [base, ...children, older], [], {
    parents: [...declared, ['eve/before', 'ada/base']],
  });
  expect(found).toMatchObject([{ children: 4, olderChildren: 1, daysToFirst: 3 }]);
});

test('of a parent that carries the first date of the Hub it is not known when it was first built upon', async () => {
  const old = { ...base, created_at: '2022-03-02 23:29:04' };
  const found = await rows(parents, [old, ...children], [], { parents: declared });
  expect(found).toMatchObject([{ created: '2022-03', daysToFirst: null }]);
});

test('a parent that is gone is counted by the name its children give', async () => {
  expect(await rows(parents, children, [], { parents: declared })).toMatchObject([
    { parent: 'ada/base', children: 3, created: null, downloads: null, licence: null, size: null, olderChildren: null },
  ]);
});

test('neither a path, nor markup, nor a model itself is a parent', async () => {
  const odd = ['/home/bob/model', '<script>alert(1)</script>', 'a b', 'bob/a', `bob/${'x'.repeat(300)}`, 'a/b/c', ''];
  const found = await rows(parents, children, [], { parents: odd.map((parent) => ['bob/a', parent] as const) });
  expect(found).toEqual([]);
});

test('a hundred parents stand in the table, those with as many children by name', async () => {
  const many = Array.from({ length: 120 }, (_, k) => ['bob/a', `eve/m${String(k).padStart(3, '0')}`] as const);
  const found = await rows(parents, children, [], { parents: [...many, ['bob/b', 'eve/m119']] });
  expect(found).toHaveLength(100);
  expect(found.slice(0, 2)).toMatchObject([
    { parent: 'eve/m119', children: 2 },
    { parent: 'eve/m000', children: 1 },
  ]);
});

test('the children of a parent are told by the month in which they were created', async () => {
  expect(await rows(parentChildren, [base, ...children], [], { parents: declared })).toMatchObject([
    { parent: 'ada/base', month: '2022-04', children: 2, finetunes: 1, quantized: 1, merges: 1, notNamed: 0 },
    { parent: 'ada/base', month: '2022-05', children: 1, finetunes: 0, notNamed: 1 },
  ]);
});

test('licences and sizes of the children add up to them; a child with two formats is in both', async () => {
  const found = await rows(parentChildrenTraits, [base, ...children], [], { parents: declared });
  expect(found.map(({ property, value, children: count, ofParent }) => [property, value, count, ofParent])).toEqual([
    ['licence', 'none', 2, 3],
    ['licence', 'permissive', 1, 3],
    ['format', 'none-seen', 2, 3],
    ['format', 'gguf', 1, 3],
    ['format', 'safetensors', 1, 3],
    ['size', 'unknown', 2, 3],
    ['size', 'below-100m', 1, 3],
  ]);
});

test('the share of its own author is a fact about a parent: there is no other author it could have had', () => {
  expect(parents.columns.map(({ name }) => name).filter((name) => name.startsWith('shareSameAuthor'))).toEqual([
    'shareSameAuthor',
  ]);
});
