import { defineCount } from '../metric.ts';

/**
 * What are models for?
 *
 * Shape   one row per task, most models first
 * Source  the Hub's list of models
 */
export const tasks = defineCount({
  id: 'tasks',
  topic: 'models',
  title: 'Models and downloads, by task',
  method: 'Models by the one task that they declare, with the sum of their downloads in the last 30 days.',
  key: ['task'],
  figures: [{ chart: 'bars', x: 'models', y: 'task', first: { column: 'task', count: 16 } }],
  columns: {
    task: { unit: 'name', description: 'Task, as the Hub names it', missing: 'the model declares no task' },
    models: { unit: 'count', description: 'Models' },
    downloads: { unit: 'count', description: 'Downloads in the 30 days before the data were taken' },
  },
  needs: ['models.task', 'models.downloads'],
  sql: `
    SELECT task AS "task", count(*) AS "models", sum(downloads)::BIGINT AS "downloads"
    FROM models
    GROUP BY task
    ORDER BY "models" DESC, "task"`,
});
