/**
 * The index of the search: made by Pagefind from the finished pages. Pagefind 1.5.2 writes the values of its filter in
 * another order at every run, so that of `pagefind/` the same pages do not give the same bytes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';
import type { GlossaryEntry } from '../schema/glossary.ts';
import { baseOf } from './links.ts';

/** What is left out of the index: tables and machinery, and what a page says of every snapshot alike. */
const excludedSelectors = [
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
const unindexedMarkup =
  /<svg\b.*?<\/svg>|<details><summary>Data table\b.*?<\/details>|<figcaption\b.*?<\/figcaption>/gs;
/** How many pages wait for Pagefind, which reads them in a process of its own while the next are made ready. */
const maxPending = 16;
/** Of what Pagefind writes: the search itself and its data, without interfaces that we do not use. */
const requiredFiles = [
  /^pagefind\.js$/,
  /^pagefind-entry\.json$/,
  /^pagefind\.en_\w+\.pf_meta$/,
  /^wasm\.en\.pagefind$/,
  /^index\//,
  /^filter\//,
  /^fragment\//,
];

/** What Pagefind answered. @throws {Error} if it complained */
function withoutErrors<Answer extends { readonly errors: readonly string[] }>(answer: Answer, what: string): Answer {
  if (answer.errors.length > 0) throw new Error(`the search could not index ${what}: ${answer.errors.join('; ')}`);
  return answer;
}

/** Indexes every page of every snapshot at its own address, and the words of the glossary, for the search page. */
async function indexPages(folder: string, root: string, pages: readonly { pathname: string }[]) {
  const { index } = withoutErrors(
    await createIndex({ rootSelector: 'main', excludeSelectors: excludedSelectors }),
    'anything',
  );
  if (!index) throw new Error('the search has no index, and Pagefind does not say why');
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/^[^/]+\/models\/[^/]+\/$/, 'Model type'],
    [/^[^/]+\/lineage\/[^/]+\/$/, 'Model'],
    [/^[^/]+\/data\/$/, 'Tables'],
  ];
  // The front page is the overview of a snapshot over again; comparisons say of two what their own pages say of each.
  const indexed = pages
    .map(({ pathname }) => pathname)
    .filter((path) => !/^(|404\/|search\/|glossary\/|compare\/.*)$/.test(path));
  if (!indexed.some((path) => /^\d/.test(path)))
    throw new Error(`the search has nothing to index: ${folder} has no page of a snapshot`);
  const pending: { path: string; answer: ReturnType<typeof index.addHTMLFile> }[] = [];
  const drain = async (most: number) => {
    for (const { path, answer } of pending.splice(0, pending.length - most)) withoutErrors(await answer, path);
  };
  for (const path of indexed.sort()) {
    const kind = kinds.find(([pattern]) => pattern.test(path))?.[1];
    const html = readFileSync(join(folder, path, 'index.html'), 'utf8').replaceAll(unindexedMarkup, '');
    // Pagefind takes what it knows of a page from the page.
    const content = kind ? html.replace('<main ', `<main data-pagefind-meta="kind:${kind}" `) : html;
    pending.push({ path, answer: index.addHTMLFile({ url: path, content }) });
    if (pending.length > maxPending) await drain(maxPending);
  }
  await drain(0);
  const glossary = JSON.parse(readFileSync(join(root, 'content/glossary.json'), 'utf8')) as readonly GlossaryEntry[];
  for (const { id, term, definition } of glossary)
    withoutErrors(
      await index.addCustomRecord({
        url: `glossary/#${id}`,
        content: `${term}. ${definition}`,
        language: 'en',
        meta: { title: term, kind: 'Glossary' },
        filters: { snapshot: ['always'] },
      }),
      term,
    );
  const all = withoutErrors(await index.getFiles(), 'anything').files;
  const missing = requiredFiles.find((name) => !all.some(({ path }) => name.test(path)));
  if (missing) throw new Error(`the search has no file like ${missing.source}, without which nothing is found`);
  for (const { path, content } of all.filter(({ path }) => requiredFiles.some((name) => name.test(path)))) {
    mkdirSync(dirname(join(folder, 'pagefind', path)), { recursive: true });
    writeFileSync(join(folder, 'pagefind', path), content);
  }
  return { pages: indexed.length, words: glossary.length };
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
        const address = `${baseOf(config.base)}pagefind/pagefind.js`;
        const resolveId = (id: string) =>
          id === 'pagefind/pagefind.js' ? { id: address, external: 'absolute' as const } : undefined;
        updateConfig({
          vite: {
            plugins: [{ name: 'almanac-search', enforce: 'pre', resolveId }],
            // While the site is written there is no index, and a server that looks for its parts would stop at that.
            optimizeDeps: { rolldownOptions: { external: ['pagefind/pagefind.js'] } },
          },
        });
      },
      'astro:build:done': async ({ dir, pages, logger }) => {
        try {
          const { pages: indexed, words } = await indexPages(fileURLToPath(dir), root, pages);
          logger.info(`${indexed} pages and ${words} words indexed for the search`);
        } finally {
          await close();
        }
      },
    },
  };
}
