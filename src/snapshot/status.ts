/** The status of published snapshots: the rules of `content/status.json`, and how it is changed. */
import { sha256 } from '../io/files.ts';
import { type EditionManifest, placeOf } from '../schema/edition.ts';
import { correctionOf, dayAndRevision, compareSnapshotIds, nextCorrection } from '../schema/snapshot-id.ts';
import { type Manifest, type PublishedSnapshot, type StatusList, manifestText, isValid } from '../schema/snapshot.ts';

type Published = readonly PublishedSnapshot[];

/** When and why the status of a snapshot changes. */
interface StatusChange {
  /** The day, `YYYY-MM-DD`. */
  readonly on: string;
  readonly reason: string;
}

/**
 * Checks that the status of each snapshot is consistent with the rest of the list.
 *
 * @param file for errors
 * @param manifests of all snapshots there are
 * @throws {Error} that names the snapshot and what is wrong with its status
 */
export function checkStatus(file: string, { published, rehearsal }: StatusList, manifests: readonly Manifest[]): void {
  const rehearsed = published.find(({ id }) => manifests.find((manifest) => manifest.id === id)?.rehearsal);
  if (rehearsed && rehearsal !== true)
    throw new Error(
      `${file} publishes ${rehearsed.id}, which is a rehearsal: it was not captured from the services themselves, and so is never published; capture them without --hub-origin and --forum-origin`,
    );
  for (const entry of published) {
    const { id, status } = entry;
    if ('since' in entry && entry.since < entry.published)
      throw new Error(`${file} says that ${id} is ${status} since ${entry.since}, before it was published`);
    if (entry.doi !== undefined && manifests.find((manifest) => manifest.id === id)?.doi)
      throw new Error(`${file} gives ${id} the DOI ${entry.doi}, but its manifest has one`);
    if (!('by' in entry)) continue;
    const says = `${file} says that ${id} is ${status} by ${entry.by}`;
    if (!manifests.some((manifest) => manifest.id === entry.by)) throw new Error(`${says}, which is not there`);
    if (!published.some((other) => other.id === entry.by)) throw new Error(`${says}, which is not published`);
    if (status === 'corrected' && entry.by !== nextCorrection(id))
      throw new Error(`${says}, expected its next correction, ${nextCorrection(id)}`);
    if (status === 'superseded' && !isLater(entry.by, id)) throw new Error(`${says}, which is not newer`);
  }
  for (const { id } of published) {
    const before = correctionOf(id);
    if (before !== null && published.find((entry) => entry.id === before)?.status !== 'corrected')
      throw new Error(`${file} publishes the correction ${id}, but does not say that ${before} is corrected`);
  }
  const derived = deriveSuccessors(published, manifests);
  for (const [index, entry] of published.entries()) {
    const [stated, expected] = [statusInWords(entry), statusInWords(derived[index] ?? entry)];
    if (stated !== expected) throw new Error(`${file} says that ${entry.id} is ${stated}, but it is ${expected}`);
  }
}

/**
 * The list after drafts were published.
 *
 * A census supersedes what is older and speaks for the whole Hub, totals supersede older totals; neither supersedes a
 * snapshot that counts what they do not.
 *
 * @param supersedes samples whose place the one new snapshot takes: they are superseded only by saying so
 * @throws {Error} if one is not there, is published, or is a correction, which needs a reason
 */
export function publish(
  list: StatusList,
  manifests: readonly Manifest[],
  ids: readonly string[],
  { on, supersedes = [] }: { readonly on: string; readonly supersedes?: readonly string[] },
): StatusList {
  const added = ids.map((id, index) => {
    const entry = newEntry(list.published, manifests, id, on);
    if (ids.indexOf(id) !== index) throw new Error(`the snapshot ${id} is named twice`);
    if (correctionOf(id) !== null)
      throw new Error(`the snapshot ${id} is a correction; npm run status -- correct ${id} --reason "…" publishes it`);
    return entry;
  });
  const [by, ...others] = ids;
  if (supersedes.length > 0 && (by === undefined || others.length > 0))
    throw new Error(`--supersedes says whose place one snapshot takes, but ${ids.length} are to be published`);
  for (const id of supersedes) {
    const { status } = entryOf(list.published, id);
    if (status !== 'current') throw new Error(`the snapshot ${id} is ${status}; only a current one can be superseded`);
    if (manifestOf(manifests, id).coverage !== 'sample')
      throw new Error(`the snapshot ${id} is no sample: the next one that speaks for the whole Hub supersedes it`);
  }
  const published = list.published.map((entry) =>
    by !== undefined && supersedes.includes(entry.id)
      ? { ...publicationOf(entry), status: 'superseded' as const, by }
      : entry,
  );
  return checkedList(list, [...published, ...added], manifests);
}

