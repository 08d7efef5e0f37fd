/** The raw folder, `.capture/<date>/`, as it is read: what stands where is said in `schema/capture.ts`. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import {
  CaptureForm,
  captureVersion,
  ListAbout,
  PageReceipt,
  type Part,
  PartDone,
  PartLeft,
  parts,
} from '../schema/capture.ts';
import { parseAs, parseJson } from '../schema/problem.ts';
import { SnapshotId } from '../schema/scalars.ts';
import { sha256 } from './files.ts';
import { unpacked } from './packing.ts';

/** The endings of files by the part that they belong to; the others are pages of JSON, packed by gzip. */
const endings: Partial<Record<Part, string>> = {
  hub: 'json.zst',
  'hub-parquet': 'parquet',
  'hub-jsonl': 'jsonl',
  'hub-csv': 'csv',
  'cards-parquet': 'parquet',
  'forum-robots': 'txt.gz',
};

/** The file that a page is in, beside its receipt. */
export function pagePath(folder: string, { part, page }: Pick<PageReceipt, 'part' | 'page'>): string {
  const file = join(folder, part, pageNumber(page));
  // Captures from before 2.0 have all pages packed by gzip.
  return existsSync(`${file}.json.gz`) ? `${file}.json.gz` : `${file}.${endings[part] ?? 'json.gz'}`;
}

/**
 * The receipts of a part, first page first.
 *
 * @throws {Error} if a page or a receipt is missing between others, a receipt is not one, or all is in a form that came later
 */
export function readReceipts(folder: string, part: Part): PageReceipt[] {
  const directory = join(folder, part);
  if (!existsSync(directory)) return [];
  checkVersion(folder);
  const receipts = readdirSync(directory)
    .filter((name) => /^\d{6,}\.receipt\.json$/.test(name))
    .sort((a, b) => Number.parseInt(a) - Number.parseInt(b))
    .map((name) => readJson(join(directory, name), PageReceipt));
  for (const [index, receipt] of receipts.entries()) {
    if (receipt.page !== index + 1 || receipt.part !== part)
      throw new Error(`${directory} has no receipt of page ${index + 1}, and has one of page ${receipt.page}`);
    if (!existsSync(pagePath(folder, receipt)))
      throw new Error(`${directory} has a receipt of page ${receipt.page}, and not the page`);
  }
  const done = readDone(folder, part);
  const rows = receipts.reduce((sum, receipt) => sum + receipt.rows, 0);
  if (done && (done.pages !== receipts.length || done.rows !== rows))
    throw new Error(
      `${directory} should have ${done.pages} pages with ${done.rows} rows, and has ${receipts.length} with ${rows}`,
    );
  return receipts;
}

/** What was said of a list of models that somebody else made; null where the list is the Hub's own answer. */
export function readAbout(folder: string): ListAbout | null {
  const path = join(folder, 'list.json');
  return existsSync(path) ? readJson(path, ListAbout) : null;
}

/**
 * Says what a list of models is, before its files are taken.
 *
 * @throws {Error} if something else was said of it before
 */
