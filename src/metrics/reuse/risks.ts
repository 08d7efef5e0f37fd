import { yearOfCreation } from '../columns.ts';
import { edges, isRepository, pairColumns } from '../edges.ts';
import { defineCount } from '../metric.ts';

const risksSeen = {
  'pickle-only': `formats = 'pickle'`,
  'custom-code': 'custom_code',
  'no-licence': 'licence IS NULL',
  orphaned: 'orphaned',
};
const listOfRisks = `[${Object.keys(risksSeen)
  .map((risk) => `'${risk}'`)
  .join(', ')}]`;

/**
 * How many models carry a risk for those who build on them that can be seen from the list?
 *
 * The groups of Jiang et al. (ICSE 2023) have no table for this one: provenance, reproducibility and portability are in
 * `attributes`.
 *
 * Shape   one row per year of creation and risk, oldest first
 * Source  the Hub's list of models
 */
export const risks = defineCount({
  id: 'risks',
  topic: 'reuse',
  title: 'Models with a visible risk, by year of creation',
  method:
    'pickle-only: weights only in Python’s pickle format, which can run code when they are loaded; counted where the source looks for that format. custom-code: the repository contains code that runs on loading (`trust_remote_code`). no-licence: no licence is declared. orphaned: a base model is declared, and none of the declared ones is in the list (deleted, renamed, private, or not in the selection). A risk is not a defect, and most models with one are harmless.',
  key: ['year', 'risk'],
  columns: {
    year: yearOfCreation,
    risk: { unit: 'slug', description: 'pickle-only, custom-code, no-licence or orphaned' },
    models: { unit: 'count', description: 'Models with it' },
    created: { unit: 'count', description: 'All models created in the year' },
  },
  shares: { share: { part: 'models', whole: 'created', description: 'Share of the year’s models' } },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'models.created_at', 'models.custom_code', 'models.licence', ...pairColumns],
  sql: (has, count) => `
    WITH orphans AS (
      SELECT child FROM ${edges}
      GROUP BY child
      HAVING bool_or(${isRepository('parent')}) AND NOT bool_or(parent IN (SELECT id FROM models))
    )
    ${count({
      units: `SELECT strftime(created_at, '%Y') AS year, author, ${has('models.formats') ? 'formats' : 'NULL AS formats'},
                     custom_code, licence, id IN (FROM orphans) AS orphaned
              FROM models
              ${has('models.formats') ? 'WHERE formats IS NOT NULL' : ''}`,
      counts: { models: 'true' },
      classes: { column: 'risk', of: 'created', every: 'all', each: risksSeen },
    })}
    WHERE "risk" <> 'pickle-only' ${has('models.formats') ? `OR EXISTS (FROM models WHERE contains(formats, 'pickle'))` : ''}
    ORDER BY "year" NULLS LAST, list_position(${listOfRisks}, "risk")`,
});
