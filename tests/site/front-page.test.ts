import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserFlags, findBrowser } from '../../scripts/browser.ts';
import { builtSite, type BuiltSite } from '../built-site.ts';

let site: BuiltSite;
let browser: Browser;

beforeAll(async () => {
  site = await builtSite();
  browser = await chromium.launch({ executablePath: await findBrowser(), args: browserFlags });
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

test('the front page opens, and all that it asks for is there and is from here', async () => {
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on('response', (response) => {
    if (!response.ok() || !response.url().startsWith(site.origin)) wrong.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => wrong.push(`failed ${request.url()}`));
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(site.origin + (process.env.ALMANAC_BASE ?? '/'), { waitUntil: 'networkidle' });
  expect(wrong).toEqual([]);
  expect(await page.locator('h1').count()).toBe(1);
});
