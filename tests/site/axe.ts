/** What axe has to say of a page. */
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { everything } from '../everything.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What may differ between a wide page and a narrow one, a light one and a dark one. Structure does not. */
const appearanceRules = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

export const modes = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
] as const;
export type Mode = (typeof modes)[number];

/** The mildest and the hardest: where one is wrong and another is not, it is most often these. */
export const extremeModes: readonly Mode[] = [modes[0], modes[3]];
/** By day these; all at night. */
export const modesToLookAt: readonly Mode[] = everything ? modes : extremeModes;

type Rules = 'all' | 'appearance';
interface Looked {
  /** The part that is looked at, as a selector; all of the page by default. */
  readonly within?: string;
  /** All rules, or, of a page that has been looked at in another mode, those of its appearance. */
  readonly rules?: Rules;
}

/** Tabs in which axe stays, by the site and the mode that they are in. */
const tabs = new WeakMap<BrowserContext, Map<string, Page>>();

async function newTab(context: BrowserContext, origin: string, { width, colorScheme }: Mode): Promise<Page> {
  const tab = await context.newPage();
  await tab.setViewportSize({ width, height: 900 });
  await tab.emulateMedia({ colorScheme });
  // Of the site, whose stylesheets and fonts it loads, but without its policy, which would not let axe in.
  const address = `${origin}/empty-for-axe`;
  await tab.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await tab.goto(address);
  return tab;
}

/** Shows a page in such a tab, but for what runs and what forbids. */
async function show(page: Page, tab: Page, html: string): Promise<void> {
  const adopted = await page.evaluate(() =>
    document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('\n'),
  );
  await tab.evaluate(
    async ([text, css]) => {
      const next = new DOMParser().parseFromString(text, 'text/html');
      for (const each of next.querySelectorAll('script, noscript, meta[http-equiv]')) each.remove();
      const loaded = [...next.querySelectorAll('link[rel=stylesheet]')].map(
        (link) =>
          new Promise((resolve, reject) => {
            link.addEventListener('load', resolve);
            link.addEventListener('error', () => {
              reject(new Error(`${link.outerHTML} did not come`));
            });
          }),
      );
      document.documentElement.replaceWith(document.adoptNode(next.documentElement));
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
      await Promise.all(loaded);
      await document.fonts.ready;
    },
    [html, adopted] as const,
  );
}

/** What is wrong with a page: a line for each rule that is broken, with the first three places. */
export async function violations(page: Page, { within = 'html', rules = 'all' }: Looked = {}): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  const runOnly: axe.RunOnly =
    rules === 'all' ? { type: 'tag', values: standards } : { type: 'rule', values: appearanceRules };
  const found = await page.evaluate(
    ([part, only]) =>
      (window as unknown as { axe: typeof axe }).axe
        .run(part, { runOnly: only, resultTypes: ['violations'] })
        .then((result) => result.violations.map(({ id, nodes }) => ({ id, places: nodes.map(({ html }) => html) }))),
    [within, runOnly] as const,
  );
  return found.map(({ id, places }) => `${id}: ${places.slice(0, 3).join(' ')}`);
}

/**
 * The same of some elements of a page, as they are in this mode, in a tab where axe has been before. In a page that was
 * just opened its code is new to the browser, and takes twice as long; a large page takes longer to copy than that.
 */
export async function violationsIn(html: string, page: Page, mode: Mode, rules: Rules): Promise<string[]> {
  const { origin } = new URL(page.url());
  const ofContext = tabs.get(page.context()) ?? new Map<string, Page>();
  tabs.set(page.context(), ofContext);
  const key = JSON.stringify([origin, mode]);
  const tab = ofContext.get(key) ?? (await newTab(page.context(), origin, mode));
  ofContext.set(key, tab);
  await show(page, tab, html);
  return violations(tab, { rules });
}

/** How light a colour is, as the guidelines reckon it. */
function lightness(colour: string): number {
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)?.slice(1);
  if (!parts) throw new Error(`${colour} is no opaque colour`);
  const [r = 0, g = 0, b = 0] = parts.map((of) => {
    const part = Number(of) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours as `getComputedStyle` writes them, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [lightness(one), lightness(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The texts of charts that stand out less than 4.5 to one from the ground of the page: axe cannot tell, and says nothing. */
export async function faintInCharts(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const { backgroundColor: ground } = getComputedStyle(document.documentElement);
    return [...document.querySelectorAll('svg text')]
      .filter((text) => text.checkVisibility())
      .map((text) => ({ text: text.outerHTML, fill: getComputedStyle(text).fill, ground }));
  });
  return texts
    .filter(({ fill, ground }) => contrast(fill, ground) < 4.5)
    .map(({ text, fill }) => `faint in a chart: ${fill} ${text}`);
}
