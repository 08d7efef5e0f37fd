/** The policy of every page: it stands first, allows what is needed and no more, and refuses what it should. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import { contentPolicy } from '../../src/build/policy.ts';
import { everything } from '../everything.ts';
import { pagesToLookAt, withoutRepeated } from './pages.ts';
import { visitsOf } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');
const { visit } = visitsOf();
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));

test('every page says its policy before anything else, and only the search may run a program', () => {
  expect(pages).toContain('404.html');
  for (const page of pages) {
    const first = /<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">/;
    const policy = first.exec(readFileSync(join(dist, page), 'utf8').replaceAll('&#39;', "'"))?.[1];
    expect(policy, page).toBe(contentPolicy({ wasm: page === 'search/index.html' }));
  }
});

/**
 * The Nu HTML checker needs Java, and is run by hand: version 26.9.27 finds no error on 1,915 pages, with warnings only of a
 * policy that it takes for that of files. What it has found, three kinds on all pages, is looked for here.
 */
test('no page has what the Nu HTML checker found wrong', () => {
  for (const page of pages) {
    const html = readFileSync(join(dist, page), 'utf8');
    expect(html.trimEnd().endsWith('</html>'), page).toBe(true);
    expect(html.includes(' font-variant="'), page).toBe(false);
    expect(/<pre(?![^>]* role=)[^>]* aria-label=/.test(html), page).toBe(false);
    expect(html.includes('rel="canonical"'), page).toBe(page !== '404.html');
  }
});

test('html-validate finds nothing that the standard forbids', async () => {
  const checker = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });
  for (const page of pagesToLookAt(dist)) {
    const html = readFileSync(join(dist, page), 'utf8');
    // The marks of every kind of chart stand on the page of a figure.
    const isWhole = everything || page.startsWith('figures/');
    const { results } = await checker.validateString(isWhole ? html : withoutRepeated(html));
    const found = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
    expect([...new Set(found)], page).toEqual([]);
  }
});

test('a page is sent with the headers of its place', async () => {
  const { page } = await visit('/2023-06-30/');
  const headersOf = async (path: string) =>
    page.evaluate(async (address) => Object.fromEntries((await fetch(address)).headers), path);
  expect(await headersOf('/2023-06-30/models/')).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-cache',
  });
  expect(await headersOf('/2023-06-30/data/totals.csv')).toMatchObject({ 'access-control-allow-origin': '*' });
});

test('what is no program may stand in a page, and what is one is refused and heard of', async () => {
  const { page, complaints } = await visit('/accessibility/');
  const opened = async (added: string) => {
    await page.route('**/glossary/', async (route) => {
      const response = await route.fetch();
      return route.fulfill({ response, body: (await response.text()).replace('</main>', `${added}</main>`) });
    });
    await page.goto(page.url().replace('accessibility', 'glossary').replace(/#.*/, ''), { waitUntil: 'load' });
    await page.unroute('**/glossary/');
    return complaints.splice(0);
  };
  expect(await opened('<script type="application/ld+json">{"@type":"Dataset"}</script>')).toEqual([]);
  for (const added of [
    '<script>document.title = "taken over"</script>',
    '<style>body { display: none }</style>',
    '<p style="color: red">red</p>',
    '<img src="https://example.com/x.png">',
    '<iframe src="/"></iframe>',
  ]) {
    const heard = (await opened(added)).join(' ');
    expect(heard, added).toMatch(/Content Security Policy|Refused|violates/i);
    expect(await page.title(), added).not.toBe('taken over');
  }
});
