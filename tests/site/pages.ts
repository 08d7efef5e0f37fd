/** The pages of the built site, and those of each kind that differ most; the snapshots likewise. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, StatusList } from '../../src/schema/snapshot.ts';
import { compareSnapshotIds } from '../../src/schema/snapshot-id.ts';
import type { Row, Table } from '../../src/schema/table.ts';
import { topics } from '../../src/schema/topic.ts';
import { evidenceOf } from '../../src/site/evidence.ts';
import { readSnapshots } from '../../src/snapshot/read.ts';
import { everything } from '../everything.ts';

/** Every page of a built site, as a path in its folder with `/`: `2023-06-30/models/index.html`. */
export const pageFiles = (dist: string): string[] =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html'))
    .sort();

/** The address of a page. */
export const addressOf = (file: string): string => `/${file.replace(/(^|\/)index\.html$/, '$1')}`;

/** A page without the marks of charts and all but the first row of tables, which take most of the time to parse. */
export const withoutRepeated = (html: string): string =>
  html
    .replaceAll(/(<svg\b[^>]*>).*?(<\/svg>)/gs, '$1$2')
    .replaceAll(/(<tbody\b[^>]*>\s*<tr\b.*?<\/tr>).*?(<\/tbody>)/gs, '$1$2');

/** The snapshot that speaks for all where one is needed, which changes with what is published. */
export const newestIn = (dist: string): string =>
  (JSON.parse(readFileSync(join(dist, 'api/v1/index.json'), 'utf8')) as { newest: string }).newest;

const topic = topics.map(({ id }) => id).join('|');
/** The names in an address that a template is given: of a snapshot, an edition, a pair, a measure, a type or model, a topic. */
const given: readonly (readonly [name: RegExp, template: string])[] = [
  [/^\d{4}-[^/]+/, '[snapshot]'],
  [/^editions\/[^/]+\//, 'editions/[edition]/'],
  [/^compare\/[^/]+\//, 'compare/[pair]/'],
  [/^explore\/[^/]+\//, 'explore/[measure]/'],
  [/\b(models|lineage)\/[^/]+\/index/, '$1/[one]/index'],
  [new RegExp(`^\\[snapshot\\]/(?:${topic})/index`), '[snapshot]/[topic]/index'],
];

/** What a page has in common with others: its template; of figures on pages of their own, the kind of chart. */
function templateOf(dist: string, file: string): string {
  if (file.startsWith('figures/') && file !== 'figures/index.html')
    return `figure ${kindOf(dist, file) ?? 'without a chart'}`;
  return given.reduce((template, [name, blank]) => template.replace(name, blank), file);
}

/** The kind of chart on the page of a figure. */
const kindOf = (dist: string, file: string): string | undefined =>
  /&quot;chart&quot;:&quot;(\w+)/.exec(readFileSync(join(dist, file), 'utf8'))?.[1];

interface Extremes {
  readonly longest: readonly string[];
  readonly shortest: readonly string[];
}
/** By folder: to find them, every page of a figure is read. */
const found = new Map<string, Extremes>();

/** The longest and the shortest page of every template; of figures the longest only. */
export function extremePages(dist: string): Extremes {
  const extremes = found.get(dist) ?? findExtremes(dist);
  found.set(dist, extremes);
  return extremes;
}

function findExtremes(dist: string): Extremes {
  const sizes = new Map(pageFiles(dist).map((file) => [file, statSync(join(dist, file)).size]));
  const templates = Map.groupBy(sizes.keys(), (file) => templateOf(dist, file));
  const bySize = [...templates].map(([template, files]) => ({
    template,
    files: files.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0)),
  }));
  const longest = bySize.flatMap(({ files }) => files.slice(0, 1));
  const shortest = bySize
    .filter(({ template }) => !template.startsWith('figure '))
    .flatMap(({ files }) => files.slice(1).slice(-1));
  return { longest: longest.sort(), shortest: shortest.sort() };
}

/** A figure on a page of its own, a type or a model: there are thousands. */
const madeByTheHundred = /^figures\/|\b(models|lineage)\/[^/]+\/index/;

/**
 * The pages to look at: the extremes of every template, and where everything is tested all others too, of those that are
 * made by the hundred every tenth.
 */
export function pagesToLookAt(dist: string): string[] {
  const { longest, shortest } = extremePages(dist);
  const others = pageFiles(dist).filter((file, index) => index % 10 === 0 || !madeByTheHundred.test(file));
  return [...new Set([...longest, ...shortest, ...(everything ? others : [])])].sort();
}

/**
 * The snapshots to look at: all where everything is tested, or else the newest of those that have the same tables, and of
 * the corrected ones the newest.
 */
export function snapshotsToLookAt(folder = join(import.meta.dirname, '../../content/snapshots')): Manifest[] {
  const all = readdirSync(folder)
    .sort(compareSnapshotIds)
    .map((id) => JSON.parse(readFileSync(join(folder, id, 'manifest.json'), 'utf8')) as Manifest);
  if (everything) return all;
  const { published } = JSON.parse(readFileSync(join(folder, '../status.json'), 'utf8')) as StatusList;
  const corrected = published.filter(({ status }) => status === 'corrected').map(({ id }) => id);
  const alike = Map.groupBy(all, ({ id, coverage, tables }) =>
    corrected.includes(id) ? 'corrected' : JSON.stringify([coverage, tables.map(({ name }) => name)]),
  );
  return [...alike.values()].flatMap((some) => some.slice(-1));
}

/** All snapshots, with what became of them: read once, which takes seconds. */
let known: ReturnType<typeof readKnown> | undefined;
function readKnown() {
  const { snapshots, status } = readSnapshots(join(import.meta.dirname, '../../content'));
  return snapshots.map((each) => ({
    ...each,
    listed: status.published.find(({ id }) => id === each.manifest.id) ?? null,
  }));
}

/** The snapshot from which pages take a row that fits, of a coverage if one is asked for, and the row; undefined if none has one. */
export function evidenceWith(name: string, fits: (row: Row) => boolean, coverage?: Manifest['coverage']) {
  known ??= readKnown();
  const found = evidenceOf(known, ({ tables }) => tables.get(name)?.rows.some(fits) ?? false, coverage);
  const row = found?.tables.get(name)?.rows.find(fits);
  return found && row && { manifest: found.manifest, row };
}

/** The snapshot that a topic takes a table from, or a row of it. @throws {Error} if none has it */
export function evidenceFor(name: string, where: Row = {}): Manifest {
  const found = evidenceWith(name, (row) => Object.entries(where).every(([key, value]) => row[key] === value));
  if (!found) throw new Error(`no snapshot has the table ${name} with ${JSON.stringify(where)}`);
  return found.manifest;
}

/** A table of the newest edition. */
export function editionTable(name: string): Table {
  const folder = join(import.meta.dirname, '../../content/editions');
  const newest = readdirSync(folder).sort().at(-1) ?? '';
  return JSON.parse(readFileSync(join(folder, newest, `${name}.json`), 'utf8')) as Table;
}

/** The chapters of these snapshots, beside the pages to look at. */
export function chaptersToLookAt(dist: string): string[] {
  const looked = new Set(snapshotsToLookAt().map(({ id }) => id));
  const chapters = pageFiles(dist).filter(
    (file) => looked.has(file.split('/')[0] ?? '') && file.split('/').length <= 3,
  );
  return [...new Set([...pagesToLookAt(dist), ...chapters])].sort();
}
