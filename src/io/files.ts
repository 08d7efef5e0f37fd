/** Reads input files whole, with a receipt of what was read. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Receipt } from '../schema/snapshot.ts';

/** SHA-256 of the bytes, in lower-case hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The same of bytes as they are read, of which few are held at a time. */
export async function sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** Whether an input folder holds a file of that name. */
export const hasInput = (folder: string, name: string): boolean => existsSync(join(folder, name));

/**
 * The bytes of a file in an input folder, and the receipt for the manifest.
 *
 * @throws {Error} if the file is missing or empty; the sentence names it
 */
export function readInput(folder: string, name: string): { path: string; bytes: Buffer; receipt: Receipt } {
  const path = join(folder, name);
  if (!existsSync(path)) throw new Error(`the input file ${name} is missing: expected it at ${path}`);
  const bytes = readFileSync(path);
  if (bytes.length === 0) throw new Error(`the input file ${name} is empty: ${path}`);
  return { path, bytes, receipt: { name, bytes: bytes.length, sha256: sha256(bytes) } };
}

/** Does some work with a new folder, which is gone afterwards. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-spill-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A full disk in a sentence that says what to do; any other error as it is. */
export function explainDiskError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Error(`the disk is full: ${path} could not be written; free some space and run the same command again`);
  return error;
}
