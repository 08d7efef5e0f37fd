/**
 * A table of an edition before it has rows: what it follows over snapshots, and how its rows come out of theirs.
 *
 * Pure functions: the snapshots, and the totals that others published, are handed to them.
 */
import type { DefaultFigure } from '../schema/figure.ts';
import type { HubTotals } from '../schema/hub-totals.ts';
import type { Coverage } from '../schema/snapshot.ts';
import { definitionId } from '../schema/definition.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import { Column, type Row, type Table, type Window } from '../schema/table.ts';
import type { TopicId } from '../schema/topic.ts';

/** A published snapshot that is neither corrected nor withdrawn, as the tables of an edition read it. */
export interface Source {
  readonly id: string;
  /** The day that its data describe. */
  readonly date: string;
  readonly coverage: Coverage;
  /** The names of the data sets that it was made from. */
  readonly publications: readonly string[];
  readonly tables: ReadonlyMap<string, Table>;
  /** The checksum of the file of each table. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** Totals of the Hub that others published, and the file they are in. */
export interface Facts extends HubTotals {
  readonly file: { readonly name: string; readonly sha256: string };
}

export interface Material {
  /** The day of the edition. */
  readonly day: string;
  /** Oldest first. */
  readonly snapshots: readonly Source[];
  readonly facts: Facts;
  /** The tables of the edition that are made already. */
  readonly made: ReadonlyMap<string, Table>;
}

export interface Made {
  readonly rows: readonly Row[];
  readonly window: Window | null;
  readonly notes: readonly string[];
  /** The snapshots that gave rows. */
  readonly from: readonly string[];
}

export type ColumnText = Readonly<Omit<Column, 'name'>>;

/** What is said of a table of an edition. */
export interface Text {
  readonly id: string;
  readonly title: string;
  /** What a reader asks. */
  readonly question: string;
  readonly method: string;
  readonly topic: TopicId;
  readonly figures: readonly DefaultFigure[];
}

export interface EditionTable extends Text {
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  /** @throws {Error} if the snapshots do not say what the table takes them to say */
  readonly make: (material: Material) => Made;
}

export const listColumns = (columns: Readonly<Record<string, ColumnText>>): Column[] =>
  Object.entries(columns).map(([name, text]) => Column.parse({ name, ...text }));

/** Columns that say which snapshot a row is from. */
export const snapshotColumns = {
  coverage: {
    unit: 'slug',
    description: 'Coverage: census (every public model), aggregate (published totals) or sample (a selection)',
  },
  snapshot: {
    unit: 'name',
    description: 'Snapshot',
    missing: 'a published total that is in no snapshot',
  },
} as const satisfies Record<string, ColumnText>;

/** The places of coverages when one of them speaks for a day. */
const ranks: readonly Coverage[] = ['census', 'aggregate', 'sample'];

/**
 * Of several snapshots that say the same of one time, that of the best coverage: census, aggregate, sample.
 *
 * @param what they say, for errors
 * @throws {Error} if two are of the best coverage: which of them holds is not for a program to say
 */
export function bestOf<Each extends { readonly coverage: Coverage; readonly snapshot: string }>(
  candidates: readonly Each[],
  what: string,
): Each {
  const best = ranks.find((rank) => candidates.some(({ coverage }) => coverage === rank));
  const [first, second] = candidates.filter(({ coverage }) => coverage === best);
  if (!first) throw new Error(`nothing gives ${what}`);
  if (second)
    throw new Error(
      `${first.snapshot} and ${second.snapshot} both give ${what}; expected one ${first.coverage}: correct one of them, or give the other a definition of its own`,
    );
  return first;
}

export const inOrder = <Each extends { readonly id: string }>(snapshots: readonly Each[]): Each[] =>
  snapshots.toSorted((a, b) => compareSnapshotIds(a.id, b.id));

/** @throws {Error} if a table is of another version of its definition, or of none that is known */
export function expectVersion(of: string, { id }: Pick<Source, 'id'>, table: Table, versions: readonly number[]): void {
  const known = versions.map((version) => definitionId(table.name, version));
  if (table.definition !== undefined && known.includes(table.definition)) return;
  throw new Error(
    `the table ${table.name} of ${id} is of ${table.definition ?? 'no known definition'} (“${table.method}”); expected ${known.join(' or ')}: add its version to src/series/${of}.ts where it counts the same, or give it a definition of its own`,
  );
}

/** The notes of tables that rows come from, each with its snapshots. */
export const notesOf = (tables: readonly { readonly snapshot: string; readonly table: Table }[]): string[] =>
  [
    ...Map.groupBy(
      // Which snapshot a table was compared with says nothing of the numbers of its own.
      tables.flatMap(({ snapshot, table }) =>
        table.notes.filter((note) => !/^(An|The) earlier snapshot is /.test(note)).map((note) => ({ snapshot, note })),
      ),
      ({ note }) => note,
    ),
  ].map(([note, of]) => `${[...new Set(of.map(({ snapshot }) => snapshot))].join(', ')}: ${note}`);
