/** Old snapshots in copies of the project, which may be alone there. */
import { metrics } from '../src/metrics/index.ts';
import type { Manifest } from '../src/schema/snapshot.ts';

/**
 * The manifest as if it were made today from a source that did not count what came later. Chapters name these tables, and
 * some snapshot of a site must know them, or the name is taken for misspelt.
 */
export function withLaterTables(manifest: Manifest): Manifest {
  const known = [...manifest.tables, ...manifest.unavailable].map(({ name }) => name);
  const later = metrics
    .filter(({ id }) => !known.includes(id))
    .map(({ id, title }) => ({ name: id, title, reason: 'It was not counted.' }));
  return { ...manifest, unavailable: [...manifest.unavailable, ...later] };
}
