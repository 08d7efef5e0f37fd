/** The Hub's list of models, page by page or as a dump, and dumps of model cards: from the network to a capture. */
import LinkHeader from 'http-link-header';
import { readStream, recordedPages } from '../../io/capture.ts';
import type { OpenCapture } from '../../io/open-capture.ts';
import type { Database } from '../../io/database.ts';
import { sha256 } from '../../io/files.ts';
import { BrokenAnswer } from '../../io/failures.ts';
import type { Answer, Client } from '../../io/http.ts';
import { withoutSecrets } from '../../io/secrets.ts';
import type { PageReceipt } from '../../schema/capture.ts';
import { hubModel } from './hub-model.ts';
import { modelCard } from '../cards/model-card.ts';
import { assertDay, isObject, parseJson, recordsIn, tally, type WalkOptions } from './pages.ts';
import { isRecord, kindOf, topFields } from './record.ts';

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
  { origin = hubOrigin, limit = Infinity, signal, startsOn, onPage }: HubOptions = {},
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
    if (last === undefined) assertDay(origin, answer.fetchedAt, startsOn);
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
  return { ...countPage(answer.bytes), next: nextCursor(answer.headers.link, address) };
}

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

const otherList = (folder: string, name: string) =>
  `${folder} holds another list already, without ${name}; one capture holds one list, so give this one a --name of its own`;

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

const endings = {
  'hub-parquet': /\.parquet$/i,
  'hub-jsonl': /\.(jsonl|ndjson)(\.gz)?$/i,
  'hub-csv': /\.csv(\.gz)?$/i,
} as const;
export type ListPart = keyof typeof endings;

/** The part that a list of models belongs to, by the ending of its name. @throws {Error} if it has none of those known */
export function partOfList(place: string): ListPart {
  const name = /^https?:/.test(place) ? new URL(place).pathname : place;
  const found = Object.entries(endings).find(([, ending]) => ending.test(name));
  if (!found)
    throw new Error(
      `${place} has another ending than .parquet, .jsonl, .ndjson or .csv, the last three with or without .gz`,
    );
  return found[0] as ListPart;
}

/**
 * Takes lists that somebody made into the capture, each a file here or at an address.
 *
 * @param options.asOf the day of the list
 * @throws {Error} if one is not what its ending says, lacks the column that it is there for, holds something else in a
 *   column, or the capture has another list already
 */
export async function captureDumps(
  capture: OpenCapture,
  client: Client,
  {
    part: name,
    places,
    asOf,
    signal,
    onPage,
  }: WalkOptions & { part: ListPart | 'cards-parquet'; places: readonly string[]; asOf: string },
): Promise<boolean> {
  const part = capture.part(name);
  for (const [index, place] of places.entries()) {
    const isAddress = /^https?:/.test(place);
    // Of a file on this machine the name says enough; of an address, the query may be a secret.
    const address = isAddress ? withoutQuery(place) : (place.split(/[\\/]/).at(-1) ?? place);
    const taken = part.receipts[index];
    if (taken ? taken.address !== address : part.isDone()) throw new Error(otherList(capture.folder, address));
    if (taken) continue;
    const look = { refused: false };
    const keep = (body: AsyncIterable<Uint8Array>, status: number) =>
      part.addStream(body, async (path, digest) => {
        look.refused = true;
        const described = await describeDump(name, path, address, asOf);
        look.refused = false;
        const next = index + 1 < places.length ? String(index + 2) : null;
        const cursor = index === 0 ? null : String(index + 1);
        return { address, status, ...digest, ...described, cursor, next };
      });
    let receipt: PageReceipt;
    try {
      receipt = isAddress ? await client.download(place, keep, { signal }) : await keep(readStream(place), 200);
    } catch (error) {
      // Of a list that is refused nothing stays; one whose download broke goes on later.
      if (look.refused) await part.restart();
      throw error;
    }
    onPage?.(receipt, index + 1, places.length);
  }
  if (!part.isDone()) await part.finish();
  return true;
}

function withoutQuery(address: string): string {
  const url = new URL(withoutSecrets(address));
  url.search = '';
  return url.href;
}

