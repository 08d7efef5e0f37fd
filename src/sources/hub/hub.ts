/** The Hub's list of models, page by page: from the network, or from pages that were recorded, to a capture. */
import LinkHeader from 'http-link-header';
import { readPage, recordedPages } from '../../io/capture.ts';
import type { OpenCapture } from '../../io/open-capture.ts';
import { sha256 } from '../../io/files.ts';
import { BrokenAnswer } from '../../io/failures.ts';
import type { Answer, Client } from '../../io/http.ts';
import type { PageReceipt } from '../../schema/capture.ts';
import { hubModel } from './hub-model.ts';
import { getRead, isObject, recordsIn, tally, type WalkOptions } from './pages.ts';
import { isRecord, topFields } from './record.ts';

export const hubOrigin = 'https://huggingface.co';
/** Models in the census of 3 October 2026: an estimate of how many there are, where the Hub does not say. */
const lastCensus = 3_117_871;
export const pageSize = 1000;
/** Statuses with which a server refuses a cursor that it gave, say since it has forgotten it. */
const cursorRefused: ReadonlySet<number> = new Set([400, 410, 422]);

/** Fields that are asked for, so that a page has them all. */
const fields = [
  'author',
  'cardData',
  'config',
  'createdAt',
  'downloads',
  'downloadsAllTime',
  'gated',
  'lastModified',
  'library_name',
  'likes',
  'pipeline_tag',
  'private',
  'safetensors',
  'siblings',
  'tags',
  'baseModels',
  'disabled',
  'sha',
] as const;
/** What an answer, or a list that somebody made, may hold; a list has what its makers took. */
export const known: ReadonlySet<string> = new Set([...topFields(hubModel), ...hubModel.unread]);
export interface HubOptions extends WalkOptions {
  readonly origin?: string | undefined;
}

/** The address of the page that begins at a cursor; the first one where it is null. */
export function hubPage(origin: string, cursor: string | null, limit = pageSize): string {
  // By creation, as that order does not move while it is read.
  const query = new URLSearchParams({ sort: 'createdAt', direction: '1', limit: String(limit) });
  for (const field of fields) query.append('expand[]', field);
  if (cursor !== null) query.set('cursor', cursor);
  return new URL(`/api/models?${query}`, origin).href;
}

/** How many pages the list has: by what the Hub says, else by the last census. */
export function hubPages(answer: Answer): number {
  const total = answer.headers['x-total-count'];
  return Math.ceil((total !== undefined && /^\d+$/.test(total) ? Number(total) : lastCensus) / pageSize);
}

/**
 * Walks the list of models from where the capture ended. Where the Hub refuses the cursor that it gave, the list is read
 * from its beginning to the last moment of creation that was seen, and what lies beyond is taken; models that come twice
 * by this are counted as repeated.
 *
 * @returns whether it came to the end
 * @throws {Error} if the next page is said to be at another origin, or to be one that was read already
 */
export async function captureHub(
  capture: OpenCapture,
  client: Client,
  { origin = hubOrigin, limit = Infinity, signal, onPage }: HubOptions = {},
): Promise<boolean> {
  const part = capture.part('hub');
  if (part.isDone()) return true;
  const walked = new Set(part.receipts.map((receipt) => receipt.cursor));
  const digests = new Set(part.receipts.map((receipt) => receipt.sha256));

  /** Null where the Hub refuses the cursor. @param again whether what it says may have been read already */
  const fetchPage = async (cursor: string | null, again = false) => {
    const address = hubPage(origin, cursor);
    const read = ({ status, bytes, headers, sha256 }: Answer) => {
      if (status !== 200) return null;
      const page = { ...countPage(bytes), next: nextCursor(headers.link, address) };
      if (page.next !== null && walked.has(page.next) && !again)
        throw new BrokenAnswer('its link to the next page leads back to one that was read already');
      if (digests.has(sha256) && !again) throw new BrokenAnswer('it repeats a page that was read already');
      if (page.rows === 0 && (cursor === null || page.next !== null)) throw new BrokenAnswer('a page without models');
      return page;
    };
    const accept = (status: number) => cursor !== null && cursorRefused.has(status);
    const { answer, found } = await getRead(client, address, signal, read, accept);
    return found && { cursor, answer, page: found };
  };

  /** The first page with a model that was not read, found from the beginning; of those before it nothing is kept. */
  const findAgain = async () => {
    await part.settled();
    const isNew = beyond(capture.folder, part.receipts);
    let cursor: string | null = null;
    for (;;) {
      const here = await fetchPage(cursor, true);
      if (!here)
        throw new Error(
          `cursors are refused as soon as they are given, by ${origin}; go on later, or capture the list again`,
        );
      if (here.page.next === null || recordsIn(here.answer.bytes).records.some(isNew)) return here;
      cursor = here.page.next;
    }
  };

  let last = part.receipts.at(-1);
  while (last?.next !== null) {
    if (part.receipts.length >= limit) {
      await part.settled();
      return false;
    }
    const given: string | null = last?.next ?? null;
    walked.add(given);
    let here = await fetchPage(given);
    here ??= await findAgain();
    const { cursor } = here;
    // An end is believed when it is told twice: an answer that lost its link would make a part look like the whole.
    if (here.page.next === null) here = (await fetchPage(cursor, cursor !== given)) ?? here;
    const { answer, page } = here;
    digests.add(answer.sha256);
    const { status, bytes, sha256, fetchedAt } = answer;
    last = await part.add({ address: hubPage(origin, cursor), fetchedAt, status, bytes, sha256, ...page, cursor });
    onPage?.(last, last.page, hubPages(answer));
  }
  await part.finish();
  return true;
}

