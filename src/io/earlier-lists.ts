/** Which captures have a list of models that a later list can be compared with. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readAbout, readDone, readReceipts } from './capture.ts';
import { parts } from '../schema/capture.ts';
import { SnapshotId } from '../schema/scalars.ts';
import { correctionOf } from '../schema/snapshot-id.ts';

/** With the earlier list, whatever became of its models; with the one before it, which of the new ones are back. */
const most = 2;

/** A capture with a list, and its day. */
export interface ListedOn {
  readonly day: string;
  readonly capture: string;
}

/**
 * The captures that a list is compared with, the newest first: those that are named, or else the newest
 * earlier ones with a whole list of the same source. A sample is compared with none.
 *
 * @param folder of captures
 * @param own the capture with the list
 * @throws {Error} if a named capture is not earlier, has no such list, or too many are named
 */
export function earlierLists(folder: string, own: string, named?: readonly string[]): ListedOn[] {
  const kind = kindOfList(join(folder, own));
  const why = (name: string): string | undefined => {
    if (!isCapture(name) || !existsSync(join(folder, name))) return 'there is no such capture';
    if (dayOf(name) >= dayOf(own)) return 'it is not earlier';
    const other = kindOfList(join(folder, name));
    if (other === null) return 'it has no whole list of all models';
    return other === kind ? undefined : `its list is ${other}, and that of ${own} is ${kind ?? 'none of all models'}`;
  };
  const newestFirst = (names: readonly string[]) =>
    [...names].sort((a, b) => (a < b ? 1 : -1)).map((name) => ({ day: dayOf(name), capture: join(folder, name) }));
  if (named === undefined)
    return kind === null
      ? []
      : newestFirst(readdirSync(folder).filter((name) => why(name) === undefined)).slice(0, most);
  if (new Set(named).size < named.length || named.length > most)
    throw new Error(`--previous names ${named.join(', ')}; name one earlier capture, or two different ones`);
  for (const name of named) {
    const reason = why(name);
    if (reason !== undefined)
      throw new Error(
        `the list of ${own} cannot be compared with ${name}: ${reason}; name another capture with --previous`,
      );
  }
  return newestFirst(named);
}

const isCapture = (name: string) => SnapshotId.safeParse(name).success && correctionOf(name) === null;
const dayOf = (name: string) => name.slice(0, 'YYYY-MM-DD'.length);

/** Whose list of all models a capture has; null without one that was read to its end. */
function kindOfList(capture: string): string | null {
  const part = parts.find((each) => each.startsWith('hub') && readDone(capture, each) !== null);
  if (part === undefined) return null;
  const about = readAbout(capture);
  const { address = '' } = readReceipts(capture, part)[0] ?? {};
  if (about === null) return `that of ${URL.canParse(address) ? new URL(address).hostname : address}`;
  return about.coverage === 'census' ? `that of “${about.publication?.title ?? about.population}”` : null;
}
