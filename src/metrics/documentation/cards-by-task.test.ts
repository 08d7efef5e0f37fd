import { expect, test } from 'vitest';
import { cardsByTask } from './cards-by-task.ts';
import { rows } from '../rows.test-support.ts';

test('models that declare no task are counted together, in their place by size', async () => {
  const models = [
    { task: 'fill-mask', has_card: true },
    { task: null, has_card: true },
    { task: null },
    { task: 'translation' },
  ];
  expect(await rows(cardsByTask, models)).toMatchObject([
    { task: null, models: 2, withCard: 1, shareWithCard: 0.5 },
    { task: 'fill-mask', models: 1, withCard: 1, shareWithCard: 1 },
    { task: 'translation', models: 1, withCard: 0, shareWithCard: 0 },
  ]);
});
