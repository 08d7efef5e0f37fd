/** Data sets for tests: those of the repository, and one whose texts are as unpleasant as they can be. */
import { join } from 'node:path';
import { type Manifest, manifestText } from '../schema/snapshot.ts';
import type { Table } from '../schema/table.ts';
import { readSnapshots } from '../snapshot/read.ts';
import { type Dataset, describeDataset } from './dataset.ts';
import { sha256 } from './files.ts';

const site = 'https://almanac.example.org/reports/';

const content = readSnapshots(join(import.meta.dirname, '../../content'));
const unlisted = content.snapshots.map(({ manifest }) => ({ manifest, listed: null }));
/** The snapshots and the editions of the repository, as drafts without a DOI. */
export const [committed = [], editions = []] = [content.snapshots, content.editions].map((all): readonly Dataset[] =>
  all.map(({ manifest, files: tables }) =>
    describeDataset({ manifest, listed: null, seriesDoi: null, tables, snapshots: unlisted }, site),
  ),
);

/** A data set in every state that it can be in. */
export function inEveryState(dataset: Dataset): { state: string; dataset: Dataset }[] {
  const doi = '10.5281/zenodo.1234567';
  const seriesDoi = '10.5281/zenodo.1234566';
  const states = [
    ['a draft', { published: null, doi: null, seriesDoi: null }],
    ['a draft with a DOI', { published: null, doi, seriesDoi }],
    ['published', { published: '2026-12-01', doi: null, seriesDoi: null }],
    ['published with a DOI', { published: '2026-12-01', doi, seriesDoi }],
  ] as const;
  return states.map(([state, about]) => ({ state: `${dataset.id}, ${state}`, dataset: { ...dataset, ...about } }));
}

/** Text that ends strings, elements, lines, lists, mappings and documents where a form does not guard against it. */
export const hostile =
  '\'"</script><script>alert("x")</script><!-- \\ "quoted" \'too\': yes, & <b>\n- no # comment\r\n\t{a: [b, *c, &d]} | > %TAG ! --- ...\u2028 é 😀 ';

/** An invented table with a column of every type and a key. */
export const inventedTable: Table = {
  name: 'cards',
  kind: 'count',
  key: ['month', 'task'],
  title: 'Cards',
  method: 'Counted.',
  source: 'A test',
  window: { from: '2020-01', to: '2020-02', partial: [], floor: null },
  notes: ['Mind the gap.'],
  columns: [
    { name: 'month', unit: 'month', description: 'Month' },
    { name: 'task', unit: 'name', description: 'Task' },
    { name: 'day', unit: 'day', description: 'Day', missing: 'unknown' },
    { name: 'year', unit: 'year', description: 'Year', missing: 'unknown' },
    { name: 'models', unit: 'count', description: 'Models' },
    { name: 'share', unit: 'share', description: 'Share', missing: 'no models' },
    { name: 'change', unit: 'rankChange', description: 'Places won' },
  ],
  rows: [
    {
      month: '2020-01',
      task: 'a, "b"',
      day: '2020-01-31',
      year: '2020',
      models: 5_000_000_000,
      share: 0.25,
      change: -0.5,
    },
    { month: '2020-02', task: '=SUM(A1)', day: null, year: null, models: 0, share: null, change: 3 },
  ],
};

/** An invented snapshot of that table, in which every text that people write is `text`; a draft unless `published`. */
export function invented(
  text: string,
  { published = null, doi = null, tables }: { published?: string | null; doi?: string | null; tables?: Table[] } = {},
): Dataset {
  const manifest: Manifest = {
    id: '2020-02-29-r2',
    date: '2020-02-29',
    coverage: 'census',
    title: text,
    population: text,
    selection: null,
    partialMonths: [],
    floorMonth: null,
    limits: [text],
    doi,
    madeBy: text,
    accepted: [],
    publications: [
      {
        name: 'invented',
        title: text,
        authors: [text],
        published: '2020-03-01',
        location: 'github.com/nobody/nothing, commit 1a2b3c4',
        licence: text,
        citation: `${text} arXiv:2401.13177, doi:10.1109/SANER.2024.00001.`,
        files: [{ name: 'numbers of nobody.csv', bytes: 3, sha256: sha256('abc') }],
      },
    ],
    tables: [{ name: 'cards', kind: 'count', title: text, rows: 2, bytes: 1, sha256: sha256('') }],
    unavailable: [],
  };
  const manifestSha256 = sha256(manifestText(manifest));
  const listed = published === null ? null : { id: manifest.id, published, manifestSha256, status: 'current' as const };
  return describeDataset(
    {
      manifest,
      listed,
      seriesDoi: null,
      tables: tables ?? [{ ...inventedTable, title: text, method: text, notes: [text] }],
    },
    site,
  );
}
