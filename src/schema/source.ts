/** What a source hands to the making of a snapshot: counts that are there already, or records to count. */
import type { Row } from './table.ts';
import type { Description, Intake, Publication, Receipt } from './snapshot.ts';

/** The records that counts are made from, as DuckDB views, with the columns that a source may fill. */
export const viewColumns = {
  /** One row a repository. */
  models: [
    'id',
    'author', // only ever counted
    'created_at', // in UTC; null when unknown, as below
    'updated_at',
    'downloads', // of the last 30 days
    'likes',
    'task', // as in `pipeline_tag`; null when none is declared
    'model_type', // lower case
    'type_of_base_model', // whether it states no type, and has that of a base model
    'has_card',
    'licence', // as declared; null when none
    'formats', // the set of weight formats in alphabetical order; empty when none was seen
    'format_tags', // the set of tags that name such a format, likewise
    'has_parent', // whether one is declared, as with those that follow
    'has_dataset',
    'has_paper',
    'has_evaluation',
    'has_language',
    'library', // null when none
    'parameters',
    'cites_template', // whether the paper that the official card template cites is among the papers
    'custom_code', // whether the repository brings code that is run on loading
    'has_emissions', // whether the card's metadata say what its training emitted
    'has_licence_file', // whether it holds the text of a licence
    'has_training_files', // whether it holds what a training run leaves
    'gated',
    'removed',
  ],
  /**
   * One row a model and what it declares to be built from. The parent is as it is written, be it the model itself, a path on
   * somebody's disk or a model that is gone; the relation is null where none is named, and a parent that is named with and
   * without one is there with it.
   */
  parents: ['child', 'parent', 'relation'],
  /** One row a model and data set that it names. */
  training_data: ['model', 'dataset'],
  /** One row a model and language that it declares. */
  languages: ['model', 'language'],
  /**
   * One row a forum topic: whether an answer was accepted when the data were taken, and when somebody else replied first,
   * null when nobody did.
   */
  topics: ['id', 'category', 'created_at', 'answered', 'first_reply_at'],
  /** One row a topic, with the category of challenge that an estimate gives it, null where it gives none. */
  codings: ['topic_id', 'category'],
  /** One row a topic and model type that its title or posts name. */
  mentions: ['topic_id', 'model_type'],
  /**
   * One row a commit to a model repository. Repositories and authors, as digests, are only ever counted; whether the commit
   * is about documentation is read from its title.
   */
  commits: ['repository', 'author', 'created_at', 'documentation'],
  /** One row a model card. */
  cards: [
    'id',
    'author', // only ever counted
    'words', // own words, without headings, code, tables, addresses and what a template wrote
    'unfilled', // whether a template was left unfilled, as a whole or in part
    'cites_template', // whether the text cites the paper that the official card template cites
    'has_intended_use', // whether the text says something on it, as with those that follow
    'has_limitations',
    'has_training_data',
    'has_evaluation',
    'has_licence',
    'has_how_to_use',
    'has_citation',
    'has_environmental_impact',
    'declared', // the sections that tags of the model declare
    'labels', // those that a reader found, and `unfilled`, in a card that measures the detector; null in others
  ],
  /** One row a field of a kind of record, with its place among the fields, and counts of records. */
  intake: ['records', 'place', 'field', 'with', 'absent', 'invalid'],
} as const;
export type ViewName = keyof typeof viewColumns;
export type ViewColumn = { [Name in ViewName]: `${Name}.${(typeof viewColumns)[Name][number]}` }[ViewName];

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
