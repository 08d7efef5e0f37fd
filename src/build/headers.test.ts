import { describe, expect, test } from 'vitest';
import { headersFor, headersText, assertHeaders, parseHeaders } from './headers.ts';

const read = parseHeaders(headersText('/'));
const sent = (path: string) => headersFor(read, path);

test.each([
  '/',
  '/404.html',
  '/search/',
  '/2023-06-30/',
  '/2023-06-30/data/',
  '/2023-06-30/models/bert/',
  '/no/such',
  '/favicon.svg',
])('%s may not be framed by anybody', (path) => {
  expect(sent(path).get('x-frame-options')).toEqual(['DENY']);
  expect(sent(path).get('content-security-policy')).toEqual([expect.stringContaining("frame-ancestors 'none'")]);
});

test.each(['/figures/2023-06-30/models/type-ranking/', '/figures/2023-06-30/models/bert/models-created/'])(
  'the figure %s may, and allows no more than other pages otherwise',
  (path) => {
    expect(sent(path).has('x-frame-options')).toBe(false);
    const [policy = '', ...others] = sent(path).get('content-security-policy') ?? [];
    expect(others).toEqual([]);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(policy).not.toContain('frame-ancestors');
  },
);

test.each([
  '/2023-06-30/data/totals.csv',
  '/editions/2026-11-30/data/models-listed.csv',
  '/cards/models.png',
  '/2023-06-30/cards/overview.png',
  '/editions/2026-11-30/cards/overview.png',
  '/api/v1/index.json',
  '/figures/2023-06-30/overview/challenges/challenges.svg',
])('%s may be read from other sites', (path) => {
  expect(sent(path).get('access-control-allow-origin')).toEqual(['*']);
  expect(sent(path).get('cross-origin-resource-policy')).toEqual(['cross-origin']);
});

test('only what is named after its content is kept for good', () => {
  expect(sent('/_astro/draw.x.js').get('cache-control')).toEqual(['public, max-age=31536000, immutable']);
  expect(sent('/2023-06-30/data/totals.csv').has('cache-control')).toBe(false);
});

test('below a path the rules stand below it too', () => {
  expect(headersText('/reports/almanac/')).toMatch(/^\/reports\/almanac\/\*\n/);
  const below = parseHeaders(headersText('/reports/almanac/'));
  expect(headersFor(below, '/reports/almanac/search/').has('x-frame-options')).toBe(true);
  expect(headersFor(below, '/search/').size).toBe(0);
});

test('no host takes more than a hundred rules, or lines of more than 2,000 letters', () => {
  expect(read.length).toBeLessThan(50);
  expect(
    Math.max(
      ...headersText('/')
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThan(1000);
});

describe('the build stops', () => {
  const page = '2023-06-30/models/index.html';
  test('where a page stands so deep that no rule forbids to frame it', () => {
    expect(() => {
      assertHeaders(headersText('/'), '/', ['a/b/c/d/index.html']);
    }).toThrow('_headers gives the page /a/b/c/d/ no policy');
  });
  test('where a page may be framed that is no figure', () => {
    expect(() => {
      assertHeaders("/*\n  Content-Security-Policy: default-src 'none'", '/', [page]);
    }).toThrow('_headers lets others frame the page /2023-06-30/models/');
  });
  test('where a figure may not be framed', () => {
    expect(() => {
      assertHeaders(headersText('/'), '/', ['figures/a/b/index.html']);
    }).toThrow(/_headers (gives|forbids)/);
  });
  test('where two rules name the same header for an address', () => {
    expect(() => {
      assertHeaders(`${headersText('/')}\n/2023-06-30/*\n  X-Frame-Options: DENY`, '/', [page]);
    }).toThrow('_headers gives /2023-06-30/models/ the header x-frame-options 2 times');
  });
  test('at a line that says nothing', () => {
    expect(() => parseHeaders('/*\nX-Frame-Options DENY')).toThrow(
      'neither an address nor a header: X-Frame-Options DENY',
    );
  });
});
