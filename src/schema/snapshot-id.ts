/** What the name of a snapshot says: its day, what sort of list it is of, and which correction it is. */

export interface SnapshotName {
  readonly day: string;
  /** Where a day has several snapshots that do not correct each other, what tells them apart: `details`. */
  readonly label: string | null;
  /** 1 for the first, 2 for `-r2`. */
  readonly revision: number;
}

export function dayAndRevision(id: string): SnapshotName {
  const [, day = id, label = null, revision = '1'] =
    /^(\d{4}-\d\d-\d\d)(?:-((?!r\d)[a-z]+))?(?:-r(\d+))?$/.exec(id) ?? [];
  return { day, label, revision: Number(revision) };
}

/** Orders snapshots by day, those of a day by label, and the same as they corrected each other: `-r2` before `-r10`. */
export function compareSnapshotIds(a: string, b: string): number {
  const [one, other] = [dayAndRevision(a), dayAndRevision(b)];
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  if (one.label !== other.label) return (one.label ?? '') < (other.label ?? '') ? -1 : 1;
  return one.revision - other.revision;
}

const named = ({ day, label }: SnapshotName, revision: number) =>
  [day, label, revision === 1 ? null : `r${revision}`].filter((part) => part !== null).join('-');

/** The name of the snapshot that would correct this one. */
export function nextCorrection(id: string): string {
  const name = dayAndRevision(id);
  return named(name, name.revision + 1);
}

/** What a snapshot is a correction of; null where it is the first of its kind. */
export function correctionOf(id: string): string | null {
  const name = dayAndRevision(id);
  return name.revision === 1 ? null : named(name, name.revision - 1);
}
