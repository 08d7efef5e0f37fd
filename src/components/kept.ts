/**
 * Which pages may be kept from the last build (`src/build/kept-pages.ts`): those whose key is the same.
 *
 * The code, the prose and the definitions are the same for all pages and are checked there. What else a page says comes
 * from snapshots, and it knows them only through its props and through `lookUp`. So a page that says anything of
 * another snapshot, even that it is there, must be given it by `getStaticPaths`; then it is in the key by itself. A page
 * that reads a table of another snapshot must be given that snapshot, not only its id: then its tables are in the key.
 */
import { createHash } from 'node:crypto';
import { manifestText } from '../schema/snapshot.ts';
import { introducedLater } from './introduced.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The paths with their keys: a digest of the props, in which a snapshot stands with all its tables.
 *
 * @param all every snapshot, oldest first
 */
export function keptPaths<Path extends { readonly params: object; readonly props: object }>(
  all: readonly Snapshot[],
  paths: readonly Path[],
): (Path & { readonly cacheKey: string })[] {
  // A snapshot is in the props of hundreds of paths.
  const states = new Map(all.map((snapshot) => [snapshot.manifest.id, stateOf(snapshot, all)]));
  return paths.map((path) => {
    const props = JSON.stringify(path.props, (_, value: unknown) =>
      isSnapshot(value) ? states.get(value.manifest.id) : value,
    );
    return { ...path, cacheKey: digest(props) };
  });
}

/** All that a page can know of its own snapshot: the manifest pins the tables. */
function stateOf(snapshot: Snapshot, all: readonly Snapshot[]): unknown {
  return {
    ...snapshot,
    manifest: digest(manifestText(snapshot.manifest)),
    introducedLater: [...introducedLater(snapshot, all)],
    // Its banner leads to the same page of what took its place, where that has one.
    successor: successorState(snapshot, all),
  };
}

function successorState({ listed }: Snapshot, all: readonly Snapshot[]): unknown {
  if (listed === null || !('by' in listed)) return null;
  const successor = all.find(({ manifest }) => manifest.id === listed.by);
  if (!successor) throw new Error(`${listed.by} took the place of ${listed.id} and is not there`);
  const [manifest, status] = [digest(manifestText(successor.manifest)), successor.listed?.status];
  return { manifest, status, successor: successorState(successor, all) };
}

const isSnapshot = (value: unknown): value is Snapshot =>
  typeof value === 'object' && value !== null && 'manifest' in value;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
