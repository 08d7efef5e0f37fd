/** What the walks of lists have in common: pages are believed to be JSON, and their records are counted, not changed. */
import type { PageReceipt } from '../../schema/capture.ts';
import { BrokenAnswer } from '../../io/failures.ts';
import type { Answer, Client } from '../../io/http.ts';
import { wholeRecords } from '../../io/json-pages.ts';

export interface WalkOptions {
  /** Stop a part when it has so many pages; it is then not done. */
  readonly limit?: number | undefined;
  /** Once aborted, the page in hand is the last. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every new page, with how many of `total` are behind it, both estimated. */
  readonly onPage?: ((receipt: PageReceipt, behind: number, total: number) => void) | undefined;
}

/** An answer, and what was read in it; it is asked for again as long as `read` throws that it is broken. */
export async function getRead<Found>(
  client: Client,
  address: string,
  signal: AbortSignal | undefined,
  read: (answer: Answer) => Found,
  accept?: (status: number) => boolean,
): Promise<{ answer: Answer; found: Found }> {
  const all: Found[] = [];
  const answer = await client.get(address, {
    signal,
    ...(accept && { accept }),
    check: (candidate) => void all.push(read(candidate)),
  });
  const [found] = all.slice(-1);
  if (found === undefined) throw new Error(`${address} was not looked at`);
  return { answer, found };
}

/** @throws {BrokenAnswer} if it is not JSON in UTF-8 */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const isMarkup = bytes.toString('latin1', 0, 100).trimStart().startsWith('<');
    throw new BrokenAnswer(isMarkup ? 'markup in place of JSON' : 'not JSON, or not all of it');
  }
}

/**
 * The records of a page that is a list, and how many it has besides that cannot be read.
 *
 * @throws {BrokenAnswer} if it is no list, or not all of one
 */
export function recordsIn(bytes: Buffer): { records: readonly unknown[]; broken: number } {
  let records: unknown;
  let broken = 0;
  try {
    records = parseJson(bytes);
  } catch (error) {
    // One record that is no JSON is not the end of a list; a list without an end is not the whole.
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      const { whole, problems } = wholeRecords(bytes);
      records = JSON.parse(whole);
      broken = problems.length;
    } catch {
      throw error;
    }
  }
  if (!Array.isArray(records)) throw new BrokenAnswer('JSON that is not a list of models');
  return { records: records as unknown[], broken };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const mostNames = 200;

/** How many records there are, how many are none, and which fields are not known, each with how many carry it. */
export function tally(
  records: readonly unknown[],
  isRecord: (record: Readonly<Record<string, unknown>>) => boolean,
  known: ReadonlySet<string>,
): Pick<PageReceipt, 'rows' | 'rejected' | 'unknownFields'> {
  let rejected = 0;
  const unknown = new Map<string, number>();
  for (const record of records) {
    if (!isObject(record) || !isRecord(record)) rejected++;
    if (!isObject(record)) continue;
    for (const field of Object.keys(record)) {
      if (known.has(field)) continue;
      // Names are cut, and beyond a number not told apart, lest a receipt grow as large as its page.
      const name = field.slice(0, 100);
      const counted = unknown.has(name) || unknown.size < mostNames ? name : '…';
      unknown.set(counted, (unknown.get(counted) ?? 0) + 1);
    }
  }
  return { rows: records.length, rejected, unknownFields: Object.fromEntries([...unknown].sort(byName)) };
}

function byName([a]: [string, number], [b]: [string, number]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