/**
 * Whether a record lies beyond those that were read: it was created later than the last of them, or at the same moment
 * and is none of them.
 */
function beyond(folder: string, receipts: readonly PageReceipt[]): (record: unknown) => boolean {
  let newest = '';
  const ids = new Set<unknown>();
  for (const receipt of receipts.toReversed()) {
    const models = recordsIn(readPage(folder, receipt)).records.filter(isObject);
    const moments = models.map(momentOf);
    newest ||= moments.reduce((a, b) => (a > b ? a : b), '');
    for (const model of models) if (momentOf(model) === newest) ids.add(model.id);
    if (moments.some((moment) => moment < newest)) break;
  }
  return (record) =>
    isObject(record) && (momentOf(record) > newest || (momentOf(record) === newest && !ids.has(record.id)));
}

const momentOf = ({ createdAt }: Readonly<Record<string, unknown>>) => (typeof createdAt === 'string' ? createdAt : '');

function countPage(bytes: Buffer) {
  const { records, broken } = recordsIn(bytes);
  const { rows, rejected, unknownFields } = tally(records, (record) => isRecord(hubModel, record), known);
  return { rows: rows + broken, rejected: rejected + broken, unknownFields };
}

/**
 * Takes pages of the list that somebody recorded.
 *
 * @throws {Error} if one is no page of the list, holds what another one holds, or the capture has other pages already
 */
export async function captureRecorded(
  capture: OpenCapture,
  folder: string,
  { signal, onPage }: WalkOptions = {},
): Promise<boolean> {
  const part = capture.part('hub');
  const pages = recordedPages(folder);
  const digests = new Map<string, string>();
  // All are looked at before one is taken, so that nothing is left of a list that is refused.
  const counted = pages.map(({ name, bytes: read }, index) => {
    const bytes = read();
    const digest = sha256(bytes);
    const twin = digests.get(digest);
    if (twin !== undefined) throw new Error(`${name} is the same page as ${twin}; leave one out`);
    digests.set(digest, name);
    const taken = part.receipts[index];
    if (taken ? taken.sha256 !== digest : part.isDone()) throw new Error(otherList(capture.folder, name));
    return { ...countRecorded(name, bytes), sha256: digest };
  });
  for (const [index, { name, bytes, fetchedAt }] of pages.entries()) {
    signal?.throwIfAborted();
    const facts = counted[index];
    if (part.receipts[index] || !facts) continue;
    const receipt = await part.add({
      address: `recorded/${name}`,
      fetchedAt,
      status: 200,
      bytes: bytes(),
      ...facts,
      cursor: index === 0 ? null : String(index + 1),
      next: index + 1 < pages.length ? String(index + 2) : null,
    });
    onPage?.(receipt, index + 1, pages.length);
  }
  if (part.receipts.length !== pages.length) throw new Error(otherList(capture.folder, folder));
  if (!part.isDone()) await part.finish();
  return true;
}

function countRecorded(name: string, bytes: Buffer): ReturnType<typeof countPage> {
  try {
    const counted = countPage(bytes);
    if (counted.rows > 0) return counted;
  } catch (error) {
    throw new Error(`${name} is no page of the list: ${(error as Error).message}`, { cause: error });
  }
  throw new Error(`${name} is a page without models`);
}

export const otherList = (folder: string, name: string) =>
  `${folder} holds another list already, without ${name}; a capture can have only one list, so give this one a --name of its own`;

/** The cursor in a `Link` header; null at the end of the list. @throws {Error} if the next page is elsewhere */
function nextCursor(header: string | undefined, address: string): string | null {
  let uri: string | undefined;
  try {
    uri = LinkHeader.parse(header ?? '').rel('next')[0]?.uri;
  } catch {
    throw new BrokenAnswer('its Link header cannot be read');
  }
  if (uri === undefined) return null;
  if (!URL.canParse(uri, address)) throw new BrokenAnswer('its link to the next page is no address');
  const next = new URL(uri, address);
  const { origin, pathname } = new URL(address);
  if (next.origin !== origin)
    throw new Error(`a next page at another origin, ${next.origin}, is refused; ${origin} named it`);
  const cursor = next.searchParams.get('cursor');
  // The rest of the link is ours to say, so that no page has fewer fields than the others.
  if (next.pathname !== pathname || !cursor) throw new BrokenAnswer('its link to the next page has no cursor');
  return cursor;
}
