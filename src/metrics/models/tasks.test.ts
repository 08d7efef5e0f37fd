import { expect, test } from 'vitest';
import { rows } from '../rows.test-support.ts';
import { tasks } from './tasks.ts';

test('models and downloads are counted by task, and no task is not a task', async () => {
  const models = [
    { task: 'translation', downloads: 3 },
    { task: null, downloads: 100 },
    { task: 'fill-mask', downloads: 1 },
    { task: 'translation', downloads: 4 },
  ];
  expect(await rows(tasks, models)).toEqual([
    { task: 'translation', models: 2, downloads: 7 },
    { task: 'fill-mask', models: 1, downloads: 1 },
    { task: null, models: 1, downloads: 100 },
  ]);
});
