/**
 * An edition: a dated set of tables that follow numbers over published snapshots. Its folder, `content/editions/<id>/`,
 * is like that of a snapshot, and its manifest says which snapshots it rests on.
 */
import { z } from 'zod';
import { repeated } from './repeated.ts';
import { Day, Doi, Sha256, SnapshotId } from './scalars.ts';
import { Manifest, Receipt } from './snapshot.ts';

export const EditionManifest = z
  .strictObject({
    id: Day,
    /** Up to which it takes what was published; its name. */
    date: Day,
    title: z.string().min(1),
    /** What it covers, in a sentence. */
    population: z.string().min(1),
    limits: z.array(z.string().min(1)),
    /** Where an archive keeps it for good; null where none does. */
    doi: Doi.nullable(),
    /** The program that made it, with its version. */
    madeBy: z.string().min(1),
    /** The published snapshots that its rows come from; the checksum of a manifest pins all tables of it. */
    snapshots: z.array(z.strictObject({ id: SnapshotId, manifestSha256: Sha256 })).min(1),
    /** Files of totals that others published. */
    facts: z.array(Receipt),
    /** What its snapshots were made from. */
    publications: Manifest.shape.publications,
    tables: Manifest.shape.tables,
    /** The tables that these snapshots do not allow, each with the reason. */
    unavailable: Manifest.shape.unavailable,
  })
  .superRefine(({ id, date, tables, unavailable }, context) => {
    const twice = repeated([...tables, ...unavailable].map(({ name }) => name));
    if (twice) context.addIssue({ code: 'custom', message: `the table ${twice} is listed twice` });
    if (id !== date)
      context.addIssue({ code: 'custom', message: `the edition ${id} is not named after its date, ${date}` });
  });
export type EditionManifest = z.infer<typeof EditionManifest>;

/** What describes a folder of tables: a snapshot, or an edition. */
export type AnyManifest = Manifest | EditionManifest;

export const isEdition = (manifest: AnyManifest): manifest is EditionManifest => 'snapshots' in manifest;

const opening = 'Snapshots of the almanac: ';

/** What a table of an edition says of its source: the snapshots that gave rows, by their ids. */
export const sourceText = (snapshots: readonly string[]): string => `${opening}${snapshots.join(', ')}`;

/** The ids of these snapshots; none where the text is another, or published totals alone gave rows. */
export const snapshotsIn = (source: string): string[] =>
  source.startsWith(opening)
    ? source
        .slice(opening.length)
        .split(', ')
        .filter((id) => id !== '')
    : [];

/** Where it is in `content/`: `snapshots/2023-06-30`, `editions/2026-11-29`. */
export const folderOf = (manifest: AnyManifest): string =>
  `${isEdition(manifest) ? 'editions' : 'snapshots'}/${manifest.id}`;

/** Where it is on the site, and how a command calls it: `2023-06-30`, `editions/2026-11-29`. */
export const placeOf = (manifest: AnyManifest): string => folderOf(manifest).replace(/^snapshots\//, '');
