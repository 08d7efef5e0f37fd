/**
 * The thread that makes the index of the search, by Pagefind, from the pages that are there. Pagefind 1.5.2 writes the
 * values of its filter in another order at every run, so that of `pagefind/` the same pages do not give the same bytes.
 */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { close, createIndex } from 'pagefind';
import type { GlossaryEntry } from '../schema/glossary.ts';
import { type StatusList, isValid } from '../schema/snapshot.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import { topics } from '../schema/topic.ts';
import { extractFigures } from './figure-pages.ts';
import { filesBelow } from './links.ts';

/** What the thread is told: where the site is, and where the project. */
export interface Indexing {
  readonly folder: string;
  readonly root: string;
}
/** What it answers: how many there are. */
export interface Indexed {
  readonly pages: number;
  readonly figures: number;
  readonly words: number;
}

/** What is left out of the index: tables and machinery, and what a page says of every snapshot alike. */
const excludedSelectors = [
  '.banner',
  '.checksum',
  '.compared',
  '.heat',
  '.count',
  '.here',
  '.hidden',
  '.key',
  '.left',
  '.links',
  '.sides',
  '.neighbours',
  '.part > summary',
  '.figure details',
  'section.table .cite',
  'section.table .scroll',
  '.taxonomy .heads',
  '.tree .measure',
  '.tree .topics',
  '.search-contents',
  '[aria-hidden="true"]',
];
/** Charts, and what stands with them and below them in a figure, hold no words to find, and are most of the bytes to read. */
const unindexedMarkup =
  /<svg\b.*?<\/svg>|<div class="views">.*?(?=<div class="see"|<figcaption\b)|<figcaption\b.*?<\/figcaption>/gs;
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

/** What a page is, where its title alone does not say so. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^(${topics.map(({ id }) => id).join('|')})/$`), 'Topic'],
  [/^([^/]+\/)?models\/[^/]+\/$/, 'Model type'],
  [/^([^/]+\/)?lineage\/[^/]+\/$/, 'Model'],
  [/^[^/]+\/data\/$/, 'Tables'],
  [/^compare\//, 'Comparison'],
  [/^editions\//, 'Edition'],
  [/^explore\//, 'Explorer'],
];
const snapshotOf = (path: string) => /^(\d{4}-\d\d-\d\d[^/]*)\/(.*)$/.exec(path);
const editionOf = (path: string) => /^editions\/(\d{4}-\d\d-\d\d[^/]*)\//.exec(path)?.[1];
/** Paths by the snapshot or edition that each is of, newest first. */
const newestFirst = (paths: readonly string[], of: (path: string) => string | undefined) =>
  paths.filter((path) => of(path)).sort((a, b) => compareSnapshotIds(of(b) ?? '', of(a) ?? ''));

/** The heading of the page of a model. */
const modelHeading = /<h1 class="model">\s*<code>([^<]*)<\/code>\s*<\/h1>/;
/**
 * A model in the words by which readers look for it: `google/gemma-2b` is also `gemma-2b` and `gemma 2b`. Pagefind reads
 * the name as one word, and splits that at every digit.
 */
function wordsOfModel(name: string): string {
  const own = name.slice(name.indexOf('/') + 1);
  const parts = own.split(/[-_]/).flatMap((part) => [part, ...part.split(/(?<=\p{L}{2})(?=\d)/u)]);
  return [...new Set([name, own, ...parts])].join(' ');
}

/** The snapshots that hold: published, and neither corrected nor withdrawn; drafts as long as nothing is published. */
function standingIn(root: string): (id: string) => boolean {
  const { published } = JSON.parse(readFileSync(join(root, 'content/status.json'), 'utf8')) as StatusList;
  const valid = new Set(published.filter(isValid).map(({ id }) => id));
  return (id) => published.length === 0 || valid.has(id);
}

/**
 * Indexes the pages at their own addresses, figures at theirs, and the words of the glossary.
 *
 * A search of everything looks in three scopes: `report` has what is told once, `dated` each page and figure of the newest
 * edition and of the newest snapshot that holds and has it, `earlier` the other editions. Whoever asks for one snapshot
 * finds all of its pages, by the filter `snapshot`.
 */
