/** From published snapshots to an edition: the tables that follow numbers over them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../io/files.ts';
import { definitionOf, listWording } from '../schema/definition.ts';
import { type EditionManifest, EditionManifest as Shape, sourceText } from '../schema/edition.ts';
import { parseAs, parseJson } from '../schema/problem.ts';
import { HubTotals } from '../schema/hub-totals.ts';
import { type StatusList, isValid, manifestText } from '../schema/snapshot.ts';
import { Table, tableText } from '../schema/table.ts';
import { formatDay, formatList } from '../schema/written.ts';
import { editionTables } from '../series/contents.ts';
import type { EditionTable, Facts, Source } from '../series/edition-table.ts';
import { type Snapshot, readEdition, readSnapshots } from './read.ts';
import { entriesOf, writeFolder } from './write.ts';

const factsFile = 'published/hub-totals.json';

/**
 * Writes `content/editions/<day>/`, from what was published by that day and held on it.
 *
 * @param options.redo make a draft anew
 * @returns the manifest, and whether it was written: a published edition with the same rows stays, and what of its tables
 *   is worded otherwise today is in `reworded`, by name
 * @throws {Error} if the edition is a draft and `redo` is not given, if it is published with other rows, if nothing that
 *   is published allows a table, or if the words of a table mean no version of its definition
 */
export function writeEdition(
  content: string,
  day: string,
  {
    madeBy,
    redo = false,
    tables = editionTables,
  }: { madeBy: string; redo?: boolean; tables?: readonly EditionTable[] },
): { manifest: EditionManifest; isNew: boolean; reworded: readonly string[] } {
  const { snapshots, status } = readSnapshots(content);
  const made = makeEdition(day, { snapshots, status, facts: readFacts(content), madeBy, tables });
  const folder = join(content, 'editions', day);
  if (status.editions?.some(({ id }) => id === day)) {
    const { manifest, files } = readEdition(folder, day);
    const [before, after] = [byName(files), byName(made.tables)];
    const differing = (textOf: (table: Table) => string) =>
      [...new Set([...before.keys(), ...after.keys()])].filter((name) => {
        const [one, other] = [before.get(name), after.get(name)];
        return !one || !other || textOf(one) !== textOf(other);
      });
    const others = differing(({ rows }) => JSON.stringify(rows));
    if (others.length > 0)
      throw new Error(
        `the edition ${day} is published and stays as it is, but ${others.length === 1 ? `its table ${others[0] ?? ''} comes` : `its tables ${formatList(others)} come`} out with other rows now; expected the same: make an edition of a later day`,
      );
    return { manifest, isNew: false, reworded: differing(tableText) };
  }
  if (existsSync(folder) && !redo) throw new Error(`the edition ${day} already exists; --redo replaces a draft`);
  writeFolder(folder, made.manifest, made.tables, readEdition);
  return { manifest: made.manifest, isNew: true, reworded: [] };
}

const byName = (tables: readonly Table[]) => new Map(tables.map((table) => [table.name, table]));

/** What an edition of a day has, in the order of the contents list. @throws {Error} as `writeEdition` */
export function makeEdition(
  day: string,
  {
    snapshots,
    status,
    facts,
    madeBy,
    tables: list = editionTables,
  }: {
    readonly snapshots: readonly Snapshot[];
    readonly status: StatusList;
    readonly facts: Facts & { readonly file: { readonly bytes: number } };
    readonly madeBy: string;
    readonly tables?: readonly EditionTable[];
  },
): { manifest: EditionManifest; tables: Table[] } {
  const holding = snapshots.filter(({ manifest }) => heldOn(day, manifest.id, status));
  const sources = holding.map(sourceOf);
  const made = new Map<string, Table>();
  const unavailable: EditionManifest['unavailable'] = [];
  const used = new Set<string>();
  for (const text of list) {
    const { id, title, method, key, columns, make } = text;
    const definition = definitionOf(id, text);
    if (definition === undefined) throw new Error(listWording(id, text));
    const { rows, window, notes, from } = make({ day, snapshots: sources, facts, made });
    if (rows.length === 0) {
      unavailable.push({ name: id, title, reason: 'No published snapshot has what it is made from.' });
      continue;
    }
    for (const snapshot of from) used.add(snapshot);
    const table = {
      name: id,
      kind: 'finding',
      title,
      method,
      definition,
      source: sourceText(from),
      window,
      notes: [...notes],
      key: [...key],
      columns: [...columns],
      rows: rows.map((row) => Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]))),
    };
    made.set(id, parseAs(Table, table, `the table ${id} of the edition ${day} is not valid`));
  }
  const from = holding.filter(({ manifest }) => used.has(manifest.id)).map(({ manifest }) => manifest);
  const [first, last] = [from[0], from.at(-1)];
  if (!first || !last)
    throw new Error(
      `nothing that was published by ${day} has a number to follow; expected snapshots that content/status.json lists`,
    );
  const { bytes, sha256: factsSha256 } = facts.file;
  const tables = [...made.values()];
  const manifest: EditionManifest = {
    id: day,
    date: day,
    title: 'Numbers over snapshots',
    population: `Series and vintages over ${from.length === 1 ? `a published snapshot, of ${formatDay(first.date)}` : `${from.length} published snapshots, of ${formatDay(first.date)} to ${formatDay(last.date)}`}, and totals that others published.`,
    limits: [
      'A line joins points of one definition and of full coverage only; samples are separate points.',
      'Snapshots come from different sources, and the months between them are not covered.',
    ],
    doi: null,
    madeBy,
    snapshots: from.map((each) => ({ id: each.id, manifestSha256: sha256(manifestText(each)) })),
    facts: [{ name: factsFile, bytes, sha256: factsSha256 }],
    publications: [
      ...new Map(
        from.flatMap(({ publications }) => publications).map((each) => [`${each.name} ${each.location}`, each]),
      ).values(),
    ],
    tables: entriesOf(tables),
    unavailable,
  };
  return { manifest: parseAs(Shape, manifest, `the manifest of the edition ${day} is not valid`), tables };
}

/** Whether a snapshot was published by a day, and was neither corrected nor withdrawn by then. */
function heldOn(day: string, snapshot: string, { published }: StatusList): boolean {
  const entry = published.find(({ id }) => id === snapshot);
  return entry !== undefined && entry.published <= day && (isValid(entry) || ('since' in entry && entry.since > day));
}

const sourceOf = ({ manifest, tables }: Snapshot): Source => ({
  id: manifest.id,
  date: manifest.date,
  coverage: manifest.coverage,
  publications: manifest.publications.map(({ name }) => name),
  tables,
  checksums: new Map(manifest.tables.map(({ name, sha256: sum }) => [name, sum])),
});

/** Totals that others published. @throws {Error} if the file is missing or broken */
export function readFacts(content: string): Facts & { readonly file: { readonly bytes: number } } {
  const path = join(content, factsFile);
  if (!existsSync(path)) throw new Error(`${path} is missing, with the totals that others published`);
  const text = readFileSync(path, 'utf8');
  const totals = parseAs(HubTotals, parseJson(text, path), `${path} is not as expected`);
  return { ...totals, file: { name: factsFile, bytes: Buffer.byteLength(text), sha256: sha256(text) } };
}
