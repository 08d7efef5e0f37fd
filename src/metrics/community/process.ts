import type { Row } from '../../schema/table.ts';
import { defineFinding, numberIn, tableOf } from '../metric.ts';

const noTopics = 'the snapshot does not record open topics';

/**
 * How does the community work, month by month, in the measures that are used for software projects?
 *
 * The measures are those of PRIME (Synovic et al., ASE 2022), with models in the place of lines, topics in the place of
 * issues and authors in the place of committers.
 *
 * Shape   one row per month in which models were created, oldest first
 * Source  `publishers` and, where there is one, `open-topics`
 */
export const process = defineFinding({
  id: 'process',
  topic: 'community',
  title: 'Process metrics, month by month',
  method:
    'Productivity is the number of models created in the month per author who published one. Topic density is the number of topics without an accepted answer at the end of the month per 1,000 models created in it; spoilage is that number of topics, with their median age. The bus factor is the fewest authors who together account for at least half of the month’s models, or of their downloads.',
  key: ['month'],
  figures: [
    { title: 'Productivity: models per publishing author, by month', chart: 'line', x: 'month', y: 'productivity' },
    {
      title: 'Bus factor: authors behind half of the new models, by month',
      chart: 'columns',
      x: 'month',
      y: 'busFactor',
    },
    {
      title: 'Bus factor of downloads: authors behind half of those of new models, by month',
      chart: 'columns',
      x: 'month',
      y: 'busFactorOfDownloads',
    },
    {
      title: 'Topic density: open topics for each thousand new models, by month',
      chart: 'line',
      x: 'month',
      y: 'topicDensity',
    },
  ],
  columns: {
    month: { unit: 'month', description: 'Month (UTC)' },
    productivity: { unit: 'number', description: 'Models created per publishing author' },
    topicDensity: { unit: 'number', description: 'Open topics per 1,000 new models', missing: noTopics },
    spoilage: {
      unit: 'count',
      description: 'Topics without an accepted answer at the end of the month',
      missing: noTopics,
    },
    spoilageAgeDays: {
      unit: 'days',
      description: 'Median age of these topics',
      missing: `${noTopics}, or none does`,
    },
    busFactor: { unit: 'count', description: 'Fewest authors with at least half of the month’s models' },
    busFactorOfDownloads: {
      unit: 'count',
      description: 'Fewest authors with at least half of the downloads of the month’s models',
      missing: 'none of the models was downloaded',
    },
  },
  from: ['publishers'],
  also: ['open-topics'],
  compute: (tables) => {
    const open = new Map((tables.get('open-topics')?.rows ?? []).map((row) => [row.month, row]));
    const rows = tableOf(tables, 'publishers').rows.flatMap((row): Row[] => {
      if (row.month === null) return [];
      const [models, topics] = [numberIn(row, 'models'), open.get(row.month)];
      const spoilage = topics ? numberIn(topics, 'open') : null;
      return [
        {
          month: row.month ?? null,
          productivity: models / numberIn(row, 'authors'),
          topicDensity: spoilage === null ? null : (1000 * spoilage) / models,
          spoilage,
          spoilageAgeDays: topics?.medianAgeDays ?? null,
          busFactor: numberIn(row, 'busFactor'),
          busFactorOfDownloads: row.busFactorOfDownloads ?? null,
        },
      ];
    });
    return rows.length > 0 ? rows : { reason: 'The time of creation is unknown for every model.' };
  },
});
