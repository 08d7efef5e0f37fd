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
  title: 'Licences of parents, and of what is built from them',
  method: `Pairs of a listed parent and a child, each once, by the class of licence that either declares: ${licenceClasses}. sameLicence: how many of the pairs declare the very same identifier; two that both say “other” count too, though their terms may differ. A change of licence may be allowed, and a missing tag is not a missing licence: this counts declarations, not breaches.`,
  key: ['parentClass', 'childClass'],
  columns: {
    parentClass: { unit: 'slug', description: 'Class of the parent’s licence' },
    childClass: { unit: 'slug', description: 'Class of the child’s licence' },
    edges: { unit: 'count', description: 'Pairs with these classes' },
    sameLicence: { unit: 'count', description: 'Those of them in which both declare the same identifier' },
    fromClass: { unit: 'count', description: 'All pairs whose parent is of this class' },
  },
  shares: {
    share: {
      part: 'edges',
      whole: 'fromClass',
      description: 'Share of the pairs with this class of parent',
      cluster: 'author',
    },
  },
  needs: ['models.id', 'models.author', 'models.licence', 'parents.child', 'parents.parent'],
  emptyReason: 'No model declares a parent that is in the list.',
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
