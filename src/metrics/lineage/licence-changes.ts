import { licenceClass } from '../classes.ts';
import { listedPairs, relationsInWords } from '../edges.ts';
import { defineCount } from '../metric.ts';

/**
 * How often is the licence of a parent kept, changed or dropped, by how the child was built?
 *
 * Shape   one row per relation and outcome, all relations first
 * Source  the Hub's list of models: the tags `base_model:…` and `license:…`
 */
export const licenceChanges = defineCount({
  id: 'licence-changes',
  topic: 'lineage',
  title: 'Licences kept, changed and dropped from base model to derivative',
  method:
    'Pairs of a listed base model and a derivative, each once per relation: same (both declare the same identifier; two declared as “other” count as the same, though their terms can differ), same-class (another identifier of the same class), other-class, dropped (only the base model declares one), added (only the derivative does), neither. The classes are those of the table licence-drift. A change can be allowed, and a missing tag is not a missing licence: the table counts declarations, not breaches.',
  key: ['relation', 'outcome'],
  figures: [
    { chart: 'bars', x: 'share', y: 'outcome', where: { relation: 'any' } },
    {
      title: 'Licences kept from base model to derivative, by relation',
      chart: 'bars',
      x: 'share',
      y: 'relation',
      where: { outcome: 'same' },
    },
  ],
  columns: {
    relation: { unit: 'slug', description: relationsInWords },
    outcome: { unit: 'slug', description: 'same, same-class, other-class, dropped, added, neither' },
    pairs: { unit: 'count', description: 'Pairs with this outcome' },
    ofRelation: { unit: 'count', description: 'All pairs of the relation' },
  },
  shares: { share: { part: 'pairs', whole: 'ofRelation', description: 'Share of the pairs of the relation' } },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'models.licence', 'parents.child', 'parents.parent', 'parents.relation'],
  emptyReason: 'No model declares a base model that is in the list.',
  sql: (_, count) => `
    ${count({
      units: `
        SELECT unnest(relations) AS relation, below.author,
               CASE WHEN above.licence IS NULL AND below.licence IS NULL THEN 'neither'
                     WHEN above.licence IS NULL THEN 'added'
                     WHEN below.licence IS NULL THEN 'dropped'
                     WHEN lower(above.licence) = lower(below.licence) THEN 'same'
                     WHEN ${licenceClass('above.licence')} = ${licenceClass('below.licence')} THEN 'same-class'
                     ELSE 'other-class' END AS outcome
        FROM ${listedPairs} AS pairs
        JOIN models AS above ON above.id = pairs.parent
        JOIN models AS below ON below.id = pairs.child`,
      counts: { pairs: 'true' },
      classes: { column: 'outcome', of: 'ofRelation' },
    })}
    ORDER BY "relation" <> 'any', "ofRelation" DESC, "relation", "pairs" DESC, "outcome"`,
});
