/** The index of the search: made by Pagefind from the finished pages, the same bytes from the same pages. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';
import type { GlossaryEntry } from '../schema/glossary.ts';

interface File {
  readonly path: string;
  readonly content: Uint8Array;
}

/** What is left out of the index: tables and machinery, and what a page says of every snapshot alike. */
const leftOut = [
  '.banner',
  '.checksum',
  '.confusion',
  '.count',
  '.here',
  '.hidden',
  '.key',
  '.links',
  '.neighbours',
  '.figure details',
  'section.table details',
  'section.table .scroll',
  '.taxonomy .heads',
  '.tree .measure',
  '.tree .topics',
  '.search-contents',
  '[aria-hidden="true"]',
];
/** Charts, their numbers and what stands below them hold no words to find, and most of the bytes to read. */
const wordless = /<svg\b.*?<\/svg>|<details><summary>The numbers\b.*?<\/details>|<figcaption\b.*?<\/figcaption>/gs;
/** How many pages wait for Pagefind, which reads them in a process of its own while the next are made ready. */
const ahead = 16;
/** Of what Pagefind writes: the search itself and its data, without interfaces that we do not use. */
const needed = [
  /^pagefind\.js$/,
  /^pagefind-entry\.json$/,
  /^pagefind\.en_\w+\.pf_meta$/,
  /^wasm\.en\.pagefind$/,
  /^index\//,
  /^filter\//,
  /^fragment\//,
];

/** What Pagefind answered. @throws {Error} if it complained */
function agreed<Answer extends { readonly errors: readonly string[] }>(answer: Answer, what: string): Answer {
  if (answer.errors.length > 0) throw new Error(`the search could not index ${what}: ${answer.errors.join('; ')}`);
  return answer;
}

/** What a file of Pagefind begins with; after it comes CBOR. */
const magic = Buffer.from('pagefind_dcd');

/** Where an item of CBOR begins to hold something, how much it holds, and where it ends: numbers, texts and lists. */
function item(bytes: Buffer, at: number): { begin: number; size: number; end: number } {
  const first = bytes.readUInt8(at);
  const [kind, short] = [first >> 5, first & 31];
  const width =
    new Map([
      [24, 1],
      [25, 2],
      [26, 4],
    ]).get(short) ?? 0;
  if (![0, 3, 4].includes(kind) || short > 26) throw new Error('the search has a filter of a form that is not known');
  const begin = at + 1 + width;
  const size = width === 0 ? short : bytes.readUIntBE(at + 1, width);
  let end = kind === 3 ? begin + size : begin;
  if (kind === 4) for (let count = 0; count < size; count += 1) end = item(bytes, end).end;
  return { begin, size, end };
}

/**
 * The files with the values of the filter in their order: Pagefind 1.5.2 writes them in another one at every run, and
 * names the files after what is in them. The same pages should give the same bytes.
 *
 * @throws {Error} if the files are not of the form that was seen
 */
