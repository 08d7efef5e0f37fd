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

test('answers come in the order of their questions, also where an earlier one takes longer', async () => {
  const database = await openDatabase();
  try {
    const slow = 'SELECT count(*)::BIGINT AS answer FROM range(200000) WHERE md5(range::VARCHAR) > $$a$$';
    const questions = [slow, ...[1, 2, 3, 4].map((number) => `SELECT ${number} AS answer`)];
    const answers = await Array.fromAsync(database.answers(questions));
    expect(answers.slice(1).flat()).toEqual([1, 2, 3, 4].map((answer) => ({ answer })));
    expect(answers[0]).toEqual(await database.rows(slow));
  } finally {
    database.close();
  }
});

test('a question that fails does so in its turn, and the database can go on', async () => {
  const database = await openDatabase();
  try {
    const answers = database.answers(['SELECT 1 AS answer', 'SELECT answer FROM nowhere', 'SELECT 3 AS answer']);
    expect((await answers.next()).value).toEqual([{ answer: 1 }]);
    await expect(answers.next()).rejects.toThrow('nowhere');
    expect(await answers.next()).toEqual({ done: true, value: undefined });
    expect(await database.rows('SELECT 4 AS answer')).toEqual([{ answer: 4 }]);
  } finally {
    database.close();
  }
});

test('a question has the threads that were asked for, also after several questions were asked side by side', async () => {
  const database = await openDatabase({ threads: 3 });
  try {
    const asked = `SELECT current_setting('threads')::INT AS threads`;
    expect(await database.rows(asked)).toEqual([{ threads: 3 }]);
    expect(await Array.fromAsync(database.answers([asked]))).toEqual([[{ threads: 2 }]]);
    expect(await database.rows(asked)).toEqual([{ threads: 3 }]);
  } finally {
    database.close();
  }
});
