/** Writes to `.capture/<date>/`: page after page, so that what is left when it is killed is always a beginning. */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile, link, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { captureVersion, PageReceipt, type Part, PartDone, type PartLeft, parts } from '../schema/capture.ts';
import { type Effort, totalEffort } from '../schema/fetching.ts';
import { checkVersion, pageNumber, pagePath, readDone, readLeft, readReceipts } from './capture.ts';
import { explainDiskError, sha256 } from './files.ts';
import { acquireLock } from './lock.ts';
import { packed } from './packing.ts';

/** A page that was fetched; its number is given when it is written. */
export type NewPage = Omit<PageReceipt, 'part' | 'page' | 'bytes' | 'stored' | Recorded> & {
  readonly bytes: Uint8Array;
};
/** A file that was written as it came, and what is to be said of it. */
export type NewFile = Omit<PageReceipt, 'part' | 'page' | Recorded>;
type Recorded = 'effort' | 'cutOff' | 'capturedBy' | 'takenFrom';
export type Begin = (first: PageReceipt) => void;
export type Write = (path: string, bytes: Uint8Array | string) => Promise<void>;

/** What receipts say of the program that fetches, and of what it took. */
export interface Recorder {
  /** The program, with its commit. */
  readonly program: string;
  /** What was asked for the part since this was called last. */
  readonly takeEffort: (part: Part) => Effort;
}

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

/**
 * Opens a capture to write to, new or begun. Leftovers of a capture that was killed are removed.
 *
 * @param options.recorder without it, receipts do not say what pages took
 * @param options.begin looks at the first page of a part before it counts; what it throws stops the part
 * @throws {Error} if another one is at it, or it is of a later version
 */
