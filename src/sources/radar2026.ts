/**
 * A selection of models of 22 August 2026 (radar-huggingface-dataset): openly licensed in the main, mostly created in the
 * eight days before. Real rows of the Hub's own fields, and no picture of the whole.
 */
import { type Database, literal, openDatabase } from '../io/database.ts';
import { readInput } from '../io/files.ts';
import type { Material } from '../schema/source.ts';
import { knownModelTypes } from './model-types.ts';

const file = 'models.jsonl';

const columns = {
  id: 'VARCHAR',
  author: 'VARCHAR',
  created_at: 'VARCHAR',
  updated_at: 'VARCHAR',
  license: 'VARCHAR',
  pipeline_tag: 'VARCHAR',
  library: 'VARCHAR',
  languages: 'VARCHAR[]',
  tags: 'VARCHAR[]',
  likes: 'BIGINT',
  downloads_30d: 'BIGINT',
  parameters: 'BIGINT',
  formats: 'VARCHAR[]',
  gated: 'BOOLEAN',
  removed: 'BOOLEAN',
  benchmarks: 'JSON[]',
} as const;

/** The card template cites this paper, so a tag for it says nothing of the model. */
const templatePaper = 'arxiv:1910.09700';

/**
 * Reads the list from a folder.
 *
 * @throws {Error} if the file is missing, lacks a field, or holds a record that cannot be counted
 */
export async function radar2026(folder: string): Promise<Material> {
  const { path, receipt } = readInput(folder, file);
  await check(path);

  const hubOnly = 'The data set is about the Hub only.';
  const noCards = 'The data set does not say whether a model has a card.';
  const sampleOnly = 'Counts models of the selection, removed ones included; they stand for nothing but themselves.';
  return {
    description: {
      id: '2026-08-22',
      date: '2026-08-22',
      coverage: 'sample',
      title: 'A selection of models of August 2026',
      population:
        'Models of the Hugging Face Hub that one observer tracked up to 22 August 2026, and nothing beyond them.',
      selection:
        'One observer’s selection: openly licensed models in the main, most of them created from 14 to 22 August 2026, older ones picked by attention. Shares here describe the selection, not the Hub, and enter no trend.',
      partialMonths: ['2026-08'],
      limits: [
        'The selection was not drawn at random: its shares must not be read as those of the Hub, and the intervals only say how far chance alone would move them.',
        'August 2026 ends with the 22nd, and months before it hold only the few older models that were picked.',
        'Models later removed from the Hub stay in the counts; `population` says how many there are.',
        'The model type is read from tags, since the configuration is not part of the data: the first tag that is a known type, else the type of the base model where that is in the selection.',
      ],
    },
    publication: {
      name: 'radar2026',
      title: 'radar-huggingface-dataset',
      authors: ['HF//RADAR'],
      published: '2026-08-22',
      location: 'github.com/686f6c61/radar-huggingface-dataset, commit 95e4d93',
      licence: 'CC BY 4.0',
      citation: 'radar-huggingface-dataset — HF//RADAR, datos de HuggingFace Hub, CC-BY-4.0',
    },
    files: [receipt],
    source: 'radar-huggingface-dataset (HF//RADAR), 22 August 2026, CC BY 4.0',
    counts: new Map(),
    models: {
      sql: `
        WITH listed AS (
          SELECT *,
                 list_filter(tags, tag -> list_contains([${knownModelTypes.map(literal).join(', ')}], tag))[1] AS type_by_tag,
                 list_distinct(list_transform(
                   list_filter(tags, tag -> starts_with(tag, 'base_model:')),
                   tag -> regexp_replace(tag, '^base_model:((finetune|quantized|adapter|merge):)?', '')
                 )) AS base_models
          FROM ${relation(path)}
        )
        SELECT listed.id,
               listed.author,
               listed.created_at::TIMESTAMP AS created_at,
               listed.updated_at::TIMESTAMP AS updated_at,
               listed.downloads_30d AS downloads,
               listed.likes,
               listed.pipeline_tag AS task,
               coalesce(listed.type_by_tag, base.type_by_tag) AS model_type,
               listed.license AS licence,
               list_sort(listed.formats) AS formats,
               len(listed.base_models) AS parents,
               len(list_filter(listed.tags, tag -> starts_with(tag, 'dataset:'))) AS datasets,
               len(list_filter(listed.tags, tag -> starts_with(tag, 'arxiv:') AND tag <> ${literal(templatePaper)})) AS papers,
               len(listed.benchmarks) AS evaluations,
               len(listed.languages) AS languages,
               listed.library,
               listed.parameters,
               listed.gated,
               listed.removed
        FROM listed LEFT JOIN listed AS base ON base.id = listed.base_models[1] AND base.id <> listed.id`,
      lacks: { has_card: noCards },
    },
    absent: {
      mentions: hubOnly,
      'forum-categories': hubOnly,
      challenges: hubOnly,
      benefits: hubOnly,
      'root-causes': hubOnly,
      'challenge-by-forum-category': hubOnly,
    },
    notes: {
      population: [sampleOnly],
      'models-created': [sampleOnly],
      popularity: [sampleOnly],
      tasks: [sampleOnly],
      attributes: [
        sampleOnly,
        'Evaluation results are those of the model index that the source captured; an empty list there means not captured, so the share is a lower bound.',
        'The paper cited by the official card template is not counted as a paper of the model.',
      ],
      formats: [
        sampleOnly,
        'The source looks for diffusers, GGUF, MLX, ONNX and safetensors only; pickled weights are not among them.',
      ],
      publishers: [sampleOnly],
    },
  };
}

