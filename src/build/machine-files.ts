/** What robots ask a host for: `robots.txt`, `sitemap.xml`, and whom to tell of a weakness. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { type Almanac, contactOf } from '../schema/almanac.ts';
import { type StatusList, isValid } from '../schema/snapshot.ts';
import { baseOf } from './links.ts';

/**
 * The pages as a sitemap, in their order. The page for what is not there is left out, as are those of snapshots that
 * are drafts, corrected or withdrawn: they stay, but nobody should find them first.
 *
 * @param root the address of the front page
 * @param pages their paths below it, as `2023-06-30/models/`
 * @param snapshots the ids of all, drafts too
 */
export function sitemap(root: string, pages: readonly string[], snapshots: readonly string[], status: StatusList) {
  const days = new Map(status.published.filter(isValid).map(({ id, published }) => [id, published]));
  const left = new Set(snapshots.filter((id) => !days.has(id)));
  const entries = [...pages]
    .sort()
    .map((page) => ({ page, of: page.split('/', 1)[0] ?? '' }))
    .filter(({ page, of }) => !page.startsWith('404') && !left.has(of))
    .map(({ page, of }) => {
      const day = days.get(of);
      const modified = day === undefined ? '' : `<lastmod>${day}</lastmod>`;
      return `<url><loc>${new URL(page, root).href.replaceAll('&', '&amp;')}</loc>${modified}</url>`;
    });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('\n')}
</urlset>
`;
}

/** Nobody is sent to a rehearsal. */
export const robots = (root: string, { rehearsal }: Pick<StatusList, 'rehearsal'>) =>
  rehearsal === true
    ? 'User-agent: *\nDisallow: /\n'
    : `User-agent: *\nAllow: /\n\nSitemap: ${new URL('sitemap.xml', root).href}\n`;

/**
 * `security.txt` (RFC 9116), which needs somebody to write to; null where the almanac names nobody. It expires a year
 * after the newest publication, since the build has no clock.
 */
export function securityText(root: string, almanac: Almanac, { published, editions = [] }: StatusList): string | null {
  const { email, url } = contactOf(almanac);
  const newest = [...published, ...editions]
    .map((each) => each.published)
    .sort()
    .at(-1);
  const contact = email === undefined ? url : `mailto:${email}`;
  if (contact === undefined || newest === undefined) return null;
  const expires = new Date(`${newest}T00:00:00Z`);
  expires.setUTCFullYear(expires.getUTCFullYear() + 1);
  return [
    `Contact: ${contact}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${new URL('.well-known/security.txt', root).href}`,
    '',
  ].join('\n');
}

/** Writes them into the finished site. */
export function machineFiles(): AstroIntegration {
  let [root, content] = ['', ''];
  return {
    name: 'almanac-machine-files',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = new URL(baseOf(config.base), config.site).href;
        content = fileURLToPath(new URL('content/', config.root));
      },
      'astro:build:done': ({ dir, pages }) => {
        const folder = fileURLToPath(dir);
        const json = (name: string) => JSON.parse(readFileSync(join(content, name), 'utf8')) as unknown;
        const status = json('status.json') as StatusList;
        const security = securityText(root, json('almanac.json') as Almanac, status);
        const paths = pages.map(({ pathname }) => pathname);
        writeFileSync(join(folder, 'robots.txt'), robots(root, status));
        writeFileSync(
          join(folder, 'sitemap.xml'),
          sitemap(root, paths, readdirSync(join(content, 'snapshots')), status),
        );
        if (security === null) return;
        mkdirSync(join(folder, '.well-known'), { recursive: true });
        writeFileSync(join(folder, '.well-known/security.txt'), security);
      },
    },
  };
}