function settled(files: readonly File[]): File[] {
  const one = (name: RegExp) => {
    const [found, ...others] = files.filter(({ path }) => name.test(path));
    if (!found || others.length > 0)
      throw new Error(`the search has ${found ? 1 + others.length : 0} files like ${name.source}, expected one`);
    return found;
  };
  const shortHash = (bytes: Buffer, length: number) =>
    createHash('sha256').update(bytes).digest('hex').slice(0, length);
  const replaced = (bytes: Buffer, old: string, now: string) => {
    const parts = bytes.toString('latin1').split(old);
    if (parts.length !== 2) throw new Error(`the search names ${old} ${parts.length - 1} times, expected once`);
    return Buffer.from(parts.join(now), 'latin1');
  };

  const [filter, meta, entry] = [one(/^filter\//), one(/\.pf_meta$/), one(/^pagefind-entry\.json$/)];
  const oldBytes = gunzipSync(filter.content);
  if (!oldBytes.subarray(0, magic.length).equals(magic)) throw new Error('the search has a filter without its sign');
  const name = item(oldBytes, magic.length + 1);
  const values = item(oldBytes, name.end);
  const sorted: Buffer[] = [];
  for (let at = values.begin; at < values.end; at = item(oldBytes, at).end)
    sorted.push(oldBytes.subarray(at, item(oldBytes, at).end));
  const filterBytes = Buffer.concat([oldBytes.subarray(0, values.begin), ...sorted.sort((a, b) => a.compare(b))]);

  const oldFilter = nameOf(filter);
  const newFilter = `en_${shortHash(filterBytes, oldFilter.length - 3)}`;
  const metaBytes = replaced(gunzipSync(meta.content), oldFilter, newFilter);
  const oldMeta = nameOf(meta);
  const newMeta = `en_${shortHash(metaBytes, oldMeta.length - 3)}`;
  return [
    ...files.filter((file) => ![filter, meta, entry].includes(file)),
    { path: filter.path.replace(oldFilter, newFilter), content: gzipSync(filterBytes) },
    { path: meta.path.replace(oldMeta, newMeta), content: gzipSync(metaBytes) },
    { path: entry.path, content: replaced(Buffer.from(entry.content), oldMeta, newMeta) },
  ];
}

/** Under which digest Pagefind keeps a file. @throws {Error} if its name holds none */
function nameOf({ path }: File): string {
  const found = /en_\w+/.exec(path)?.[0];
  if (found === undefined) throw new Error(`the search has a file ${path} without a digest in its name`);
  return found;
}

/** Indexes every page of every snapshot at its own address, and the words of the glossary, for the search page. */
async function indexPages(folder: string, root: string, pages: readonly { pathname: string }[]) {
  const { index } = agreed(await createIndex({ rootSelector: 'main', excludeSelectors: leftOut }), 'anything');
  if (!index) throw new Error('the search has no index, and Pagefind does not say why');
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/^[^/]+\/models\/[^/]+\/$/, 'Model type'],
    [/^[^/]+\/lineage\/[^/]+\/$/, 'Model'],
    [/^[^/]+\/data\/$/, 'Tables'],
  ];
  // The front page is the overview of a snapshot over again; comparisons say of two what their own pages say of each.
  const own = pages
    .map(({ pathname }) => pathname)
    .filter((path) => !/^(|404\/|search\/|glossary\/|compare\/.*)$/.test(path));
  if (!own.some((path) => /^\d/.test(path)))
    throw new Error(`the search has nothing to index: ${folder} has no page of a snapshot`);
  const sent: { path: string; answer: ReturnType<typeof index.addHTMLFile> }[] = [];
  const answered = async (most: number) => {
    for (const { path, answer } of sent.splice(0, sent.length - most)) agreed(await answer, path);
  };
  for (const path of own.sort()) {
    const kind = kinds.find(([pattern]) => pattern.test(path))?.[1];
    const html = readFileSync(join(folder, path, 'index.html'), 'utf8').replaceAll(wordless, '');
    // Pagefind takes what it knows of a page from the page.
    const content = kind ? html.replace('<main ', `<main data-pagefind-meta="kind:${kind}" `) : html;
    sent.push({ path, answer: index.addHTMLFile({ url: path, content }) });
    if (sent.length > ahead) await answered(ahead);
  }
  await answered(0);
  const glossary = JSON.parse(readFileSync(join(root, 'content/glossary.json'), 'utf8')) as readonly GlossaryEntry[];
  for (const { id, term, definition } of glossary)
    agreed(
      await index.addCustomRecord({
        url: `glossary/#${id}`,
        content: `${term}. ${definition}`,
        language: 'en',
        meta: { title: term, kind: 'Glossary' },
        filters: { snapshot: ['always'] },
      }),
      term,
    );
  const all = agreed(await index.getFiles(), 'anything').files;
  const missing = needed.find((name) => !all.some(({ path }) => name.test(path)));
  if (missing) throw new Error(`the search has no file like ${missing.source}, without which nothing is found`);
  const files = settled(all.filter(({ path }) => needed.some((name) => name.test(path))));
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, 'pagefind', path)), { recursive: true });
    writeFileSync(join(folder, 'pagefind', path), content);
  }
  return {
    pages: own.length,
    words: glossary.length,
    bytes: files.reduce((sum, { content }) => sum + content.length, 0),
  };
}

/** Writes `pagefind/` into the finished site, and lets the search page import it. */
export function searchIndex(): AstroIntegration {
  let root = '';
  return {
    name: 'almanac-search',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        root = fileURLToPath(config.root);
        // The search page imports what only the finished site has.
        const address = `/${config.base}/pagefind/pagefind.js`.replaceAll(/\/{2,}/g, '/');
        const resolveId = (id: string) =>
          id === 'pagefind/pagefind.js' ? { id: address, external: 'absolute' as const } : undefined;
        updateConfig({ vite: { plugins: [{ name: 'almanac-search', enforce: 'pre', resolveId }] } });
      },
      'astro:build:done': async ({ dir, pages, logger }) => {
        const began = performance.now();
        try {
          const { pages: indexed, words, bytes } = await indexPages(fileURLToPath(dir), root, pages);
          const time = Math.round(performance.now() - began);
          logger.info(
            `${indexed} pages and ${words} words indexed for the search in ${time} ms, ${Math.round(bytes / 1000)} kB`,
          );
        } finally {
          await close();
        }
      },
    },
  };
}
