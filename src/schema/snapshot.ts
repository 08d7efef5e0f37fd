/** The contents of `content/snapshots/<id>/manifest.json`, and of `content/status.json` about all of them. */
import { z } from 'zod';
import { FetchedPart } from './fetching.ts';
import { repeated } from './repeated.ts';
import { Count, Day, Doi, Month, Sha256, Slug, SnapshotId } from './scalars.ts';

/**
 * What a snapshot can speak for: every public model (`census`), the published totals of a census (`aggregate`), or a
 * stated selection (`sample`), which never feeds a trend across snapshots.
 */
export const Coverage = z.enum(['census', 'aggregate', 'sample']);
export type Coverage = z.infer<typeof Coverage>;

/** An input file as it was read: enough to tell later whether somebody holds the same one. */
export const Receipt = z.strictObject({
  name: z.string().min(1),
  bytes: z.int().positive(),
  sha256: Sha256,
});
export type Receipt = z.infer<typeof Receipt>;

/** A data set that others published: who made it, where it is, and on what terms. */
export const Publication = z.strictObject({
  name: Slug,
  title: z.string().min(1),
  authors: z.array(z.string().min(1)).min(1),
  published: Day,
  /** Where it was published, down to the version. */
  location: z.string().min(1),
  licence: z.string().min(1),
  /** How its makers ask to be cited, or how the field would. */
  citation: z.string().min(1),
});
export type Publication = z.infer<typeof Publication>;

/** A source’s description of the snapshot made from it. */
export const Description = z.strictObject({
  id: SnapshotId,
  /** The day the data describe. */
  date: Day,
  coverage: Coverage,
  title: z.string().min(1),
  /** The models and topics it covers, in a sentence. */
  population: z.string().min(1),
  /** For a sample: how it was selected, and so what it cannot say. */
  selection: z.string().min(1).nullable(),
  partialMonths: z.array(Month),
  /** The month that the source gives for everything older; null where dates go back to the beginning. */
  floorMonth: Month.nullable(),
  limits: z.array(z.string().min(1)),
  /** Whether a part of it was asked of another server than the service’s own, which is for trying things out. */
  rehearsal: z.literal(true).optional(),
  /** Of a capture: how each part of it was fetched; snapshots from before 2.0 do not say. */
  fetched: z.array(FetchedPart).optional(),
});
export type Description = z.infer<typeof Description>;

/** What became of the records of one kind: each was counted, rejected, a repetition, or left out. */
export const Intake = z.strictObject({
  records: z.string().min(1),
  read: Count,
  counted: Count,
  /** By what was wrong with them. */
  rejected: z.record(z.string(), Count),
  repeated: Count,
  /** By the reason: what is not public is not counted, and nothing is told of it. */
  leftOut: z.record(z.string(), Count),
  /** Values that are none of the kind that a field holds, with the number of records that have a value or such a one. */
  invalid: z.array(
    z.strictObject({ field: z.string().min(1), records: Count, of: Count, examples: z.array(z.string()) }),
  ),
});
export type Intake = z.infer<typeof Intake>;

export const Manifest = z
  .strictObject({
    ...Description.shape,
    /** Where an archive keeps it for good; null where none does. */
    doi: Doi.nullable(),
    /** The program that made it, with its version. */
    madeBy: z.string().min(1),
    /** Checks of quality that failed and were let pass, each with what was found and why it is right all the same. */
    accepted: z.array(z.strictObject({ gate: Slug, found: z.string().min(1), reason: z.string().min(1) })),
    /** Where the tables were made from records; snapshots from before 2.0 do not say. */
    intake: z.array(Intake).optional(),
    publications: z.array(z.strictObject({ ...Publication.shape, files: z.array(Receipt).min(1) })).min(1),
    tables: z
      .array(
        z.strictObject({
          name: Slug,
          kind: z.enum(['count', 'finding']),
          title: z.string().min(1),
          rows: z.int().positive(),
          bytes: z.int().positive(),
          sha256: Sha256,
          /**
           * What it was made from: tables of the snapshot, columns of the records of its source as `models.library`, or the
           * publications whose totals it has. Snapshots from before 2.0 do not say.
           */
          from: z.array(z.string().min(1)).min(1).optional(),
        }),
      )
      .min(1),
    /** The tables that these data do not allow, each with the reason. */
    unavailable: z.array(z.strictObject({ name: Slug, title: z.string().min(1), reason: z.string().min(1) })),
  })
  .superRefine((manifest, context) => {
    const twice = repeated([...manifest.tables, ...manifest.unavailable].map((table) => table.name));
    if (twice) context.addIssue({ code: 'custom', message: `the table ${twice} is listed twice` });
    if (!manifest.id.startsWith(manifest.date))
      context.addIssue({
        code: 'custom',
        message: `the snapshot ${manifest.id} is not named after its date, ${manifest.date}`,
      });
    if ((manifest.coverage === 'sample') !== (manifest.selection !== null)) {
      context.addIssue({ code: 'custom', message: 'a sample, and only a sample, says how it was selected' });
    }
  });
