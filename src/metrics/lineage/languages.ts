import { isLanguage } from '../classes.ts';
import { edges } from '../edges.ts';
import { defineCount } from '../metric.ts';

const fewest = 10;
const noPairs = 'no model that declares it has derivatives, or the source has no base models';
const noWhole = 'the source does not say how many models declare any language';

/**
 * Which languages do models declare, and which are lost from parent to child?
 *
 * Shape   one row per language, most models first
 * Source  the Hub's list of models: the languages in the metadata of cards
 */
export const languages = defineCount({
  id: 'languages',
  topic: 'lineage',
  title: 'Languages that models declare, and how many derivatives keep them',
  method: `Languages that at least ${fewest} models declare, by code as declared, in lower case: en and eng are counted separately. Values that cannot be a code are left out; multilingual and code are kept as declared. Pairs are a derivative and a listed base model that declares the language. The derivative declares it too (kept), declares only others (lost), or declares none (silent), which does not show what it can do.`,
  key: ['language'],
  figures: [
    {
      chart: 'groupedBars',
      x: 'models',
      also: ['shareKept', 'shareLost'],
      y: 'language',
      first: { column: 'language', count: 8 },
    },
  ],
  columns: {
    language: { unit: 'name', description: 'Code of the language' },
    models: { unit: 'count', description: 'Models that declare it' },
    declaring: { unit: 'count', description: 'Models that declare any language', missing: noWhole },
    pairs: { unit: 'count', description: 'Pairs of a derivative and a base model that declares it', missing: noPairs },
    kept: { unit: 'count', description: 'Derivatives that declare it too', missing: noPairs },
    lost: { unit: 'count', description: 'Derivatives that declare only others', missing: noPairs },
    silent: { unit: 'count', description: 'Derivatives that declare none', missing: noPairs },
  },
  shares: {
    share: { part: 'models', whole: 'declaring', description: 'Share of the models that declare any language' },
    shareKept: { part: 'kept', whole: 'pairs', description: 'Share of the derivatives that declare it too' },
    shareLost: { part: 'lost', whole: 'pairs', description: 'Share of the derivatives that declare only others' },
  },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'languages.model', 'languages.language'],
  emptyReason: `No language is declared by ${fewest} models.`,
  // Names are compared as their hashes, which are shorter: of millions, no two are expected to share one.
  sql: (has, count) => {
    const linked = has('parents.child') && has('parents.parent');
    const none = (name: string) => `${linked ? `coalesce("${name}", 0)` : 'NULL::BIGINT'} AS "${name}"`;
    return `
    WITH spoken AS MATERIALIZED (
      SELECT hash(model) AS model, list_distinct(list(lower(language))) AS languages, any_value(author) AS author
      FROM languages JOIN models ON hash(models.id) = hash(model)
      WHERE ${isLanguage('language')}
      GROUP BY ALL
    ), declared AS (
      ${count({
        units: 'SELECT languages AS language, author FROM spoken',
        counts: { models: 'true' },
        classes: { column: 'language', of: 'declaring', lists: true },
      })}
    ), passed AS (
      ${count({
        units: `SELECT language, author, list_contains(spoken_by_child, language) AS kept, spoken_by_child IS NOT NULL AS speaks
                FROM (SELECT unnest(above.languages) AS language, children.author, below.languages AS spoken_by_child
                      FROM ${linked ? edges : '(SELECT NULL::VARCHAR AS child, NULL::VARCHAR AS parent WHERE false)'} AS edges
                      JOIN spoken AS above ON above.model = hash(edges.parent)
                      JOIN models AS children ON children.id = edges.child
                      LEFT JOIN spoken AS below ON below.model = hash(edges.child))`,
        counts: { pairs: 'true', kept: 'kept', lost: 'speaks AND NOT kept', silent: 'NOT speaks' },
      })}
    )
    SELECT * REPLACE (${['kept', 'lost', 'silent'].map(none).join(', ')})
    FROM declared LEFT JOIN passed USING (language)
    WHERE "models" >= ${fewest}
    ORDER BY "models" DESC, "language"`;
  },
});
