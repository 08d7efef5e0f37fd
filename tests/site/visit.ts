/** The built site in a real browser, under the policy and the headers that it is served with; for tests that use pages. */
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
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
  /** Leaves the tab to the next who asks for one like it. */
  leave(): Promise<void>;
}

interface VisitOptions extends BrowserContextOptions {
  /** A page has come once it is loaded, or, by default, once it asks for nothing any more. */
  readonly until?: 'load' | 'networkidle';
  /** In a context of its own, where nothing was ever fetched. */
  readonly alone?: boolean;
  /** With axe in every page: what Chromium compiled for one it keeps for the next. */
  readonly withAxe?: boolean;
}

/** Starts a browser. Whoever asks for one of their own closes it. */
export const startBrowser = async (...flags: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: await findBrowser(),
    args: [...browserFlags, ...flags],
    chromiumSandbox: process.getuid?.() !== 0,
  });

/** What a reader does who is there: the pointer moves. Chromium drops what comes before a page is painted. */
export async function wake(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.mouse.move(2, 2);
  await page.mouse.move(3, 3);
}

// One of each for all files that a worker runs, since they are not isolated from each other; both end with the worker.
let [site, browser]: [Promise<BuiltSite> | undefined, Promise<Browser> | undefined] = [undefined, undefined];

/** The browser that the tests share. */
export const sharedBrowser = (): Promise<Browser> => (browser ??= startBrowser());

/**
 * The contexts of that browser, by their options. Pages of the site store nothing in it but what the network brought.
 *
 * An empty page stays open in each: Chromium takes twice as much processor time for a page that needs a window of its own.
 */
const contexts = new Map<string, Promise<BrowserContext>>();
function sharedContext(within: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const key = JSON.stringify(options);
  const context = contexts.get(key) ?? newContext(within, options);
  contexts.set(key, context);
  return context;
}
async function newContext(within: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await within.newContext(options);
  await context.newPage();
  return context;
}

/** Tabs that were left, by their options: to open one takes Chromium longer than to show a page in it. */
const idle = new Map<string, Tab[]>();

/** Readies site and browser for the tests of a file. */
export function visitsOf() {
  let ready: { site: BuiltSite; browser: Browser };
  beforeAll(async () => {
    ready = { site: await (site ??= builtSite()), browser: await sharedBrowser() };
  });

  /** A tab, which whoever asks for it leaves. */
  async function openTab(given: VisitOptions = {}): Promise<Tab> {
    const { origin } = ready.site;
    const { until = 'networkidle', alone = false, withAxe = false, ...rest } = given;
    const options = { viewport: { width: 1280, height: 900 }, ...rest };
    const like = JSON.stringify(given);
    const left = idle.get(like)?.pop();
    if (left) return left;
    const page = alone
      ? await ready.browser.newPage(options)
      : await (await sharedContext(ready.browser, options)).newPage();
    if (withAxe) await page.addInitScript(axe.source);
    // Long enough for a busy machine: only what hangs should meet it.
    page.setDefaultTimeout(100_000);
    const [complaints, asked]: [string[], string[]] = [[], []];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on('request', (request) => {
      if (
        !request
          .url()
          .replace(/^blob:/, '')
          .startsWith(origin)
      )
        complaints.push(`asks ${request.url()}`);
      if (['script', 'fetch'].includes(request.resourceType())) asked.push(new URL(request.url()).pathname);
    });
    async function go(address: string) {
      // From a page to a part of it nothing would be loaded. Else the next page shares the process of the last one.
      const [whole = ''] = address.split('#');
      if (page.url().split('#')[0] === origin + whole) await page.goto('about:blank');
      complaints.length = asked.length = 0;
      await page.goto(origin + address, { waitUntil: until });
    }
    async function leave() {
      if (alone) return page.close();
      // As it was opened. The pointer waits in the corner, from where every movement is one.
      await page.unrouteAll();
      await page.mouse.move(0, 0);
      if (options.viewport) await page.setViewportSize(options.viewport);
      const { colorScheme = null, forcedColors = null, reducedMotion = null, contrast = null } = options;
      await page.emulateMedia({ media: null, colorScheme, forcedColors, reducedMotion, contrast });
      idle.set(like, [...(idle.get(like) ?? []), tab]);
    }
    const tab: Tab = { page, complaints, asked, go, leave };
    return tab;
  }

  /** A tab for a group of tests that only load addresses: `go` loads one, and says what `visit` says. */
  function tabOfGroup(options?: VisitOptions): { go: (address: string) => Promise<Visit> } {
    let tab: Tab;
    beforeAll(async () => {
      tab = await openTab(options);
    });
    afterAll(() => tab.leave());
    return {
      go: async (address) => {
        await tab.go(address);
        return tab;
      },
    };
  }

  /** A page at an address, until the test has ended. */
  async function visit(address: string, options?: VisitOptions): Promise<Visit> {
    const tab = await openTab(options);
    onTestFinished(() => tab.leave());
    await tab.go(address);
    return tab;
  }
  return { visit, openTab, tabOfGroup, origin: () => ready.site.origin };
}
