/** The same months of creation as several snapshots saw them: what was deleted, changed or written since. */
import { max, min } from 'd3-array';
import type { Row, Table } from '../schema/table.ts';
import {
  type ColumnText,
  type EditionTable,
  type Made,
  type Source,
  type Text,
  bestOf,
  expectVersion,
  inOrder,
  listColumns,
  notesOf,
  snapshotColumns,
} from './edition-table.ts';

/** A table of a snapshot that has the months, in a column `month`, and what it counts. */
export interface Reading {
  readonly table: string;
  /** The versions of the definition of the table by which it counts this. */
  readonly versions: readonly number[];
  readonly definition: string;
  /** The notes by which a snapshot says that it counts this, where the table may count something else. */
  readonly notes?: readonly string[];
}

export interface Vintage {
  readonly snapshot: Source;
  readonly table: Table;
  readonly definition: string;
  /** Those of months that the snapshot saw from the first to the last day. */
  readonly rows: readonly Row[];
}

interface VintagesText extends Text {
  /** The first that fits a snapshot is its vintage. */
  readonly readings: readonly Reading[];
  readonly samples: boolean;
  /** Besides those that say which vintage a row is of. */
  readonly columns: Readonly<Record<string, ColumnText>>;
  readonly key: readonly string[];
  readonly rows: (vintage: Vintage, all: readonly Vintage[]) => readonly Row[];
}

/** As many as a reader can tell apart in a chart. */
const most = 7;

/** For the method of a table. */
export const vintageRule =
  'A vintage is a published snapshot that is neither corrected nor withdrawn: for each calendar year the newest one with the best coverage (census, aggregate, sample), up to the seven newest. Partial months, and the month that contains all older models, are left out.';

/**
 * A table with the months of creation of several snapshots.
 *
 * Shape   the rows of each vintage after another, oldest first
 * Window  from the first month to the last of any vintage; each has its own
 * Throws  where a table does not mean what the vintages know, or two snapshots are for one day
 */
export function defineVintages({ readings, samples, rows: rowsOf, ...text }: VintagesText): EditionTable {
  return {
    ...text,
    method: `${text.method} ${vintageRule}`,
    key: ['vintage', ...text.key],
    columns: listColumns({
      vintage: { unit: 'day', description: 'Day of the vintage' },
      definition: { unit: 'slug', description: 'Measure' },
      ...text.columns,
      coverage: snapshotColumns.coverage,
      snapshot: { unit: 'name', description: snapshotColumns.snapshot.description },
    }),
    make: ({ snapshots }) => {
      const vintages = vintagesOf(text.id, { readings, samples }, snapshots);
      const rows: Row[] = vintages.flatMap((vintage) => {
        const { id, date, coverage } = vintage.snapshot;
        const { definition } = vintage;
        return rowsOf(vintage, vintages).map((row) => ({ vintage: date, definition, ...row, coverage, snapshot: id }));
      });
      const months = rows.map(({ month }) => String(month));
      const [first, last] = [min(months), max(months)];
      const window =
        first === undefined || last === undefined ? null : { from: first, to: last, partial: [], floor: null };
      return { rows, window, ...originOf(vintages) };
    },
  };
}

/** What an edition says of the vintages that a table came from. */
export const originOf = (vintages: readonly Vintage[]): Pick<Made, 'notes' | 'from'> => ({
  notes: notesOf(vintages.map(({ snapshot, table }) => ({ snapshot: snapshot.id, table }))),
  from: vintages.map(({ snapshot }) => snapshot.id),
});

/**
 * The vintages of a table, oldest first.
 *
 * @param id of the table that is made from them, for errors
 * @throws {Error} as `defineVintages`
 */
export function vintagesOf(
  id: string,
  { readings, samples }: Pick<VintagesText, 'readings' | 'samples'>,
  snapshots: readonly Source[],
): Vintage[] {
  const candidates = inOrder(snapshots)
    .filter(({ coverage }) => samples || coverage !== 'sample')
    .flatMap((snapshot) => readingOf(id, readings, snapshot) ?? []);
  const years = [...Map.groupBy(candidates, ({ snapshot }) => snapshot.date.slice(0, 4)).values()];
  return years.slice(-most).map((ofYear) => {
    const whole = ofYear.filter(({ snapshot }) => snapshot.coverage !== 'sample');
    const among = whole.length > 0 ? whole : ofYear;
    const newest = max(among, ({ snapshot }) => snapshot.date) ?? '';
    const ofDay = among.filter(({ snapshot }) => snapshot.date === newest);
    const { vintage } = bestOf(
      ofDay.map((vintage) => ({ vintage, snapshot: vintage.snapshot.id, coverage: vintage.snapshot.coverage })),
      `the vintage of ${id} of ${newest}`,
    );
    const { snapshot, table, reading } = vintage;
    expectVersion(id, snapshot, table, reading.versions);
    return { snapshot, table, definition: reading.definition, rows: wholeMonths(table) };
  });
}

/** Where a snapshot has the months; undefined where it has not. @throws {Error} if it has, and counts something unknown */
function readingOf(id: string, readings: readonly Reading[], snapshot: Source) {
  const having = readings.flatMap((reading) => {
    const table = snapshot.tables.get(reading.table);
    return table ? [{ snapshot, reading, table }] : [];
  });
  const fitting = having.find(
    ({ reading, table }) => reading.notes?.some((note) => table.notes.includes(note)) ?? true,
  );
  const [first] = having;
  if (first && !fitting)
    throw new Error(
      `${first.table.name} of ${snapshot.id} does not say what ${id} would count (“${first.table.notes.join(' ')}”); expected one of the notes in src/series/${id}.ts`,
    );
  return fitting;
}

const wholeMonths = ({ rows, window }: Table): Row[] =>
  rows.filter(
    ({ month }) => month !== null && month !== window?.floor && !(window?.partial.includes(String(month)) ?? false),
  );
