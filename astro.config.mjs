import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { close, createIndex } from 'pagefind';

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
  'figcaption',
  '.figure details',
  'section.table details',
  'section.table .scroll',
  '.taxonomy .heads',
  '.tree .measure',
  '.tree .topics',
  '.search-contents',
  '[aria-hidden="true"]',
];
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

/** @returns what Pagefind answered @throws {Error} if it complained */
function agreed(answer, what) {
  if (answer.errors.length > 0) throw new Error(`the search could not index ${what}: ${answer.errors.join('; ')}`);
  return answer;
}

/** What a file of Pagefind begins with; after it comes CBOR. */
const magic = Buffer.from('pagefind_dcd');

/** Where an item of CBOR begins to hold something, how much it holds, and where it ends: numbers, texts and lists. */
function item(bytes, at) {
  const [kind, short] = [bytes[at] >> 5, bytes[at] & 31];
  const width = { 24: 1, 25: 2, 26: 4 }[short] ?? 0;
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
function settled(files) {
  const one = (name) => {
    const fitting = files.filter(({ path }) => name.test(path));
    if (fitting.length !== 1)
      throw new Error(`the search has ${fitting.length} files like ${name.source}, expected one`);
    return { ...fitting[0], bytes: Buffer.from(gunzipSync(fitting[0].content)) };
  };
  const shortHash = (bytes, length) => createHash('sha256').update(bytes).digest('hex').slice(0, length);
  const replaced = (bytes, old, now) => {
    const parts = bytes.toString('latin1').split(old);
    if (parts.length !== 2) throw new Error(`the search names ${old} ${parts.length - 1} times, expected once`);
    return Buffer.from(parts.join(now), 'latin1');
  };

  const [filter, meta, entry] = [
    one(/^filter\//),
    one(/\.pf_meta$/),
    files.find(({ path }) => path === 'pagefind-entry.json'),
  ];
  if (!filter.bytes.subarray(0, magic.length).equals(magic))
    throw new Error('the search has a filter without its sign');
  const name = item(filter.bytes, magic.length + 1);
  const values = item(filter.bytes, name.end);
  const sorted = [];
  for (let at = values.begin; at < values.end; at = item(filter.bytes, at).end)
    sorted.push(filter.bytes.subarray(at, item(filter.bytes, at).end));
  const filterBytes = Buffer.concat([filter.bytes.subarray(0, values.begin), ...sorted.sort(Buffer.compare)]);

  const oldFilter = /en_\w+/.exec(filter.path)[0];
  const newFilter = `en_${shortHash(filterBytes, oldFilter.length - 3)}`;
  const metaBytes = replaced(meta.bytes, oldFilter, newFilter);
  const oldMeta = /en_\w+/.exec(meta.path)[0];
  const newMeta = `en_${shortHash(metaBytes, oldMeta.length - 3)}`;
  return [
    ...files.filter((file) => ![filter.path, meta.path, entry.path].includes(file.path)),
    { path: filter.path.replace(oldFilter, newFilter), content: gzipSync(filterBytes) },
    { path: meta.path.replace(oldMeta, newMeta), content: gzipSync(metaBytes) },
    { path: entry.path, content: Buffer.from(Buffer.from(entry.content).toString().replace(oldMeta, newMeta)) },
  ];
}

/** Indexes every page of every snapshot at its own address, and the words of the glossary, for the search page. */
async function indexPages(folder, root, pages) {
  const { index } = agreed(await createIndex({ rootSelector: 'main', excludeSelectors: leftOut }), 'anything');
  const kinds = [
    [/^[^/]+\/models\/[^/]+\/$/, 'Model type'],
    [/^[^/]+\/data\/$/, 'Tables'],
  ];
  // The front page is the overview of a snapshot over again.
  const own = pages.map(({ pathname }) => pathname).filter((path) => !/^(|404\/|search\/|glossary\/)$/.test(path));
  if (!own.some((path) => /^\d/.test(path)))
    throw new Error(`the search has nothing to index: ${folder} has no page of a snapshot`);
  for (const path of own.sort()) {
    const kind = kinds.find(([pattern]) => pattern.test(path))?.[1];
    // Charts hold no words to find, and half of the bytes to read.
    const html = readFileSync(join(folder, path, 'index.html'), 'utf8').replaceAll(/<svg\b.*?<\/svg>/gs, '');
    // Pagefind takes what it knows of a page from the page.
    const content = kind ? html.replace('<main ', `<main data-pagefind-meta="kind:${kind}" `) : html;
    agreed(await index.addHTMLFile({ url: path, content }), path);
  }
  const glossary = JSON.parse(readFileSync(join(root, 'content/glossary.json'), 'utf8'));
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

/** @returns {import('astro').AstroIntegration} */
function search() {
  let root = '';
  return {
    name: 'almanac-search',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        root = fileURLToPath(config.root);
        // The search page imports what only the finished site has.
        const address = `/${config.base}/pagefind/pagefind.js`.replaceAll(/\/{2,}/g, '/');
        const resolveId = (id) => (id === 'pagefind/pagefind.js' ? { id: address, external: 'absolute' } : undefined);
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

// Where the site will stand is not the report's business: the addresses that are cited come from these two. Empty is
// unset, as schedules hand over what they were not given.
export default defineConfig({
  site: process.env.ALMANAC_SITE || 'http://localhost:4321',
  base: process.env.ALMANAC_BASE || '/',
  trailingSlash: 'always',
  build: { inlineStylesheets: 'never' },
  // Nothing is written into a page, where a strict policy would not allow it.
  // Small scripts stay files, for a strict policy allows none in the page; what is loaded late needs no preloading.
  vite: { build: { assetsInlineLimit: 0, modulePreload: false } },
  devToolbar: { enabled: false },
  integrations: [mdx(), search()],
});
