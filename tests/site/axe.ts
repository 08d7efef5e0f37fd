/** What axe has to say of a page. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What may differ between a wide page and a narrow one, a light one and a dark one. Structure does not. */
const appearanceRules = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

interface Looked {
  /** The part that is looked at, as a selector; all of the page by default. */
  readonly within?: string;
  /** All rules, or, of a page that has been looked at in another mode, those of its appearance. */
  readonly rules?: 'all' | 'appearance';
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
