/** Which edition of a published source a folder holds, and whether it is the one that it is said to be. */
import editionsFile from '../../../content/source-editions.json' with { type: 'json' };
import { readInput } from '../../io/files.ts';
import { SourceEdition, SourceEditions } from '../../schema/source-edition.ts';
import { parseAs, parseJson } from '../../schema/problem.ts';

/**
 * The edition of a source that the almanac knows: that of a day, or the only one there is.
 *
 * @throws {Error} if there is none of that day, or if there are several and no day is given
 */
export function knownEdition(source: string, day?: string): SourceEdition {
  const editions = SourceEditions.parse(editionsFile)[source] ?? [];
  const days = editions.map(({ date }) => date).join(', ');
  const [first, ...others] = day === undefined ? editions : editions.filter(({ date }) => date === day);
  if (!first)
    throw new Error(
      `content/source-editions.json has no edition of ${source}${day === undefined ? '' : ` of ${day}`}${days === '' ? '' : `, it has ${days}`}; describe it in a file and give that with --edition`,
    );
  if (others.length > 0) throw new Error(`${source} has the editions ${days}; choose one with --edition <day>`);
  return first;
}

/**
 * An edition as somebody describes it in a file of their own.
 *
 * @throws {Error} if the text is no such description
 */
export function describedEdition(name: string, bytes: Buffer): SourceEdition {
  return parseAs(SourceEdition, parseJson(bytes.toString('utf8'), name), `${name} describes no edition`);
}

/**
 * A file of an edition, with its receipt.
 *
 * @throws {Error} if it is missing or empty, or if it is not the file that the edition names
 */
export function readOfEdition(folder: string, name: string, edition: SourceEdition): ReturnType<typeof readInput> {
  const { date, commit, files } = edition;
  const named = `the edition of ${date} (${commit === null ? 'commit not recorded' : `commit ${commit}`})`;
  const input = readInput(folder, name);
  const expected = files[name];
  if (expected === undefined) throw new Error(`${named} gives no checksum of ${name}`);
  if (input.receipt.sha256 !== expected)
    throw new Error(
      `${name} is not the file of ${named}: its checksum is ${input.receipt.sha256}, expected ${expected}; a file of another day or version needs its own description, given with --edition <file>`,
    );
  return input;
}

/** The files of an edition, by the keys under which a source knows them. @throws {Error} as `readOfEdition` */
export function readFilesOfEdition<Key extends string>(
  folder: string,
  files: Readonly<Record<Key, string>>,
  edition: SourceEdition,
): Record<Key, ReturnType<typeof readOfEdition>> {
  const read = Object.entries<string>(files).map(([key, name]) => [key, readOfEdition(folder, name, edition)]);
  return Object.fromEntries(read) as Record<Key, ReturnType<typeof readOfEdition>>;
}

/** @throws {Error} if what was added up is not what the source prints */
export function expectEqual(ours: number, printed: number, what: string, whose: string): void {
  if (ours !== printed) throw new Error(`${what} add up to ${ours}, but ${whose} says ${printed}`);
}

/**
 * Some sources are described by the numbers of one edition, such as how many rows they have.
 *
 * @throws {Error} if the edition is of another day: its snapshot would say what is not so
 */
export function expectDay(source: string, { date }: SourceEdition, described: string): void {
  if (date !== described)
    throw new Error(
      `${source} is described as it was on ${described}, and its text quotes numbers of that day; an edition of ${date} needs a text of its own in src/sources/${source}.ts`,
    );
}
