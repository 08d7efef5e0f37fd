/** The built site in a real browser, under the policy and the headers that it is served with; for tests that use pages. */
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

/** What a page is told of its reader, and can be told anew in the tab where it is. */
type Appearance = Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'forcedColors'>;

interface VisitOptions extends Appearance, Pick<BrowserContextOptions, 'hasTouch' | 'javaScriptEnabled'> {
  /** A page has come once it is loaded, by default, or once it asks for nothing any more. */
  readonly until?: 'load' | 'networkidle';
  /** In a context of its own, where nothing was ever fetched. */
  readonly alone?: boolean;
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

/** Tests read what was copied. */
const permissions = ['clipboard-read', 'clipboard-write'];

/**
 * The contexts of that browser, by what no page can be told anew. Pages of the site store nothing in it but what the
 * network brought.
 *
 * An empty page stays open in each: Chromium takes twice as much processor time for a page that needs a window of its own.
 */
const contexts = new Map<string, Promise<BrowserContext>>();
async function newContext(within: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await within.newContext({ ...options, permissions });
  await context.newPage();
  return context;
}

/** Pages that were left, by the same: to open one takes Chromium longer than to show something in it. */
const idle = new Map<string, Visit[]>();

async function newPage(within: Browser, { alone, ...options }: VisitOptions, origin: string): Promise<Visit> {
  const key = JSON.stringify(options);
  if (!alone && !contexts.has(key)) contexts.set(key, newContext(within, options));
  const page = await (alone ? within.newPage({ ...options, permissions }) : (await contexts.get(key))?.newPage());
  if (!page) throw new Error('there is no context');
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
  return { page, complaints, asked };
}

const desk = { width: 1280, height: 900 };

/** Readies site and browser for the tests of a file. */
export function visitsOf() {
  let ready: { site: BuiltSite; browser: Browser };
  beforeAll(async () => {
    ready = { site: await (site ??= builtSite()), browser: await sharedBrowser() };
  });

  /** A tab, which whoever asks for it leaves. */
  async function openTab(given: VisitOptions = {}): Promise<Tab> {
    const { origin } = ready.site;
    const { until = 'load', viewport = desk, colorScheme = null, forcedColors = null, ...lasting } = given;
    const like = JSON.stringify(lasting);
    const look = { viewport, colorScheme, forcedColors };
    const alone = lasting.alone === true;
    const seen =
      idle.get(like)?.pop() ?? (await newPage(ready.browser, alone ? { ...lasting, ...look } : lasting, origin));
    const { page, complaints, asked } = seen;
    // One that is alone is opened as it is to be: nothing is done to it that could count as a reader.
    if (!alone) {
      if (viewport) await page.setViewportSize(viewport);
      await page.emulateMedia({ media: null, colorScheme, forcedColors });
    }
    async function go(address: string) {
      // From a page to a part of it nothing would be loaded. Else the next page shares the process of the last one.
      const [whole = ''] = address.split('#');
      if (page.url().split('#')[0] === origin + whole) await page.goto('about:blank');
      complaints.length = asked.length = 0;
      await page.goto(origin + address, { waitUntil: until });
    }
    async function leave() {
      if (alone) return page.close();
      // The pointer waits in the corner, from where every movement is one.
      await page.unrouteAll();
      await page.mouse.move(0, 0);
      idle.set(like, [...(idle.get(like) ?? []), seen]);
    }
    return { ...seen, go, leave };
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
