/** Addresses on this site: below its base, with a slash at the end of every page. */

/**
 * The path of a page or file: `page('2023-06-30', 'models')` is `/2023-06-30/models/`, below the site's base. A part may
 * be several, as the place of an edition is.
 */
export function page(...parts: readonly string[]): string {
  return `${base()}${encode(parts)
    .map((part) => `${part}/`)
    .join('')}`;
}

/** The path of a file, without a slash at its end. */
export function file(...parts: readonly string[]): string {
  return `${base()}${encode(parts).join('/')}`;
}

/**
 * Where the figures of a dated page have pages of their own, in `/figures/`: `src/build/figure-pages.ts` makes them.
 */
export function figuresOf({ pathname }: URL, snapshot: string): string {
  const rest = pathname.slice(page(snapshot).length);
  return `${page('figures', snapshot)}${rest || 'overview/'}`;
}

/** The whole address, as it is cited. */
export function absolute(path: string, site: URL | undefined): string {
  if (!site) throw new Error('the site has no address: set ALMANAC_SITE');
  return new URL(path, site).href;
}

const encode = (parts: readonly string[]) => parts.join('/').split('/').filter(Boolean).map(encodeURIComponent);
const base = () => (import.meta.env.BASE_URL.endsWith('/') ? import.meta.env.BASE_URL : `${import.meta.env.BASE_URL}/`);