export function openCapture(
  folder: string,
  { write = writeFlushed, recorder, begin }: { write?: Write; recorder?: Recorder; begin?: Begin } = {},
): OpenCapture {
  const isNew = !existsSync(folder);
  checkVersion(folder);
  mkdirSync(folder, { recursive: true });
  const unlock = acquireLock(folder);
  if (parts.every((part) => !existsSync(join(folder, part))))
    writeFileSync(join(folder, 'capture.json'), `${JSON.stringify({ version: captureVersion }, null, 2)}\n`);
  /** By name, the one that was asked for last at the end. */
  const opened = new Map<Part, OwnPart>();
  return {
    folder,
    part: (name) => {
      const part = opened.get(name) ?? openPart(folder, name, { write, recorder, begin });
      opened.delete(name);
      opened.set(name, part);
      return part;
    },
    close: async () => {
      try {
        const parts = [...opened.values()].reverse();
        await Promise.all(parts.map((part) => part.settled()));
        // What was asked last is of the part that was worked on last.
        for (const part of parts) part.leave();
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
  // Of a part that nobody answered, it stays how often it was asked.
  for (const part of empty.filter((part) => !readLeft(folder, part)?.effort.requests))
    rmSync(join(folder, part), { recursive: true, force: true });
  if (parts.every((part) => !part.startsWith('hub') || empty.includes(part)))
    rmSync(join(folder, 'list.json'), { force: true });
  if (empty.length === parts.length) rmSync(join(folder, 'capture.json'), { force: true });
  if (isNew && empty.length === parts.length) rmSync(folder, { recursive: true, force: true });
}

interface OwnPart extends OpenPart {
  /** Notes what was asked since the last page, where the part is not done. */
  readonly leave: () => void;
}

function openPart(
  folder: string,
  part: Part,
  { write, recorder, begin }: { write: Write; recorder: Recorder | undefined; begin: Begin | undefined },
): OwnPart {
  const directory = join(folder, part);
  const isBegun = existsSync(directory);
  mkdirSync(directory, { recursive: true });
  const receipts = readReceipts(folder, part);
  const known = new Set([
    'done.json',
    'left.json',
    ...receipts.flatMap((receipt) => [`${pageNumber(receipt.page)}.receipt.json`, basename(pagePath(folder, receipt))]),
  ]);
  for (const name of readdirSync(directory)) if (!known.has(name)) rmSync(join(directory, name), { force: true });
  let done = readDone(folder, part);
  let left = readLeft(folder, part) ?? { effort: totalEffort([]), cutOff: isBegun };
  // Whoever is killed says nothing more.
  noteLeft({ ...left, cutOff: true });
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
  function numberedReceipt(file: Omit<PageReceipt, 'part' | 'page'>): PageReceipt {
    if (done) throw new Error(`${directory} is done, and takes no more pages`);
    return PageReceipt.parse({ ...file, part, page: receipts.length + 1 });
  }

  function takeEffort(): void {
    if (recorder) left = { ...left, effort: totalEffort([left.effort, recorder.takeEffort(part)]) };
  }

  /** The receipt of a page that was fetched, with what it took. */
  function ownReceipt(file: NewFile): PageReceipt {
    takeEffort();
    const { effort, cutOff } = left;
    const recorded = recorder && { effort, capturedBy: recorder.program, ...(cutOff && { cutOff }) };
    const receipt = numberedReceipt({ ...file, ...recorded });
    if (receipt.page === 1) begin?.(receipt);
    return receipt;
  }

  function noteLeft(value: PartLeft): void {
    if (!recorder || done) return;
    const path = join(directory, 'left.json');
    writeFileSync(`${path}.partial`, JSON.stringify(value));
    renameSync(`${path}.partial`, path);
  }

  /** Writes a receipt that has all that was left. */
  async function writeOwnReceipt(receipt: PageReceipt): Promise<void> {
    await writeReceipt(receipt);
    left = { effort: totalEffort([]), cutOff: false };
    noteLeft({ ...left, cutOff: true });
  }

  return {
    part,
    receipts,
    isDone: () => done !== null,
    add: async ({ bytes, ...facts }) => {
      await writing;
      const receipt = ownReceipt({ ...facts, bytes: bytes.length });
      receipts.push(receipt);
      queue(async () => {
        const path = pagePath(folder, receipt);
        const file = await packed(bytes, path.endsWith('.zst') ? 'zstd' : 'gzip');
        await replaceFile(path, (temporary) => write(temporary, file));
        await writeOwnReceipt({ ...receipt, stored: sha256(file) });
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
      const receipt = ownReceipt(file);
      await writeOwnReceipt(receipt);
      receipts.push(receipt);
      return receipt;
    },
    addEarlier: async (earlier, receipt) => {
      await writing;
      const mine = numberedReceipt({ ...receipt, takenFrom: receipt.takenFrom ?? basename(earlier) });
      const from = pagePath(earlier, receipt);
      // The bytes never change, so both captures may share them; where they cannot, they are copied.
      await replaceFile(pagePath(folder, mine), (temporary) =>
        link(from, temporary).catch(() => copyFile(from, temporary)),
      );
      await writeReceipt(mine);
      receipts.push(mine);
    },
    settled: () => writing,
    leave: () => {
      takeEffort();
      noteLeft(left);
    },
    finish: async () => {
      await writing;
      const said = PartDone.parse({
        pages: receipts.length,
        rows: receipts.reduce((sum, receipt) => sum + receipt.rows, 0),
      });
      await replaceJson('done.json', said);
      rmSync(join(directory, 'left.json'), { force: true });
      done = said;
      return said;
    },
    restart: async () => {
      await writing;
      if (done) throw new Error(`${directory} is done, and is not begun again`);
      left = { ...left, effort: totalEffort([left.effort, ...receipts.flatMap(({ effort }) => effort ?? [])]) };
      // Last page first, so that what is left is always a beginning.
      for (const receipt of receipts.splice(0).reverse()) {
        await rm(join(directory, `${pageNumber(receipt.page)}.receipt.json`));
        await rm(pagePath(folder, receipt));
      }
    },
  };
}

async function writeFlushed(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeFile(path, bytes, { flush: true });
}
