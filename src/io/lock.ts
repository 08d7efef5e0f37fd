import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explainDiskError } from './files.ts';

/** The code with which SQLite says that somebody else has the lock. */
const sqliteBusy = 5;

/** The locks that this process holds: one that nothing refers to would be let go with the memory that it takes. */
const held = new Set<DatabaseSync>();

/**
 * Keeps others out of a folder. The lock is the operating system's, taken by way of SQLite: it ends with the process that
 * holds it, however that ends, so that none is ever left behind. Its empty file stays, since a file that is removed can
 * be locked by one while another locks its successor.
 *
 * @returns what lets others in again
 */
export function acquireLock(folder: string): () => void {
  const path = join(folder, '.lock');
  const holder = `${path}.pid`;
  const lock = openFile(path);
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
    throw new Error(`${folder} is in use by process${pid}; wait for it, or stop it`, { cause: error });
  }
  held.add(lock);
  return () => {
    rmSync(holder, { force: true });
    held.delete(lock);
    lock.close();
  };
}

function openFile(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 });
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(`${path} cannot be made: ${why}; expected a folder that may be written to`, { cause: error });
  }
}
