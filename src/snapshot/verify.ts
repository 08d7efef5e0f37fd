/** Proves that every snapshot and edition is what its manifest says, and every published one what it was when it was published. */
import { folderOf, isEdition, placeOf } from '../schema/edition.ts';
import type { Coverage } from '../schema/snapshot.ts';
import { numbered } from './comparison-summary.ts';
import { IncompleteHistory, checkHistory } from './history.ts';
import { readSnapshots, readStatus } from './read.ts';

export interface Verified {
  /** As `placeOf` has it. */
  readonly id: string;
  readonly coverage: Coverage | 'edition';
  readonly tables: number;
  readonly published: boolean;
  /** The commit that published it; null for a draft, and for one whose publication is not committed yet. */
  readonly commit: string | null;
}

/**
 * Checks `content/` against its manifests, and against git history.
 *
 * @param options.withoutHistory told why, where git has not all of its history; without it that is an error
 * @throws {Error} that names the snapshot, and the file and commit that are not as they should be
 */
export function verify(
  content: string,
  { withoutHistory }: { withoutHistory?: (why: string) => void } = {},
): Verified[] {
  // History first: it knows the commit that did it, where the files only show that it was done.
  const status = readStatus(content);
  let commits: ReadonlyMap<string, string> = new Map();
  try {
    commits = checkHistory(content, status);
  } catch (error) {
    if (!(error instanceof IncompleteHistory) || !withoutHistory) throw error;
    withoutHistory(error.message);
  }
  const { snapshots, editions } = readSnapshots(content);
  return [...snapshots, ...editions].map(({ manifest }) => ({
    id: placeOf(manifest),
    coverage: isEdition(manifest) ? 'edition' : manifest.coverage,
    tables: manifest.tables.length,
    published: (isEdition(manifest) ? (status.editions ?? []) : status.published).some(({ id }) => id === manifest.id),
    commit: commits.get(folderOf(manifest)) ?? null,
  }));
}

/** What was found, a line each, and a last line about all of them. */
export function verifiedText(snapshots: readonly Verified[]): string {
  const width = Math.max(14, ...snapshots.map(({ id }) => id.length + 2));
  const lines = snapshots.map(({ id, coverage, tables, published, commit }) => {
    const since = commit === null ? 'in no commit seen here yet' : `unchanged since ${commit.slice(0, 10)}`;
    return [
      id.padEnd(width),
      coverage.padEnd(11),
      (published ? 'published' : 'draft').padEnd(10),
      numbered(tables, 'table').padStart(9),
      published ? `  checked, ${since}` : '  checked',
    ].join('');
  });
  const published = snapshots.filter((snapshot) => snapshot.published).length;
  const drafts = snapshots.length - published;
  return [
    ...lines,
    `${numbered(drafts, 'draft')}, ${published === 0 ? 'nothing published yet' : `${published} published`}`,
  ].join('\n');
}
