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
  expectMeaning,
  inOrder,
  listColumns,
  notesOf,
  snapshotColumns,
} from './edition-table.ts';

/** Which tables of snapshots are vintages of the same months. */
interface Reading {
  /** The table of a snapshot that has the months, in a column `month`. */
  readonly from: string;
  /** The columns that are read of it, and the definitions of it that are known to mean this; see `meaning`. */
  readonly reads: readonly string[];
  readonly known: readonly string[];
  readonly samples: boolean;
}

export interface Vintage {
  readonly snapshot: Source;
  readonly table: Table;
  /** Those of months that the snapshot saw from the first to the last day. */
  readonly rows: readonly Row[];
}

interface VintagesText extends Text, Reading {
  /** Besides those that say which vintage a row is of. */
  readonly columns: Readonly<Record<string, ColumnText>>;
  readonly key: readonly string[];
  readonly rows: (vintage: Vintage, all: readonly Vintage[]) => readonly Row[];
}

/** For the method of a table. */
export const vintageRule =
  'A vintage is one published snapshot that is neither corrected nor withdrawn: of each calendar year the newest of the best coverage (census, aggregate, sample). Months that a snapshot saw only in part, or that hold everything older, are left out of its vintage.';

/**
 * A table with the months of creation of several snapshots.
 *
 * Shape   the rows of each vintage after another, oldest first
 * Window  from the first month to the last of any vintage; each has its own
 * Throws  where a table does not mean what the vintages know, or two snapshots are for one day
 */
export function defineVintages({ from, reads, known, samples, rows: rowsOf, ...text }: VintagesText): EditionTable {
  return {
    ...text,
    method: `${text.method} ${vintageRule}`,
    key: ['vintage', ...text.key],
    columns: listColumns({
      vintage: { unit: 'day', description: 'Day on which the months were seen' },
      ...text.columns,
      coverage: snapshotColumns.coverage,
      snapshot: { unit: 'name', description: snapshotColumns.snapshot.description },
    }),
    make: ({ snapshots }) => {
      const vintages = vintagesOf(text.id, { from, reads, known, samples }, snapshots);
      const rows: Row[] = vintages.flatMap((vintage) => {
        const { id, date, coverage } = vintage.snapshot;
        return rowsOf(vintage, vintages).map((row) => ({ vintage: date, ...row, coverage, snapshot: id }));
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
  { from, reads, known, samples }: Reading,
  snapshots: readonly Source[],
): Vintage[] {
  const candidates = inOrder(snapshots).flatMap((snapshot) => {
    const table = snapshot.tables.get(from);
    return table && (samples || snapshot.coverage !== 'sample') ? [{ snapshot, table }] : [];
  });
  return [...Map.groupBy(candidates, ({ snapshot }) => snapshot.date.slice(0, 4)).values()].map((ofYear) => {
    const whole = ofYear.filter(({ snapshot }) => snapshot.coverage !== 'sample');
    const among = whole.length > 0 ? whole : ofYear;
    const newest = max(among, ({ snapshot }) => snapshot.date) ?? '';
    const ofDay = among.filter(({ snapshot }) => snapshot.date === newest);
    const { vintage } = bestOf(
      ofDay.map((vintage) => ({ vintage, snapshot: vintage.snapshot.id, coverage: vintage.snapshot.coverage })),
      `the vintage of ${id} of ${newest}`,
    );
    expectMeaning(id, vintage.snapshot, vintage.table, reads, known);
    return { ...vintage, rows: wholeMonths(vintage.table) };
  });
}

const wholeMonths = ({ rows, window }: Table): Row[] =>
  rows.filter(
    ({ month }) => month !== null && month !== window?.floor && !(window?.partial.includes(String(month)) ?? false),
  );
