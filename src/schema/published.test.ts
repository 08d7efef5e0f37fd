import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import file from '../../content/published/card-stocks.json' with { type: 'json' };
import { problem } from './problem.ts';
import { CardStock, CardStocks } from './published.ts';
import type { Table } from './table.ts';

const counted = CardStocks.parse(file).flatMap(({ id, published }) =>
  'claim' in published ? [] : [{ id, ...published }],
);

test.each(counted)('the published share of $id is that of the snapshot made from the same data', (stock) => {
  const totals = join(import.meta.dirname, '../../content/snapshots', stock.snapshot, 'totals.json');
  const { rows } = JSON.parse(readFileSync(totals, 'utf8')) as Table;
  const total = rows.find(({ table, measure }) => table === 'cards-by-month' && measure === 'models-with-card');
  expect(total).toMatchObject({ count: stock.withCard, whole: stock.models });
  expect(Number(total?.share).toFixed(6)).toBe(stock.share.toFixed(6));
});

test('a share that does not follow from its counts stops, with both', () => {
  const [first] = file;
  const wrong = CardStock.safeParse({ ...first, published: { ...first?.published, withCard: 32112 } });
  expect(wrong.error && problem(wrong.error)).toContain('32112 of 74970 is not the share 0.428318');
});

test('a share needs whom it speaks for, and of what day, even where that is not known', () => {
  for (const field of ['population', 'date', 'models'] as const) {
    const [first] = file;
    const without = { ...first, published: { ...first?.published, [field]: undefined } };
    expect(CardStock.safeParse(without).success, field).toBe(false);
  }
});
