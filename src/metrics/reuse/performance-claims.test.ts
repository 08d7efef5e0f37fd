import { expect, test } from 'vitest';
import type { Row } from '../../schema/table.ts';
import { performanceClaims } from './performance-claims.ts';
import { counted, found, foundFor } from '../rows.test-support.ts';
import { tasks } from '../models/tasks.ts';

const here = counted(tasks, [
  { task: 'fill-mask', models: 12, downloads: 3 },
  { task: null, models: 5, downloads: 0 },
]);

test('the study’s counts stand with their share, beside the models of the task today', () => {
  const rows = found(performanceClaims, here) as Row[];
  expect(rows.find(({ task }) => task === 'fill-mask')).toMatchObject({
    withClaim: 17,
    models: 3802,
    share: 17 / 3802,
    modelsHere: 12,
  });
  expect(rows.find(({ task }) => task === 'translation')).toMatchObject({ withClaim: 99, modelsHere: null });
});

test('the largest task comes first', () => {
  const models = (found(performanceClaims, here) as Row[]).map((row) => Number(row.models));
  expect(models).toEqual([...models].sort((a, b) => b - a));
});

test('a selection is set beside nothing', () => {
  expect(foundFor({ coverage: 'sample' }, performanceClaims, here)).toEqual({
    reason: 'A selection does not speak for the models that the study counted.',
  });
});
