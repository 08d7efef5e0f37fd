import { expect, test } from 'vitest';
import { attributesByMonth } from './attributes-by-month.ts';
import { attributes } from './attributes.ts';
import { rows } from '../rows.test-support.ts';

test('a model counts in the month of its creation, one of unknown age at the end', async () => {
  const models = [
    { created_at: '2022-01-31 23:30:00', licence: 'mit' },
    { created_at: '2022-02-01 00:30:00', licence: null },
    { created_at: null, licence: 'mit' },
  ];
  const licences = (await rows(attributesByMonth, models)).filter(({ attribute }) => attribute === 'licence');
  expect(licences).toMatchObject([
    { month: '2022-01', models: 1, having: 1 },
    { month: '2022-02', models: 1, having: 0 },
    { month: null, models: 1, having: 1 },
  ]);
});

test('the months add up to the whole, attribute by attribute', async () => {
  const models = [
    { created_at: '2022-01-15', task: 'fill-mask', formats: 'gguf' },
    { created_at: '2022-02-15', has_dataset: true, parameters: 7 },
    { created_at: null, has_dataset: true, library: 'transformers' },
  ];
  const byMonth = await rows(attributesByMonth, models);
  for (const { attribute, group, having } of await rows(attributes, models)) {
    const own = byMonth.filter((row) => row.attribute === attribute);
    expect(own.map((row) => row.group)).toEqual(own.map(() => group));
    expect(own.reduce((sum, row) => sum + Number(row.having), 0)).toBe(having);
  }
});
