/**
 * Which snapshot speaks for a topic. A topic is told once, from the newest snapshot of the best coverage that has what a
 * figure or a number asks for.
 */
import { type Coverage, type Manifest, type PublishedSnapshot, isValid } from '../schema/snapshot.ts';

/** What has to be known of a snapshot to choose it. */
export interface Candidate {
  readonly manifest: Pick<Manifest, 'id' | 'coverage'>;
  /** Its entry in the list of what is published; null for a draft. */
  readonly listed: Pick<PublishedSnapshot, 'status'> | null;
}

/** The best first. */
const coverages: readonly Coverage[] = ['census', 'aggregate', 'sample'];

/**
 * The snapshots that hold, in their order: published, and neither corrected nor withdrawn. Drafts stand in as long as
 * nothing is published, so that a first snapshot can be looked at.
 */
export function standing<S extends Candidate>(snapshots: readonly S[]): S[] {
  const isPublished = snapshots.some(({ listed }) => listed !== null);
  return snapshots.filter(({ listed }) => (isPublished ? listed !== null && isValid(listed) : true));
}

/**
 * The newest standing snapshot of the best coverage that has something: a table, or a row of it.
 *
 * @param snapshots all of them, oldest first
 * @param asked a coverage or the id of a snapshot, where another than the best is wanted
 * @returns undefined if none has it
 */
export function evidenceOf<S extends Candidate>(
  snapshots: readonly S[],
  has: (snapshot: S) => boolean,
  asked?: string,
): S | undefined {
  const wanted = standing(snapshots).filter(
    ({ manifest: { id, coverage } }) => asked === undefined || asked === coverage || asked === id,
  );
  for (const coverage of coverages) {
    const newest = wanted.findLast((snapshot) => snapshot.manifest.coverage === coverage && has(snapshot));
    if (newest) return newest;
  }
  return undefined;
}
