import { expect, test } from 'vitest';
import { openDatabase } from '../../io/database.ts';
import { cardLengths } from './card-lengths.ts';
import { counted } from '../rows.test-support.ts';

/** The rows for cards of these lengths. */
async function rows(...cards: readonly { id?: string; words: number; unfilled?: boolean }[]) {
  const database = await openDatabase();
  try {
    const values = cards.map(({ words, unfilled = false, id }, index) => `('${id ?? index}', ${words}, ${unfilled})`);
    await database.run(`CREATE TABLE cards AS FROM (VALUES ${values.join(', ')}) AS listed(id, words, unfilled)`);
    return counted(cardLengths, await database.rows(cardLengths.sql(() => true))).rows;
  } finally {
    database.close();
  }
}

test('each class begins where it says and ends where it says, shortest first', async () => {
  const lengths = [1000, 0, 1, 49, 50, 199, 200, 499, 500, 999, 1_000_000];
  const listed = await rows(...lengths.map((words) => ({ words })));
  expect(listed.map((row) => [row.words, row.cards])).toEqual([
    ['0', 1],
    ['1–49', 2],
    ['50–199', 2],
    ['200–499', 2],
    ['500–999', 2],
    ['1000+', 2],
  ]);
});

test('a class without a card has no row, rather than a share of nothing', async () => {
  expect((await rows({ words: 3 }, { words: 700 })).map((row) => row.words)).toEqual(['1–49', '500–999']);
});

test('unfilled cards are those of the class, and every class is a part of all cards', async () => {
  const cards = [{ words: 0, unfilled: true }, { words: 5, unfilled: true }, { words: 6 }, { words: 7 }];
  expect(await rows(...cards)).toMatchObject([
    { words: '0', cards: 1, unfilled: 1, allCards: 4, shareOfCards: 0.25, shareUnfilled: 1 },
    { words: '1–49', cards: 3, unfilled: 1, allCards: 4, shareOfCards: 0.75, shareUnfilled: 1 / 3 },
  ]);
});

test('the intervals are by the author that the name of the model begins with', async () => {
  const filled = ['ada/c', 'bob/a'].map((id) => ({ id, words: 7 }));
  const unfilled = ['ada/a', 'ada/b', 'eve/a'].map((id) => ({ id, words: 0, unfilled: true }));
  const [none] = await rows(...filled, ...unfilled);
  // statsmodels 0.15.0: Logit on a constant, cov_type 'cluster' by author, use_t
  expect(none).toMatchObject({
    words: '0',
    shareOfCards: 0.6,
    shareOfCardsLow: expect.closeTo(0.05311389755619119, 9),
    shareOfCardsHigh: expect.closeTo(0.9756760798626137, 9),
    shareUnfilled: 1,
    shareUnfilledHigh: null,
  });
});
