/** The place of a data page that says whether a file is what was published. */
import { truncateSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'astro';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { violations } from './axe.ts';
import { visitsOf } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');
const { visit } = visitsOf();
const [here, other] = ['2023-06-30', '2022-10-01'];
const published = (name: string, snapshot = here) => readFileSync(join(dist, snapshot, 'data', name));
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
type Chosen = ReturnType<typeof file>[] | string;

async function answer(page: Page, files: Chosen): Promise<string> {
  await page.getByLabel('Choose downloaded files').setInputFiles(files);
  return said(page);
}
async function said(page: Page): Promise<string> {
  const status = page.locator('almanac-verify [role=status]');
  await status.locator('li').first().waitFor();
  return (await status.innerText()).replaceAll(/\s+/g, ' ');
}

test('a download is what was published, and nothing was asked of anybody else', async () => {
  const { page, complaints, asked } = await visit(`/${here}/data/`);
  expect(asked.filter((path) => path.includes('verifying'))).toEqual([]);
  expect(await answer(page, [file('mentions.csv', published('mentions.csv'))])).toContain(
    `Yes: mentions.csv is what was published in the snapshot ${here}.`,
  );
  expect(asked.filter((path) => path.endsWith('SHA256SUMS'))).toEqual([`/${here}/data/SHA256SUMS`]);
  expect(complaints).toEqual([]);
});

test('it is found under `npm run preview` too, which serves the site as Astro does', async () => {
  const server = await preview({ root: join(import.meta.dirname, '../..'), server: { port: 0 }, logLevel: 'error' });
  onTestFinished(() => server.stop());
  const { page } = await visit('/');
  await page.goto(`http://localhost:${server.port}/${here}/data/`);
  expect(await answer(page, [file('mentions.csv', published('mentions.csv'))])).toContain(
    `Yes: mentions.csv is what was published in the snapshot ${here}.`,
  );
});

test('one changed digit is found, and the ways in which files change are named', async () => {
  const { page, complaints } = await visit(`/${here}/data/`);
  const changed = Buffer.from(published('mentions.csv'));
  changed.writeUInt8(changed.readUInt8(changed.length - 3) ^ 1, changed.length - 3);
  const text = await answer(page, [file('mentions (1).csv', changed)]);
  expect(text).toContain(`No: mentions (1).csv is not what was published as mentions.csv in the snapshot ${here}`);
  expect(text).toContain('spreadsheet');
  expect(text).toMatch(/SHA-256 [0-9a-f]{64}/);
  expect(complaints).toEqual([]);
});

test('a file of another snapshot is named after it', async () => {
  const { page } = await visit(`/${here}/data/`);
  expect(await answer(page, [file('cards-by-month.csv', published('cards-by-month.csv', other))])).toContain(
    `No: cards-by-month.csv is cards-by-month.csv of ${other}, as it was published there. It is not of ${here}.`,
  );
});

test('several files get an answer each, also those that are unknown or empty', async () => {
  const { page, complaints } = await visit(`/${here}/data/`);
  const text = await answer(page, [
    file('manifest.json', published('manifest.json')),
    file('mentions.parquet', published('mentions.parquet')),
    file('<img src=x onerror=alert(1)>.csv', Buffer.from('month\n')),
    file('mentions.json', Buffer.alloc(0)),
  ]);
  expect(text).toContain('2 of 4 files are what was published in this snapshot.');
  expect(text).toContain('Yes: manifest.json is what was published');
  expect(text).toContain(`No: <img src=x onerror=alert(1)>.csv is no file of the snapshot ${here}`);
  expect(text).toContain('No: mentions.json is empty.');
  expect(complaints).toEqual([]);
});

test('files can be dropped', async () => {
  const { page } = await visit(`/${here}/data/`);
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      return data;
    },
    ['mentions.csv', published('mentions.csv').toString()] as const,
  );
  const place = page.locator('almanac-verify .choose');
  await place.dispatchEvent('dragover', { dataTransfer: transfer });
  expect(await page.locator('almanac-verify.over').count()).toBe(1);
  await place.dispatchEvent('drop', { dataTransfer: transfer });
  expect(await said(page)).toContain('Yes: mentions.csv is what was published');
  expect(await page.locator('almanac-verify.over').count()).toBe(0);
});

test('a large file is hashed too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-verify-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const large = join(folder, 'mentions.csv');
  writeFileSync(large, '');
  truncateSync(large, 200_000_000);
  const { page, complaints } = await visit(`/${here}/data/`);
  page.setDefaultTimeout(60_000);
  expect(await answer(page, large)).toContain('No: mentions.csv is not what was published as mentions.csv');
  expect(complaints).toEqual([]);
});

test('without a network the page says that nothing was compared, and later tries again', async () => {
  const { page } = await visit(`/${here}/data/`, { alone: true });
  const files = [file('mentions.csv', published('mentions.csv'))];
  await page.context().setOffline(true);
  await page.getByLabel('Choose downloaded files').setInputFiles(files);
  await page.getByText('Nothing was checked: a part of this page could not be loaded.').waitFor();
  await page.context().setOffline(false);
  // A browser keeps the failure of a script for as long as the page is open.
  await page.reload();
  await page.route('**/SHA256SUMS', (route) => route.abort());
  const text = await answer(page, files);
  expect(text).toContain('The published checksums could not be loaded, so nothing was compared.');
  expect(text).toContain('Not checked: mentions.csv was hashed');
  await page.unroute('**/SHA256SUMS');
  await page.getByLabel('Choose downloaded files').setInputFiles(files);
  await page.getByText('Yes: mentions.csv is what was published').waitFor();
});

test('where the other snapshots cannot be asked, a wrong file is still told from a right one', async () => {
  const { page } = await visit(`/${here}/data/`);
  await page.route('**/api/v1/index.json', (route) => route.fulfill({ status: 500 }));
  const text = await answer(page, [file('cards-by-month.csv', published('cards-by-month.csv', other))]);
  expect(text).toContain('No: cards-by-month.csv is not what was published as cards-by-month.csv');
  expect(text).toContain('their checksums could not be loaded');
});

test('the place is reached with the keyboard, has a name, and its answer is announced', async () => {
  const { page } = await visit(`/${here}/data/`);
  const input = page.getByLabel('Choose downloaded files');
  // Waited for from the beginning: it takes a moment until the browser tells of choosers in place of showing them.
  const chooser = page.waitForEvent('filechooser');
  await input.focus();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('verify-files');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([file('mentions.csv', published('mentions.csv'))]);
  expect(await said(page)).toContain('Yes: ');
  expect(await violations(page, { within: 'section.verify' })).toEqual([]);
});

test.each([
  ['without JavaScript', { javaScriptEnabled: false }, false],
  ['outside of a secure context', { alone: true }, true],
] as const)('%s the page says how to check with a program', async (_, options, isInsecure) => {
  const { page } = await visit('/', options);
  if (isInsecure)
    await page.addInitScript(() => {
      Object.defineProperty(window, 'isSecureContext', { value: false });
    });
  await page.goto(new URL(`/${here}/data/`, page.url()).href);
  expect(await page.locator('almanac-verify').isVisible()).toBe(false);
  await page.getByText('With a program').click();
  expect(await page.getByText('sha256sum --check --ignore-missing SHA256SUMS').isVisible()).toBe(true);
});
