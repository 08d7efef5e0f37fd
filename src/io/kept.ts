/** Parts of captures, put into a store and taken out again: whole and unchanged, or not at all. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  closeSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Part } from '../schema/capture.ts';
import { KeptPart } from '../schema/kept.ts';
import { parseAs, parseJson } from '../schema/problem.ts';
import { assertUnchanged, readDone, readReceipts } from './capture.ts';
import { explainDiskError } from './files.ts';
import { acquireLock } from './lock.ts';
import type { Store } from './store.ts';

/** The blocks of a tar archive. */
const block = 512;
const padded = (bytes: number) => Math.ceil(bytes / block) * block;
const chunk = 1 << 20;

const listingPath = (capture: string, part: string) => `${capture}/${part}.json`;
const archivePath = (capture: string, part: string) => `${capture}/${part}.tar`;

/** The captures of a store, by name, each with the parts that are kept of it. @throws {Error} if a listing is not one */
export async function keptCaptures(store: Store): Promise<ReadonlyMap<string, readonly KeptPart[]>> {
  const captures = new Map<string, KeptPart[]>();
  await within(async (temporary) => {
    for (const path of await store.list()) {
      if (!/^\d{4}-\d\d-\d\d[^/]*\/[a-z-]+\.json$/.test(path)) continue;
      const kept = await readListing(store, path, join(temporary, 'listing'));
      captures.set(kept.capture, [...(captures.get(kept.capture) ?? []), kept]);
    }
  });
  return captures;
}

async function readListing(store: Store, path: string, to: string): Promise<KeptPart> {
  await store.take(path, to);
  const named = `${path} of ${store.name}`;
  const kept = parseAs(KeptPart, parseJson(readFileSync(to, 'utf8'), named), `${named} is no listing of a kept part`);
  if (listingPath(kept.capture, kept.part) !== path)
    throw new Error(`${named} lists ${kept.part} of ${kept.capture}; it was moved, so keep the part again`);
  return kept;
}

/**
 * Keeps a part as it is. One that is kept to its end is never replaced.
 *
 * @param already what is kept of it
 * @returns the listing, null where nothing was to be done
 * @throws {Error} if a page was changed, or another part of that name is kept to its end
 */
export async function keepPart(
  store: Store,
  folder: string,
  { capture, part }: Pick<KeptPart, 'capture' | 'part'>,
  already: KeptPart | undefined,
): Promise<KeptPart | null> {
  const source = join(folder, capture);
  const unlock = acquireLock(source);
  try {
    const receipts = readReceipts(source, part);
    await assertUnchanged(source, receipts);
    const done = readDone(source, part) !== null;
    if (already && !already.done && !done && already.pages >= receipts.length) return null;
    if (already?.done === true && !done) return null;
    return await within(async (temporary) => {
      const archive = join(temporary, 'archive');
      const packed = await pack(source, filesOf(source, part), archive);
      if (already?.sha256 === packed.sha256) return null;
      if (already?.done === true)
        throw new Error(
          `${store.name} keeps another ${part} of ${capture}, to its end, and that is not replaced; give this capture a --name of its own`,
        );
      const rows = receipts.reduce((sum, receipt) => sum + receipt.rows, 0);
      const kept = KeptPart.parse({ capture, part, done, pages: receipts.length, rows, ...packed });
      const listing = join(temporary, 'listing');
      writeFileSync(listing, `${JSON.stringify(kept, null, 2)}\n`);
      await store.put(
        [
          { path: archivePath(capture, part), from: archive },
          { path: listingPath(capture, part), from: listing },
        ],
        `Keep ${part} of ${capture}`,
      );
      return kept;
    });
  } finally {
    unlock();
  }
}

/** Checks every byte of a kept part. @throws {Error} that names the first file which is not what was kept */
export async function verifyKept(store: Store, kept: KeptPart): Promise<void> {
  await within((temporary) => unpack(store, kept, temporary));
}

/**
 * Puts a kept part back into a capture, so that the same command goes on from it.
 *
 * @returns whether it was put there; not where as much or more of it is there
 * @throws {Error} if a byte of it was changed, or the capture has other pages of that part
 */
export async function restoreKept(store: Store, kept: KeptPart, folder: string): Promise<boolean> {
  const { capture, part } = kept;
  const target = join(folder, capture);
  const isNew = mkdirSync(target, { recursive: true }) !== undefined;
  const unlock = acquireLock(target);
  // Beside the captures, so that a part is moved in at once.
  const temporary = mkdtempSync(join(folder, '.restoring-'));
  try {
    const there = readReceipts(target, part);
    if (there.length >= kept.pages && (!kept.done || readDone(target, part) !== null)) return false;
    await unpack(store, kept, temporary);
    const pages = readReceipts(temporary, part);
    if (there.some(({ sha256 }, index) => pages[index]?.sha256 !== sha256))
      throw new Error(
        `${join(target, part)} has other pages than those kept in ${store.name}; remove it, or restore elsewhere`,
      );
    const [own, fresh] = [besides(target), besides(temporary)];
    const another = fresh.find(
      (name) => own.includes(name) && !readFileSync(join(target, name)).equals(readFileSync(join(temporary, name))),
    );
    if (another !== undefined)
      throw new Error(`${join(target, another)} is not the one kept in ${store.name}; remove it, or restore elsewhere`);
    for (const name of fresh) renameSync(join(temporary, name), join(target, name));
    rmSync(join(target, part), { recursive: true, force: true });
    renameSync(join(temporary, part), join(target, part));
    return true;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    if (isNew && !existsSync(join(target, part))) rmSync(target, { recursive: true });
    unlock();
  }
}