const relation = (path: string) => {
  const fields = Object.entries(columns).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  return `read_json(${literal(path)}, format = 'newline_delimited', columns = {${fields.join(', ')}})`;
};

async function check(path: string): Promise<void> {
  const database = await openDatabase();
  try {
    const raw = `read_json(${literal(path)}, format = 'newline_delimited', records = false, columns = {'json': 'JSON'})`;
    await expectFields(database, raw);
    const [broken] = await database.rows(`
      SELECT id, CASE
        WHEN id IS NULL OR id NOT LIKE '_%/_%' THEN 'has no id of the form author/name'
        WHEN author IS NULL OR author = '' THEN 'has no author'
        WHEN TRY_CAST(created_at AS TIMESTAMP) IS NULL THEN 'has no time of creation'
        WHEN TRY_CAST(updated_at AS TIMESTAMP) IS NULL THEN 'has no time of its last change'
        WHEN downloads_30d IS NULL OR downloads_30d < 0 THEN 'has downloads that are no whole number'
        WHEN likes IS NULL OR likes < 0 THEN 'has likes that are no whole number'
        WHEN parameters < 0 THEN 'has fewer than no parameters'
        WHEN tags IS NULL OR languages IS NULL OR formats IS NULL OR benchmarks IS NULL THEN 'lacks a list'
        WHEN gated IS NULL OR removed IS NULL THEN 'does not say whether it is gated or removed'
        WHEN count(*) OVER (PARTITION BY id) > 1 THEN 'stands there twice'
      END AS problem
      FROM ${relation(path)} QUALIFY problem IS NOT NULL LIMIT 1`);
    if (broken) throw new Error(`${file}: the model ${JSON.stringify(broken.id)} ${String(broken.problem)}`);
  } finally {
    database.close();
  }
}

/** A field that is absent from a record would read as empty: every record must name every field. */
async function expectFields(database: Database, raw: string): Promise<void> {
  for (const field of Object.keys(columns)) {
    const [missing] = await database.rows(`
      SELECT json ->> 'id' AS id FROM ${raw} WHERE NOT json_exists(json, ${literal(`$.${field}`)}) LIMIT 1`);
    if (missing) throw new Error(`${file}: the model ${JSON.stringify(missing.id)} has no field ${field}`);
  }
}
