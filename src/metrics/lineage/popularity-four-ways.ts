import type { Row } from '../../schema/table.ts';
import { bootstrapSpearman } from '../../statistics/bootstrap.ts';
import { spearman } from '../../statistics/spearman.ts';
import { typeOrUntyped } from '../columns.ts';
import { childrenOfParents } from '../edges.ts';
import { defineCount, defineFinding, pValues, tableOf, withInterval } from '../metric.ts';

/**
 * Which model types are popular: by uploads, by downloads, by children, by mentions?
 *
 * Shape   one row per model type, most uploads first
 * Source  the Hub's list of models, and its forum
 */
export const popularityFourWays = defineCount({
  id: 'popularity-four-ways',
  topic: 'lineage',
  title: 'Uploads, downloads, derivatives and mentions, by model type',
  method:
    'Models of the type; their downloads of the last 30 days; their derivatives, counted as pairs of a listed model of the type and a model that declares it as its base model; and forum topics that mention the type. Types that are only mentioned are in the table mentions.',
  key: ['modelType'],
  figures: [
    {
      chart: 'groupedBars',
      x: 'uploads',
      also: ['downloads', 'children', 'mentions'],
      y: 'modelType',
      first: { column: 'modelType', count: 7 },
    },
  ],
  columns: {
    modelType: typeOrUntyped,
    uploads: { unit: 'count', description: 'Models' },
    downloads: { unit: 'count', description: 'Downloads in 30 days' },
    children: { unit: 'count', description: 'Derivatives' },
    mentions: {
      unit: 'count',
      description: 'Topics that mention the type',
      missing: 'the source has no forum, or the type is unknown',
    },
  },
  needs: ['models.id', 'models.model_type', 'models.downloads', 'parents.child', 'parents.parent'],
  sql: (has) => `
    WITH typed AS (
      SELECT coalesce(model_type, 'untyped') AS type, count(*) AS uploads, sum(downloads)::BIGINT AS downloads,
             coalesce(sum(children), 0)::BIGINT AS children
      FROM models LEFT JOIN ${childrenOfParents} AS built ON built.parent = models.id
      GROUP BY type
    ), mentioned AS (
      ${
        has('mentions.model_type')
          ? 'SELECT model_type AS type, count(DISTINCT topic_id) AS mentions FROM mentions GROUP BY type'
          : 'SELECT NULL::VARCHAR AS type, NULL::BIGINT AS mentions WHERE false'
      }
    )
    SELECT type AS "modelType", uploads AS "uploads", downloads AS "downloads", children AS "children",
           ${has('mentions.model_type') ? `CASE WHEN type <> 'untyped' THEN coalesce(mentions, 0) END` : 'NULL::BIGINT'} AS "mentions"
    FROM typed LEFT JOIN mentioned USING (type)
    ORDER BY "uploads" DESC, "modelType"`,
});

/** Any number does; this one makes the same intervals again. */
const seed = 20260822;
const ways = ['uploads', 'downloads', 'children', 'mentions'] as const;

/** Do the four ways agree? One row per pair of them: Spearman's correlation over the types, untyped models left out. */
export const popularityAgreement = defineFinding({
  id: 'popularity-agreement',
  topic: 'lineage',
  title: 'Agreement of uploads, downloads, derivatives and mentions over model types',
  method:
    'Spearman’s rank correlation over model types, for each pair of uploads, downloads, derivatives and mentions. Models of unknown type are left out. Small types weigh as much as large ones. The 95 % CI is a bootstrap of the types, which are not a random sample.',
  key: ['one', 'other'],
  columns: {
    one: { unit: 'slug', description: 'First measure of popularity' },
    other: { unit: 'slug', description: 'Second measure' },
    types: { unit: 'count', description: 'Model types compared' },
    ...withInterval('rho', { unit: 'correlation', description: 'Spearman’s rank correlation' }, 'bootstrap', {
      ends: ['low', 'high'],
      withoutEnds: 'too few types for a bootstrap',
    }),
    p: pValues('Two-sided p value of no correlation', 'Spearman'),
  },
  from: ['popularity-four-ways'],
  compute: (tables) => {
    const types = tableOf(tables, 'popularity-four-ways').rows.filter((row) => row.modelType !== 'untyped');
    const rows = ways.flatMap((one, index) =>
      ways.slice(index + 1).flatMap((other): Row[] => {
        const pairs = types.filter((row) => row[one] !== null && row[other] !== null);
        const [ours, theirs] = [one, other].map((way) => pairs.map((row) => Number(row[way]))) as [number[], number[]];
        const outcome = spearman(ours, theirs);
        if (!outcome.known) return [];
        const { n, rho, p } = outcome;
        const interval = bootstrapSpearman(ours, theirs, { seed });
        const [low, high] = interval.known ? [interval.low, interval.high] : [null, null];
        return [{ one, other, types: n, rho, low, high, p }];
      }),
    );
    return rows.length > 0 ? rows : { reason: 'There are too few model types to compare.' };
  },
});
