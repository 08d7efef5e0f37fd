import { expect, test } from 'vitest';
import { openDatabase } from '../../io/database.ts';
import { cardContent } from './card-content.ts';
import type { Count } from '../metric.ts';
import { counted } from '../rows.test-support.ts';
import { templateCardsChecked } from './template-cards.ts';

type Card = readonly [id: string, words: number, unfilled?: boolean, citesTemplate?: boolean];
type Model = readonly [id: string, created: string | null, hasCard: boolean];

async function rows(metric: Count, models: readonly Model[], cards: readonly Card[]) {
  const database = await openDatabase();
  try {
    await database.run('CREATE TABLE models (id VARCHAR, author VARCHAR, created_at TIMESTAMP, has_card BOOLEAN)');
    for (const [id, created, hasCard] of models)
      await database.run(
        `INSERT INTO models VALUES ('${id}', split_part('${id}', '/', 1), ${created === null ? 'NULL' : `'${created}'`}, ${hasCard})`,
      );
    await database.run('CREATE TABLE cards (id VARCHAR, words BIGINT, unfilled BOOLEAN, cites_template BOOLEAN)');
    for (const [id, words, unfilled = false, cites = false] of cards)
      await database.run(`INSERT INTO cards VALUES ('${id}', ${words}, ${unfilled}, ${cites})`);
    return counted(metric, await database.rows(metric.sql(() => true))).rows;
  } finally {
    database.close();
  }
}

test('cards and what is in them stand by the month of the model, out of the cards that were read', async () => {
  const models: Model[] = [
    ['ada/a', '2022-01-05', true],
    ['ada/b', '2022-01-06', true],
    ['ada/c', '2022-01-07', false],
    ['ada/d', '2022-01-08', true], // its card was not read
    ['ada/e', '2022-02-01', true],
  ];
  const cards: Card[] = [
    ['ada/a', 200, true],
    ['ada/b', 50],
  ];
  expect(await rows(cardContent, models, cards)).toMatchObject([
    { month: '2022-01', models: 4, withCard: 3, read: 2, fifty: 2, twoHundred: 1, unfilled: 1, shareTwoHundred: 0.5 },
    { month: '2022-02', models: 1, withCard: 1, read: null, fifty: 0, shareFifty: null, shareUnfilled: null },
  ]);
});

test('template text is looked for in cards that cite its paper, and in those that do not', async () => {
  const cards: Card[] = [
    ['a', 9, true, true],
    ['b', 9, false, true],
    ['c', 9, true, false],
  ];
  expect(await rows(templateCardsChecked, [], cards)).toMatchObject([
    { cites: 'yes', cards: 2, unfilled: 1, shareUnfilled: 0.5 },
    { cites: 'no', cards: 1, unfilled: 1 },
  ]);
});
