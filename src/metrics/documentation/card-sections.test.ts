import { expect, test } from 'vitest';
import { openDatabase } from '../../io/database.ts';
import { viewColumns } from '../../schema/views.ts';
import { cardSections, cardSectionsTagged } from './card-sections.ts';
import type { Count } from '../metric.ts';
import { counted } from '../rows.test-support.ts';

type Flag = Extract<(typeof viewColumns.cards)[number], `has_${string}`>;
const flags = viewColumns.cards.filter((name): name is Flag => name.startsWith('has_'));

/** The rows for cards of as many authors, each given by what it says something on. */
const rows = (...cards: readonly (readonly Flag[])[]) => rowsOf(cardSections, [], ...cards);
async function rowsOf(metric: Count, declared: readonly string[], ...cards: readonly (readonly Flag[])[]) {
  const database = await openDatabase();
  try {
    const tags = `[${declared.map((section) => `'${section}'`).join(', ')}]::VARCHAR[]`;
    const values = cards.map(
      (card, index) => `('${index}', ${tags}, ${flags.map((flag) => card.includes(flag)).join(', ')})`,
    );
    await database.run(
      `CREATE TABLE cards AS FROM (VALUES ${values.join(', ')}) AS listed(author, declared, ${flags.join(', ')})`,
    );
    return counted(metric, await database.rows(metric.sql(() => true))).rows;
  } finally {
    database.close();
  }
}

test('a card that says everything and one that says nothing make half of every section, in one order', async () => {
  const listed = await rows(flags, []);
  expect(listed.map((row) => row.section)).toEqual([
    'intended-use',
    'limitations',
    'training-data',
    'evaluation',
    'licence',
    'how-to-use',
    'citation',
    'environmental-impact',
  ]);
  for (const row of listed) expect(row).toMatchObject({ cards: 2, having: 1, shareHaving: 0.5 });
});

test.each(flags)('%s makes one section and no other', async (flag) => {
  const having = (await rows([flag], [])).filter((row) => row.having === 1);
  expect(having.map((row) => row.section)).toEqual([flag.slice('has_'.length).replaceAll('_', '-')]);
});

test('a section on which no card says anything has a row, with an interval that begins at 0', async () => {
  expect((await rows([], [], []))[0]).toMatchObject({
    section: 'intended-use',
    cards: 3,
    having: 0,
    shareHaving: 0,
    shareHavingLow: 0,
    shareHavingHigh: expect.closeTo(0.8605, 4),
  });
});

test('what the text or a tag says counts once, for sections that a tag can declare', async () => {
  const listed = await rowsOf(cardSectionsTagged, ['licence', 'intended-use'], ['has_licence'], []);
  expect(listed.map((row) => row.section)).toEqual(['training-data', 'evaluation', 'licence', 'environmental-impact']);
  expect(listed[2]).toMatchObject({ cards: 2, having: 1, declaring: 2, either: 2, share: 1 });
  expect(listed[1]).toMatchObject({ having: 0, declaring: 0, either: 0, share: 0 });
});