export function writeAbout(folder: string, about: ListAbout): void {
  const path = join(folder, 'list.json');
  const text = `${JSON.stringify(about, null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') !== text)
    throw new Error(
      `${path} says something else of the list; a list of another kind is another capture, with a --name of its own`,
    );
  writeFileSync(path, text);
}

export interface RecordedPage {
  readonly name: string;
  readonly fetchedAt: string;
  readonly bytes: () => Buffer;
}

/** The pages in a folder that somebody recorded, in the order of their names: JSON, as it is or compressed by gzip. */
export function recordedPages(folder: string): RecordedPage[] {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
  const names = readdirSync(folder).filter((name) => /^[^.].*\.json(\.gz)?$/.test(name));
  if (names.length === 0) throw new Error(`${folder} has no pages; expected files that end in .json or .json.gz`);
  return names.sort(new Intl.Collator('en', { numeric: true }).compare).map((name) => {
    const path = join(folder, name);
    return {
      name,
      fetchedAt: statSync(path).mtime.toISOString(),
      bytes: () => {
        try {
          return unpacked(readFileSync(path));
        } catch (error) {
          throw new Error(`${name} is not all of a gzip file; it was cut off or damaged, so fetch it again`, {
            cause: error,
          });
        }
      },
    };
  });
}

/** What was said when the part was walked to its end; null while it was not. */
export function readDone(folder: string, part: Part): PartDone | null {
  const path = join(folder, part, 'done.json');
  return existsSync(path) ? readJson(path, PartDone) : null;
}

/** The captures in a folder that begin with a day, oldest first. */
export function capturesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .flatMap((entry) => (entry.isDirectory() && SnapshotId.safeParse(entry.name).success ? entry.name : []))
    .sort();
}

/** The parts of a capture that were begun and not walked to their end. */
export function unfinishedParts(folder: string): Part[] {
  return parts.filter((part) => readReceipts(folder, part).length > 0 && readDone(folder, part) === null);
}

/** Whether a part was asked for, even if not one page of it came: it was not left out then. */
export const isAskedFor = (folder: string, part: Part): boolean => existsSync(join(folder, part));

/** Whether a page of any part of a capture is there. */
export const isBegun = (folder: string): boolean =>
  parts.some((part) => existsSync(join(folder, part, `${pageNumber(1)}.receipt.json`)));

/** @throws {Error} if another capture beside one that was not begun yet waits to be gone on with */
export function assertNoneUnfinished(folder: string, target: string): void {
  if (isBegun(target)) return;
  for (const name of capturesIn(folder)) {
    const left = unfinishedParts(join(folder, name));
    const [date, word] = [name.slice(0, 10), name.slice(11)];
    if (left.length > 0)
      throw new Error(
        `${join(folder, name)} was not captured to its end (${left.join(', ')}): go on with --date ${date}${word && ` --name ${word}`}, or begin another capture all the same with --anew`,
      );
  }
}

/** What was asked since the last page of a part that is not done; null where nobody noted it. */
export function readLeft(folder: string, part: Part): PartLeft | null {
  const path = join(folder, part, 'left.json');
  return existsSync(path) ? readJson(path, PartLeft) : null;
}

/** @throws {Error} if the folder of a capture is in a form that came later */
export function checkVersion(folder: string): void {
  const path = join(folder, 'capture.json');
  const { version } = existsSync(path) ? readJson(path, CaptureForm) : { version: 1 };
  if (version > captureVersion)
    throw new Error(
      `${path} says that the capture is of version ${version}, and this program knows versions up to ${captureVersion}; use the program that made it, or capture anew`,
    );
}

/** The bytes of a page as they came. @throws {Error} if they are not those of the receipt */
export function readPage(folder: string, receipt: PageReceipt): Buffer {
  const path = pagePath(folder, receipt);
  const stored = readFileSync(path);
  let bytes: Buffer | undefined;
  try {
    bytes = isPacked(path) ? unpacked(stored) : stored;
  } catch {
    // Said below: whatever is wrong with the file, it is not the page.
  }
  if (!bytes || (isPacked(path) && bytes === stored) || sha256(bytes) !== receipt.sha256)
    throw new Error(changed(path));
  return bytes;
}

/** Whether we packed it ourselves: a list that somebody gave stays as it came. */
const isPacked = (path: string) => /\.(gz|zst)$/.test(path);

const changed = (path: string) =>
  `${path} is damaged: it is not what its receipt says, so it was changed after it was captured; capture it again`;

/** @throws {Error} if a file is not the one that its receipt was written for */
export async function assertUnchanged(folder: string, receipts: readonly PageReceipt[]): Promise<void> {
  for (const receipt of receipts) {
    const path = pagePath(folder, receipt);
    const isPage = isPacked(path);
    // Older receipts of pages know only what is packed in them.
    if (isPage && receipt.stored === undefined) readPage(folder, receipt);
    else if (isPage) {
      if (sha256(readFileSync(path)) !== receipt.stored) throw new Error(changed(path));
    } else {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      if (hash.digest('hex') !== (receipt.stored ?? receipt.sha256)) throw new Error(changed(path));
    }
  }
}

/** The bytes of a file on this machine, as they are read. @throws {Error} if there is no such file */
export function readStream(path: string): AsyncIterable<Uint8Array> {
  if (!existsSync(path)) throw new Error(`there is no file ${path}`);
  return createReadStream(path);
}

/** The name of a page among the others. */
export function pageNumber(page: number): string {
  return String(page).padStart(6, '0');
}

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  return parseAs(schema, parseJson(readFileSync(path, 'utf8'), path), `${path} is not what it should be`);
}