/**
 * The list after a correction was published in the place of what it corrects.
 *
 * @throws {Error} if it is no correction, is not there or is published, or if what it corrects is not published
 */
export function correct(
  list: StatusList,
  manifests: readonly Manifest[],
  id: string,
  { on, reason }: StatusChange,
): StatusList {
  const before = correctionOf(id);
  if (before === null)
    throw new Error(`the snapshot ${id} is no correction; name the one that is, such as ${nextCorrection(id)}`);
  const entry = newEntry(list.published, manifests, id, on);
  entryOf(list.published, before);
  const published = list.published.map((other) =>
    other.id === before ? { ...publicationOf(other), status: 'corrected' as const, by: id, since: on, reason } : other,
  );
  return checkedList(list, [...published, entry], manifests);
}

/**
 * The list after a snapshot was withdrawn. Its pages stay, and say why.
 *
 * @throws {Error} if it is not published, is withdrawn already, or is corrected, so that its pages warn already
 */
export function withdraw(
  list: StatusList,
  manifests: readonly Manifest[],
  id: string,
  { on, reason }: StatusChange,
): StatusList {
  const entry = entryOf(list.published, id);
  if (!isValid(entry)) throw new Error(`the snapshot ${id} is ${statusInWords(entry)} already`);
  const published = list.published.map((other) =>
    other === entry ? { ...publicationOf(entry), status: 'withdrawn' as const, since: on, reason } : other,
  );
  return checkedList(list, published, manifests);
}

/**
 * The list after an archive gave a published snapshot a DOI.
 *
 * @throws {Error} if it is not published, or has a DOI: those who cite it know that one
 */
export function giveDoi(list: StatusList, manifests: readonly Manifest[], id: string, doi: string): StatusList {
  const entry = entryOf(list.published, id);
  const before = manifestOf(manifests, id).doi ?? entry.doi;
  if (before !== undefined) throw new Error(`the snapshot ${id} has the DOI ${before}, which stays`);
  return { ...list, published: list.published.map((other) => (other === entry ? { ...entry, doi } : other)) };
}

/**
 * The list after the draft of an edition was published.
 *
 * @throws {Error} if it is not there or is published, or if its day, by which more may be published, is yet to come
 */
