import { typeOrUntyped } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * Of which types are the models that were removed, and those that are new?
 *
 * Shape   one row per model type that either list has, most models of the earlier list first
 * Shares  by author, since owners remove many models at once
 * Nulls   what the earlier list does not say of downloads and base models
 * Source  two lists of models of one source
 */
export const modelChangesByType = defineCount({
  id: 'model-changes-by-type',
  topic: 'models',
  title: 'Models added and removed since the earlier list, by model type',
  method:
    'Models of two lists of the same source, compared as in the table model-changes. A model that both lists have is of the type that it had in the earlier one. Downloads and derivatives of removed models are those of the earlier list. A model that was deleted and replaced by another one of its name is neither removed nor added, as far as the lists show.',
  key: ['modelType'],
  figures: [{ chart: 'bars', x: 'share', y: 'modelType', first: { column: 'modelType', count: 20 } }],
  columns: {
    modelType: typeOrUntyped,
    before: { unit: 'count', description: 'Models in the earlier list', missing: 'it has no model of the type' },
    removed: { unit: 'count', description: 'Of these, removed since' },
    withDownloads: {
      unit: 'count',
      description: 'Of the removed, downloaded in the 30 days before the earlier list',
      missing: 'the earlier list does not record downloads',
    },
    withDerivatives: {
      unit: 'count',
      description: 'Of the removed, declared as base model by other models of the earlier list',
      missing: 'the earlier list does not record base models',
    },
    added: { unit: 'count', description: 'Models of this list that the earlier one does not have' },
  },
  shares: {
    share: {
      part: 'removed',
      whole: 'before',
      description: 'Share of the models in the earlier list that were removed',
    },
  },
  cluster: 'author',
  needs: ['fates.author', 'fates.model_type', 'fates.before', 'fates.after'],
  sql: (has, count) => {
    const remade = has('fates.remade') ? 'remade' : 'false';
    const removed = `was AND NOT after AND NOT ${remade}`;
    const ifKnown = (column: 'downloads' | 'has_derivatives', condition: string) =>
      has(`fates.${column}`) ? `count(*) FILTER (${removed} AND ${condition})` : 'NULL::BIGINT';
    return `
    SELECT * REPLACE (nullif("before", 0) AS "before") FROM (${count({
      units: `SELECT *, before AS was, coalesce(model_type, 'untyped') AS "modelType" FROM fates`,
      counts: { before: 'was', removed, added: `NOT was AND NOT ${remade}` },
      also: {
        withDownloads: ifKnown('downloads', 'downloads > 0'),
        withDerivatives: ifKnown('has_derivatives', 'has_derivatives'),
      },
    })})
    ORDER BY "before" DESC NULLS LAST, "modelType"`;
  },
});
