/** What each page of the built site weighs on the wire, compressed, with all that it loads at the start. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** What a page is made of; `other` is images and whatever else it asks for. */
export type Part = 'html' | 'css' | 'scripts' | 'fonts' | 'other';

export interface PageWeight {
  /** The page's path in the folder, `about/index.html`. */
  readonly page: string;
  /** The page and what it loads, compressed. Fonts are counted whole if they hold Latin letters, used or not. */
  readonly bytes: number;
  /** The same by part, compressed and as it is on disk. */
  readonly parts: Readonly<Record<Part, { readonly wire: number; readonly raw: number }>>;
  /** The files that are loaded, in the order in which they are named. */
  readonly loads: readonly string[];
  /** The scripts that those would load once they are used, which is not in `bytes`. */
  readonly later: readonly string[];
  /** The weight of what one of them would load, compressed: the most, as figures and a check of downloads do not meet. */
  readonly laterBytes: number;
  /** What is loaded from elsewhere or is not in the folder; it is not in `bytes`. */
  readonly unknown: readonly string[];
  /** Whether a script runs on the page; data in a script element, as JSON-LD, is no program. */
  readonly needsJavaScript: boolean;
}

const quoted = `(?:[^>"']|"[^"]*"|'[^']*')*`;
const programTypes = ['', 'module', 'text/javascript', 'application/javascript'];
const compressed = ['.avif', '.gif', '.jpg', '.png', '.webp', '.woff', '.woff2'];
const isScript = (file: string) => /\.m?js$/.test(file);

function partOf(file: string): Part {
  if (isScript(file)) return 'scripts';
  const kind = extname(file);
  if (kind === '.html') return 'html';
  if (kind === '.css') return 'css';
  return ['.woff', '.woff2', '.ttf', '.otf'].includes(kind) ? 'fonts' : 'other';
}

/**
 * The weight of every page in a built site, heaviest first.
 *
 * @throws {Error} if the folder has no pages
 */
