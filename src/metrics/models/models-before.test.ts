import { expect, test } from 'vitest';
import { modelsBefore } from './models-before.ts';
import { rows } from '../rows.test-support.ts';

test('models are those created before the day began in UTC, and those of unknown age are counted apart', async () => {
  const models = [
    { created_at: '2022-08-14 23:59:59' },
    { created_at: '2022-08-15 00:00:00' },
    { created_at: '2022-08-15 03:00:00' }, // still the 14th in Los Angeles
    { created_at: null },
  ];
  expect(await rows(modelsBefore, models, [], { asOf: '2022-10-01' })).toEqual([
    { day: '2022-08-15', models: 1, ofUnknownAge: 1 },
  ]);
});

test('a snapshot says nothing of its own day and later', async () => {
  const days = await rows(modelsBefore, [{}], [], { asOf: '2024-07-11' });
  expect(days.map(({ day }) => day)).toEqual(['2022-08-15', '2022-10-01', '2023-06-30']);
});
