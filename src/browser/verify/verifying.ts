/**
 * Says of a file whether it is what was published. It is hashed here, in the browser, and goes nowhere; what comes from
 * the site are the checksums of this snapshot, and those of the others if a file is not of this one.
 */

import { createHtml } from '../element.ts';
import { formatList } from '../../schema/written.ts';

/** The files of a snapshot by their checksum. */
export type Sums = ReadonlyMap<string, string>;

export interface Verdict {
  /** Whether its bytes are those of a published file of this snapshot; null where that is not known. */
  readonly isPublished: boolean | null;
  /** What follows the name of the file. */
  readonly says: string;
}

/** Where the checksums are: the address of the front page, and the snapshot whose page this is. */
export interface Place {
  readonly site: string;
  readonly snapshot: string;
}

/**
 * Reads what `sha256sum -c` reads.
 *
 * @throws {Error} if it is something else, as the page of a network that wants a password
 */
export function parseSums(text: string, from: string): Sums {
  const entries = text
    .trimEnd()
    .split('\n')
    .map((line): [string, string] => {
      const [, sha256, name] = /^([0-9a-f]{64}) [ *](\S+)$/.exec(line) ?? [];
      if (sha256 === undefined || name === undefined) throw new Error(`${from} holds no checksums`);
      return [sha256, name];
    });
  return new Map(entries);
}

/** What browsers and programs add to a name that is taken: `cards (1).csv`, `cards-1.csv`, `cards.csv.1`. */
const additions = [/ ?\(\d+\)(?=\.\w+$)/, /-\d+(?=\.\w+$)/, /\.\d+$/];

/** The published file that a name most likely stands for. */
function publishedName(name: string, sums: Sums): string | undefined {
  const names = [name, ...additions.map((addition) => name.replace(addition, ''))];
  return names.find((candidate) => [...sums.values()].includes(candidate));
}

/**
 * Judges a file by its checksum and, where no published file has it, by its name.
 *
 * @param others the other snapshots by their names; null where they could not be asked
 */
export function judge(
  { name, size, sha256 }: { name: string; size: number; sha256: string },
  snapshot: string,
  own: Sums,
  others: ReadonlyMap<string, Sums> | null,
): Verdict {
  if (size === 0) return { isPublished: false, says: 'is empty. The download has broken off: fetch it again.' };
  const here = own.get(sha256);
  if (here !== undefined)
    return {
      isPublished: true,
      says: `is what was published${here === name ? '' : ` as ${here}`} in the snapshot ${snapshot}.`,
    };
  const like = publishedName(name, own);
  const not =
    like === undefined
      ? `is no file of the snapshot ${snapshot}, by its bytes or by its name`
      : `is not what was published as ${like} in the snapshot ${snapshot}`;
  const no = (says: string): Verdict => ({ isPublished: false, says });
  if (others === null)
    return no(`${not}. Whether it is of another snapshot is not known: their checksums could not be loaded.`);
  const [found, ...more] = [...others].filter(([, sums]) => sums.has(sha256));
  if (found) {
    const snapshots = formatList([found, ...more].map(([id]) => id));
    return no(
      `is ${found[1].get(sha256) ?? name} of ${snapshots}, as it was published there. It is not of ${snapshot}.`,
    );
  }
  if (like === undefined) return no(`${not}, nor are its bytes those of any file of another snapshot.`);
  return no(
    `${not}, nor what any other snapshot has. It may have been changed on the way, been opened and saved by a spreadsheet or an editor, which changes bytes even where the numbers look alike, or come from a draft that was made anew. Fetch it again.`,
  );
}

async function fetched(address: URL): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.href} answers ${response.status}`);
  return response;
}
async function sumsOf({ site, snapshot }: Place): Promise<Sums> {
  const address = new URL(`${snapshot}/data/SHA256SUMS`, site);
  return parseSums(await (await fetched(address)).text(), address.href);
}
/** The addresses in the index are those of the site as it is cited; this copy of it may be another. */
async function sumsOfOthers({ site, snapshot }: Place): Promise<Map<string, Sums>> {
  const { snapshots } = (await (await fetched(new URL('api/v1/index.json', site))).json()) as {
    snapshots: readonly { id: string }[];
  };
  const ids = snapshots.map(({ id }) => id).filter((id) => id !== snapshot);
  return new Map(await Promise.all(ids.map(async (id) => [id, await sumsOf({ site, snapshot: id })] as const)));
}

async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function answerOf(name: string, { isPublished, says }: Verdict, sha256: string | null): HTMLLIElement {
  const verdict = isPublished === null ? 'Not checked: ' : isPublished ? 'Yes: ' : 'No: ';
  const answer = createHtml('p', {}, createHtml('b', {}, verdict), createHtml('bdi', {}, name), ` ${says}`);
  const checksum = createHtml('p', { class: 'checksum' }, `SHA-256 `, createHtml('code', {}, sha256 ?? ''));
  return createHtml('li', isPublished ? {} : { class: 'differs' }, answer, ...(sha256 === null ? [] : [checksum]));
}

const uncompared: Verdict = { isPublished: null, says: 'was hashed, and compared with nothing.' };
const unreadable: Verdict = {
  isPublished: null,
  says: 'could not be read. It may be a folder, have been moved, or be too large for this browser.',
};

/**
 * Hashes files, one after the other, and judges each.
 *
 * @returns what to show: a sentence, and an answer for each file
 */
export async function verify(place: Place, files: readonly File[]): Promise<Node[]> {
  const hashed: { file: File; sha256: string | null }[] = [];
  for (const file of files) hashed.push({ file, sha256: await sha256Of(file).catch(() => null) });

  const own = await sumsOf(place).catch(() => null);
  const isElsewhere = hashed.some(({ file, sha256 }) => file.size > 0 && sha256 !== null && own?.has(sha256) === false);
  const others = isElsewhere ? await sumsOfOthers(place).catch(() => null) : new Map<string, Sums>();
  const judged = hashed.map(({ file: { name, size }, sha256 }) => {
    if (sha256 === null) return { name, sha256, verdict: unreadable };
    return { name, sha256, verdict: own ? judge({ name, size, sha256 }, place.snapshot, own, others) : uncompared };
  });
  const good = judged.filter(({ verdict }) => verdict.isPublished).length;
  const count = good === files.length ? 'All' : good === 0 ? 'None' : String(good);
  const summary = own
    ? `${count} of ${files.length} files ${good === 1 ? 'is' : 'are'} what was published in this snapshot.`
    : 'The published checksums could not be loaded, so nothing was compared. Try again with a network.';
  return [
    ...(own && files.length === 1 ? [] : [createHtml('p', {}, summary)]),
    createHtml('ul', {}, ...judged.map(({ name, verdict, sha256 }) => answerOf(name, verdict, sha256))),
  ];
}
