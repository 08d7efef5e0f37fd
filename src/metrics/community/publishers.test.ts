import { expect, test } from 'vitest';
import { publishers } from './publishers.ts';
import { rows } from '../rows.test-support.ts';

/** Models of one month: one for each letter, which is its author. */
const by = (letters: string, created_at: string | null = '2022-01-15') =>
  letters.split('').map((author) => ({ author, created_at }));

const undownloaded = { downloads: 0, busFactorOfDownloads: null };

test.each([
  ['a', 1, 'one author of one model is all of it'],
  ['aaabc', 1, 'three of five are more than half'],
  ['aabb', 1, 'exactly half is half'],
  ['abcd', 2, 'of four equal authors two make half'],
  ['abc', 2, 'of three equal authors one makes a third'],
  ['aabbcde', 2, 'the largest are taken first'],
])('the bus factor of %s is %i: %s', async (letters, busFactor) => {
  const authors = new Set(letters).size;
  expect(await rows(publishers, by(letters))).toEqual([
    { month: '2022-01', models: letters.length, authors, busFactor, ...undownloaded },
  ]);
});

test('an author who publishes in two months counts in both', async () => {
  const models = [...by('ab', '2022-01-31 23:30:00'), ...by('a', '2022-02-01 00:30:00')];
  expect(await rows(publishers, models)).toEqual([
    { month: '2022-01', models: 2, authors: 2, busFactor: 1, ...undownloaded },
    { month: '2022-02', models: 1, authors: 1, busFactor: 1, ...undownloaded },
  ]);
});

test('models of unknown age have authors and a bus factor of their own, at the end', async () => {
  expect(await rows(publishers, [...by('abc', null), ...by('a')])).toEqual([
    { month: '2022-01', models: 1, authors: 1, busFactor: 1, ...undownloaded },
    { month: null, models: 3, authors: 3, busFactor: 2, ...undownloaded },
  ]);
});

test('the bus factor of downloads asks whose models are fetched, not who made most of them', async () => {
  const models = [...by('aaa'), ...by('bc').map((model) => ({ ...model, downloads: 10 }))];
  expect(await rows(publishers, models)).toEqual([
    { month: '2022-01', models: 5, authors: 3, busFactor: 1, downloads: 20, busFactorOfDownloads: 1 },
  ]);
  expect(await rows(publishers, [...models, { author: 'a', created_at: '2022-01-20', downloads: 8 }])).toMatchObject([
    { downloads: 28, busFactorOfDownloads: 2 },
  ]);
});
