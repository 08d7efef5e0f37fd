import { licenceClass, licenceClasses } from '../classes.ts';
import { edges } from '../edges.ts';
import { defineCount } from '../metric.ts';

/**
 * Do derivatives carry on the licence of what they were built from?
 *
 * Shape   one row per class of the parent and class of the child, the largest classes of parents first
 * Source  the Hub's list of models: the tags `base_model:…` and `license:…`
 */
export const licenceDrift = defineCount({
  id: 'licence-drift',
  topic: 'lineage',
  title: 'Licences of base models and of their derivatives',
  method: `Pairs of a listed base model and a derivative, each once, by the class of the licence that each declares: ${licenceClasses}. The table also counts the pairs that declare the same identifier; two declared as “other” count too, though their terms can differ. A change of licence can be allowed, and a missing tag is not a missing licence: the table counts declarations, not breaches.`,
  key: ['parentClass', 'childClass'],
  columns: {
    parentClass: { unit: 'slug', description: 'Licence class of the base model' },
    childClass: { unit: 'slug', description: 'Licence class of the derivative' },
    edges: { unit: 'count', description: 'Pairs with these classes' },
    sameLicence: { unit: 'count', description: 'Pairs in which both declare the same identifier' },
    fromClass: { unit: 'count', description: 'All pairs whose base model is of this class' },
  },
  shares: {
    share: { part: 'edges', whole: 'fromClass', description: 'Share of the pairs with a base model of this class' },
  },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'models.licence', 'parents.child', 'parents.parent'],
  emptyReason: 'No model declares a base model that is in the list.',
  sql: (_, count) => `
    ${count({
      units: `
        SELECT ${licenceClass('above.licence')} AS "parentClass", ${licenceClass('below.licence')} AS "childClass",
               below.author, lower(above.licence) = lower(below.licence) AS same
        FROM ${edges} AS declared
        JOIN models AS above ON above.id = declared.parent
        JOIN models AS below ON below.id = declared.child`,
      counts: { edges: 'true', sameLicence: 'same' },
      classes: { column: 'childClass', of: 'fromClass' },
    })}
    ORDER BY "fromClass" DESC, "parentClass", "edges" DESC, "childClass"`,
});
