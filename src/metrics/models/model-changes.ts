import { defineCount } from '../metric.ts';

/**
 * What became of the models of the earlier list, and which are new?
 *
 * Shape   one row per kind of change: kept, renamed, remade and removed are the models of the earlier list; kept, renamed,
 *         remade, created, opened and returned those of this one
 * Shares  facts about two lists of the whole Hub: no intervals
 * Nulls   what lists without the Hub's keys, or no list before the earlier one, cannot tell
 * Source  two lists of models of one source, or three
 */
export const modelChanges = defineCount({
  id: 'model-changes',
  topic: 'models',
  title: 'Models added, renamed and removed since the earlier list',
  method:
    'Two lists of the same source are compared model by model, by the key that the Hub gives a repository; without keys by name, in whatever case it is written, so that a renamed model counts as removed and as new. Names and owners are only counted.',
  key: ['change'],
  figures: [{ chart: 'bars', x: 'models', y: 'change' }],
  columns: {
    change: {
      unit: 'slug',
      description:
        'kept: in both lists, by one name; renamed: in both, by another name; remade: deleted, and replaced by another model of that name; removed: no longer public; created: new, younger than all of the earlier list; opened: older, and not public at the time of the earlier list; returned: the same, and public at the time of the list before that, too',
    },
    models: { unit: 'count', description: 'Models', missing: 'the lists do not show it' },
    whole: {
      unit: 'count',
      description: 'Models of the list: of the earlier one for kept, renamed, remade and removed, else of this one',
    },
    authors: { unit: 'count', description: 'Owners of these models', missing: 'the lists do not show it' },
    earlier: { unit: 'day', description: 'Day of the earlier list' },
  },
  shares: { share: { part: 'models', whole: 'whole', description: 'Share of the models of the list', exact: true } },
  needs: ['fates.author', 'fates.before', 'fates.after', 'fates.created_since', 'fates.earlier_day'],
  sql: (has) => {
    const [keys, third] = [has('fates.renamed') && has('fates.remade'), has('fates.returned')];
    const [renamed, remade, returned] = [
      keys ? 'renamed' : 'false',
      keys ? 'remade' : 'false',
      third ? 'returned' : 'false',
    ];
    const added = `NOT before AND NOT ${remade}`;
    const changes = [
      ['kept', 'before', `before AND after AND NOT ${renamed}`, true],
      ['renamed', 'before', `before AND after AND ${renamed}`, keys],
      ['remade', 'before', `before AND NOT after AND ${remade}`, keys],
      ['removed', 'before', `before AND NOT after AND NOT ${remade}`, true],
      ['created', 'after', `${added} AND NOT ${returned} AND created_since`, true],
      ['opened', 'after', `${added} AND NOT ${returned} AND NOT created_since`, true],
      ['returned', 'after', `${added} AND ${returned}`, third],
    ] as const;
    const rows = changes.map(
      ([change, whole, condition, known], place) =>
        `SELECT ${place} AS place, '${change}' AS change,
           ${known ? `count(*) FILTER (${condition})` : 'NULL'} AS models, count(*) FILTER (${whole}) AS whole,
           ${known ? `count(DISTINCT author) FILTER (${condition})` : 'NULL'} AS authors, any_value(earlier_day) AS earlier
         FROM fates`,
    );
    return `
    SELECT change AS "change", models AS "models", whole AS "whole", authors AS "authors", earlier AS "earlier"
    FROM (${rows.join(' UNION ALL ')})
    ORDER BY place`;
  },
});