export type Manifest = z.infer<typeof Manifest>;

/** What a reader must know of a snapshot: what its source says, and the checks of quality that failed and were accepted. */
export const limitsOf = ({
  limits,
  accepted = [],
}: Pick<Manifest, 'limits'> & Partial<Pick<Manifest, 'accepted'>>): string[] => [
  ...limits,
  ...accepted.map(
    ({ gate, found, reason }) =>
      `The check ${gate} failed and was accepted: ${found}. Reason: ${reason.replace(/\.$/, '')}.`,
  ),
];

/** Why a snapshot was corrected or withdrawn, in words for readers. */
export const Reason = z
  .string()
  .regex(/^\S(.*\S)?$/u, 'expected a reason in a line')
  .regex(/[.!?]$/u, 'expected a whole sentence, with its full stop');

const publication = {
  id: SnapshotId,
  published: Day,
  manifestSha256: Sha256,
  /** Where an archive gave it one after it was published; one from before is in its manifest. */
  doi: Doi.optional(),
};

/**
 * A published snapshot, and what became of it.
 *
 * `current`     nothing has taken its place
 * `superseded`  right for its day; `by` counts the same of a later one
 * `corrected`   wrong, and replaced by another one of the same day
 * `withdrawn`   wrong, and not replaced
 */
export const PublishedSnapshot = z.discriminatedUnion(
  'status',
  [
    z.strictObject({ ...publication, status: z.literal('current') }),
    z.strictObject({ ...publication, status: z.literal('superseded'), by: SnapshotId }),
    z.strictObject({ ...publication, status: z.literal('corrected'), by: SnapshotId, since: Day, reason: Reason }),
    z.strictObject({ ...publication, status: z.literal('withdrawn'), since: Day, reason: Reason }),
  ],
  { error: 'expected the status current, superseded, corrected or withdrawn' },
);
export type PublishedSnapshot = z.infer<typeof PublishedSnapshot>;

/** A published edition. What is newer supersedes it; it never changes. */
export const PublishedEdition = z.strictObject({ id: Day, published: Day, manifestSha256: Sha256 });
export type PublishedEdition = z.infer<typeof PublishedEdition>;

/** Whether a snapshot is still right for its day: neither corrected nor withdrawn. */
export const isValid = ({ status }: Pick<PublishedSnapshot, 'status'>): boolean =>
  status === 'current' || status === 'superseded';

/**
 * `content/status.json`: the snapshots and editions that are published, each with the checksum of its manifest, which in
 * turn lists those of its tables. One that is not listed is a draft and may be made anew.
 */
export const StatusList = z.strictObject({
  /**
   * Whether the whole folder is for trying things out: rehearsals can be published in it, every page of the site says so,
   * and nothing of it is uploaded.
   */
  rehearsal: z.literal(true).optional(),
  /** That of all snapshots together; null where no archive has given one. */
  doi: Doi.nullable(),
  published: z.array(PublishedSnapshot),
  /** The editions that are published; absent before there is one. */
  editions: z.array(PublishedEdition).optional(),
});
export type StatusList = z.infer<typeof StatusList>;

export function statusText(status: StatusList): string {
  return `${JSON.stringify(status, null, 2)}\n`;
}

/** The bytes of a manifest, of a snapshot or of an edition. */
export function manifestText(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
