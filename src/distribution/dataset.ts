/** A snapshot described as a data set: the one description from which every citation and every form of metadata is written. */
import { type AnyManifest, type EditionManifest, isEdition, placeOf, snapshotsIn } from '../schema/edition.ts';
import {
  type Manifest,
  type PublishedEdition,
  type PublishedSnapshot,
  manifestText,
  isValid,
  limitsOf,
} from '../schema/snapshot.ts';
import type { Almanac } from '../schema/almanac.ts';
import { declared } from '../schema/declared.ts';
import type { Table } from '../schema/table.ts';
import { correctionOf } from '../schema/snapshot-id.ts';
import { almanac } from './almanac.ts';
import { type MadeFrom, sourceOfTotals } from './source.ts';
import { type ParquetType, type TableFile, fileOf, parquetTypes, sha256, tableForms } from './files.ts';

/** A file that anyone can take away, and prove to be the one that was published. */
export interface DatasetFile {
  readonly name: string;
  readonly mediaType: string;
  /** Its size in bytes. */
  readonly bytes: number;
  readonly sha256: string;
  readonly address: string;
}

export interface DatasetTable extends Omit<Table, 'rows'>, MadeFrom {
  /** How many. */
  readonly rows: number;
  /** The values of each column whose values are slugs, in the order of the rows. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** How its Parquet file types its columns, which in older files are known to be more than these say. */
  readonly parquetTypes: readonly ParquetType[];
  /**
   * What it was made from: tables, columns of records, or sources by their names; its source in words where the manifest
   * does not say.
   */
  readonly from: readonly string[];
  /** Where it is described. */
  readonly address: string;
  /** The file whose checksum is cited. */
  readonly json: DatasetFile;
  /** As JSON, CSV and Parquet, in this order. */
  readonly files: readonly DatasetFile[];
}

/** Another snapshot, as it is cited. */
export interface Version {
  readonly id: string;
  readonly address: string;
  readonly doi: string | null;
}

export interface Dataset extends MadeFrom {
  readonly kind: 'snapshot' | 'edition';
  /** Whether it was made to try things out, and is no evidence. */
  readonly rehearsal: boolean;
  /** Its day and what tells it from others of that day, which is also the version: what has its name never changes. */
  readonly id: string;
  readonly title: string;
  /** The models and topics it covers; for a sample also how it was selected. */
  readonly description: string;
  /** Of a snapshot; an edition has rows of several. */
  readonly coverage: Manifest['coverage'] | null;
  /** The day that the data describe. */
  readonly date: string;
  /** From the first day of the first month that a table covers to that day, `2020-01-01/2023-06-30`, or that day. */
  readonly span: string;
  /** The day of publication; null for a draft. */
  readonly published: string | null;
  readonly status: PublishedSnapshot['status'] | 'draft';
  /** The DOI of this snapshot, and the one for all snapshots. */
  readonly doi: string | null;
  readonly seriesDoi: string | null;
  /** What took its place, since when and why; null where it holds, or the list does not say. */
  readonly by: string | null;
  readonly since: string | null;
  readonly reason: string | null;
  /** The same in a sentence; null unless it was corrected or withdrawn. */
  readonly notice: string | null;
  /** What it corrects, and the correction that stands in its place: none where that was withdrawn in turn. */
  readonly corrects: Version | null;
  readonly correction: Version | null;
  readonly licence: typeof licence;
  /** Who edits and publishes it. */
  readonly almanac: Almanac;
  readonly keywords: readonly string[];
  readonly limits: readonly string[];
  readonly madeBy: string;
  /** The site, with a slash at the end. */
  readonly site: string;
  /** The overview of the snapshot. */
  readonly address: string;
  readonly tables: readonly DatasetTable[];
  /** The tables that its data do not allow, each with the reason. */
  readonly unavailable: Manifest['unavailable'];
  readonly manifest: DatasetFile;
}

export const licence = {
  id: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0 International',
  address: 'https://creativecommons.org/licenses/by/4.0/',
} as const;

export const keywords = ['pre-trained models', 'model reuse', 'Hugging Face', 'mining software repositories'] as const;

/** What a snapshot or an edition is, and its entry among the published ones; null for a draft. */
interface Listed {
  readonly manifest: AnyManifest;
  readonly listed: PublishedSnapshot | PublishedEdition | null;
}

