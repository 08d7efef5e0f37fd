/**
 * Names of repositories as models declare them, brought to those that the list has.
 *
 * The Hub pays no regard to case, and a repository that once had no owner is still found by its old name. What is
 * certain of such names is in `content/repository-names.json`; the others stay as they are written, and are counted.
 * Names of data sets are brought together in the same way.
 */
import { type Database, literal } from '../../io/database.ts';
import { dataSetOf, repositoryOf } from '../../schema/repository-names.ts';

/**
 * A name as the Hub gives it to a repository: one name, or an owner and a name. All ids of October 2022, July 2024 and
 * August 2026 that we have are of this form.
 */
export const repositoryName = /^\w(?:[\w.-]*\w)?(?:\/\w(?:[\w.-]*\w)?)?$/;

/** The same as SQL over a text. */
export const isRepositoryName = (text: string): string =>
  `regexp_full_match(${text}, ${literal(repositoryName.source)})`;

const valuesIn = (names: ReadonlyMap<string, string>) =>
  [...names].map(([name, repository]) => `(${literal(name)}, ${literal(repository)})`).join(', ');

/**
 * The steps that write every name in `declared` as the list `models` writes it. Of a name that is not in the list, the
 * spelling that most declarations have stands for all.
 */
export const resolveNames: readonly string[] = [
  `CREATE OR REPLACE TEMP TABLE unlisted AS
   SELECT parent AS written, lower(parent) AS plain, count(*) AS declarations
   FROM declared ANTI JOIN models ON models.id = declared.parent
   WHERE parent <> '' GROUP BY ALL`,
  `CREATE OR REPLACE TEMP TABLE renamed AS
   WITH old_names(written, repository) AS (VALUES ${valuesIn(repositoryOf)}),
   wanted AS (SELECT plain FROM unlisted UNION SELECT lower(repository) FROM old_names),
   listed AS (SELECT lower(id) AS plain, min(id) AS id FROM models WHERE lower(id) IN (FROM wanted) GROUP BY ALL),
   usual AS (SELECT plain, arg_max(written, (declarations, -rank)) AS written
             FROM (SELECT *, row_number() OVER (ORDER BY written) AS rank FROM unlisted) GROUP BY plain)
   SELECT unlisted.written,
          coalesce(listed.id, moved.id, old_names.repository, usual.written) AS repository,
          CASE WHEN listed.id IS NOT NULL THEN 'case' WHEN old_names.repository IS NOT NULL THEN 'old name' END AS told,
          unlisted.declarations
   FROM unlisted
   LEFT JOIN listed USING (plain)
   LEFT JOIN old_names ON old_names.written = unlisted.plain
   LEFT JOIN listed AS moved ON moved.plain = lower(old_names.repository)
   JOIN usual ON usual.plain = unlisted.plain`,
  `UPDATE declared SET parent = repository FROM renamed WHERE declared.parent = renamed.written AND repository <> written`,
];

/**
 * The steps that write every name in `training_data` as most models write it, of those with an owner where an old one is
 * certain. Data sets are in no list, so there is nothing else to go by.
 */
export const resolveDataSets: readonly string[] = [
  `CREATE OR REPLACE TEMP TABLE respelled AS
   WITH old_names(written, repository) AS (VALUES ${valuesIn(dataSetOf)}),
   spelled AS (SELECT dataset, count(*) AS models FROM training_data GROUP BY dataset),
   named AS (SELECT dataset, models, repository, lower(coalesce(repository, dataset)) AS plain
             FROM spelled LEFT JOIN old_names ON old_names.written = lower(dataset)),
   usual AS (SELECT plain, arg_max(dataset, (models, -rank)) FILTER (repository IS NULL) AS written
             FROM (SELECT *, row_number() OVER (ORDER BY dataset) AS rank FROM named) GROUP BY plain)
   SELECT dataset, coalesce(usual.written, named.repository) AS usual
   FROM named JOIN usual USING (plain) WHERE dataset <> coalesce(usual.written, named.repository)`,
  // Few are written otherwise: the others stay where they are.
  `CREATE OR REPLACE TEMP TABLE moved AS
   SELECT DISTINCT model, usual AS dataset FROM training_data JOIN respelled USING (dataset)`,
  `DELETE FROM training_data WHERE dataset IN (SELECT dataset FROM respelled)`,
  `INSERT INTO training_data BY NAME FROM moved ANTI JOIN training_data USING (model, dataset)`,
];

/** What became of the declarations of base models that are not written as the list writes them. */
export interface ResolvedNames {
  readonly byCase: number;
  readonly byOldName: number;
  /** Names without an owner that stay, the most declared first, and how many declarations there are of all of them. */
  readonly unresolved: readonly { readonly name: string; readonly declarations: number }[];
  readonly rest: number;
  /** Declarations that name no repository at all: a path, an address, a sentence. */
  readonly unresolvable: number;
}

export async function resolvedNames(database: Database): Promise<ResolvedNames> {
  const [counts] = await database.rows(
    `SELECT coalesce(sum(declarations) FILTER (told = 'case'), 0)::BIGINT AS "case",
            coalesce(sum(declarations) FILTER (told = 'old name'), 0)::BIGINT AS old,
            coalesce(sum(declarations) FILTER (told IS NULL AND NOT contains(written, '/') AND ${isRepositoryName('written')}), 0)::BIGINT AS rest,
            coalesce(sum(declarations) FILTER (NOT ${isRepositoryName('written')}), 0)::BIGINT AS unresolvable FROM renamed`,
  );
  const names = await database.rows(
    `SELECT written AS name, declarations FROM renamed WHERE told IS NULL AND regexp_full_match(written, '[A-Za-z0-9._-]{1,60}')
     ORDER BY declarations DESC, written LIMIT 10`,
  );
  return {
    byCase: Number(counts?.case),
    byOldName: Number(counts?.old),
    unresolved: names.map(({ name, declarations }) => ({ name: String(name), declarations: Number(declarations) })),
    rest: Number(counts?.rest),
    unresolvable: Number(counts?.unresolvable),
  };
}
