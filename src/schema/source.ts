/** What a source hands to the making of a snapshot: counts that are there already, or records to count. */
import type { Row } from './table.ts';
import type { Description, Publication, Receipt } from './snapshot.ts';

/**
 * The records that counts are made from, as DuckDB views, with the columns a source may fill.
 *
 * `models`, one row a repository: `id` text · `author` text, only ever counted · `created_at`, `updated_at` timestamp in
 * UTC, null when unknown · `downloads` of the last 30 days · `likes` · `task` as in `pipeline_tag`, null when none is
 * declared · `model_type` lower case, null when unknown · `has_card` whether a card with text exists · `licence` as
 * declared, null when none · `formats` list of weight formats, sorted · `parents` how many base models are declared ·
 * `datasets`, `papers`, `evaluations` how many are declared · `languages` how many · `library` null when none ·
 * `parameters` null when unknown · `gated`, `removed` true or false
 */
export const modelColumns = [
  'id',
  'author',
  'created_at',
  'updated_at',
  'downloads',
  'likes',
  'task',
  'model_type',
  'has_card',
  'licence',
  'formats',
  'parents',
  'datasets',
  'papers',
  'evaluations',
  'languages',
  'library',
  'parameters',
  'gated',
  'removed',
] as const;
export type ModelColumn = (typeof modelColumns)[number];

/** The view `models`: a query, and a reason for every column that the data do not have. */
export interface ModelsView {
  /** A DuckDB query that yields every column of `modelColumns` that is not in `lacks`. */
  readonly sql: string;
  readonly lacks: Readonly<Partial<Record<ModelColumn, string>>>;
}

/** Rows of a count that the publishers had counted themselves. */
export interface PublishedCount {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
  /** Null for a table without months. */
  readonly window: { readonly from: string; readonly to: string } | null;
}

export interface Material {
  readonly description: Description;
  readonly publication: Publication;
  readonly files: readonly Receipt[];
  /** One sentence for the foot of a figure: whose data, of when. */
  readonly source: string;
  readonly counts: ReadonlyMap<string, PublishedCount>;
  readonly models: ModelsView | null;
  /** Why a count that neither `counts` nor `models` yields cannot be made. */
  readonly absent: Readonly<Record<string, string>>;
  /** What a reader must know of a count made from `models`. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
}