/** A snapshot's own files, or an edition's, and what is recorded about it outside them. */
export interface Described extends Listed {
  /** All snapshots, among which are those that it corrects, that correct it, or that an edition has rows of. */
  readonly snapshots?: readonly Listed[];
  /** The DOI of all snapshots together. */
  readonly seriesDoi: string | null;
  /** Whether all of them are a rehearsal. */
  readonly rehearsal?: boolean;
  /** All of them as their files have them, in the order of the manifest. */
  readonly tables: readonly Table[];
}

/**
 * Describes a snapshot, or an edition, as published on a site.
 *
 * @param site the address of the front page, with the path below which the site lives
 * @throws {Error} if an edition has rows of a snapshot that is not given, or of totals whose source is not known
 */
export function describeDataset(
  { manifest, listed, seriesDoi, rehearsal = false, tables, snapshots = [] }: Described,
  site: string,
): Dataset {
  const versions = new Map(snapshots.map((each) => [each.manifest.id, each]));
  const versionOf = (of: Listed | undefined): Version | null =>
    of === undefined
      ? null
      : { id: of.manifest.id, address: new URL(`${placeOf(of.manifest)}/`, site).href, doi: doiOf(of) };
  const fate = listed && 'status' in listed ? listed : null;
  const last = lastCorrection(fate, versions);
  const before = isEdition(manifest) ? null : correctionOf(manifest.id);
  const [firstMonth] = tables.flatMap(({ window }) => (window ? [window.from] : [])).sort();
  const address = new URL(`${placeOf(manifest)}/`, site).href;
  const own = isEdition(manifest)
    ? { kind: 'edition' as const, coverage: null, selection: null, rehearsal: undefined }
    : {
        kind: 'snapshot' as const,
        coverage: manifest.coverage,
        selection: manifest.selection,
        rehearsal: manifest.rehearsal,
      };
  const data = new URL('data/', address).href;
  const described = ({ name, mediaType, bytes }: TableFile): DatasetFile => ({
    name,
    mediaType,
    bytes: bytes.length,
    sha256: sha256(bytes),
    address: new URL(name, data).href,
  });
  const ownTables = tables.map((table): DatasetTable => {
    const made = madeFromOf(manifest, table, versions);
    let categories: DatasetTable['categories'] | undefined;
    let json: DatasetFile | undefined;
    let others: DatasetFile[] | undefined;
    return {
      ...declared(table),
      rows: table.rows.length,
      // Only what describes columns to programs asks for these.
      get categories() {
        categories ??= categoriesOf(table);
        return categories;
      },
      parquetTypes: parquetTypes(table),
      ...made,
      from: manifest.tables.find(({ name }) => name === table.name)?.from ?? [
        table.source,
        ...made.totals.map(({ title }) => title),
      ],
      address: `${data}#${table.name}`,
      // Made where they are asked for: hashing the files of a hundred snapshots takes half a minute.
      get json() {
        json ??= described(fileOf(table, 'json'));
        return json;
      },
      get files() {
        others ??= tableForms.filter((form) => form !== 'json').map((form) => described(fileOf(table, form)));
        return [this.json, ...others];
      },
    };
  });
  return {
    kind: own.kind,
    rehearsal: rehearsal || own.rehearsal === true,
    id: manifest.id,
    title: `${rehearsal && own.rehearsal !== true ? 'Rehearsal: ' : ''}${manifest.title} (${own.kind} ${manifest.id})`,
    description: [manifest.population, own.selection].filter((text) => text !== null).join(' '),
    coverage: own.coverage,
    date: manifest.date,
    span: firstMonth === undefined ? manifest.date : `${firstMonth}-01/${manifest.date}`,
    published: listed?.published ?? null,
    status: listed === null ? 'draft' : 'status' in listed ? listed.status : 'current',
    doi: doiOf({ manifest, listed }),
    seriesDoi,
    by: fate && 'by' in fate ? fate.by : null,
    since: fate && 'since' in fate ? fate.since : null,
    reason: fate && 'reason' in fate ? fate.reason : null,
    notice: fate && noticeOf(fate, last),
    corrects: before === null ? null : versionOf(versions.get(before)),
    correction: fate?.status === 'corrected' && last && isStanding(last) ? versionOf(last) : null,
    licence,
    almanac,
    keywords,
    limits: limitsOf(manifest),
    sources: manifest.publications,
    totals: [...new Map(ownTables.flatMap(({ totals }) => totals).map((source) => [source.title, source])).values()],
    madeBy: manifest.madeBy,
    site: new URL(site).href,
    address,
    tables: ownTables,
    unavailable: manifest.unavailable,
    manifest: described({
      name: 'manifest.json',
      mediaType: 'application/json',
      bytes: Buffer.from(manifestText(manifest)),
    }),
  };
}

