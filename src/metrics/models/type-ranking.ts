import { sum } from 'd3-array';
import type { Row, Table } from '../../schema/table.ts';
import { meanRanks } from '../../statistics/spearman.ts';
import { modelType } from '../columns.ts';
import { defineFinding, exactShareOf, numberIn, shareColumns, tableOf, textIn } from '../metric.ts';

const untyped = 'untyped';
const notOnHub = 'no model of the type was counted on the Hub';
const noChange = 'there is no earlier comparable snapshot, or one of the two does not rank the type';
const notOnForum = 'no topic that mentions the type was counted, or there are no forum data';

/**
 * Which model types lead on the Hub, and which on the forum?
 *
 * Shape   one row per model type that either side counts, in order of its rank on the Hub
 * Shares  facts about the list and the topics of that day, which the table adds up: no intervals
 * Refuses if no model type is known
 * Source  `models-created` and, where there is one, `mentions`; all their months
 */
export const typeRanking = defineFinding({
  id: 'type-ranking',
  topic: 'models',
  title: 'Model types by number of models and of mentions',
  method:
    'All months together. Shares are of the models with a known type, and of all mentions. Models without a known type are not ranked; the table totals counts them. Ties share their mean rank.',
  key: ['modelType'],
  figures: [
    { chart: 'bars', x: 'hubModels', y: 'modelType', first: { column: 'modelType', count: 20 } },
    { title: 'Models and topics of each type', chart: 'scatter', x: 'hubModels', y: 'topics', name: 'modelType' },
  ],
  columns: {
    modelType,
    hubRank: { unit: 'rank', description: 'Rank by models on the Hub', missing: notOnHub },
    hubModels: { unit: 'count', description: 'Models on the Hub', missing: notOnHub },
    ...shareColumns('hubShare', 'Share of the models with a known type', {
      part: 'hubModels',
      missing: notOnHub,
      exact: true,
    }),
    hubRankChange: {
      unit: 'rankChange',
      description: 'Change of rank on the Hub since the earlier snapshot',
      missing: noChange,
    },
    forumRank: { unit: 'rank', description: 'Rank by topics on the forum', missing: notOnForum },
    topics: { unit: 'count', description: 'Topics that mention the type', missing: notOnForum },
    ...shareColumns('forumShare', 'Share of all mentions', { part: 'topics', missing: notOnForum, exact: true }),
    forumRankChange: {
      unit: 'rankChange',
      description: 'Change of rank on the forum since the earlier snapshot',
      missing: noChange,
    },
  },
  from: ['models-created'],
  also: ['mentions'],
  compute: (tables, { previous }) => {
    const hub = totalsByType(tableOf(tables, 'models-created'), 'models');
    const mentions = tables.get('mentions');
    const forum = mentions ? totalsByType(mentions, 'topics') : new Map<string, number>();
    const [hubRanks, forumRanks] = [ranksOf(hub), ranksOf(forum)];
    const [allModels, allTopics] = [sum(hub.values()), sum(forum.values())];
    const earlier = new Map((previous('type-ranking')?.table.rows ?? []).map((row) => [row.modelType, row]));
    const placesWon = (modelType: string, name: string, rank: number | undefined) => {
      const before = earlier.get(modelType)?.[name];
      return typeof before === 'number' && rank !== undefined ? before - rank : null;
    };

    const rows = [...new Set([...hub.keys(), ...forum.keys()])].map((modelType): Row => {
      const row = { hubModels: hub.get(modelType) ?? null, topics: forum.get(modelType) ?? null, allModels, allTopics };
      return {
        modelType,
        hubRank: hubRanks.get(modelType) ?? null,
        hubModels: row.hubModels,
        ...exactShareOf(row, 'hubShare', 'hubModels', 'allModels'),
        hubRankChange: placesWon(modelType, 'hubRank', hubRanks.get(modelType)),
        forumRank: forumRanks.get(modelType) ?? null,
        topics: row.topics,
        ...exactShareOf(row, 'forumShare', 'topics', 'allTopics'),
        forumRankChange: placesWon(modelType, 'forumRank', forumRanks.get(modelType)),
      };
    });
    if (rows.length === 0) return { reason: 'No model type is known.' };
    const place = (row: Row, name: string) => (row[name] === null ? Number.POSITIVE_INFINITY : numberIn(row, name));
    const compare = (a: number, b: number) => (a === b ? 0 : a - b);
    return rows.sort(
      (a, b) =>
        compare(place(a, 'hubRank'), place(b, 'hubRank')) ||
        compare(place(a, 'forumRank'), place(b, 'forumRank')) ||
        (textIn(a, 'modelType') < textIn(b, 'modelType') ? -1 : 1),
    );
  },
});

/** The sum over months of a count, by model type; models without a known type are left out. */
export function totalsByType(table: Table, count: string): Map<string, number> {
  const totals = new Map<string, number>();
  for (const row of table.rows) {
    const type = textIn(row, 'modelType');
    if (type !== untyped) totals.set(type, (totals.get(type) ?? 0) + numberIn(row, count));
  }
  return totals;
}

function ranksOf(totals: ReadonlyMap<string, number>): Map<string, number> {
  const types = [...totals.keys()];
  return new Map(meanRanks([...totals.values()], 'descending').map((rank, index) => [types[index] ?? '', rank]));
}
