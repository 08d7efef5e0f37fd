/** The overview of a snapshot. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { rowWhere } from '../../src/schema/rows.ts';
import type { Table } from '../../src/schema/table.ts';
import { formatValue } from '../../src/schema/written.ts';

const dist = process.env.ALMANAC_DIST ?? join(import.meta.dirname, '../../dist');
const populations = readdirSync(dist)
  .map((id) => ({ id, file: join(dist, id, 'data', 'population.json') }))
  .filter(({ file }) => existsSync(file))
  .map(({ id, file }) => {
    const table = JSON.parse(readFileSync(file, 'utf8')) as Table;
    return { id, removed: rowWhere(table, { where: { measure: 'removed-models' } }) };
  })
  .filter(({ removed }) => removed !== undefined);

test('removed models are a part of all models, and not of those of the line above', () => {
  expect(populations.length).toBeGreaterThan(0);
  for (const { id, removed } of populations) {
    const { document } = new JSDOM(readFileSync(join(dist, id, 'index.html'), 'utf8')).window;
    const [count, whole] = [removed?.count, removed?.whole].map((value) => formatValue('count', value ?? null));
    const lines = [...document.querySelectorAll('main li')].map((line) =>
      line.textContent.replaceAll(/\s+/g, ' ').trim(),
    );
    expect(lines, id).toContain(`${count} of the ${whole} models listed were removed since`);
  }
});
