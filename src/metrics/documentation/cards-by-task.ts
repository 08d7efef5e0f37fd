import { defineCount } from '../metric.ts';

/**
 * For which tasks do models come with a card?
 *
 * Shape   one row per task, most models first
 * Source  the Hub's list of models
 */
export const cardsByTask = defineCount({
  id: 'cards-by-task',
  topic: 'documentation',
  title: 'Models with a card, by task',
  method: 'Models by declared task, and those with a card on the day of the data.',
  key: ['task'],
  figures: [{ chart: 'bars', x: 'shareWithCard', y: 'task', first: { column: 'task', count: 20 } }],
  columns: {
    task: { unit: 'name', description: 'Task, as the Hub names it', missing: 'the model declares no task' },
    models: { unit: 'count', description: 'Models' },
    withCard: { unit: 'count', description: 'Models with a card' },
  },
  shares: { shareWithCard: { part: 'withCard', whole: 'models', description: 'Share of the models with a card' } },
  cluster: 'author',
  needs: ['models.author', 'models.task', 'models.has_card'],
  sql: (_, count) => `
    ${count({
      units: 'SELECT task, author, has_card FROM models WHERE has_card IS NOT NULL',
      counts: { models: 'true', withCard: 'has_card' },
    })}
    ORDER BY "models" DESC, "task"`,
});
