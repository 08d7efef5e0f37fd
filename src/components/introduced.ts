/** Which tables came after a snapshot. */
import type { Snapshot } from './snapshot.ts';

/** The tables that a snapshot lists, those that it could not make among them. */
export const listed = ({ manifest }: Pick<Snapshot, 'manifest'>) => [...manifest.tables, ...manifest.unavailable];

/** The tables that a snapshot does not know and others do, by name, each with the title that it had first. */
export function introducedLater(
  snapshot: Pick<Snapshot, 'manifest'>,
  all: readonly Pick<Snapshot, 'manifest'>[],
): ReadonlyMap<string, string> {
  const own = new Set(listed(snapshot).map(({ name }) => name));
  const others = all.flatMap(listed).filter(({ name }) => !own.has(name));
  return new Map(others.reverse().map(({ name, title }) => [name, title]));
}
