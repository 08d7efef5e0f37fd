/** What became of a snapshot, for those who read it or cite it. */
import { dayAndRevision } from '../schema/scalars.ts';
import { type Manifest, stands } from '../schema/snapshot.ts';
import { writtenDay } from './format.ts';
import type { Snapshot } from './snapshot.ts';

/** The day of a snapshot, and which revision of it this is: a correction has the day of what it corrects. */
export function dayOf(id: string): string {
  const { day, revision } = dayAndRevision(id);
  return revision === 1 ? writtenDay(day) : `${writtenDay(day)}, revision ${revision}`;
}

/** The title of a snapshot: a correction has that of what it corrects, and says which revision it is. */
export function titleOf({ id, title }: Pick<Manifest, 'id' | 'title'>): string {
  const { revision } = dayAndRevision(id);
  return revision === 1 ? title : `${title}, revision ${revision}`;
}

/** Whether a snapshot is published, and whether it still holds: what a citation says of it. */
export function stateOf({ published, listed }: Pick<Snapshot, 'published' | 'listed'>): string {
  if (published === null) return 'Unpublished draft';
  if (listed === null || stands(listed)) return `Published ${published}`;
  const replaced = 'by' in listed ? ` by ${listed.by}` : '';
  const since = 'since' in listed ? ` on ${listed.since}` : '';
  return `Published ${published}, ${listed.status}${replaced}${since}`;
}
