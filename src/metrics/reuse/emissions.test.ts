import { expect, test } from 'vitest';
import { emissions } from './emissions.ts';
import { model, rows } from '../rows.test-support.ts';

const created = (month: string, has: boolean | null, id = `${month}-${String(has)}`) =>
  model(`ada/${id}`, { created_at: month === 'unknown' ? null : `${month}-15 12:00:00`, has_emissions: has });

test('models that report emissions are counted by month and up to it, those of unknown age beside them', async () => {
  const models = [
    created('2023-01', true),
    created('2023-02', false),
    created('2023-03', true),
    created('2023-03', true, 'other'),
    created('2023-03', false),
    created('2023-04', null),
    created('unknown', true),
  ];
  expect(await rows(emissions, models)).toEqual([
    { month: '2023-01', created: 1, reporting: 1, reportingSoFar: 1 },
    { month: '2023-02', created: 1, reporting: 0, reportingSoFar: 1 },
    { month: '2023-03', created: 3, reporting: 2, reportingSoFar: 3 },
    { month: null, created: 1, reporting: 1, reportingSoFar: null },
  ]);
});

test('where no model reports any there is no table', async () => {
  expect(await rows(emissions, [created('2023-01', false)])).toEqual([]);
});
