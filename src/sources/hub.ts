/** The Hub's list of models, page by page or as a dump, and dumps of model cards: from the network to a capture. */
import LinkHeader from 'http-link-header';
import { type OpenCapture, readStream } from '../io/capture.ts';
import { type Answer, BrokenAnswer, type Client, withoutSecrets } from '../io/http.ts';
import { hubModel } from './hub-model.ts';
import { modelCard } from './model-card.ts';
import { isObject, parseJson, tally, type WalkOptions } from './pages.ts';
import { isRecord, topFields } from './record.ts';

export const hubOrigin = 'https://huggingface.co';
/** Models in the census of 3 October 2026: an estimate of how many there are, where the Hub does not say. */
const lastCensus = 3_117_871;
export const pageSize = 1000;

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
const known: ReadonlySet<string> = new Set([...topFields(hubModel), ...hubModel.unread]);
const cardColumns: ReadonlySet<string> = new Set([...topFields(modelCard), ...modelCard.unread]);
const cardsDataset = 'librarian-bots/model_cards_with_metadata';

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
 * Walks the list of models from where the capture ended.
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

  async function fetchPage(cursor: string | null) {
    let page: ReturnType<typeof readPage> | undefined;
    const address = hubPage(origin, cursor);
    const answer = await client.get(address, {
      signal,
      check: (candidate) => {
        page = readPage(candidate, address);
        if (page.next !== null && walked.has(page.next))
          throw new BrokenAnswer('its link to the next page leads back to one that was read already');
        if (digests.has(candidate.sha256)) throw new BrokenAnswer('it repeats a page that was read already');
        if (page.rows === 0 && (cursor === null || page.next !== null)) throw new BrokenAnswer('a page without models');
      },
    });
    if (!page) throw new Error(`${address} was not looked at`);
    return { answer, page };
  }

  let last = part.receipts.at(-1);
  while (last?.next !== null) {
    if (part.receipts.length >= limit) {
      await part.settled();
      return false;
    }
    const cursor: string | null = last?.next ?? null;
    walked.add(cursor);
    let { answer, page } = await fetchPage(cursor);
    // An end is believed when it is told twice: an answer that lost its link would make a part look like the whole.
    if (page.next === null) ({ answer, page } = await fetchPage(cursor));
    digests.add(answer.sha256);
    const { status, bytes, sha256, fetchedAt } = answer;
    last = await part.add({ address: hubPage(origin, cursor), fetchedAt, status, bytes, sha256, ...page, cursor });
    onPage?.(last, last.page, hubPages(answer));
  }
  await part.finish();
  return true;
}

/** @throws {BrokenAnswer} if it is no page of the list; {Error} if its next page is elsewhere */
function readPage(answer: Answer, address: string) {
  const records = parseJson(answer.bytes);
  if (!Array.isArray(records)) throw new BrokenAnswer('JSON that is not a list of models');
  const counted = tally(records, (record) => isRecord(hubModel, record), known);
  return { ...counted, next: nextCursor(answer.headers.link, address) };
}

/** The cursor in a `Link` header; null at the end of the list. */
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
    throw new Error(`${origin} says that its next page is at ${next.origin}, another origin; that is refused`);
  const cursor = next.searchParams.get('cursor');
  // The rest of the link is ours to say, so that no page has fewer fields than the others.
  if (next.pathname !== pathname || !cursor) throw new BrokenAnswer('its link to the next page has no cursor');
  return cursor;
}

/**
 * Takes dumps into the capture, each a Parquet file here or at an address.
 *
 * @throws {Error} if one is not Parquet, or lacks the column that it is there for
 */
export async function captureDumps(
  capture: OpenCapture,
  client: Client,
  {
    part: name,
    places,
    signal,
    onPage,
  }: WalkOptions & { part: 'hub-parquet' | 'cards-parquet'; places: readonly string[] },
): Promise<boolean> {
  const part = capture.part(name);
  if (part.isDone()) return true;
  for (const [index, place] of places.entries()) {
    const isAddress = /^https?:/.test(place);
    // Of a file on this machine the name says enough; of an address, the query may be a secret.
    const address = isAddress ? withoutQuery(place) : (place.split(/[\\/]/).at(-1) ?? place);
    const taken = part.receipts[index];
    if (taken) {
      if (taken.address !== address) throw new Error(`${name} was begun with ${taken.address}, not with ${address}`);
      continue;
    }
    const keep = (body: AsyncIterable<Uint8Array>, status: number) =>
      part.addStream(body, async (path, digest) => {
        const described = await describeDump(name, path, address);
        const next = index + 1 < places.length ? String(index + 2) : null;
        const cursor = index === 0 ? null : String(index + 1);
        return { address, status, ...digest, ...described, cursor, next };
      });
    const receipt = isAddress ? await client.download(place, keep, { signal }) : await keep(readStream(place), 200);
    onPage?.(receipt, index + 1, places.length);
  }
  await part.finish();
  return true;
}

function withoutQuery(address: string): string {
  const url = new URL(withoutSecrets(address));
  url.search = '';
  return url.href;
}

/** Counts the rows of a dump, and the columns that we do not know. */
async function describeDump(part: 'hub-parquet' | 'cards-parquet', path: string, name: string) {
  // The database is large, and a walk needs none.
  const { literal, openDatabase } = await import('../io/database.ts');
  const database = await openDatabase();
  try {
    const relation = `read_parquet(${literal(path)})`;
    const columns = await database.rows(`SELECT column_name FROM (DESCRIBE FROM ${relation})`).catch(() => {
      throw new Error(`${name} is not a Parquet file`);
    });
    const names = columns.map((column) => String(column.column_name));
    const id = ['id', 'modelId'].find((candidate) => names.includes(candidate));
    if (id === undefined) throw new Error(`${name} has no column id; it has ${names.join(', ')}`);
    if (part === 'cards-parquet' && !names.includes('card'))
      throw new Error(`${name} has no column card; it has ${names.join(', ')}`);
    const [counted] = await database.rows(
      `SELECT count(*) AS rows, count(*) FILTER (coalesce(CAST("${id}" AS VARCHAR), '') = '') AS rejected FROM ${relation}`,
    );
    const rows = Number(counted?.rows);
    if (rows === 0) throw new Error(`${name} has no rows`);
    const expected = part === 'hub-parquet' ? known : cardColumns;
    const unknown = names.filter((column) => !expected.has(column)).sort();
    return {
      rows,
      rejected: Number(counted?.rejected),
      unknownFields: Object.fromEntries(unknown.map((column) => [column.slice(0, 100), rows])),
    };
  } finally {
    database.close();
  }
}

/** Where the Hub keeps the Parquet files of the data set of model cards. */
export async function cardsPlaces(client: Client, { origin = hubOrigin, signal }: HubOptions = {}): Promise<string[]> {
  const address = new URL(`/api/datasets/${cardsDataset}/parquet`, origin).href;
  let places: string[] = [];
  await client.get(address, {
    signal,
    check: ({ bytes }) => {
      places = addressesIn(parseJson(bytes));
      if (places.length === 0) throw new BrokenAnswer('no list of Parquet files');
    },
  });
  const foreign = places.find((place) => new URL(place).origin !== new URL(origin).origin);
  if (foreign !== undefined)
    throw new Error(`${address} names ${withoutQuery(foreign)}, another origin; that is refused`);
  return places;
}

/** The addresses in a list of lists by name. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return URL.canParse(value) ? [value] : [];
  const inside = Array.isArray(value) ? (value as unknown[]) : isObject(value) ? Object.values(value) : [];
  return inside.flatMap(addressesIn);
}
