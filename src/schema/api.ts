/**
 * What `/api/v1/` answers.
 *
 * Version 1 is promised: a property that is here stays, with its name, type and meaning; others may come beside it.
 * `api-v1.json` holds the promise, and a test holds this file to it.
 */
import { z } from 'zod';
import { EditionManifest } from './edition.ts';
import { Day, Sha256, Slug, SnapshotId } from './scalars.ts';
import { Coverage, Manifest, Publication } from './snapshot.ts';
import { Column, Table } from './table.ts';

const text = (description: string) => z.string().min(1).meta({ description });
const address = (description: string) => z.url().meta({ description });
const bytes = z.int().positive().meta({ description: 'Size in bytes' });

export const ApiStatus = z.enum(['draft', 'current', 'superseded', 'corrected', 'withdrawn']).meta({
  description: 'A draft may still be made anew; a published snapshot never changes, but a later one may take its place',
});
export type ApiStatus = z.infer<typeof ApiStatus>;

const ApiFile = z.strictObject({
  name: text('File name'),
  mediaType: text('Media type'),
  bytes,
  sha256: Sha256.meta({ description: 'SHA-256 of the bytes, in lower-case hexadecimal' }),
  address: address('Where it is'),
});

const ApiLicence = z.strictObject({
  id: text('SPDX identifier'),
  title: text('Name of the licence'),
  address: address('Its text'),
});

/** What is said of a snapshot wherever it is listed. */
const head = {
  id: SnapshotId.meta({ description: 'Name of the snapshot, which is also its version' }),
  date: Day.meta({ description: 'Day that the data describe' }),
  coverage: Coverage.meta({
    description: 'All public models (census), published totals of them (aggregate), or a stated selection (sample)',
  }),
  status: ApiStatus,
  published: Day.nullable().meta({ description: 'Day of publication; null for a draft' }),
  by: SnapshotId.nullable().meta({ description: 'The snapshot that corrected or superseded it' }),
  since: Day.nullable().meta({ description: 'Day since which it is corrected or withdrawn' }),
  reason: z.string().nullable().meta({ description: 'Why it was corrected or withdrawn' }),
};

/** What is said of an edition wherever it is listed. */
const editionHead = {
  id: Day.meta({ description: 'Name of the edition, which is also its version' }),
  date: Day.meta({ description: 'Day up to which it takes what was published' }),
  status: ApiStatus,
  published: Day.nullable().meta({ description: 'Day of publication; null for a draft' }),
};

export const ApiIndex = z.strictObject({
  title: text('Name of the report'),
  description: text('What it is about'),
  site: address('The report'),
  documentation: address('This interface, explained'),
  openapi: address('This interface, for machines'),
  licence: ApiLicence,
  newest: SnapshotId.meta({ description: 'The snapshot of the front page: the newest that is not a sample' }),
  snapshots: z
    .array(
      z.strictObject({
        ...head,
        title: text('Title of the snapshot'),
        address: address('Its report'),
        details: address('Its description in this interface'),
        checksums: address('SHA256SUMS of its files'),
      }),
    )
    .min(1)
    .meta({ description: 'Every snapshot, oldest first' }),
  tables: z
    .array(
      z.strictObject({
        name: Slug,
        title: text('Title in the newest snapshot'),
        details: address('The table over time'),
      }),
    )
    .min(1)
    .meta({ description: 'Every table that any snapshot has, by name' }),
  editions: z
    .array(
      z.strictObject({
        ...editionHead,
        title: text('Title of the edition'),
        address: address('Its page'),
        details: address('Its description in this interface'),
        checksums: address('SHA256SUMS of its files'),
      }),
    )
    .meta({ description: 'Every edition, oldest first: dated tables of numbers that are followed over snapshots' }),
  series: z
    .array(
      z.strictObject({
        name: Slug,
        title: text('Title in the newest edition'),
        details: address('The table over editions'),
      }),
    )
    .meta({ description: 'Every table that any edition has, by name' }),
  schemas: z
    .array(z.strictObject({ name: Slug, address: address('Its JSON Schema') }))
    .min(1)
    .meta({ description: 'The shapes of the answers and of the files of data' }),
});
export type ApiIndex = z.infer<typeof ApiIndex>;

