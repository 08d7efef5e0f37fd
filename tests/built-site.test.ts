import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { builtSite, type BuiltSiteOptions } from './built-site.ts';
import { everything } from './everything.ts';
import { snapshotsToLookAt } from './site/pages.ts';

function folder(files: Record<string, string>): string {
  const dist = mkdtempSync(join(tmpdir(), 'almanac-dist-'));
  onTestFinished(() => {
    rmSync(dist, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dist, name, '..'), { recursive: true });
    writeFileSync(join(dist, name), text);
  }
  return dist;
}

const pages = { 'index.html': 'front', '404.html': 'not here', 'about/index.html': 'about', 'data/a.csv': 'a\n1\n' };

async function get(path: string, options: BuiltSiteOptions = { dist: folder(pages), base: '/' }) {
  const site = await builtSite(options);
  onTestFinished(() => site.close());
  const response = await fetch(site.origin + path, { redirect: 'manual' });
  const { status, headers } = response;
  return { status, type: headers.get('content-type'), location: headers.get('location'), text: await response.text() };
}

test('a folder is met with its index page', async () => {
  expect(await get('/')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', text: 'front' });
  expect(await get('/about/?from=here')).toMatchObject({ status: 200, text: 'about' });
});

test('a folder without its slash is sent to the address with it, so that relative links hold', async () => {
  expect(await get('/about?from=here')).toMatchObject({ status: 301, location: '/about/?from=here' });
});

test('a file goes out with the type of its name', async () => {
  expect(await get('/data/a.csv')).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8', text: 'a\n1\n' });
});

test.each(['/nowhere', '/data/', '/%E0%A4%A', '/%2e%2e/%2e%2e/etc/passwd'])(
  'an unknown address is met with the page for it: %s',
  async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, text: 'not here' });
  },
);

test('under a base path nothing is served beside it', async () => {
  const options = { dist: folder(pages), base: '/almanac' };
  expect(await get('/almanac/about/', options)).toMatchObject({ status: 200, text: 'about' });
  expect(await get('/about/', options)).toMatchObject({ status: 404, text: 'not here' });
});

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('text goes out packed as the reader takes it: %s', async (takes, expected) => {
  const site = await builtSite({ dist: folder({ ...pages, 'a.png': 'x' }), base: '/' });
  onTestFinished(() => site.close());
  const ask = (path: string) => fetch(site.origin + path, { headers: { 'accept-encoding': takes } });
  const response = await ask('/data/a.csv');
  expect(response.headers.get('content-encoding')).toBe(expected);
  expect(await response.text()).toBe('a\n1\n');
  expect((await ask('/a.png')).headers.get('content-encoding')).toBeNull();
});

test('what _headers says is sent along, all of it where two rules fit; other files are asked for again', async () => {
  const _headers =
    '/*\n  X-Content-Type-Options: nosniff\n/kept/*\n  Cache-Control: immutable\n/*/a.css\n  X-Content-Type-Options: more';
  const site = await builtSite({ dist: folder({ ...pages, 'kept/a.css': '', _headers }), base: '/' });
  onTestFinished(() => site.close());
  expect((await fetch(`${site.origin}/kept/a.css`)).headers.get('x-content-type-options')).toBe('nosniff, more');
  const kept = async (path: string) => (await fetch(site.origin + path)).headers.get('cache-control');
  expect(await kept('/kept/a.css')).toBe('immutable');
  expect(await kept('/about/')).toBe('no-cache');
});

test('a file of an unknown kind is an error that names it', async () => {
  const dist = folder({ ...pages, 'a.strange': '' });
  expect(await get('/a.strange', { dist, base: '/' })).toMatchObject({
    status: 500,
    text: expect.stringContaining('a.strange'),
  });
});

test('a site that is not built is an error that says how to build it', async () => {
  await expect(builtSite({ dist: folder({}) })).rejects.toThrow(/the site is not built: .*index\.html.*npm run build/);
});

test('of snapshots with the same tables the tests of the site look at the newest: -r10, and not -r2', () => {
  const ids = ['2026-08-22', '2026-08-22-r10', '2026-08-22-r2'];
  const content = folder({
    'status.json': JSON.stringify({ published: [] }),
    ...Object.fromEntries(
      ids.map((id) => [`snapshots/${id}/manifest.json`, JSON.stringify({ id, coverage: 'census', tables: [] })]),
    ),
  });
  const looked = snapshotsToLookAt(join(content, 'snapshots')).map(({ id }) => id);
  expect(looked).toEqual(everything ? ['2026-08-22', '2026-08-22-r2', '2026-08-22-r10'] : ['2026-08-22-r10']);
});
