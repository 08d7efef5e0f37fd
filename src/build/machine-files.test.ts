import { expect, test } from 'vitest';
import type { StatusList } from '../schema/snapshot.ts';
import { robots, securityText, sitemap } from './machine-files.ts';
import { siteAddress } from './site-address.ts';

const root = 'https://example.org/almanac/';
const entry = { published: '2026-11-21', manifestSha256: 'a'.repeat(64) };
const status: StatusList = {
  doi: null,
  published: [
    { ...entry, id: '2023-06-30', status: 'corrected', by: '2023-06-30-r2', since: '2026-11-28', reason: 'Wrong.' },
    { ...entry, id: '2023-06-30-r2', published: '2026-11-28', status: 'current' },
  ],
};

test('a sitemap has every page but those that nobody should find first', () => {
  const pages = ['', 'models/', '2023-06-30/', '2023-06-30-r2/', '2023-06-30-r2/models/', '2026-12-01/', '404.html'];
  const text = sitemap(root, pages, ['2023-06-30', '2023-06-30-r2', '2026-12-01'], status);
  expect(Array.from(text.matchAll(/<loc>(.*?)<\/loc>(?:<lastmod>(.*?)<)?/g), ([, page, day]) => [page, day])).toEqual([
    [root, undefined],
    [`${root}2023-06-30-r2/`, '2026-11-28'],
    [`${root}2023-06-30-r2/models/`, '2026-11-28'],
    [`${root}models/`, undefined],
  ]);
  expect(robots(root, status)).toContain(`\nSitemap: ${root}sitemap.xml\n`);
  expect(robots(root, { ...status, rehearsal: true })).toBe('User-agent: *\nDisallow: /\n');
});

test('security.txt says whom to write to until a year after the newest publication, or is not there', () => {
  const almanac = {
    name: 'Almanac',
    editor: 'Almanac',
    publisher: 'Almanac',
    contact: 'mail@example.org',
    repository: null,
  };
  expect(securityText(root, almanac, status)).toBe(
    `Contact: mailto:mail@example.org\nExpires: 2027-11-28T00:00:00.000Z\nPreferred-Languages: en\nCanonical: ${root}.well-known/security.txt\n`,
  );
  expect(securityText(root, { ...almanac, contact: null }, status)).toBeNull();
});

test('an address of the site with a path is refused, in a sentence that says where the path goes', () => {
  expect(siteAddress({ ALMANAC_SITE: '', ALMANAC_BASE: '' })).toEqual({ site: 'http://localhost:4321', base: '/' });
  expect(siteAddress({ ALMANAC_SITE: 'https://example.org/' }).site).toBe('https://example.org/');
  expect(() => siteAddress({ ALMANAC_SITE: 'https://example.org/almanac/' })).toThrow(
    'set ALMANAC_SITE=https://example.org and ALMANAC_BASE=/almanac/',
  );
  for (const wrong of ['example.org', 'file:///srv/'])
    expect(() => siteAddress({ ALMANAC_SITE: wrong })).toThrow('expected an address such as https://example.org');
});
