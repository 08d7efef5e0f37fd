/** The raw folder, `.capture/<date>/`: what stands where is said in `schema/capture.ts`. */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, link, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { z } from 'zod';
import { ListAbout, PageReceipt, type Part, PartDone, parts } from '../schema/capture.ts';
import { parseAs, parseJson } from '../schema/problem.ts';
import { sha256 } from './files.ts';

const gzipped = promisify(gzip);
/** The code with which SQLite says that somebody else has the lock. */
const sqliteBusy = 5;
/** Above this level a page takes longer to compress than to fetch. */
const level = 2;

/** A page that was fetched; its number is given when it is written. */
export type NewPage = Omit<PageReceipt, 'part' | 'page' | 'bytes' | 'stored'> & { readonly bytes: Uint8Array };
/** A file that was written as it came, and what is to be said of it. */
export type NewFile = Omit<PageReceipt, 'part' | 'page'>;
export type Write = (path: string, bytes: Uint8Array | string) => Promise<void>;

export interface OpenCapture {
  readonly folder: string;
  readonly part: (part: Part) => OpenPart;
  /** Waits for what is being written, and lets others write here. */
  readonly close: () => Promise<void>;
}

export interface OpenPart {
  readonly part: Part;
  /** Of the pages there are, in order. */
  readonly receipts: readonly PageReceipt[];
  readonly isDone: () => boolean;
  /**
   * Writes the next page and its receipt, once the page before it is written. Returns before this one is, so that the
   * next can be fetched meanwhile; what went wrong is thrown by the next call, or by `settled` or `finish`.
   */
  readonly add: (page: NewPage) => Promise<PageReceipt>;
  /** Writes bytes as they come to the next file; the receipt follows by `describe`, which may look at the file. */
  readonly addStream: (
    body: AsyncIterable<Uint8Array>,
    describe: (path: string, digest: Pick<NewFile, 'fetchedAt' | 'bytes' | 'sha256'>) => Promise<NewFile>,
  ) => Promise<PageReceipt>;
  /** Takes a page of an earlier capture over as the next one, with its receipt. */
  readonly addEarlier: (folder: string, receipt: PageReceipt) => Promise<void>;
  readonly settled: () => Promise<void>;
  /** Says that the part was walked to its end. */
  readonly finish: () => Promise<PartDone>;
  /** Forgets all pages of a part that is not done. */
  readonly restart: () => Promise<void>;
}

/** The file that a page is in, beside its receipt. */
export function pagePath(folder: string, { part, page }: Pick<PageReceipt, 'part' | 'page'>): string {
  const form = part.startsWith('hub-') ? part.slice('hub-'.length) : part === 'cards-parquet' ? 'parquet' : undefined;
  return join(folder, part, `${pageNumber(page)}.${form ?? (part === 'forum-robots' ? 'txt.gz' : 'json.gz')}`);
}

/**
 * The receipts of a part, first page first.
 *
 * @throws {Error} if a page or a receipt is missing between others, or a receipt is not one
 */
