import { expect, test } from 'vitest';
import { modelsByMonth } from './models-by-month.ts';
import { rows } from '../rows.test-support.ts';

test('models are counted by month in UTC, with no bounds, those of unknown age at the end', async () => {
  const models = [{ created_at: null }, { created_at: '2023-01-01 00:30:00' }, { created_at: '2022-05-01' }];
  expect(await rows(modelsByMonth, models)).toEqual([
    { month: '2022-05', models: 1, fewest: null, most: null },
    { month: '2023-01', models: 1, fewest: null, most: null },
    { month: null, models: 1, fewest: null, most: null },
  ]);
});
