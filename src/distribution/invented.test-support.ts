/** Snapshots that nobody published, described as data sets. */
import { EditionManifest } from '../schema/edition.ts';
import { Manifest, manifestText } from '../schema/snapshot.ts';
import { Table, tableText } from '../schema/table.ts';
import { type Dataset, describeDataset } from './dataset.ts';
import { sha256 } from './files.ts';

export const site = 'https://example.org/almanac/';

/** A table of cards by month. */
export const cards = Table.parse({
  name: 'cards',
  kind: 'count',
  title: 'Cards',
  method: 'Counted.',
  source: 'A test',
  window: { from: '2023-05', to: '2023-06', partial: ['2023-06'], floor: null },
  notes: ['Some "cards"\nwere lost.'],
  key: ['month'],
  columns: [
    { name: 'month', unit: 'month', description: 'Month | of creation', missing: 'unknown' },
    { name: 'models', unit: 'count', description: 'Models' },
    { name: 'share', unit: 'share', description: 'Share with a card', missing: 'no models' },
  ],
  rows: [
    { month: null, models: 2, share: 1 },
    { month: '2023-05', models: 4, share: 0.25 },
    { month: '2023-06', models: 0, share: null },
  ],
});

/** An edition with these tables, which is a draft unless it has a day of publication. */
export function inventedEdition({
  id = '2026-11-29',
  published = null,
  tables = [cards],
  facts = [],
}: {
  id?: string;
  published?: string | null;
  tables?: readonly Table[];
  facts?: EditionManifest['facts'];
} = {}): Dataset {
  const { sources } = invented();
  const manifest = EditionManifest.parse({
    id,
    date: id,
    title: 'Followed',
    population: 'Snapshots that do not exist.',
    limits: [],
    doi: null,
    madeBy: 'a test',
    snapshots: [{ id: '2023-06-30', manifestSha256: sha256('manifest') }],
    facts,
    publications: sources,
    tables: entriesOf(tables),
    unavailable: [],
  });
  const listed = published === null ? null : { id, published, manifestSha256: sha256(manifestText(manifest)) };
  return describeDataset({ manifest, listed, seriesDoi: null, tables }, site);
}

const entriesOf = (tables: readonly Table[]): Manifest['tables'] =>
  tables.map((table) => ({
    name: table.name,
    kind: table.kind,
    title: table.title,
    rows: table.rows.length,
    bytes: Buffer.byteLength(tableText(table)),
    sha256: sha256(tableText(table)),
  }));

/** A snapshot with these tables, which is a draft unless it has a day of publication. */
export function invented({
  id = '2023-06-30',
  published = null,
  tables = [cards],
  ...rest
}: { id?: string; published?: string | null; tables?: readonly Table[] } & Partial<
  Omit<Manifest, 'id' | 'tables'>
> = {}): Dataset {
  const manifest = Manifest.parse({
    id,
    date: id.slice(0, '2023-06-30'.length),
    coverage: 'census',
    title: 'Invented',
    population: 'Nothing that exists.',
    selection: null,
    partialMonths: [],
    floorMonth: null,
    limits: [],
    doi: null,
    madeBy: 'a test',
    accepted: [],
    publications: [
      {
        name: 'invented',
        title: 'Invented numbers',
        authors: ['N. Obody'],
        published: '2023-07-01',
        location: 'nowhere',
        licence: 'none',
        citation: 'N. Obody: Invented numbers.',
        files: [{ name: 'numbers.csv', bytes: 3, sha256: sha256('abc') }],
      },
    ],
    tables: entriesOf(tables),
    unavailable: [],
    ...rest,
  });
  const manifestSha256 = sha256(manifestText(manifest));
  const listed = published === null ? null : { id, published, manifestSha256, status: 'current' as const };
  return describeDataset({ manifest, listed, seriesDoi: null, tables }, site);
}