/** Files that say something of the whole capture. */
const besides = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() && entry.name.endsWith('.json') ? entry.name : [],
  );

const filesOf = (folder: string, part: Part) => [
  ...besides(folder).sort(),
  ...readdirSync(join(folder, part))
    .filter((name) => !name.endsWith('.partial'))
    .sort()
    .map((name) => `${part}/${name}`),
];

async function within<T>(work: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = mkdtempSync(join(tmpdir(), 'almanac-kept-'));
  try {
    return await work(temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Writes a tar archive that any `tar` opens, the same bytes for the same files. */
async function pack(
  folder: string,
  names: readonly string[],
  archive: string,
): Promise<Pick<KeptPart, 'bytes' | 'sha256' | 'files'>> {
  const whole = createHash('sha256');
  const files: KeptPart['files'] = [];
  let bytes = 0;
  const out = await open(archive, 'w');
  const write = async (data: Uint8Array) => {
    await out.write(data);
    whole.update(data);
    bytes += data.length;
  };
  try {
    for (const name of names) {
      const size = statSync(join(folder, name)).size;
      await write(header(name, size));
      const offset = bytes;
      const digest = createHash('sha256');
      for (const data of chunksOf(join(folder, name), 0, size)) {
        digest.update(data);
        await write(data);
      }
      files.push({ name, offset, bytes: size, sha256: digest.digest('hex') });
      await write(Buffer.alloc(padded(size) - size));
    }
    await write(Buffer.alloc(2 * block));
  } catch (error) {
    throw explainDiskError(error, archive);
  } finally {
    await out.close();
  }
  return { bytes, sha256: whole.digest('hex'), files };
}

/** The head of a file in a tar archive (POSIX ustar). */
function header(name: string, size: number): Buffer {
  const head = Buffer.alloc(block);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  head.write(name, 0);
  head.write(`${octal(0o644, 8)}${octal(0, 8)}${octal(0, 8)}${octal(size, 12)}${octal(0, 12)}        0`, 100);
  head.write('ustar\x0000', 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${octal(sum, 7)} `, 148);
  return head;
}

function* chunksOf(path: string, from: number, bytes: number): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (let read = 0; read < bytes;) {
      const data = Buffer.alloc(Math.min(chunk, bytes - read));
      const got = readSync(file, data, 0, data.length, from + read);
      if (got === 0) return;
      read += got;
      yield data.subarray(0, got);
    }
  } finally {
    closeSync(file);
  }
}

/** Takes an archive out of the store, and its files out of it. @throws {Error} that names what was changed */
async function unpack(store: Store, kept: KeptPart, folder: string): Promise<void> {
  const { capture, part } = kept;
  const archive = join(folder, '.archive');
  const path = archivePath(capture, part);
  const changed = (what: string) =>
    new Error(`${path} of ${store.name} is damaged: ${what} is not what was kept, so nothing of it is restored`);
  await store.take(path, archive);
  for (const { name, offset, bytes, sha256 } of kept.files) {
    const to = join(folder, name);
    mkdirSync(dirname(to), { recursive: true });
    const digest = createHash('sha256');
    const out = await open(to, 'w');
    try {
      for (const data of chunksOf(archive, offset, bytes)) {
        digest.update(data);
        await out.write(data);
      }
    } catch (error) {
      throw explainDiskError(error, to);
    } finally {
      await out.close();
    }
    if (digest.digest('hex') !== sha256) throw changed(name);
  }
  const whole = createHash('sha256');
  for (const data of chunksOf(archive, 0, statSync(archive).size)) whole.update(data);
  if (whole.digest('hex') !== kept.sha256) throw changed('what surrounds its files');
  rmSync(archive);
  const receipts = readReceipts(folder, part);
  await assertUnchanged(folder, receipts);
  const rows = receipts.reduce((sum, receipt) => sum + receipt.rows, 0);
  const isDone = readDone(folder, part) !== null;
  if (receipts.length !== kept.pages || rows !== kept.rows || isDone !== kept.done)
    throw new Error(
      `${listingPath(capture, part)} of ${store.name} names ${kept.pages} pages with ${kept.rows} rows, and ${receipts.length} with ${rows} are there; keep the part again`,
    );
}
