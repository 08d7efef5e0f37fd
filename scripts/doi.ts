/** The DOI that a command is given. */
import { problem } from '../src/schema/problem.ts';
import { Doi } from '../src/schema/scalars.ts';

/** @returns null where none is given @throws {Error} if it is not one */
export function doiGiven(text: string | undefined): Doi | null {
  if (text === undefined) return null;
  const doi = Doi.safeParse(text);
  if (!doi.success) throw new Error(`--doi is ${JSON.stringify(text)}: ${problem(doi.error)}`);
  return doi.data;
}
