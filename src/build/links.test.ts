import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkLinks, linksIn } from './links.ts';

/** Checks a site of these files. */
function check(files: Readonly<Record<string, string>>, base = '/') {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-links-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return checkLinks(folder, { origin: 'https://example.org', base });
}

test('links to pages, places, files, and other sites are as they should be', () => {
  const page = `<link rel="canonical" href="https://example.org/a/"><meta property="og:image" content="https://example.org/c.png">
    <a href="/a/">a</a> <a href="/a/?view=1#here">here</a> <a href="../">up</a> <a href="#here">here</a>
    <link rel="cite-as" href="https://doi.org/10.5281/zenodo.1234567"><meta name="citation_doi" content="10.5281/zenodo.1234567">
    <a href="https://arxiv.org/abs/2401.13177">paper</a> <p id="here"> <img src="/c.png"> <form action="/a/">`;
  expect(check({ 'index.html': '<a href="a/#here">', 'a/index.html': page, 'c.png': '' })).toMatchObject({ pages: 2 });
});

test.each([
  ['<a href="/b/">', '/a/ leads to /b/, where there is nothing'],
  ['<a href="/a">', '/a/ leads to /a, where there is nothing'],
  ['<script src="/b.js">', '/a/ leads to /b.js, where there is nothing'],
  ['<almanac-figure data-table="/b.json">', '/a/ leads to /b.json, where there is nothing'],
  ['<meta property="og:image" content="https://example.org/b.png">', '/a/ leads to /b.png, where there is nothing'],
  ['<a href="/#there">', '/a/ leads to /#there, and there is no such place on that page'],
  ['<a href="#there">', '/a/ leads to /a/#there, and there is no such place on that page'],
  ['<img src="https://example.com/x.png">', '/a/ loads https://example.com/x.png, which is not on the site'],
  ['<link rel="stylesheet" href="https://doi.org/x.css">', '/a/ loads https://doi.org/x.css, which is not on the site'],
  [
    '<link rel="cite-as" href="http://doi.org/10.5281/x">',
    '/a/ leads to http://doi.org/10.5281/x, which is not on the',
  ],
  ['<a href="http://example.com/">', '/a/ leads to http://example.com/, which is not on the site'],
  ['<a href="javascript:alert(1)">', '/a/ leads to javascript:alert(1), which is not on the site'],
  ['<a href="https://[">', '/a/ leads to https://[, which is no address'],
  ['<a href="/b/"> <a href="/c/">', '; 1 more are wrong'],
])('%s stops the build with a sentence', (html, sentence) => {
  expect(() => check({ 'index.html': '', 'a/index.html': html })).toThrow(sentence);
});

test('a link above the path below which the site stands is wrong', () => {
  expect(() => check({ 'index.html': '<a href="/other/">' }, '/almanac/')).toThrow(
    '/almanac/ leads to /other/, which is not below /almanac/',
  );
  expect(check({ 'index.html': '<a href="/almanac/">' }, '/almanac/')).toMatchObject({ pages: 1 });
});

test('what a reader may follow is told from what a page loads', () => {
  const links = [...linksIn('<a class="x" href="/a?b=1&amp;c=2">a</a><link href="/b.css"><img src="/c.png">')];
  expect(links).toEqual([
    { address: '/a?b=1&c=2', isFollowed: true },
    { address: '/b.css', isFollowed: false },
    { address: '/c.png', isFollowed: false },
  ]);
});
