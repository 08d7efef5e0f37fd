/** The built site in a real browser, under a policy as strict as it could be served with; for tests that use pages. */
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { browserFlags, findBrowser } from '../../scripts/browser.ts';
import { type BuiltSite, builtSite } from '../built-site.ts';

/** Nothing inline, nothing from elsewhere. */
const strict =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

export interface Visit {
  readonly page: Page;
  /** What went wrong: errors, failed requests, requests to others. */
  readonly complaints: string[];
  /** Paths of the scripts and data that the page has asked for. */
  readonly asked: string[];
}

/** Starts site and browser for the tests of a file, and ends them after it. */
export function visitsOf(dist: string, policy = strict) {
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
    await page.route('**/*', async (route) => {
      if (route.request().resourceType() !== 'document') return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
    });
    await page.goto(site.origin + address, { waitUntil: 'networkidle' });
    return { page, complaints, asked };
  }
  return { visit, origin: () => site.origin };
}
