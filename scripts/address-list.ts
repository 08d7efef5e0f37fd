/**
 * The addresses that a release promises for good, in a list that stays small.
 *
 * A line is an address. Where `{snapshot}` is part of it, the snapshots follow for which it is there, as ranges in the
 * order of all published ones; `{next}` is the published snapshot after it. A hundred snapshots with nearly the same
 * pages are then hardly more lines than one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../src/build/links.ts';
import { compareSnapshotIds } from '../src/schema/snapshot-id.ts';

export interface AddressList {
  /** All snapshots that were published, in their order. */
  readonly snapshots: readonly string[];
  /** Each begins with a slash, below the base of the site. */
  readonly addresses: readonly string[];
}

/** Parts of pages, named after what is in them; what the host reads itself; and the page for what is not there. */
const unpromised = [/^\/_astro\//, /^\/pagefind\//, /^\/_headers$/, /^\/404\.html$/];
const snapshotName = /\d{4}-\d{2}-\d{2}(-(?!r\d)[a-z]{2,20})?(-r\d+)?(?![a-z])/g;

/** Every address of a built site. @throws {Error} if it is not built */
export function addressesIn(dist: string): string[] {
  if (!existsSync(join(dist, 'index.html')))
    throw new Error(`the site is not built: ${join(dist, 'index.html')} is not there; npm run build makes it`);
  return filesBelow(dist)
    .map((file) => `/${file}`.replace(/\/index\.html$/, '/'))
    .sort();
}

/**
 * Of all addresses of a site those that stay: pages and files of published snapshots, some comparisons, and what is about
 * all snapshots; likewise of editions. A draft promises nothing, and neither does a comparison with the newest, which is another one next time.
 *
 * @param all every snapshot there is, drafts too
 * @param comparisons the names of those that stay
 * @param draftEditions editions that are not published
 */
export function promised(
  addresses: readonly string[],
  all: readonly string[],
  published: readonly string[],
  comparisons: readonly string[],
  draftEditions: readonly string[] = [],
): AddressList {
  const snapshots = [...published].sort(compareSnapshotIds);
  const stays = (address: string) => {
    if (unpromised.some((pattern) => pattern.test(address))) return false;
    if (draftEditions.some((id) => address.includes(`/editions/${id}/`) || address.endsWith(`/editions/${id}.json`)))
      return false;
    const named = snapshotsIn(address).filter((id) => all.includes(id));
    if (!named.every((id) => snapshots.includes(id))) return false;
    return named.length < 2 || comparisons.some((name) => address.startsWith(`/compare/${name}/`));
  };
  return { snapshots, addresses: addresses.filter(stays) };
}

/** @throws {Error} if an address has a blank in it, which ends an address in the list */
export function addressListText({ snapshots, addresses }: AddressList, release: string): string {
  const patterns = new Map<string, number[]>();
  for (const address of addresses) {
    if (/\s/.test(address)) throw new Error(`the address ${JSON.stringify(address)} has a blank in it`);
    const [one, other] = snapshotsIn(address).filter((id) => snapshots.includes(id));
    const isPattern = one !== undefined && (other === undefined || snapshots[snapshots.indexOf(one) + 1] === other);
    const named = other === undefined ? address : address.replaceAll(other, '{next}');
    const pattern = isPattern ? named.replaceAll(one, '{snapshot}') : address;
    const positions = patterns.get(pattern) ?? [];
    if (isPattern) positions.push(snapshots.indexOf(one));
    patterns.set(pattern, positions);
  }
  const lines = [...patterns].map(([pattern, positions]) => [pattern, ...ranges(positions, snapshots)].join(' '));
  const head = `# Addresses that ${release} promises for good; npm run addresses writes them.`;
  return `${[head, ['snapshots', ...snapshots].join(' '), ...lines.sort()].join('\n')}\n`;
}

/** @throws {Error} if a line names a snapshot that the list does not have */
export function readAddressList(text: string): AddressList {
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [word, ...snapshots] = head.split(' ');
  if (word !== 'snapshots') throw new Error('the list of released addresses does not begin with its snapshots');
  const position = (id: string) => {
    if (!snapshots.includes(id))
      throw new Error(`the list of released addresses has no snapshot ${JSON.stringify(id)}`);
    return snapshots.indexOf(id);
  };
  const addresses = lines.flatMap((line) => {
    const [pattern = '', ...spans] = line.split(' ');
    if (spans.length === 0) return [pattern];
    return spans.flatMap((span) => {
      const [from = '', to = from] = span.split('..');
      return snapshots.slice(position(from), position(to) + 1).map((id) => {
        const next = snapshots[position(id) + 1];
        return pattern.replaceAll('{snapshot}', id).replaceAll('{next}', next ?? '{next}');
      });
    });
  });
  return { snapshots, addresses: addresses.sort() };
}

/** What was promised and is not there. */
export function lost({ addresses }: AddressList, present: readonly string[]): string[] {
  const there = new Set(present);
  return addresses.filter((address) => !there.has(address));
}

/** The snapshots that an address may name, each once, in their order. */
const snapshotsIn = (address: string) => [...new Set(address.match(snapshotName) ?? [])].sort(compareSnapshotIds);

/** Places as ranges of snapshots: `2022-10-01..2024-01-01 2026-08-22`. */
function ranges(positions: readonly number[], snapshots: readonly string[]): string[] {
  const spans: { from: number; to: number }[] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && last.to + 1 === position) last.to = position;
    else spans.push({ from: position, to: position });
  }
  const name = (position: number) => snapshots[position] ?? '';
  return spans.map(({ from, to }) => (from === to ? name(from) : `${name(from)}..${name(to)}`));
}
