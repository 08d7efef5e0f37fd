import { expect, test } from 'vitest';
import { publisherOutput } from './publisher-output.ts';
import { publishers } from './publishers.ts';
import { rows } from '../rows.test-support.ts';

const by = (letters: string, created_at: string | null = '2022-01-15') =>
  letters.split('').map((author) => ({ author, created_at }));

test('the rows of a month end where half of its models is reached', async () => {
  expect(await rows(publisherOutput, by('aaabbccde'))).toEqual([
    { month: '2022-01', modelsEach: 3, authors: 1, models: 3, half: 5 },
    { month: '2022-01', modelsEach: 2, authors: 2, models: 7, half: 5 },
  ]);
});

test('models of unknown age have rows of their own, at the end', async () => {
  expect(await rows(publisherOutput, [...by('ab', null), ...by('a')])).toMatchObject([
    { month: '2022-01', half: 1 },
    { month: null, half: 1 },
  ]);
});

test.each(['a', 'aaabc', 'aabb', 'abcd', 'abc', 'aabbcde', 'aaaabbbccdefgh'])(
  'going down the rows of %s counts the authors of the bus factor',
  async (letters) => {
    const [month] = await rows(publishers, by(letters));
    let [authors, reached] = [0, 0];
    for (const row of await rows(publisherOutput, by(letters))) {
      const [each, listed, half] = [Number(row.modelsEach), Number(row.authors), Number(row.half)];
      const needed = Math.min(listed, Math.ceil((half - reached) / each));
      authors += needed;
      reached += needed * each;
    }
    expect(authors).toBe(month?.busFactor);
  },
);
