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

/** A page that goes from one address to the next, where a window for each would cost more than what it shows. */
export interface Tab extends Visit {
  /** Loads an address, and forgets what was said of the last one. */
  go(address: string): Promise<void>;
}

interface VisitOptions extends BrowserContextOptions {
  /** A page has come once it is loaded, or, by default, once it asks for nothing any more. */
  readonly until?: 'load' | 'networkidle';
}

/** Starts the browser of the tests. Whoever asks for it closes it. */
export const startBrowser = async (...flags: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: await findBrowser(),
    args: [...browserFlags, ...flags],
    chromiumSandbox: process.getuid?.() !== 0,
  });

/** Starts site and browser for the tests of a file, and ends them after it. @param dist by default that of the project */
export function visitsOf(dist?: string) {
  let site: BuiltSite;
  let browser: Browser;
  beforeAll(async () => {
    site = await builtSite(dist === undefined ? {} : { dist });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  /** An empty page in a window of its own; it stays until the tests of the file have ended. */
  async function openTab({ until = 'networkidle', ...options }: VisitOptions = {}): Promise<Tab> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
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
    async function go(address: string) {
      complaints.length = asked.length = 0;
      await page.goto(site.origin + address, { waitUntil: until });
    }
    return { page, complaints, asked, go };
  }

  /** A page at an address, until the test has ended. */
  async function visit(address: string, options?: VisitOptions): Promise<Visit> {
    const tab = await openTab(options);
    onTestFinished(() => tab.page.context().close());
    await tab.go(address);
    return tab;
  }
  return { visit, openTab, origin: () => site.origin };
}