export function weighPages(dist: string): PageWeight[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const pages = files.filter((file) => file.endsWith('.html'));
  if (pages.length === 0) throw new Error(`there are no pages in ${dist}`);

  const sizes = new Map<string, { wire: number; raw: number }>();
  const size = (file: string) => {
    const known = sizes.get(file);
    if (known) return known;
    const bytes = readFileSync(join(dist, file));
    // Quality 11 is what Node takes when it is not told.
    const wire = compressed.includes(extname(file)) ? bytes.length : brotliCompressSync(bytes).length;
    const weight = { wire, raw: bytes.length };
    sizes.set(file, weight);
    return weight;
  };
  const wireSize = (files: Iterable<string>) => Array.from(files, size).reduce((sum, { wire }) => sum + wire, 0);

  return pages
    .map((page) => {
      const html = readFileSync(join(dist, page), 'utf8').replace(/<!--.*?-->/gs, '');
      const loads = new Set<string>();
      const unknown = new Set<string>();
      const load = (address: string, from: string): void => {
        if (address === '' || /^(data:|#)/.test(address)) return;
        const file = fileAt(dist, address, from);
        if (file === undefined) unknown.add(address);
        if (file === undefined || loads.has(file)) return;
        loads.add(file);
        if (isScript(file) || file.endsWith('.css'))
          for (const next of loadedBy(file, readFileSync(join(dist, file), 'utf8'))) load(next, file);
      };
      for (const address of loadedByPage(html)) load(address, page);

      const wait = (file: string, later = new Set<string>()): Set<string> => {
        const text = readFileSync(join(dist, file), 'utf8');
        for (const address of [...askedLater(text), ...(later.has(file) ? loadedBy(file, text) : [])]) {
          const next = fileAt(dist, address, file);
          if (next === undefined || !isScript(next) || loads.has(next) || later.has(next)) continue;
          later.add(next);
          wait(next, later);
        }
        return later;
      };
      const waiting = [...loads].filter(isScript).map((file) => [...wait(file)]);

      const parts = { html: none(), css: none(), scripts: none(), fonts: none(), other: none() };
      for (const file of [page, ...loads]) {
        const part = parts[partOf(file)];
        part.wire += size(file).wire;
        part.raw += size(file).raw;
      }
      return {
        page,
        bytes: wireSize([page, ...loads]),
        parts,
        loads: [...loads],
        later: [...new Set(waiting.flat())],
        laterBytes: Math.max(0, ...waiting.map(wireSize)),
        unknown: [...unknown],
        needsJavaScript: elements(html, 'script').some(({ type = '' }) => programTypes.includes(type.toLowerCase())),
      };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

const none = () => ({ wire: 0, raw: 0 });

/** The addresses that a page loads without being asked: not its links, not images that wait to be seen. */
function loadedByPage(html: string): string[] {
  const links = elements(html, 'link').filter(({ rel = '' }) => /\b(stylesheet|preload|modulepreload)\b/.test(rel));
  const images = elements(html, 'img').filter(({ loading }) => loading !== 'lazy');
  const styles = Array.from(html.matchAll(/<style\b[^>]*>(.*?)<\/style>/gs), ([, css = '']) => css);
  return [
    ...links.map(({ href = '' }) => href),
    ...[...elements(html, 'script'), ...images].map(({ src = '' }) => src),
    ...styles.flatMap(loadedByStyles),
  ];
}

function loadedBy(file: string, text: string): string[] {
  if (file.endsWith('.css')) return loadedByStyles(text);
  // `import(…)` waits for its moment.
  return Array.from(text.matchAll(/\b(?:from|import)\s*["']([^"']+)["']/g), ([, address = '']) => address);
}

/** The scripts that a script loads when their moment has come. */
const askedLater = (text: string): string[] =>
  Array.from(text.matchAll(/\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g), ([, address = '']) => address);

/** Everything that a stylesheet names; of fonts the first format, and only those that hold a Latin letter. */
function loadedByStyles(css: string): string[] {
  const fontFaces = /@font-face\s*\{[^}]*\}/g;
  const addresses = (part: string) =>
    Array.from(part.matchAll(/url\(\s*["']?([^"')]+?)["']?\s*\)/g), ([, address = '']) => address);
  const fonts = (css.match(fontFaces) ?? []).filter(holdsLatin).flatMap((face) => addresses(face).slice(0, 1));
  return [...fonts, ...addresses(css.replace(fontFaces, ''))];
}

/** Whether a font is asked for the letter A: its `unicode-range` has it, or it has none. */
function holdsLatin(fontFace: string): boolean {
  const range = /unicode-range:([^;}]+)/i.exec(fontFace)?.[1];
  if (range === undefined) return true;
  return range.split(',').some((part) => {
    const [from = '', to = from] = part.trim().replace(/^U\+/i, '').split('-');
    return parseInt(from.replaceAll('?', '0'), 16) <= 0x41 && 0x41 <= parseInt(to.replaceAll('?', 'F'), 16);
  });
}

/** The attributes of every element of a name. */
function elements(html: string, name: string): Partial<Record<string, string>>[] {
  return Array.from(html.matchAll(new RegExp(`<${name}\\b(${quoted})>`, 'gi')), ([, attributes = '']) =>
    Object.fromEntries(
      Array.from(
        attributes.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g),
        ([, attribute = '', double, single, bare]) => [
          attribute.toLowerCase(),
          (double ?? single ?? bare ?? '').replaceAll('&amp;', '&'),
        ],
      ),
    ),
  );
}

/**
 * The file that an address stands for; `undefined` if it is not in the folder.
 *
 * A site that was built to live under a path has it in front of its addresses, but not in its folder.
 */
function fileAt(dist: string, address: string, from: string): string | undefined {
  const url = new URL(address, `file:///${from}`);
  if (url.host !== '' || url.protocol !== 'file:') return undefined;
  const path = decodeURIComponent(url.pathname).slice(1);
  const parts = path.split('/');
  return parts.map((_, index) => posix.join(...parts.slice(index))).find((file) => existsSync(join(dist, file)));
}
