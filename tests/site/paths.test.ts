/** Three people on the built site, in a real browser: who reads, who cites, who checks. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Manifest } from '../../src/schema/snapshot.ts';
import type { Table } from '../../src/schema/table.ts';
import { newestIn } from './pages.ts';
import { visitsOf } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');

const { visit, origin } = visitsOf();

const open = async (address: string): Promise<Page> => (await visit(address)).page;
const where = (page: Page) => new URL(page.url()).pathname;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('a reader goes from a snapshot to a topic of it, to a type over all snapshots, to the next type, and back', async () => {
  const front = newestIn(dist);
  const models = `/${front}/models/`;
  const page = await open(`/${front}/`);
  await page.getByRole('navigation', { name: 'This snapshot' }).getByRole('link', { name: 'Models' }).click();
  expect(where(page)).toBe(models);
  await page.getByRole('link', { name: 'gpt2', exact: true }).last().click();
  expect(where(page)).toBe('/models/gpt2/');
  expect(await page.locator('h1').textContent()).toContain('gpt2');
  const next = page.locator('nav.neighbours a', { hasText: /→$/ });
  const name = (await next.textContent())?.replace('→', '').trim() ?? '';
  await next.click();
  expect(where(page)).toBe(`/models/${name}/`);
  await page.goBack();
  await page.goBack();
  expect(where(page)).toBe(models);
  const earlier = page.getByRole('link', { name: /^← \d{4}-\d{2}-\d{2}/ }).first();
  const id = (await earlier.textContent())?.replace('← ', '').trim() ?? '';
  expect(id < front).toBe(true);
  await earlier.click();
  expect(where(page)).toBe(`/${id}/models/`);
});

test('a reader of the taxonomy opens a challenge by keyboard and follows it to a guideline', async () => {
  const page = await open('/challenges/');
  const challenge = page.locator('summary', { hasText: 'Onboarding' }).first();
  await challenge.focus();
  await page.keyboard.press('Enter');
  const guideline = page.locator('.tree details[open] a[href*="/benefits/#"]:visible').first();
  await guideline.click();
  expect(where(page)).toBe('/benefits/');
  const target = decodeURIComponent(new URL(page.url()).hash.slice(1));
  expect(target).not.toBe('');
  await page.locator(`[id="${target}"]`).waitFor({ state: 'attached' });
});

test('a citer finds a dated address and a checksum, and both lead to what they name', async () => {
  const page = await open(`/${newestIn(dist)}/`);
  const text = (await page.locator('footer .cite .plain').textContent()) ?? '';
  const [, dated] = /https?:\/\/[^/]+(\/\d{4}-\d{2}-\d{2}[\w-]*\/)/.exec(text) ?? [];
  const [, checksum] = /\b([0-9a-f]{64})\b/.exec(text) ?? [];
  expect(dated).toBe(`/${newestIn(dist)}/`);
  const bibtex = await page.locator('footer .cite').getByRole('link', { name: 'BibTeX' }).getAttribute('href');
  expect(await (await page.request.get(`${origin()}${bibtex ?? ''}`)).text()).toContain(String(checksum));

  const manifest = await page.request.get(`${origin()}${dated}data/manifest.json`);
  expect(sha256(await manifest.body())).toBe(checksum);
  expect(((await manifest.json()) as Manifest).id).toBe(newestIn(dist));
  expect((await page.goto(`${origin()}${dated}`))?.status()).toBe(200);
});

test('an analyst takes a table as CSV and JSON, and the checksum on the page is that of what was taken', async () => {
  const page = await open('/2023-06-30/data/');
  const section = page.locator('section.table#mentions');
  const [json, csv] = await Promise.all(
    ['JSON: ', 'CSV: '].map(async (kind) => {
      const href = await section.getByRole('link', { name: kind }).getAttribute('href');
      return (await page.request.get(new URL(String(href), page.url()).href)).body();
    }),
  );
  if (!json || !csv) throw new Error('a link to the table is missing');
  await section.locator('summary').first().click();
  const printed = await section.locator('code.checksum').textContent();
  expect(sha256(json)).toBe(printed);

  const table = JSON.parse(json.toString('utf8')) as Table;
  const rows = parse<Record<string, string>>(csv, { columns: true });
  expect(rows).toHaveLength(table.rows.length);
  expect(rows.reduce((sum, row) => sum + Number(row.topics), 0)).toBe(7620);
});

test('an analyst follows a figure’s link to the figure, with the same numbers beneath', async () => {
  const page = await open('/2023-06-30/methods/');
  const figure = page.locator('figure#trend-tests');
  await figure.locator('.share > summary').click();
  await figure.getByRole('link', { name: /^Link/ }).click();
  expect(new URL(page.url()).hash).toBe('#trend-tests');
  await figure.getByText('Table', { exact: true }).click();
  expect(await figure.locator('tbody tr').count()).toBe(31);
});
