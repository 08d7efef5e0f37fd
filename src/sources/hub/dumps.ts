/** Lists of models as files, and model cards as Parquet: from this machine or the network to a capture. */
import { readStream } from '../../io/capture.ts';
import type { Database } from '../../io/database.ts';
import { BrokenAnswer } from '../../io/failures.ts';
import { inTemporaryFolder, sha256Of } from '../../io/files.ts';
import type { Client } from '../../io/http.ts';
import type { OpenCapture } from '../../io/open-capture.ts';
import { withoutSecrets } from '../../io/secrets.ts';
import type { PageReceipt } from '../../schema/capture.ts';
import { modelCard } from '../cards/model-card.ts';
import { type HubOptions, hubOrigin, known, otherList } from './hub.ts';
import { hubModel } from './hub-model.ts';
import { getRead, isObject, parseJson, type WalkOptions } from './pages.ts';
import { kindOf, topFields } from './record.ts';
import { isRepositoryName } from './repository-names.ts';

const cardColumns: ReadonlySet<string> = new Set([...topFields(modelCard), ...modelCard.unread]);
const cardsDataset = 'librarian-bots/model_cards_with_metadata';

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
      `${place} has another ending than .parquet, .jsonl, .ndjson or .csv, the last three with or without .gz${/\.json(\.gz)?$/i.test(name) ? '; a JSON list is a page of the API: put it into a folder, and give that as --hub-pages' : ''}`,
    );
  return found[0] as ListPart;
}

/**
 * Takes lists that somebody made into the capture, each a file here or at an address.
 *
 * @param options.asOf the day of the list
 * @param options.ofService whether the Hub named them
 * @throws {Error} if one is not what its ending says, lacks the column that it is there for, holds something else in a
 *   column, or the capture has another list already, if only by its bytes
 */
export async function captureDumps(
  capture: OpenCapture,
  client: Client,
  {
    part: name,
    places,
    asOf,
    ofService = false,
    signal,
    onPage,
  }: WalkOptions & {
    part: ListPart | 'cards-parquet';
    places: readonly string[];
    asOf: string;
    ofService?: boolean;
  },
): Promise<boolean> {
  const part = capture.part(name);
  for (const [index, place] of places.entries()) {
    const isAddress = /^https?:/.test(place);
    // Of a file on this machine the name says enough; of an address, the query may be a secret.
    const address = isAddress ? withoutQuery(place) : (place.split(/[\\/]/).at(-1) ?? place);
    const taken = part.receipts[index];
    if (taken ? taken.address !== address : part.isDone()) throw new Error(otherList(capture.folder, address));
    // Another file may have the same name. What is at an address is not fetched again to compare it.
    if (taken && !isAddress && (await sha256Of(readStream(place))) !== taken.sha256)
      throw new Error(
        `${capture.folder} holds another file named ${address} already; a capture can have only one list, so give this one a --name of its own`,
      );
    if (taken) continue;
    const look = { refused: false };
    const keep = (body: AsyncIterable<Uint8Array>, status: number, fetchedAt?: string) =>
      part.addStream(body, async (path, digest) => {
        look.refused = true;
        const described = await describeDump(name, path, address, asOf).catch((error: unknown) => {
          // The Hub's own file is another one than it named: a page of an error, or the half of it.
          look.refused = !(ofService && error instanceof BrokenAnswer);
          throw look.refused ? new Error((error as Error).message, { cause: error }) : error;
        });
        look.refused = false;
        const next = index + 1 < places.length ? String(index + 2) : null;
        const cursor = index === 0 ? null : String(index + 1);
        const fetched = { ...digest, ...(fetchedAt !== undefined && { fetchedAt }) };
        return { address, status, ...fetched, ...described, cursor, next, ...(ofService && { ofService }) };
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
  if (!ofService && part.receipts.length > places.length)
    throw new Error(
      `${capture.folder} holds ${part.receipts.length} files of a list, and ${places.length} of them are given; name all of them, or give the list of these a --name of its own`,
    );
  // The last that came said that another follows: it was interrupted then.
  if (!ofService && part.receipts.at(-1)?.next !== null)
    throw new Error(
      `${capture.folder} holds only the first ${part.receipts.length} of the files of a list; name all of them, or give the list of these a --name of its own`,
    );
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
  const { assertLines, assertWhole, listOf } = await import('../../io/json-pages.ts');
  const { compressionOf } = await import('../../io/packing.ts');
  const { csvOf } = await import('./hub-views.ts');
  // Node unpacks only the first frame of such a file, so there is no telling whether it is whole.
  if (part !== 'hub-parquet' && part !== 'cards-parquet' && compressionOf(path) === 'zstd')
    throw new Error(
      `${name} is compressed by Zstandard, whatever its name says; decompress it, or compress it by gzip`,
    );
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
    if (columns.length === 0) throw new BrokenAnswer(`${name} is not a ${forms[form]}`);
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
    `SELECT count(*) AS rows, count(*) FILTER (${isRepositoryName(`CAST("${id}" AS VARCHAR)`)} IS NOT TRUE) AS rejected FROM ${relation}`,
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
  const { intake } = await inTemporaryFolder((spill) => readModels(database, { form, files: [path], spill }, asOf));
  const wrong = intake.invalid.find(({ examples }) => examples.length > 0);
  if (wrong)
    throw new Error(
      `${name}: ${wrong.records} of ${wrong.of} values in the column ${wrong.field} are invalid, such as ${wrong.examples.join(' and ')}; expected ${kindOf(hubModel, wrong.field)}`,
    );
  const rejected = Object.values(intake.rejected).reduce((sum, count) => sum + count, 0);
  return { rows: intake.read, rejected };
}

/** Where the Hub keeps the Parquet files of the data set of model cards. */
export async function cardsPlaces(client: Client, { origin = hubOrigin, signal }: HubOptions = {}): Promise<string[]> {
  const address = new URL(`/api/datasets/${cardsDataset}/parquet`, origin).href;
  const { found: places } = await getRead(client, address, signal, ({ bytes }) => {
    const addresses = addressesIn(parseJson(bytes));
    if (addresses.length === 0) throw new BrokenAnswer('no list of Parquet files');
    return addresses;
  });
  const foreign = places.find((place) => new URL(place).origin !== new URL(origin).origin);
  if (foreign !== undefined)
    throw new Error(`a file at another origin, ${new URL(foreign).origin}, is refused; it is named at ${address}`);
  return places;
}

/** The addresses in a list of lists by name. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return URL.canParse(value) ? [value] : [];
  const inside = Array.isArray(value) ? (value as unknown[]) : isObject(value) ? Object.values(value) : [];
  return inside.flatMap(addressesIn);
}
