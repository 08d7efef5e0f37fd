import { yearOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * Which formats and frameworks do the Hub's own tags name?
 *
 * Shape   one row per year of creation and tag, oldest first, the most frequent tag first
 * Source  the Hub's list of models: tags
 */
export const formatTags = defineCount({
  id: 'format-tags',
  topic: 'models',
  title: 'Models by the formats and frameworks that their tags name, by year of creation',
  method:
    'Tags that the Hub gives for weights: gguf, jax, onnx, pytorch, safetensors and tf. A model can have several. The Hub sets most of them from file names, so they contain less than a list of files, but are available where files are not listed.',
  key: ['year', 'tag'],
  columns: {
    year: yearOfCreation,
    tag: { unit: 'slug', description: 'Tag' },
    models: { unit: 'count', description: 'Models with it' },
    created: { unit: 'count', description: 'All models created in the year' },
  },
  needs: ['models.created_at', 'models.format_tags'],
  emptyReason: 'No model has a format tag.',
  sql: `
    WITH yearly AS (
      SELECT strftime(created_at, '%Y') AS year, format_tags, count(*) AS models FROM models GROUP BY ALL
    ), wholes AS (
      SELECT year, sum(models)::BIGINT AS created FROM yearly GROUP BY year
    ), tagged AS (
      SELECT year, unnest(string_split(format_tags, ' + ')) AS tag, models FROM yearly WHERE format_tags <> ''
    )
    SELECT tagged.year AS "year", tag AS "tag", sum(models)::BIGINT AS "models", any_value(created) AS "created"
    FROM tagged JOIN wholes ON wholes.year IS NOT DISTINCT FROM tagged.year
    GROUP BY tagged.year, tag
    ORDER BY tagged.year NULLS LAST, "models" DESC, tag`,
});
