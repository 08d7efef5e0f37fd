import { childrenOfParents, isRepository } from '../edges.ts';
import { defineCount } from '../metric.ts';

const most = 1000;

/**
 * Which models are downloaded the most?
 *
 * Shape   one row per model, the most downloaded first
 * Source  the Hub's list of models
 */
export const topModels = defineCount({
  id: 'top-models',
  topic: 'lineage',
  title: `The ${most.toLocaleString('en')} most downloaded models`,
  method:
    'Models by downloads of the last 30 days, ties in order of name. Derivatives are models that declare it as their base model. Names of repositories include names of accounts; they are kept so that a later snapshot can show which models stayed.',
  key: ['model'],
  columns: {
    model: { unit: 'name', description: 'The repository' },
    downloads: { unit: 'count', description: 'Downloads in 30 days' },
    likes: { unit: 'count', description: 'Likes of all time', missing: 'the source does not record them' },
    children: { unit: 'count', description: 'Derivatives', missing: 'the source does not record base models' },
  },
  needs: ['models.id', 'models.downloads'],
  emptyReason: 'No model was downloaded.',
  sql: (has) => `
    WITH top AS (
      SELECT id, downloads, ${has('models.likes') ? 'likes' : 'NULL::BIGINT AS likes'}
      FROM models
      WHERE downloads > 0 AND ${isRepository('id')}
      ORDER BY downloads DESC, id
      LIMIT ${most}
    )
    SELECT id AS "model", downloads AS "downloads", likes AS "likes",
           ${has('parents.parent') ? 'coalesce(children, 0)' : 'NULL::BIGINT'} AS "children"
    FROM top ${has('parents.parent') ? `LEFT JOIN ${childrenOfParents} AS built ON built.parent = top.id` : ''}
    ORDER BY downloads DESC, id`,
});