export function readReceipts(folder: string, part: Part): PageReceipt[] {
  const directory = join(folder, part);
  if (!existsSync(directory)) return [];
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
        const stored = readFileSync(path);
        if (stored[0] !== 0x1f || stored[1] !== 0x8b) return stored;
        try {
          return gunzipSync(stored);
        } catch (error) {
          throw new Error(`${name} is not all of a gzip file; it was cut off or damaged, so fetch it anew`, {
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

/** The bytes of a page as they came. @throws {Error} if they are not those of the receipt */
export function readPage(folder: string, receipt: PageReceipt): Buffer {
  const path = pagePath(folder, receipt);
  const stored = readFileSync(path);
  let bytes: Buffer | undefined;
  try {
    bytes = path.endsWith('.gz') ? gunzipSync(stored) : stored;
  } catch {
    // Said below: whatever is wrong with the file, it is not the page.
  }
  if (!bytes || sha256(bytes) !== receipt.sha256) throw new Error(changed(path));
  return bytes;
}

const changed = (path: string) =>
  `${path} is damaged: it is not what its receipt says, so it was changed after it was captured; capture it anew`;

/** @throws {Error} if a file is not the one that its receipt was written for */
export async function assertUnchanged(folder: string, receipts: readonly PageReceipt[]): Promise<void> {
  for (const receipt of receipts) {
    const path = pagePath(folder, receipt);
    const isPage = path.endsWith('.gz');
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

/**
 * Opens a capture to write to, new or begun. Leftovers of a capture that was killed are removed.
 *
 * @throws {Error} if another one is at it
 */
export function openCapture(folder: string, { write = writeFlushed }: { write?: Write } = {}): OpenCapture {
  const isNew = !existsSync(folder);
  mkdirSync(folder, { recursive: true });
  const unlock = acquireLock(folder);
  const opened: OpenPart[] = [];
  return {
    folder,
    part: (name) => {
      const part = openPart(folder, name, write);
      opened.push(part);
      return part;
    },
    close: async () => {
      try {
        await Promise.all(opened.map((part) => part.settled()));
      } finally {
        clear(folder, isNew);
        unlock();
      }
    },
  };
}

/** Leaves nothing behind of what was refused: a part without a page, what was said of a list that is not there. */
function clear(folder: string, isNew: boolean): void {
  const empty = parts.filter((part) => readReceipts(folder, part).length === 0);
  for (const part of empty) rmSync(join(folder, part), { recursive: true, force: true });
  if (parts.every((part) => !part.startsWith('hub') || empty.includes(part)))
    rmSync(join(folder, 'list.json'), { force: true });
  if (isNew && empty.length === parts.length) rmSync(folder, { recursive: true, force: true });
}

function openPart(folder: string, part: Part, write: Write): OpenPart {
  const directory = join(folder, part);
  mkdirSync(directory, { recursive: true });
  const receipts = readReceipts(folder, part);
  const known = new Set([
    'done.json',
    ...receipts.flatMap((receipt) => [`${pageNumber(receipt.page)}.receipt.json`, pageName(folder, receipt)]),
  ]);
  for (const name of readdirSync(directory)) if (!known.has(name)) rmSync(join(directory, name), { force: true });
  let done = readDone(folder, part);
  let writing: Promise<void> = Promise.resolve();

  /** Puts work behind what is being written; an error stays until somebody asks. */
  function queue(work: () => Promise<void>): void {
    writing = writing.then(work);
    writing.catch(() => undefined);
  }

  async function replaceFile(path: string, fill: (temporary: string) => Promise<void>): Promise<void> {
    const temporary = `${path}.partial`;
    try {
      await fill(temporary);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw explainDiskError(error, path);
    }
  }

  const replaceJson = (name: string, value: unknown) =>
    replaceFile(join(directory, name), (temporary) => write(temporary, `${JSON.stringify(value, null, 2)}\n`));

  const writeReceipt = (receipt: PageReceipt) => replaceJson(`${pageNumber(receipt.page)}.receipt.json`, receipt);

  /** The receipt of the next page, in the order of the schema, so that two captures can be compared as bytes. */
  function numberedReceipt(file: NewFile): PageReceipt {
    if (done) throw new Error(`${directory} is done, and takes no more pages`);
    return PageReceipt.parse({ ...file, part, page: receipts.length + 1 });
  }

  return {
    part,
    receipts,
    isDone: () => done !== null,
    add: async ({ bytes, ...facts }) => {
      await writing;
      const receipt = numberedReceipt({ ...facts, bytes: bytes.length });
      receipts.push(receipt);
      queue(async () => {
        const packed = await compressed(bytes);
        await replaceFile(pagePath(folder, receipt), (temporary) => write(temporary, packed));
        await writeReceipt({ ...receipt, stored: sha256(packed) });
      });
      return receipt;
    },
    addStream: async (body, describe) => {
      await writing;
      const path = pagePath(folder, { part, page: receipts.length + 1 });
      const hash = createHash('sha256');
      let bytes = 0;
      let file: NewFile | undefined;
      await replaceFile(path, async (temporary) => {
        await pipeline(
          body,
          async function* (chunks: AsyncIterable<Uint8Array>) {
            for await (const chunk of chunks) {
              hash.update(chunk);
              bytes += chunk.length;
              yield chunk;
            }
          },
          createWriteStream(temporary),
        );
        file = await describe(temporary, {
          fetchedAt: new Date().toISOString(),
          bytes,
          sha256: hash.digest('hex'),
        });
      });
      if (!file) throw new Error(`${path} was written without a description`);
      const receipt = numberedReceipt(file);
      await writeReceipt(receipt);
      receipts.push(receipt);
      return receipt;
    },
    addEarlier: async (earlier, receipt) => {
      await writing;
      const mine = numberedReceipt(receipt);
      const from = pagePath(earlier, receipt);
      // The bytes never change, so both captures may share them; where they cannot, they are copied.
      await replaceFile(pagePath(folder, mine), (temporary) =>
        link(from, temporary).catch(() => copyFile(from, temporary)),
      );
      await writeReceipt(mine);
      receipts.push(mine);
    },
    settled: () => writing,
    finish: async () => {
      await writing;
      const said = PartDone.parse({
        pages: receipts.length,
        rows: receipts.reduce((sum, receipt) => sum + receipt.rows, 0),
      });
      await replaceJson('done.json', said);
      done = said;
      return said;
    },
    restart: async () => {
      await writing;
      if (done) throw new Error(`${directory} is done, and is not begun again`);
      // Last page first, so that what is left is always a beginning.
      for (const receipt of receipts.splice(0).reverse()) {
        await rm(join(directory, `${pageNumber(receipt.page)}.receipt.json`));
        await rm(pagePath(folder, receipt));
      }
    },
  };
}

/** The bytes of a file on this machine, as they are read. @throws {Error} if there is no such file */
export function readStream(path: string): AsyncIterable<Uint8Array> {
  if (!existsSync(path)) throw new Error(`there is no file ${path}`);
  return createReadStream(path);
}

function pageNumber(page: number): string {
  return String(page).padStart(6, '0');
}

function pageName(folder: string, receipt: PageReceipt): string {
  return pagePath(folder, receipt).slice(join(folder, receipt.part).length + 1);
}

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  return parseAs(schema, parseJson(readFileSync(path, 'utf8'), path), `${path} is not what it should be`);
}

/** The same bytes wherever they are compressed: without a time, and without the name of the system. */
async function compressed(bytes: Uint8Array): Promise<Uint8Array> {
  const file = await gzipped(bytes, { level });
  file[9] = 255;
  return file;
}

async function writeFlushed(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeFile(path, bytes, { flush: true });
}

function explainDiskError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Error(`the disk is full: ${path} could not be written; make room, and the same command goes on`);
  return error;
}

/** The locks that this process holds: one that nothing refers to would be let go with the memory that it takes. */
const held = new Set<DatabaseSync>();

/**
 * Keeps others out of a folder. The lock is the operating system's, taken by way of SQLite: it ends with the process that
 * holds it, however that ends, so that none is ever left behind. Its empty file stays, since a file that is removed can
 * be locked by one while another locks its successor.
 *
 * @returns what lets others in again
 */
function acquireLock(folder: string): () => void {
  const path = join(folder, '.lock');
  const holder = `${path}.pid`;
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    writeFileSync(holder, String(process.pid));
    // Whoever was here before may have taken the folder along.
    if (!existsSync(path)) throw new Error(`${folder} was removed meanwhile; give the same command again`);
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && 'errcode' in error)) throw explainDiskError(error, holder);
    if (error.errcode !== sqliteBusy) throw new Error(`${path} cannot be locked: ${error.message}`, { cause: error });
    const pid = existsSync(holder) ? ` ${readFileSync(holder, 'utf8')}` : '';
    throw new Error(`${folder} is being written by process${pid}; wait for it, or stop it`, { cause: error });
  }
  held.add(lock);
  return () => {
    rmSync(holder, { force: true });
    held.delete(lock);
    lock.close();
  };
}
