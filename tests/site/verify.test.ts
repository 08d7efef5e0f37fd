/** The place of a data page that says whether a file is what was published. */
import { truncateSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'astro';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { violations } from './axe.ts';
import { type Visit, visitsOf } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');
const { visit, tabOfGroup } = visitsOf();
/** Two that have the same few tables: a long page takes as long as all that is asked of it here. */
const [here, other] = ['2022-09-27', '2022-10-31'];
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
const right = [file('replication.csv', published('replication.csv'))];
const yes = `Yes: replication.csv is what was published in the snapshot ${here}.`;

test('a download is what was published, and nothing was asked of anybody else', async () => {
  const { page, complaints, asked } = await visit(`/${here}/data/`);
  expect(asked.filter((path) => path.includes('verifying'))).toEqual([]);
  expect(await answer(page, right)).toContain(yes);
  expect(asked.filter((path) => path.endsWith('SHA256SUMS'))).toEqual([`/${here}/data/SHA256SUMS`]);
  expect(complaints).toEqual([]);
});

test('it is found under `npm run preview` too, which serves the site as Astro does', async () => {
  const server = await preview({ root: join(import.meta.dirname, '../..'), server: { port: 0 }, logLevel: 'error' });
  onTestFinished(() => server.stop());
  const { page } = await visit('/accessibility/');
  await page.goto(`http://localhost:${server.port}/${here}/data/`);
  expect(await answer(page, right)).toContain(yes);
});

describe('of one page that stays open', () => {
  const { go } = tabOfGroup();
  let seen: Visit | undefined;
  let page: Page;
  /** Each test begins where the last has ended, as a reader does who checks one file after the other. */
  beforeEach(async () => {
    seen ??= await go(`/${here}/data/`);
    ({ page } = seen);
    return () => expect(seen?.complaints.splice(0)).toEqual([]);
  });

  test('one changed digit is found, and the ways in which files change are named', async () => {
    const changed = Buffer.from(published('replication.csv'));
    changed.writeUInt8(changed.readUInt8(changed.length - 3) ^ 1, changed.length - 3);
    const text = await answer(page, [file('replication (1).csv', changed)]);
    expect(text).toContain(
      `No: replication (1).csv is not what was published as replication.csv in the snapshot ${here}`,
    );
    expect(text).toContain('spreadsheet');
    expect(text).toMatch(/SHA-256 [0-9a-f]{64}/);
  });

  test('a file of another snapshot is named after it', async () => {
    expect(await answer(page, [file('replication.csv', published('replication.csv', other))])).toContain(
      `No: replication.csv is replication.csv of ${other}, as it was published there. It is not of ${here}.`,
    );
  });

  test('several files get an answer each, also those that are unknown or empty', async () => {
    const text = await answer(page, [
      file('manifest.json', published('manifest.json')),
      file('replication.parquet', published('replication.parquet')),
      file('<img src=x onerror=alert(1)>.csv', Buffer.from('month\n')),
      file('replication.json', Buffer.alloc(0)),
    ]);
    expect(text).toContain('2 of 4 files are what was published in this snapshot.');
    expect(text).toContain('Yes: manifest.json is what was published');
    expect(text).toContain(`No: <img src=x onerror=alert(1)>.csv is no file of the snapshot ${here}`);
    expect(text).toContain('No: replication.json is empty.');
  });

  test('files can be dropped', async () => {
    const transfer = await page.evaluateHandle(
      ([name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        return data;
      },
      ['replication.csv', published('replication.csv').toString()] as const,
    );
    const place = page.locator('almanac-verify .choose');
    await place.dispatchEvent('dragover', { dataTransfer: transfer });
    expect(await page.locator('almanac-verify.over').count()).toBe(1);
    await place.dispatchEvent('drop', { dataTransfer: transfer });
    expect(await said(page)).toContain(yes);
    expect(await page.locator('almanac-verify.over').count()).toBe(0);
  });

  test('a file forty times as large as any that was published is hashed too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'almanac-verify-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const large = join(folder, 'replication.csv');
    writeFileSync(large, '');
    truncateSync(large, 20_000_000);
    expect(await answer(page, large)).toContain('No: replication.csv is not what was published as replication.csv');
  });

  test('the place is reached with the keyboard, has a name, and its answer is announced', async () => {
    const input = page.getByLabel('Choose downloaded files');
    // Waited for from the beginning: it takes a moment until the browser tells of choosers in place of showing them.
    const chooser = page.waitForEvent('filechooser');
    await input.focus();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('verify-files');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(right);
    expect(await said(page)).toContain(yes);
    expect(await violations(page, { within: 'section.verify' })).toEqual([]);
  });

  test('where the other snapshots cannot be asked, a wrong file is still told from a right one', async () => {
    await page.route('**/api/v1/index.json', (route) => route.fulfill({ status: 500 }));
    const text = await answer(page, [file('replication.csv', published('replication.csv', other))]);
    await page.unroute('**/api/v1/index.json');
    expect(text).toContain('No: replication.csv is not what was published as replication.csv');
    expect(text).toContain('their checksums could not be loaded');
    expect(seen?.complaints.splice(0).join()).toMatch(/api\/v1\/index\.json/);
  });

  test('without a network the page says that nothing was compared, and later tries again', async () => {
    // A page that is opened again asks anew for what checks.
    await page.route('**/verifying.*.js', (route) => route.abort());
    await page.reload();
    await page.getByLabel('Choose downloaded files').setInputFiles(right);
    await page.getByText('Nothing was checked: a part of this page could not be loaded.').waitFor();
    await page.unroute('**/verifying.*.js');
    // A browser keeps the failure of a script for as long as the page is open.
    await page.reload();
    await page.route('**/SHA256SUMS', (route) => route.abort());
    const text = await answer(page, right);
    expect(text).toContain('The published checksums could not be loaded, so nothing was compared.');
    expect(text).toContain('Not checked: replication.csv was hashed');
    await page.unroute('**/SHA256SUMS');
    await page.getByLabel('Choose downloaded files').setInputFiles(right);
    await page.getByText(yes.slice('Yes: '.length)).waitFor();
    expect(seen?.complaints.splice(0).join()).toMatch(/Failed to (fetch|load)/);
  });

  test('outside of a secure context the page says how to check with a program', async () => {
    await page.locator('almanac-verify').evaluate((place) => {
      Object.defineProperty(window, 'isSecureContext', { value: false });
      const fresh = place.cloneNode(true) as Element;
      fresh.removeAttribute('class');
      place.replaceWith(fresh);
    });
    await saysHowToCheck(page);
  });
});

test('without JavaScript the page says how to check with a program', async () => {
  const { page } = await visit(`/${here}/data/`, { javaScriptEnabled: false });
  await saysHowToCheck(page);
});

async function saysHowToCheck(page: Page): Promise<void> {
  expect(await page.locator('almanac-verify').isVisible()).toBe(false);
  await page.getByText('With a program').click();
  expect(await page.getByText('sha256sum --check --ignore-missing SHA256SUMS').isVisible()).toBe(true);
}
