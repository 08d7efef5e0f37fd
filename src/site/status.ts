/** What became of a snapshot, for those who read it or cite it. */
import { dayAndRevision } from '../schema/snapshot-id.ts';
import type { Manifest } from '../schema/snapshot.ts';
import { formatDay } from '../schema/written.ts';

/** The day of a snapshot, and which revision of it this is: a correction has the day of what it corrects. */
export function dayOf(id: string): string {
  const { day, label, revision } = dayAndRevision(id);
  return [formatDay(day), label, revision === 1 ? null : `revision ${revision}`]
    .filter((part) => part !== null)
    .join(', ');
}

/** The title of a snapshot: a correction has that of what it corrects, and says which revision it is. */
export function titleOf({ id, title }: Pick<Manifest, 'id' | 'title'>): string {
  const { revision } = dayAndRevision(id);
  return revision === 1 ? title : `${title}, revision ${revision}`;
}
