/**
 * `_headers`, which Netlify, Cloudflare Pages and others read: what a host sends along with the files of the site.
 *
 * Where several rules fit an address, hosts send the headers of all of them, and join what is named twice. So no two
 * rules that can meet name the same header; and there are few rules, for hosts take no more than a hundred, however many
 * snapshots there are. A rule cannot say "all but": it can say how deep an address is, and the pages of figures, which
 * alone may be framed, stand deeper than all others. The build proves on every file that it came out so.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { baseOf, filesBelow } from './links.ts';
import { contentPolicy } from './policy.ts';

/** A pattern of addresses, and the headers for those that fit it. `:name` is one part of an address, `*` all the rest. */
export interface Rule {
  readonly pattern: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** For every file: types are what they are said to be, no page learns where a reader comes from, devices stay away. */
const commonHeaders = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
] as const;
// A meta tag of each page narrows this: programs other than scripts may run on the page of the search only.
const denyFraming = [
  ['Content-Security-Policy', contentPolicy({ wasm: true, framedBy: 'nobody' })],
  ['X-Frame-Options', 'DENY'],
] as const;
const allowFraming = [['Content-Security-Policy', contentPolicy()]] as const;
/** For what other sites may read and show. */
const crossOrigin = [
  ['Cross-Origin-Resource-Policy', 'cross-origin'],
  ['Access-Control-Allow-Origin', '*'],
] as const;
/** For files whose name is made from their content. Frames without an origin of their own ask for them as strangers. */
const immutable = [['Cache-Control', 'public, max-age=31536000, immutable'], ...crossOrigin] as const;

const rules: readonly Rule[] = [
  { pattern: '/*', headers: commonHeaders },
  ...['', ':file', ':folder/', ':folder/:file', ':folder/:page/', ':folder/:page/:file', ':folder/:page/:part/'].map(
    (pattern) => ({ pattern: `/${pattern}`, headers: denyFraming }),
  ),
  { pattern: '/figures/:source/*', headers: [...allowFraming, ...crossOrigin] },
  ...['', '/:snapshot', '/editions/:edition']
    .flatMap((source) => [`${source}/data/*`, `${source}/cards/*`])
    .concat('/compare/*', '/api/*')
    .map((pattern) => ({ pattern, headers: crossOrigin })),
  { pattern: '/_astro/*', headers: immutable },
];

/** The rules as a file. @param base the path below which the site stands */
export const headersText = (base: string): string =>
  rules
    .map(({ pattern, headers }) =>
      [`${base}${pattern.slice(1)}`, ...headers.map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
    )
    .join('\n');

/** A rule that can be asked whether it fits. */
export interface ParsedRule extends Rule {
  readonly matches: RegExp;
}

/** What such a file says. @throws {Error} that names a line of which it cannot be told what it means */
export function parseHeaders(text: string): ParsedRule[] {
  const read: { pattern: string; headers: [string, string][]; matches: RegExp }[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '' && !each.startsWith('#'))) {
    const [, name, value] = /^\s+([\w-]+):\s*(.+)$/.exec(line) ?? [];
    if (line.startsWith('/')) read.push({ pattern: line.trim(), headers: [], matches: patternToRegExp(line.trim()) });
    else if (name !== undefined && value !== undefined && read.length > 0) read.at(-1)?.headers.push([name, value]);
    else throw new Error(`_headers has a line that is neither an address nor a header: ${line}`);
  }
  return read;
}

const patternToRegExp = (pattern: string) => {
  const part = (each: string) => (each === '*' ? '.*' : each.startsWith(':') ? '[^/]+' : RegExp.escape(each));
  return new RegExp(
    `^${pattern
      .split(/(\*|:\w+)/)
      .map(part)
      .join('')}$`,
  );
};

/** The headers for an address, by their names in lower case; of a header that several rules name, all values. */
export function headersFor(read: readonly ParsedRule[], path: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { matches, headers } of read) {
    if (!matches.test(path)) continue;
    for (const [name, value] of headers.map(([name, value]) => [name.toLowerCase(), value] as const))
      found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

/**
 * Holds the rules against every file.
 *
 * @param files paths below the base, as `figures/2023-06-30/models/type-ranking/index.html`
 * @throws {Error} that names an address which gets a header twice, may be framed, or may not
 */
export function assertHeaders(text: string, base: string, files: readonly string[]): void {
  const read = parseHeaders(text);
  for (const file of files) {
    const path = `${base}${file.replace(/(^|\/)index\.html$/, '$1')}`;
    const headers = headersFor(read, path);
    const twice = [...headers].find(([, values]) => values.length > 1);
    if (twice) throw new Error(`_headers gives ${path} the header ${twice[0]} ${twice[1].length} times`);
    if (!file.endsWith('.html')) continue;
    const policy = headers.get('content-security-policy')?.[0] ?? '';
    const denied = headers.has('x-frame-options') && policy.includes("frame-ancestors 'none'");
    if (policy === '') throw new Error(`_headers gives the page ${path} no policy`);
    // The list of all figures is a page as any other.
    if ((file.startsWith('figures/') && file !== 'figures/index.html') === denied)
      throw new Error(`_headers ${denied ? 'forbids to frame the figure' : 'lets others frame the page'} ${path}`);
  }
}

/** Writes `_headers` into the finished site, and proves it. */
export function headers(): AstroIntegration {
  let base = '/';
  return {
    name: 'almanac-headers',
    hooks: {
      'astro:config:done': ({ config }) => void (base = baseOf(config.base)),
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        const text = `${headersText(base)}\n`;
        assertHeaders(text, base, filesBelow(folder));
        writeFileSync(join(folder, '_headers'), text);
      },
    },
  };
}
