import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';

test('a table can be made row by row, from more rows than fit into one batch', async () => {
  const database = await openDatabase();
  try {
    await database.run({
      table: 'squares',
      columns: { number: 'BIGINT', half: 'DOUBLE', parity: 'VARCHAR' },
      from: 'SELECT range AS number FROM range(10000)',
      row: ({ number = null }) => ({
        number,
        half: Number(number) / 2,
        parity: Number(number) % 2 === 0 ? 'even' : null,
      }),
    });
    const sums = 'sum(number)::BIGINT AS total, sum(half) AS halves, count(parity) AS even, count(*) AS rows';
    expect(await database.rows(`SELECT ${sums} FROM squares`)).toEqual([
      { total: 49_995_000, halves: 24_997_500, even: 5000, rows: 10_000 },
    ]);
  } finally {
    database.close();
  }
});

test('a row that cannot be made stops with its own error, and the database can go on', async () => {
  const database = await openDatabase();
  try {
    const step = {
      table: 'broken',
      columns: { number: 'BIGINT' },
      from: 'SELECT 1 AS number',
      row: () => {
        throw new Error('no such row');
      },
    } as const;
    await expect(database.run(step)).rejects.toThrow('no such row');
    expect(await database.rows('SELECT 2 AS number')).toEqual([{ number: 2 }]);
  } finally {
    database.close();
  }
});

test('a question has the threads that were asked for', async () => {
  const database = await openDatabase({ threads: 3 });
  try {
    expect(await database.rows(`SELECT current_setting('threads')::INT AS threads`)).toEqual([{ threads: 3 }]);
  } finally {
    database.close();
  }
});