const forms = {
  parquet: 'Parquet file',
  jsonl: 'JSON Lines file, with one record a line',
  csv: 'CSV file with as many values on every line as on the first',
} as const;

/** Counts the rows of a file and the columns that we do not know, and reads all of a list once to see that it can be. */
async function describeDump(part: ListPart | 'cards-parquet', path: string, name: string, asOf: string) {
  // The database is large, and a walk needs none.
  const { openDatabase } = await import('../../io/database.ts');
  const { assertLines, assertWhole, compressionOf, listOf } = await import('../../io/json-pages.ts');
  const { csvOf } = await import('./hub-views.ts');
  await assertWhole(path, name);
  const database = await openDatabase();
  try {
    const form = part.slice(part.indexOf('-') + 1) as 'parquet' | 'jsonl' | 'csv';
    const relation = {
      parquet: `read_parquet(${listOf([path])})`,
      jsonl: `read_json(${listOf([path])}, compression = '${compressionOf(path)}', format = 'newline_delimited', records = false, ignore_errors = true, maximum_object_size = 134217728, columns = {json: 'JSON'})`,
      csv: csvOf([path]),
    }[form];
    // Lines of JSON have their columns each for itself; one that is no record does not end the reading.
    const heads =
      form === 'jsonl'
        ? `SELECT DISTINCT unnest(json_keys(json)) AS column_name FROM ${relation} WHERE json_type(json) = 'OBJECT'`
        : `SELECT column_name FROM (DESCRIBE FROM ${relation})`;
    const columns = await database.rows(heads).catch(() => []);
    if (columns.length === 0) throw new Error(`${name} is not a ${forms[form]}`);
    if (form === 'jsonl') await assertLines(path, name);
    const names = columns.map((column) => String(column.column_name));
    const id = ['id', 'modelId'].find((candidate) => names.includes(candidate));
    const needed = part === 'cards-parquet' ? [id ?? 'id', 'card'] : ['id', 'createdAt'];
    const lacking = needed.find((column) => !names.includes(column));
    if (id === undefined || lacking !== undefined)
      throw new Error(`${name} has no column ${lacking ?? 'id'}; it has ${names.join(', ')}`);
    const counts =
      part === 'cards-parquet'
        ? await countCards(database, relation, id)
        : await countModels(database, form, path, name, asOf).catch((error: unknown) => {
            // DuckDB guesses from the first lines; what is wrong further down is found where all are read.
            throw String(error).includes('CSV Error') ? new Error(`${name} is not a ${forms.csv}`) : error;
          });
    if (counts.rows === 0) throw new Error(`${name} has no rows`);
    const expected = part === 'cards-parquet' ? cardColumns : known;
    const unknown = names.filter((column) => !expected.has(column)).sort();
    return {
      ...counts,
      unknownFields: Object.fromEntries(unknown.map((column) => [column.slice(0, 100), counts.rows])),
    };
  } finally {
    database.close();
  }
}

async function countCards(database: Database, relation: string, id: string) {
  const [counted] = await database.rows(
    `SELECT count(*) AS rows, count(*) FILTER (coalesce(CAST("${id}" AS VARCHAR), '') = '') AS rejected FROM ${relation}`,
  );
  return { rows: Number(counted?.rows), rejected: Number(counted?.rejected) };
}

/** @throws {Error} if a column holds something else than it should */
async function countModels(
  database: Database,
  form: 'parquet' | 'jsonl' | 'csv',
  path: string,
  name: string,
  asOf: string,
) {
  const { readModels } = await import('./hub-views.ts');
  const { intake } = await readModels(database, { form, files: [path], spill: '' }, asOf);
  const wrong = intake.invalid.find(({ examples }) => examples.length > 0);
  if (wrong)
    throw new Error(
      `${name}: ${wrong.records} of ${wrong.of} values in the column ${wrong.field} are none of its kind, such as ${wrong.examples.join(' and ')}; expected ${kindOf(hubModel, wrong.field)}`,
    );
  const rejected = Object.values(intake.rejected).reduce((sum, count) => sum + count, 0);
  return { rows: intake.read, rejected };
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
