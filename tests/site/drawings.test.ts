/**
 * One drawing of each kind, as text, held against the one that was looked at last: a change of a chart is then a
 * difference that somebody reviews. `npx vitest run --project site tests/site/drawings.test.ts -u` takes the new ones.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';

const dist = process.env.ALMANAC_DIST ?? join(import.meta.dirname, '../../dist');

/** One element a line, numbers to a tenth of a pixel, and without what only scripts read. */
function normalised(svg: Element): string {
  const copy = svg.cloneNode(true) as Element;
  copy.removeAttribute('data-places');
  return `${copy.outerHTML.replaceAll(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10)).replaceAll('><', '>\n<')}\n`;
}

test.each([
  ['2023-06-30/documentation', 'cards-by-month', 'line'],
  ['2023-06-30/documentation', 'cards-by-month-2', 'columns'],
  ['2023-06-30/documentation', 'cards-revisited', 'lines'],
  ['2023-06-30/documentation', 'trend-tests', 'strip'],
  ['2023-06-30/models', 'type-ranking', 'bars'],
  ['2023-06-30/models', 'type-shares', 'multiples'],
  ['2023-06-30/models', 'type-ranking-2', 'scatter'],
  ['2023-06-30/models', 'hub-forum-agreement', 'intervals'],
  ['2022-10-01/community', 'process', 'line-with-gaps'],
])('the drawing of %s#%s (%s) is the one that was looked at', async (page, id, kind) => {
  const { document } = new JSDOM(readFileSync(join(dist, page, 'index.html'), 'utf8')).window;
  for (const width of ['wide', 'narrow']) {
    const svg = document.querySelector(`[id="${id}"] .chart.${width} svg`);
    if (!svg) throw new Error(`there is no ${width} drawing ${id} on ${page}`);
    await expect(normalised(svg)).toMatchFileSnapshot(`drawings/${kind}-${width}.svg.txt`);
  }
});
