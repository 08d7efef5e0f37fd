import claimsFile from '../../../content/published/performance-claims-by-task.json' with { type: 'json' };
import { PerformanceClaims } from '../../schema/published.ts';
import type { Row } from '../../schema/table.ts';
import { defineFinding, exactShareOf, numberIn, shareColumns, tableOf } from '../metric.ts';

const { tasks, method } = PerformanceClaims.parse(claimsFile);

/**
 * How many models said how well they perform, as a study counted it, and how many models of the task are there now?
 *
 * Shape   one row per task of the study, in the order of its models
 * Refuses for a sample, which does not speak for the Hub
 * Source  Jiang et al. (ICSE 2023); `tasks` for the number beside it
 */
export const performanceClaims = defineFinding({
  id: 'performance-claims',
  topic: 'reuse',
  title: 'Models with a performance claim in August 2022, by task',
  method: `${method} Counted by Jiang et al. (ICSE 2023) in August 2022; the table also gives the models that declare the task in this snapshot, which does not record performance claims.`,
  key: ['task'],
  figures: [{ chart: 'bars', x: 'share', y: 'task' }],
  columns: {
    task: { unit: 'name', description: 'Declared task' },
    withClaim: { unit: 'count', description: 'Models with a claim, August 2022' },
    models: { unit: 'count', description: 'Models of the task, August 2022' },
    ...shareColumns('share', 'Share of the models with a claim, August 2022', {
      part: 'withClaim',
      whole: 'models',
      exact: true,
    }),
    modelsHere: {
      unit: 'count',
      description: 'Models of the task in this snapshot',
      missing: 'the study puts several tasks together, or no model of this snapshot declares it',
    },
  },
  from: ['tasks'],
  compute: (tables, { coverage }) => {
    if (coverage === 'sample') return { reason: 'A selection does not speak for the models that the study counted.' };
    const here = new Map(tableOf(tables, 'tasks').rows.map((row) => [row.task, numberIn(row, 'models')]));
    return [...tasks]
      .sort((a, b) => b.models - a.models)
      .map(({ task, withClaim, models }): Row => {
        const row = { task, withClaim, models };
        return { ...row, ...exactShareOf(row, 'share', 'withClaim', 'models'), modelsHere: here.get(task) ?? null };
      });
  },
});
