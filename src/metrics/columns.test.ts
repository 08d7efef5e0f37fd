/** A column that many tables have is said in one place, so that it is reworded in all of them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('no month, year, model type or refusal is described alike in three files', () => {
  const files = globSync('*/*.ts', { cwd: import.meta.dirname }).filter((file) => !file.includes('.test'));
  expect(files.length).toBeGreaterThan(50);
  const said = files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    const columns = text.matchAll(/\b(?:month|year|modelType|refused): \{\s*unit: '\w+',\s*description: '([^']+)'/g);
    return [...new Set(Array.from(columns, ([, description = '']) => description))].map((each) => ({ each, file }));
  });
  expect(said.length).toBeGreaterThan(10);
  const repeated = [...Map.groupBy(said, ({ each }) => each).values()].filter(({ length }) => length >= 3);
  expect(repeated).toEqual([]);
});