/** Where a snapshot is cited: its DOI, or its overview where it has none. */
export const citeAs = ({ doi, address }: Pick<Dataset, 'doi' | 'address'>): string =>
  doi === null ? address : `https://doi.org/${doi}`;

/** What vocabularies after schema.org begin with. A draft has no day of publication, and says so. */
export const aboutOf = ({ title, description, address, id, published, status, rehearsal }: Dataset) => ({
  name: title,
  description,
  url: address,
  version: id,
  creativeWorkStatus: rehearsal ? 'Rehearsal' : stateOf({ published, status }),
  ...(published !== null && { datePublished: published }),
});

/** Every file of a snapshot: its tables in each form, and the manifest. */
export const allFiles = ({ tables, manifest }: Dataset): DatasetFile[] => [
  ...tables.flatMap(({ files }) => files),
  manifest,
];

const categoriesOf = ({ columns, rows }: Table) =>
  Object.fromEntries(
    columns
      .filter(({ unit }) => unit === 'slug')
      .map(({ name }) => [
        name,
        [...new Set(rows.map((row) => row[name]))].filter((value) => typeof value === 'string'),
      ]),
  );

/** What a table was made from; one of an edition from what its own rows are from. */
function madeFromOf(manifest: AnyManifest, table: Table, versions: ReadonlyMap<string, Listed>): MadeFrom {
  if (!isEdition(manifest)) return { sources: manifest.publications, totals: [] };
  const sources = snapshotsIn(table.source).flatMap((id) => {
    const found = versions.get(id);
    if (found) return found.manifest.publications;
    throw new Error(`the edition ${manifest.id} has rows of ${id}; expected it among the snapshots`);
  });
  return { sources, totals: totalsBehind(manifest, table) };
}

/** Who published the totals that rows of a table of an edition are. */
export function totalsBehind({ facts }: Pick<EditionManifest, 'facts'>, { rows }: Pick<Table, 'rows'>) {
  const ofTotals = rows.filter(({ table }) => facts.some(({ name }) => name === table));
  return [...new Set(ofTotals.map((row) => String(row.source)))].map(sourceOfTotals);
}

/** The DOI that its manifest has, or that was given after it was published. */
const doiOf = ({ manifest, listed }: Listed) => manifest.doi ?? (listed && 'doi' in listed ? listed.doi : null) ?? null;

const isStanding = ({ listed }: Listed) => listed !== null && 'status' in listed && isValid(listed);

/** The end of a chain of corrections, which may be withdrawn. */
function lastCorrection(fate: PublishedSnapshot | null, versions: ReadonlyMap<string, Listed>): Listed | undefined {
  const next = fate?.status === 'corrected' ? versions.get(fate.by) : undefined;
  return next?.listed && 'status' in next.listed ? (lastCorrection(next.listed, versions) ?? next) : next;
}

function noticeOf(fate: PublishedSnapshot, last: Listed | undefined): string | null {
  if (fate.status === 'withdrawn') return `Withdrawn on ${fate.since}: ${fate.reason}`;
  if (fate.status !== 'corrected') return null;
  const end = last?.listed;
  const withdrawn =
    end && 'status' in end && end.status === 'withdrawn'
      ? ` ${end.id} was withdrawn on ${end.since}: ${end.reason}`
      : '';
  return `Corrected by ${fate.by} on ${fate.since}: ${fate.reason}${withdrawn}`;
}

/** Its state in a word. */
const stateOf = ({ published, status }: Pick<Dataset, 'published' | 'status'>) =>
  status === 'corrected'
    ? 'Corrected'
    : status === 'withdrawn'
      ? 'Withdrawn'
      : published === null
        ? 'Draft'
        : 'Published';