async function indexPages({ folder, root }: Indexing): Promise<Indexed> {
  const { index } = withoutErrors(
    await createIndex({ rootSelector: 'main', excludeSelectors: excludedSelectors }),
    'anything',
  );
  if (!index) throw new Error('the search has no index, and Pagefind does not say why');
  // The front page is told by those that it leads to. Meanwhile pages of figures are being written, and Astro removes the
  // bundle.
  const indexed = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.includes('.'))
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => filesBelow(join(folder, name)).map((file) => `${name}/${file}`))
    .filter((file) => /^(?!(search|glossary|compare)\/index|figures\/.+\/).+\/index\.html$/.test(file))
    .map((file) => file.replace(/index\.html$/, ''));
  if (!indexed.some((path) => snapshotOf(path)))
    throw new Error(`the search has nothing to index: ${folder} has no page of a snapshot`);

  const pending: { path: string; answer: ReturnType<typeof index.addHTMLFile> }[] = [];
  const drain = async (most: number) => {
    for (const { path, answer } of pending.splice(0, pending.length - most)) withoutErrors(await answer, path);
  };
  const add = async (path: string, html: string, filters: readonly string[], kind: string | undefined) => {
    const main = html.slice(html.indexOf('<main') + '<main'.length, html.lastIndexOf('</main>'));
    const [, model] = modelHeading.exec(main) ?? [];
    const heading = model && wordsOfModel(model);
    const meta = Object.entries({ kind, title: model, heading }).filter(([, value]) => value);
    // Pagefind takes what it knows of a page from the page.
    const attributes = [
      `data-pagefind-filter="${filters.join(', ')}"`,
      `data-pagefind-meta="${meta.map(([key]) => `${key}[data-${key}]`).join(', ')}"`,
      ...meta.map(([key, value]) => `data-${key}="${value}"`),
    ].join(' ');
    const text = main.replace(modelHeading, `<h1>${heading}</h1>`).replaceAll(unindexedMarkup, '');
    const content = `<html lang="en"><main ${attributes}${text}</main></html>`;
    pending.push({ path, answer: index.addHTMLFile({ url: path, content }) });
    if (pending.length > maxPending) await drain(maxPending);
  };

  const holds = standingIn(root);
  // What is told once comes first, then the newest.
  const inOrder = [
    ...indexed.filter((path) => !snapshotOf(path) && !editionOf(path)),
    ...newestFirst(indexed, editionOf),
    ...newestFirst(indexed, (path) => snapshotOf(path)?.[1]),
  ];
  const newestEdition = inOrder.map(editionOf).find((edition) => edition !== undefined);
  const seen = new Set<string>();
  const isNew = (what: string) => seen.size < seen.add(what).size;
  let figures = 0;
  for (const path of inOrder) {
    const html = readFileSync(join(folder, path, 'index.html'), 'utf8');
    const [, snapshot, rest = ''] = snapshotOf(path) ?? [];
    const edition = editionOf(path);
    const scope =
      edition !== undefined && edition !== newestEdition
        ? 'scope:earlier'
        : snapshot === undefined && !/^(compare|editions)\//.test(path)
          ? 'scope:report'
          : 'scope:dated';
    const isShown = snapshot === undefined || holds(snapshot);
    const ofSnapshot = snapshot === undefined ? [] : [`snapshot:${snapshot}`];
    const isNewest = isShown && (snapshot === undefined || rest === '' || isNew(rest));
    const kind = kinds.find(([pattern]) => pattern.test(path))?.[1];
    await add(path, html, isNewest ? [...ofSnapshot, scope] : ofSnapshot, kind);
    // Those of a single type or model are alike, and found with it, as are those that explore types.
    for (const figure of isShown && !/^(Model|Explorer)/.test(kind ?? '') ? extractFigures(html, path) : []) {
      if (!isNew(`#${figure.id}`)) continue;
      figures += 1;
      const [, caption = ''] = /<caption\b[^>]*>(.*?)<\/caption>/s.exec(figure.html) ?? [];
      const titled = figure.html
        .replaceAll(/ id="[^"]*"|<span class="as-of">.*?<\/span>/gs, '')
        .replaceAll(/(<\/?)h[23]\b/g, '$1h1');
      await add(
        `${path}#${figure.id}`,
        `<main>${titled}<p>${figure.id.replaceAll('-', ' ')}: ${caption}</p></main>`,
        [scope],
        'Figure',
      );
    }
  }
  await drain(0);
  const glossary = JSON.parse(readFileSync(join(root, 'content/glossary.json'), 'utf8')) as readonly GlossaryEntry[];
  const records = [
    ...glossary.map(({ id, term, definition }) => ({ place: `#${id}`, term, definition, kind: 'Glossary' })),
    { place: '', term: 'Glossary', definition: 'The words of the report, from A to Z, each explained.', kind: 'Page' },
  ];
  for (const { place, term, definition, kind } of records)
    withoutErrors(
      await index.addCustomRecord({
        url: `glossary/${place}`,
        content: `${term}. ${definition}`,
        language: 'en',
        meta: { title: term, kind },
        filters: { scope: ['report'], snapshot: ['always'] },
      }),
      term,
    );
  const outputPath = join(folder, 'pagefind');
  withoutErrors(await index.writeFiles({ outputPath }), 'anything');
  const written = filesBelow(outputPath);
  const missing = requiredFiles.find((name) => !written.some((file) => name.test(file)));
  if (missing) throw new Error(`the search has no file like ${missing.source}, without which nothing is found`);
  for (const file of written.filter((file) => !requiredFiles.some((name) => name.test(file))))
    rmSync(join(outputPath, file));
  return { pages: indexed.length, figures, words: glossary.length };
}

try {
  parentPort?.postMessage(await indexPages(workerData as Indexing));
} finally {
  await close();
}
