/** What the name of a snapshot says: its day, and which correction of that day it is. */

/** The day of a snapshot, and which of that day's it is: 1 for the first, 2 for `-r2`. */
export function dayAndRevision(id: string): { readonly day: string; readonly revision: number } {
  const [, day = id, revision = '1'] = /^(.*?)(?:-r(\d+))?$/.exec(id) ?? [];
  return { day, revision: Number(revision) };
}

/** Orders snapshots by day, and those of a day as they corrected each other: `-r2` before `-r10`. */
export function compareSnapshotIds(a: string, b: string): number {
  const [one, other] = [dayAndRevision(a), dayAndRevision(b)];
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  return one.revision - other.revision;
}

/** The name of the snapshot that would correct this one. */
export function nextCorrection(id: string): string {
  const { day, revision } = dayAndRevision(id);
  return `${day}-r${revision + 1}`;
}

/** What a snapshot is a correction of; null where it is the first of its day. */
export function correctionOf(id: string): string | null {
  const { day, revision } = dayAndRevision(id);
  if (revision === 1) return null;
  return revision === 2 ? day : `${day}-r${revision - 1}`;
}
