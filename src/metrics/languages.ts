import { edges } from './edges.ts';
import { defineCount } from './metric.ts';

const fewest = 10;
const noPairs = 'no model that declares it is built upon, or the source does not tell what models are built from';
const noWhole = 'the source does not tell how many models declare any language';

/**
 * Which languages do models declare, and which are lost from parent to child?
 *
 * Shape   one row per language, most models first
 * Source  the Hub's list of models: the languages in the metadata of cards
 */
export const languages = defineCount({
  id: 'languages',
  title: 'Languages that models declare, and what becomes of them in children',
  method: `Languages that at least ${fewest} models declare, by their codes as declared, in lower case: en and eng are two; what cannot be a code is left out, and multilingual and code stand as declared. pairs: a child and a listed parent that declares the language. kept: the child declares it too; lost: it declares others only; silent: it declares none, which says nothing of what it can do.`,
  key: ['language'],
  columns: {
    language: { unit: 'name', description: 'Code of the language' },
    models: { unit: 'count', description: 'Models that declare it' },
    declaring: { unit: 'count', description: 'Models that declare any language', missing: noWhole },
    pairs: { unit: 'count', description: 'Pairs of a child and a parent that declares it', missing: noPairs },
    kept: { unit: 'count', description: 'Those that declare it too', missing: noPairs },
    lost: { unit: 'count', description: 'Those that declare others only', missing: noPairs },
    silent: { unit: 'count', description: 'Those that declare none', missing: noPairs },
  },
  shares: {
    share: { part: 'models', whole: 'declaring', description: 'Share of the models that declare any language' },
    shareKept: { part: 'kept', whole: 'pairs', description: 'Share of the children that declare it too' },
    shareLost: { part: 'lost', whole: 'pairs', description: 'Share of the children that declare others only' },
  },
  needs: ['models.id', 'languages.model', 'languages.language'],
  emptyReason: `No language is declared by ${fewest} models.`,
  sql: (has) => {
    const linked = has('parents.child') && has('parents.parent');
    const none = (count: string) => (linked ? `coalesce(${count}, 0)` : 'NULL::BIGINT');
    return `
    WITH spoken AS MATERIALIZED (
      SELECT DISTINCT model, lower(language) AS language FROM languages
      WHERE regexp_full_match(language, '[A-Za-z]{2,12}([-_][A-Za-z0-9]{1,8}){0,3}')
    ), frequent AS (
      SELECT language, count(*) AS models FROM spoken GROUP BY language HAVING count(*) >= ${fewest}
    ), passed AS (
      SELECT above.language,
             count(*) AS pairs,
             count(below.model) AS kept,
             count(*) FILTER (below.model IS NULL AND child IN (SELECT model FROM spoken)) AS lost
      FROM ${linked ? edges : '(SELECT NULL::VARCHAR AS child, NULL::VARCHAR AS parent WHERE false)'} AS edges
      JOIN spoken AS above ON above.model = edges.parent
      LEFT JOIN spoken AS below ON below.model = edges.child AND below.language = above.language
      GROUP BY above.language
    )
    SELECT language AS "language", models AS "models", (SELECT count(DISTINCT model) FROM spoken) AS "declaring",
           pairs AS "pairs", ${none('kept')} AS "kept", ${none('lost')} AS "lost", ${none('pairs - kept - lost')} AS "silent"
    FROM frequent LEFT JOIN passed USING (language)
    ORDER BY "models" DESC, "language"`;
  },
});
