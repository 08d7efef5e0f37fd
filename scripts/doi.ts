/** The DOI that a command is given. */
import { parseAs } from '../src/schema/problem.ts';
import { Doi } from '../src/schema/scalars.ts';

/** @returns null where none is given @throws {Error} if it is not one */
export function doiGiven(text: string | undefined): Doi | null {
  return text === undefined ? null : parseAs(Doi, text, `--doi is ${JSON.stringify(text)}`);
}