/** What is said of a snapshot or an edition where it is all that is asked for. */
const described = {
  title: text('Title'),
  description: text('What it speaks for'),
  limits: z.array(z.string()).meta({ description: 'What it cannot say' }),
  doi: z.string().nullable().meta({ description: 'Its DOI; null where it has none' }),
  licence: ApiLicence,
  sources: z
    .array(
      z.strictObject({
        title: Publication.shape.title,
        authors: Publication.shape.authors,
        published: Publication.shape.published,
        location: Publication.shape.location,
        licence: Publication.shape.licence,
        citation: Publication.shape.citation,
      }),
    )
    .min(1)
    .meta({ description: 'What it was made from' }),
  madeBy: text('The program that made it, with its version'),
  address: address('Its page'),
  data: address('Its tables, described for people'),
  manifest: ApiFile.meta({ description: 'The file that lists its tables and what they were made from' }),
  checksums: address('SHA256SUMS of its files'),
  starters: z.strictObject({ python: address('Notebook for Jupyter'), r: address('Script for R') }),
  tables: z
    .array(
      z.strictObject({
        name: Slug,
        kind: Table.shape.kind,
        title: text('Title of the table'),
        rows: z.int().positive().meta({ description: 'Number of rows' }),
        address: address('Where it is described for people'),
        details: address('The table over time'),
        from: z
          .array(z.string().min(1))
          .min(1)
          .meta({ description: 'What it was made from: tables, columns of records, or sources' }),
        files: z.array(ApiFile).min(1).meta({ description: 'The same rows as JSON, CSV and Parquet' }),
      }),
    )
    .min(1),
  unavailable: Manifest.shape.unavailable.meta({
    description: 'The tables that its data do not allow, with the reason',
  }),
};

export const ApiSnapshot = z.strictObject({ ...head, ...described });
export type ApiSnapshot = z.infer<typeof ApiSnapshot>;

export const ApiEdition = z.strictObject({
  ...editionHead,
  ...described,
  snapshots: z
    .array(
      z.strictObject({
        id: SnapshotId,
        manifestSha256: Sha256.meta({ description: 'SHA-256 of its manifest, which pins all its tables' }),
        details: address('Its description in this interface'),
      }),
    )
    .min(1)
    .meta({ description: 'The published snapshots that its rows come from' }),
  totals: z
    .array(
      z.strictObject({
        title: text('What they are called'),
        location: z.string().nullable().meta({ description: 'Where they can be read; null where that is not known' }),
      }),
    )
    .meta({ description: 'Published totals in no snapshot that its rows come from as well' }),
});
export type ApiEdition = z.infer<typeof ApiEdition>;

const definitions = z
  .array(z.strictObject({ method: text('How the numbers come about'), columns: z.array(Column).min(1) }))
  .min(1)
  .meta({ description: 'How the table was made and what its columns mean; more than one where that has changed' });

/** A table as one snapshot or edition has it. */
const occurrence = {
  definition: z.int().nonnegative().meta({ description: 'Place in `definitions`, from 0' }),
  rows: z.int().positive().meta({ description: 'Number of rows' }),
  checksums: address('SHA256SUMS of its files'),
  files: z
    .array(ApiFile.pick({ name: true, mediaType: true, address: true }))
    .min(1)
    .meta({ description: 'The same rows as JSON, CSV and Parquet; sizes and checksums stand with the snapshot' }),
};

export const ApiTable = z.strictObject({
  name: Slug,
  title: text('Title in the newest snapshot that has the table'),
  definitions,
  snapshots: z
    .array(z.strictObject({ ...head, ...occurrence }))
    .min(1)
    .meta({ description: 'The snapshots that have the table, oldest first. A sample belongs into no series' }),
  unavailable: z
    .array(z.strictObject({ id: SnapshotId, reason: text('Why') }))
    .meta({ description: 'The snapshots whose data do not allow the table' }),
});
export type ApiTable = z.infer<typeof ApiTable>;

export const ApiSeries = z.strictObject({
  name: Slug,
  title: text('Title in the newest edition that has the table'),
  definitions,
  editions: z
    .array(z.strictObject({ ...editionHead, ...occurrence }))
    .min(1)
    .meta({ description: 'The editions that have the table, oldest first; the newest has all that the others have' }),
});
export type ApiSeries = z.infer<typeof ApiSeries>;

const listedSnapshot = z.strictObject({
  ...head,
  title: text('Title of the snapshot'),
  address: address('Its report'),
  details: address('Its description in this interface'),
});

/** How current the report is, by what is published: nothing here depends on the clock of the build. */
export const ApiFreshness = z.strictObject({
  newest: listedSnapshot
    .nullable()
    .meta({ description: 'The snapshot with the newest data of any coverage that holds' }),
  newestCensus: listedSnapshot.nullable().meta({ description: 'The newest census that holds; null where none does' }),
  nextExpected: Day.nullable().meta({
    description: 'Day that the next census is to describe; null where none is promised',
  }),
  overdueAfter: Day.nullable().meta({
    description: 'Last day on which that census is not late; null where none is promised',
  }),
  reason: z.string().nullable().meta({ description: 'Why no census is promised' }),
});
export type ApiFreshness = z.infer<typeof ApiFreshness>;

/** Every shape under the name by which `/api/v1/schema/<name>.json` gives it; the last three are files of data. */
export const apiShapes = {
  index: ApiIndex,
  snapshot: ApiSnapshot,
  'table-over-time': ApiTable,
  edition: ApiEdition,
  'series-over-editions': ApiSeries,
  freshness: ApiFreshness,
  table: Table,
  manifest: Manifest,
  'edition-manifest': EditionManifest,
} as const;
export type ApiShape = keyof typeof apiShapes;
