/** Every link, anchor and part of the finished site, held against what is there: a dead one stops the build. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** The files below a folder, as paths in it with slashes, in their order. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** The path below which a site stands, with a slash at both ends. */
export const baseOf = (base: string): string => `/${base}/`.replaceAll(/\/{2,}/g, '/');

export interface Link {
  /** As it is written, without what HTML writes for `&`. */
  readonly address: string;
  /** Whether a reader or a program may follow it; a page loads all others itself. */
  readonly isFollowed: boolean;
}

/** Where addresses stand in a page. Found as text, for a site of a hundred snapshots has pages by the ten thousand. */
const attributes = [' href="', ' src="', ' action="', ' data-table="/', ' content="http'];

/** Links, and what is said of a page elsewhere: how it is cited, on what terms it is used, and what it is. */
const followedTag = /^<(a |link [^>]*\brel="(cite-as|license|type)")/;

/** Every address in a page. */
export function* linksIn(html: string): Generator<Link> {
  for (const mark of attributes)
    for (let at = html.indexOf(mark); at >= 0; at = html.indexOf(mark, at + 1)) {
      const begin = html.indexOf('"', at) + 1;
      // What holds its own content leads nowhere else.
      if (html.startsWith('data:', begin)) continue;
      const address = html.slice(begin, html.indexOf('"', begin)).replaceAll('&amp;', '&').replaceAll('&#38;', '&');
      const tag = html.slice(html.lastIndexOf('<', at), html.indexOf('>', at));
      yield { address, isFollowed: followedTag.test(tag) };
    }
}

interface Site {
  /** `https://example.org`: an address that begins with it is one of the site. */
  readonly origin: string;
  /** The path below which the site stands, with a slash at both ends. */
  readonly base: string;
}

/**
 * Holds every address in the pages of a folder against its files.
 *
 * Returns how many pages and different addresses there are.
 *
 * @throws {Error} that names the first page and address of which one leads nowhere, to a place that its page does not
 * have, or out of the site without being a link
 */
export function checkLinks(folder: string, { origin, base }: Site): { pages: number; addresses: number } {
  const files = filesBelow(folder);
  const addressOf = (file: string) => `${base}${file.replace(/(^|\/)index\.html$/, '$1')}`;
  const fileAt = new Map(files.map((file) => [addressOf(file), file]));
  const problems: string[] = [];
  /** What is known of an address without its place in the page. */
  const resolved = new Map<string, string | null>();
  /** Places that pages must have, and who says so: by file and name. */
  const requiredAnchors = new Map<string, Map<string, string>>();

  /** The file at an address; null where it is elsewhere, and may be. */
  function resolve(url: URL, isFollowed: boolean, from: string): string | null {
    if (url.origin !== origin) {
      if (!isFollowed || url.protocol !== 'https:')
        problems.push(`${from} ${isFollowed ? 'leads to' : 'loads'} ${url.href}, which is not on the site`);
      return null;
    }
    const file = fileAt.get(decodeURI(url.pathname)) ?? fileAt.get(decodeURIComponent(url.pathname));
    if (file === undefined)
      problems.push(
        `${from} leads to ${url.pathname}, ${url.pathname.startsWith(base) ? 'where there is nothing' : `which is not below ${base}`}`,
      );
    return file ?? null;
  }

  const pages = files.filter((file) => file.endsWith('.html'));
  for (const file of pages) {
    const from = addressOf(file);
    for (const { address, isFollowed } of linksIn(readFileSync(join(folder, file), 'utf8'))) {
      const [path = '', place] = address.split('#', 2);
      const isWhole = /^(\/|https?:)/.test(path);
      let found = path === '' ? file : isWhole ? resolved.get(path) : undefined;
      if (found === undefined) {
        const url = URL.parse(path, origin + from);
        if (!url) problems.push(`${from} leads to ${address}, which is no address`);
        found = url && resolve(url, isFollowed, from);
        if (isWhole && isFollowed) resolved.set(path, found);
      }
      if (found === null || !place) continue;
      const anchors = requiredAnchors.get(found) ?? new Map<string, string>();
      if (!anchors.has(place)) anchors.set(place, from);
      requiredAnchors.set(found, anchors);
    }
  }
  for (const [file, wanted] of requiredAnchors) {
    const html = readFileSync(join(folder, file), 'utf8');
    for (const [place, from] of wanted)
      if (!html.includes(` id="${decodeURIComponent(place)}"`))
        problems.push(`${from} leads to ${addressOf(file)}#${place}, and there is no such place on that page`);
  }
  const [first, ...others] = problems;
  if (first !== undefined) throw new Error(`${first}${others.length > 0 ? `; ${others.length} more are wrong` : ''}`);
  return { pages: pages.length, addresses: resolved.size };
}

/** Checks the links of the finished site. */
export function links(): AstroIntegration {
  let site: Site = { origin: '', base: '/' };
  return {
    name: 'almanac-links',
    hooks: {
      'astro:config:done': ({ config }) => {
        if (config.site === undefined) throw new Error('the site has no address: set ALMANAC_SITE');
        site = { origin: new URL(config.site).origin, base: baseOf(config.base) };
      },
      'astro:build:done': ({ dir, logger }) => {
        const { pages, addresses } = checkLinks(fileURLToPath(dir), site);
        logger.info(`${addresses} addresses on ${pages} pages lead somewhere`);
      },
    },
  };
}