export function publishEdition(
  list: StatusList,
  manifests: readonly EditionManifest[],
  id: string,
  on: string,
): StatusList {
  const { editions = [] } = list;
  const manifest = manifests.find((each) => each.id === id);
  if (!manifest)
    throw new Error(`there is no edition ${id}; there are ${manifests.map((each) => each.id).join(', ') || 'none'}`);
  const entry = editions.find((each) => each.id === id);
  if (entry) throw new Error(`the edition ${id} is published since ${entry.published}`);
  if (on < id)
    throw new Error(
      `the edition ${id} takes what is published by its day, so it cannot be published on ${on}; expected ${id} or later`,
    );
  const added = { id, published: on, manifestSha256: sha256(manifestText(manifest)) };
  return { ...list, editions: [...editions, added].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** A list as it is printed: a line for each snapshot and edition, oldest first, drafts among them. */
export function statusLines(
  { doi, published, editions = [] }: StatusList,
  manifests: readonly Manifest[],
  ofEditions: readonly EditionManifest[] = [],
): string {
  const names = [...manifests, ...ofEditions].map(placeOf);
  const width = Math.max(15, ...names.map((name) => name.length + 2));
  const lines = manifests.map(({ id, coverage }) => {
    const entry = published.find((each) => each.id === id);
    const state = entry ? `published ${entry.published}, ${statusInWords(entry)}` : 'draft';
    const why = entry && 'reason' in entry ? ` since ${entry.since}: ${entry.reason}` : '';
    return `${id.padEnd(width)}${coverage.padEnd(11)}${state}${why}`;
  });
  const linesOfEditions = ofEditions.map((manifest) => {
    const entry = editions.find(({ id }) => id === manifest.id);
    return `${placeOf(manifest).padEnd(width)}${'edition'.padEnd(11)}${entry ? `published ${entry.published}` : 'draft'}`;
  });
  return [...lines, ...linesOfEditions, `DOI of all snapshots: ${doi ?? 'none'}`].join('\n');
}

const isLater = (one: string, other: string) => dayAndRevision(one).day > dayAndRevision(other).day;

const publicationOf = ({ id, published, manifestSha256, doi }: PublishedSnapshot) => ({
  id,
  published,
  manifestSha256,
  ...(doi !== undefined && { doi }),
});

const statusInWords = (entry: PublishedSnapshot) => ('by' in entry ? `${entry.status} by ${entry.by}` : entry.status);

function entryOf(published: Published, id: string): PublishedSnapshot {
  const entry = published.find((each) => each.id === id);
  if (!entry) throw new Error(`the snapshot ${id} is not published`);
  return entry;
}

function manifestOf(manifests: readonly Manifest[], id: string): Manifest {
  const manifest = manifests.find((each) => each.id === id);
  if (!manifest)
    throw new Error(`there is no snapshot ${id}; there are ${manifests.map((each) => each.id).join(', ')}`);
  return manifest;
}

function newEntry(published: Published, manifests: readonly Manifest[], id: string, on: string): PublishedSnapshot {
  const manifest = manifestOf(manifests, id);
  const entry = published.find((each) => each.id === id);
  if (entry) throw new Error(`the snapshot ${id} is published since ${entry.published}`);
  return { id, published: on, manifestSha256: sha256(manifestText(manifest)), status: 'current' };
}

/** @throws {Error} if the new list would say what cannot be true */
function checkedList(list: StatusList, published: Published, manifests: readonly Manifest[]): StatusList {
  const after = {
    ...list,
    published: deriveSuccessors(published, manifests).sort((a, b) => compareSnapshotIds(a.id, b.id)),
  };
  checkStatus('the new list', after, manifests);
  return after;
}

/**
 * The list with the successor of each superseded snapshot: the next of the whole Hub that counts all that it counts, so
 * that a reader who goes on finds the same tables.
 *
 * A successor that was named once is kept, so that a new snapshot changes one older entry and not all. Where the
 * successor was corrected, its correction takes its place; where it was withdrawn, the next valid snapshot, or none.
 */
function deriveSuccessors(published: Published, manifests: readonly Manifest[]): PublishedSnapshot[] {
  const known = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  const isSample = ({ id }: PublishedSnapshot) => known.get(id)?.coverage === 'sample';
  const countsOf = ({ id }: PublishedSnapshot) =>
    new Set(known.get(id)?.tables.flatMap(({ kind, name }) => (kind === 'count' ? [name] : [])));
  const valid = published.filter(isValid).toSorted((a, b) => compareSnapshotIds(a.id, b.id));
  const lastCorrection = (id: string): PublishedSnapshot => {
    const entry = entryOf(published, id);
    return entry.status === 'corrected' ? lastCorrection(entry.by) : entry;
  };
  const canFollow = (entry: PublishedSnapshot) => (other: PublishedSnapshot) =>
    isValid(other) && (isSample(entry) || (!isSample(other) && countsOf(entry).isSubsetOf(countsOf(other))));
  return published.map((entry) => {
    if (!isValid(entry)) return entry;
    const named = entry.status === 'superseded' ? [lastCorrection(entry.by)] : [];
    const coverages = ['census', known.get(entry.id)?.coverage];
    const later = isSample(entry)
      ? []
      : valid.filter((other) => isLater(other.id, entry.id) && coverages.includes(known.get(other.id)?.coverage));
    const successor = [...named, ...later].find(canFollow(entry));
    return successor
      ? { ...publicationOf(entry), status: 'superseded', by: successor.id }
      : { ...publicationOf(entry), status: 'current' };
  });
}
