import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { weighPages } from '../scripts/wire.ts';

function site(files: Record<string, string>): string {
  const dist = mkdtempSync(join(tmpdir(), 'almanac-wire-'));
  onTestFinished(() => {
    rmSync(dist, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), text);
  }
  return dist;
}

const brotli = (text: string) => brotliCompressSync(text).length;

test('a page weighs what it and all that it loads weigh, each thing once', () => {
  const page =
    '<link rel="stylesheet" href="/a.css"><link rel=preload href="/latin.woff2"><img src="b.svg?v=1&amp;w=2">' +
    '<a href="/big.csv">data</a><link rel="canonical" href="https://example.org/"><img loading="lazy" src="/late.png">';
  const css =
    '@font-face{src:url(/latin.woff2) format("woff2"),url(/latin.woff);unicode-range:U+??,U+131}' +
    '@font-face{src:url(/greek.woff2);unicode-range:U+370-377,U+37A-37F}body{background:url("ground.svg")}';
  const dist = site({
    'index.html': page,
    'a.css': css,
    'b.svg': '<svg/>',
    'ground.svg': '<svg></svg>',
    'latin.woff2': 'x'.repeat(1000),
    'latin.woff': 'x',
    'greek.woff2': 'x',
    'big.csv': 'x',
    'late.png': 'x',
  });
  expect(weighPages(dist)).toEqual([
    {
      page: 'index.html',
      bytes: brotli(page) + brotli(css) + 1000 + brotli('<svg/>') + brotli('<svg></svg>'),
      parts: {
        html: { wire: brotli(page), raw: page.length },
        css: { wire: brotli(css), raw: css.length },
        scripts: { wire: 0, raw: 0 },
        fonts: { wire: 1000, raw: 1000 },
        other: { wire: brotli('<svg/>') + brotli('<svg></svg>'), raw: 17 },
      },
      loads: ['a.css', 'latin.woff2', 'ground.svg', 'b.svg'],
      later: [],
      laterBytes: 0,
      unknown: [],
      needsJavaScript: false,
    },
  ]);
});

test('a script brings what it imports; what it would import later is weighed apart, with all that this imports', () => {
  const dist = site({
    'index.html': '<script type="module" src="/a/one.js"></script>',
    'a/one.js': 'import{x}from"./two.js";const later=()=>import("./three.js")',
    'a/two.js': 'export const x=1',
    'a/three.js': 'import{x}from"./two.js";import{y}from"./four.js";const later=()=>import(`./five.js`)',
    'a/four.js': 'export const y=2',
    'a/five.js': 'import"./one.js"',
  });
  const [page] = weighPages(dist);
  expect(page).toMatchObject({
    loads: ['a/one.js', 'a/two.js'],
    later: ['a/three.js', 'a/five.js', 'a/four.js'],
    needsJavaScript: true,
  });
  const read = (file: string) => brotli(readFileSync(join(dist, file), 'utf8'));
  expect(page?.laterBytes).toBe(read('a/three.js') + read('a/four.js') + read('a/five.js'));
});

test('of two scripts that are used apart, what the heavier one brings is the weight', () => {
  const heavy = `export const words='${'as many words as a figure needs, '.repeat(3)}'`;
  const dist = site({
    'index.html': '<script type="module" src="/figure.js"></script><script type="module" src="/check.js"></script>',
    'figure.js': 'const later=()=>import("./draw.js")',
    'check.js': 'const later=()=>import("./verify.js")',
    'draw.js': heavy,
    'verify.js': 'export const sum=1',
  });
  expect(weighPages(dist)).toMatchObject([{ later: ['draw.js', 'verify.js'], laterBytes: brotli(heavy) }]);
});

test('data in a script element is no program', () => {
  const dist = site({
    'a.html': '<script type="application/ld+json">{}</script>',
    'b.html': '<script>alert()</script>',
    'c.html': '<!-- <script>alert()</script> -->',
  });
  const needing = weighPages(dist).filter((page) => page.needsJavaScript);
  expect(needing.map(({ page }) => page)).toEqual(['b.html']);
});

test('what is not there, or elsewhere, is named and not left out in silence', () => {
  const dist = site({ 'index.html': '<script src="/gone.js"></script><img src="https://example.org/a.png">' });
  expect(weighPages(dist)).toMatchObject([{ loads: [], unknown: ['/gone.js', 'https://example.org/a.png'] }]);
});

test('a site that lives under a path finds its files', () => {
  const dist = site({ 'about/index.html': '<link rel=stylesheet href="/almanac/a.css">', 'a.css': 'b{}' });
  expect(weighPages(dist)).toMatchObject([{ loads: ['a.css'], unknown: [] }]);
});

test('the heaviest page comes first, and a folder without pages is an error', () => {
  const dist = site({ 'a.html': 'a', 'b.html': Array.from({ length: 999 }, (_, index) => index).join(' ') });
  expect(weighPages(dist).map(({ page }) => page)).toEqual(['b.html', 'a.html']);
  expect(() => weighPages(site({}))).toThrow('there are no pages');
});
