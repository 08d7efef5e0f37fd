/** What a source hands to the making of a snapshot: counts that are there already, or records to count. */
import type { Row } from './table.ts';
import type { Description, Intake, Publication, Receipt } from './snapshot.ts';
import type { ViewName } from './views.ts';

/** A table made row by row, where SQL cannot say how. */
export interface Derived {
  readonly table: string;
  /** The type of each column, as DuckDB names it. */
  readonly columns: Readonly<Record<string, 'BIGINT' | 'DOUBLE' | 'VARCHAR'>>;
  /** The query whose rows go in. */
  readonly from: string;
  /** What becomes of a row. */
  readonly row: (row: Row) => Row;
}

/** A view: the steps that make the table of its name, and a reason for every column that the data do not have. */
export interface View {
  /** Taken in order; one of them creates the table. */
  readonly sql: readonly (string | Derived)[];
  readonly lacks: Readonly<Record<string, string>>;
  /** A note for every column that is empty where nothing is known: how many records the others are. */
  readonly partly?: Readonly<Record<string, string>>;
}

/** Rows of a count that the publishers had counted themselves. */
export interface PublishedCount {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
  /** Null for a table without months. */
  readonly window: { readonly from: string; readonly to: string } | null;
}

export interface Material {
  /** The name of the source, for errors. */
  readonly name: string;
  readonly description: Description;
  readonly publications: readonly (Publication & { readonly files: Receipt[] })[];
  /** One sentence for the foot of a figure: whose data, of when. */
  readonly source: string;
  readonly counts: ReadonlyMap<string, PublishedCount>;
  /** A text in place of a view is the reason why the data have no such records, for every count that needs them. */
  readonly views: Readonly<Record<Exclude<ViewName, 'intake'>, View | string>> & { readonly intake?: View };
  /** What became of the records that the views were made from, for sources that read records of others. */
  readonly intake?: readonly Intake[];
  /** Why a count that neither `counts` nor `views` yields cannot be made, where the view's reason does not say it best. */
  readonly absent: Readonly<Record<string, string>>;
  /** What a reader must know of a count made from the views. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
}
