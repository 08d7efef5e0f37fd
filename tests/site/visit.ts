/** The built site in a real browser, under the policy and the headers that it is served with; for tests that use pages. */
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { browserFlags, findBrowser } from '../../scripts/browser.ts';
import { type BuiltSite, builtSite } from '../built-site.ts';

export interface Visit {
  readonly page: Page;
  /** What went wrong: errors, what the policy forbids, failed requests, requests to others. */
  readonly complaints: string[];
  /** Paths of the scripts and data that the page has asked for. */
  readonly asked: string[];
}

/** Starts site and browser for the tests of a file, and ends them after it. */
export function visitsOf(dist: string) {
  let site: BuiltSite;
  let browser: Browser;
  beforeAll(async () => {
    site = await builtSite({ dist });
    browser = await chromium.launch({
      executablePath: await findBrowser(),
      args: browserFlags,
      chromiumSandbox: process.getuid?.() !== 0,
    });
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  async function visit(address: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const [complaints, asked]: [string[], string[]] = [[], []];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(site.origin)) complaints.push(`asks ${request.url()}`);
      if (['script', 'fetch'].includes(request.resourceType())) asked.push(new URL(request.url()).pathname);
    });
    await page.goto(site.origin + address, { waitUntil: 'networkidle' });
    return { page, complaints, asked };
  }
  return { visit, origin: () => site.origin };
}
