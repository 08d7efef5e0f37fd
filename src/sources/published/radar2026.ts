/**
 * A selection of models of one day (radar-huggingface-dataset): openly licensed in the main, mostly created in the eight
 * days before. Real rows of the Hub's own fields, and no picture of the whole.
 */
import { z } from 'zod';
import { literal } from '../../io/database.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import { parseAs, parseJson } from '../../schema/problem.ts';
import type { Material } from '../../schema/source.ts';
import { dayText, daysBefore, monthOf, monthText, ordinal, spanText } from '../hub/days.ts';
import { knownEdition, readOfEdition } from './source-editions.ts';
import { onlyHandMade } from './hand-made.ts';
import { noForum, ofCensusOnly, oneList } from '../hub/lacking.ts';
import { fieldsCounted } from '../hub/presence.ts';
import { declaredParents, namedParents, typesOfBaseModels } from '../hub/parents.ts';
import { knownModelTypes } from '../hub/model-types.ts';
import { repositoryName, resolveDataSets, resolveNames } from '../hub/repository-names.ts';

const file = 'models.jsonl';

/** The fields that the counts need, as a record must have them, each with the type by which DuckDB reads it. */
const Model = z.object({
  id: z.string().regex(repositoryName, 'expected the name of a repository').meta({ sql: 'VARCHAR' }),
  author: z.string().min(1).meta({ sql: 'VARCHAR' }),
  created_at: z.iso.datetime().meta({ sql: 'VARCHAR' }),
  updated_at: z.iso.datetime().meta({ sql: 'VARCHAR' }),
  license: z.string().nullable().meta({ sql: 'VARCHAR' }),
  base_model: z.string().nullable().meta({ sql: 'VARCHAR' }),
  pipeline_tag: z.string().nullable().meta({ sql: 'VARCHAR' }),
  library: z.string().nullable().meta({ sql: 'VARCHAR' }),
  languages: z.array(z.string()).meta({ sql: 'VARCHAR[]' }),
  tags: z.array(z.string()).meta({ sql: 'VARCHAR[]' }),
  likes: z.int().nonnegative().meta({ sql: 'BIGINT' }),
  downloads_30d: z.int().nonnegative().meta({ sql: 'BIGINT' }),
  // One model claims more than JavaScript counts exactly; only whether there is a number matters.
  parameters: z
    .number()
    .nonnegative()
    .refine(Number.isInteger, 'expected a whole number')
    .nullable()
    .meta({ sql: 'BIGINT' }),
  formats: z.array(z.string()).meta({ sql: 'VARCHAR[]' }),
  gated: z.boolean().meta({ sql: 'BOOLEAN' }),
  removed: z.boolean().meta({ sql: 'BOOLEAN' }),
  benchmarks: z.array(z.unknown()).meta({ sql: 'JSON[]' }),
});

/** The card template cites this paper, so a tag for it says nothing of the model. */
const templatePaper = 'arxiv:1910.09700';

/**
 * Reads the list from a folder.
 *
 * @throws {Error} if the file is missing, is not that of the edition, lacks a field, or holds a record that cannot be
 *   counted
 */
export async function radar2026(folder: string, edition: SourceEdition = knownEdition('radar2026')): Promise<Material> {
  const { path, bytes, receipt } = readOfEdition(folder, file, edition);
  const { date, commit } = edition;
  const since = daysBefore(date, 8);
  check(bytes, since, date);

  const hubOnly = 'The data set is about the Hub only.';
  const noCards = 'The data set does not say whether a model has a card.';
  const noFiles = 'The data set does not list the files of a repository.';
  const fewParents =
    'More than half of the declared base models are not in the selection; their own properties are unknown.';
  const names =
    'The Hub ignores case, and so do the tables: a base model is the repository of that name in the selection, however its name is written. A name from before the repository had an owner counts for it where that is certain.';
  const sampleOnly = 'Counts models of the selection, including removed ones. The numbers describe the selection only.';
  return {
    name: 'radar2026',
    description: {
      id: date,
      date,
      coverage: 'sample',
      title: `A selection of models of ${monthText(date)}`,
      population: `Models of the Hugging Face Hub that one observer tracked up to ${dayText(date)}, and nothing beyond them.`,
      selection: `One observer’s selection: openly licensed models in the main, most of them created from ${spanText(since, date)}, older ones picked by attention. Shares here describe the selection, not the Hub, and enter no trend.`,
      partialMonths: [monthOf(date)],
      floorMonth: null,
      limits: [
        'The selection was not drawn at random: its shares must not be read as those of the Hub, and the intervals only say how far chance alone would move them.',
        `${monthText(date)} ends with the ${ordinal(date)}, and months before it hold only the few older models that were picked.`,
        'Models later removed from the Hub stay in the counts; the table population says how many there are.',
        'The model type is read from tags, since the configuration is not part of the data: the first tag that is a known type, else the type of the first base model that is named, in the selection, and of known type.',
      ],
    },
    publications: [
      {
        name: 'radar2026',
        title: 'radar-huggingface-dataset',
        authors: ['HF//RADAR'],
        published: edition.published,
        location: `github.com/686f6c61/radar-huggingface-dataset, commit ${commit ?? 'not recorded'}`,
        licence: 'CC BY 4.0',
        citation: 'radar-huggingface-dataset — HF//RADAR, datos de HuggingFace Hub, CC-BY-4.0',
        files: [receipt],
      },
    ],
    source: `radar-huggingface-dataset (HF//RADAR), ${dayText(date)}, CC BY 4.0`,
    counts: new Map(),
    views: {
      models: {
        sql: [
          declaredParents(tagged(path)),
          `CREATE TABLE models AS
        SELECT id,
               author,
               created_at::TIMESTAMP AS created_at,
               updated_at::TIMESTAMP AS updated_at,
               downloads_30d AS downloads,
               likes,
               pipeline_tag AS task,
               list_filter(tags, tag -> list_contains([${knownModelTypes.map(literal).join(', ')}], tag))[1] AS model_type,
               false AS type_of_base_model,
               coalesce(license, substr(list_filter(tags, tag -> starts_with(tag, 'license:'))[1], 9)) AS licence,
               array_to_string(list_sort(formats), ' + ') AS formats,
               id IN (SELECT child FROM declared WHERE trim(parent) <> '') AS has_parent,
               len(list_filter(tags, tag -> starts_with(tag, 'dataset:') AND trim(tag) <> 'dataset:')) > 0 AS has_dataset,
               len(list_filter(tags, tag -> starts_with(tag, 'arxiv:') AND trim(tag) NOT IN ('arxiv:', ${literal(templatePaper)}))) > 0 AS has_paper,
               len(benchmarks) > 0 AS has_evaluation,
               len(languages) > 0 AS has_language,
               library,
               parameters,
               list_contains(tags, ${literal(templatePaper)}) AS cites_template,
               list_contains(tags, 'custom_code') AS custom_code,
               list_contains(tags, 'co2_eq_emissions') AS has_emissions,
               gated,
               removed
        FROM ${relation(path)}`,
          ...resolveNames,
          typesOfBaseModels,
        ],
        lacks: {
          format_tags: 'The data set names the formats that it saw, which says more than tags.',
          has_card: noCards,
          has_licence_file: noFiles,
          has_training_files: noFiles,
        },
      },
      parents: { sql: [namedParents], lacks: {} },
      training_data: {
        sql: [
          `CREATE TABLE training_data AS
           SELECT DISTINCT id AS model, substr(tag, length('dataset:') + 1) AS dataset
           FROM (SELECT id, unnest(tags) AS tag FROM ${relation(path)})
           WHERE starts_with(tag, 'dataset:') AND trim(dataset) <> ''`,
          ...resolveDataSets,
        ],
        lacks: {},
      },
      fates: oneList,
      languages: {
        sql: [
          `CREATE TABLE languages AS SELECT DISTINCT id AS model, unnest(languages) AS language FROM ${relation(path)}`,
        ],
        lacks: {},
      },
      ...noForum(hubOnly),
      commits: 'The data set lists models, not the commits to their repositories.',
      cards: 'The data set does not hold cards.',
      intake: fieldsCounted('models', relation(path), given),
    },
    absent: {
      ...onlyHandMade(hubOnly, 'The data set does not hold cards.'),
      ...ofCensusOnly,
      'top-models':
        'The names of the most downloaded models are published to show which of them stay, and a selection cannot show that.',
    },
    notes: {
      attributes: [
        sampleOnly,
        'Evaluation results are those of the model index that the source captured; an empty list there means not captured, so the share is a lower bound.',
        'The paper cited by the official card template is not counted as a paper of the model.',
      ],
      ...notesFor(
        'formats formats-by-downloads',
        sampleOnly,
        'The source looks for diffusers, GGUF, MLX, ONNX and safetensors only; pickled weights are not among them.',
      ),
      ...notesFor(countsOfModels, sampleOnly),
      ...notesFor(countsOfParents, sampleOnly, fewParents, names),
    },
  };
}

/** The fields of a record, null where they say nothing. */
const given = Object.fromEntries(
  Object.entries(Model.shape).map(([name, shape]) => [
    name,
    String(shape.meta()?.sql).endsWith('[]') ? `nullif(${name}, [])` : name,
  ]),
);

const countsOfModels = `
  population models-created popularity tasks publishers lineage derivatives licences licences-by-downloads
  typical-sizes distributions gated unmodified training-data datasets template-cards emissions
  licence-identifiers licence-classes
`;
const countsOfParents = `
  parents parent-children parent-children-traits family-trees lineage-depth lineage-oddities risks
  licence-changes licence-drift sizes downloads popularity-four-ways languages relations
`;
const notesFor = (tables: string, ...notes: readonly string[]) =>
  Object.fromEntries(
    tables
      .trim()
      .split(/\s+/)
      .map((table) => [table, notes]),
  );

const relation = (path: string) => {
  const fields = Object.entries(Model.shape).map(
    ([name, shape]) => `${literal(name)}: ${literal(String(shape.meta()?.sql))}`,
  );
  return `read_json(${literal(path)}, format = 'newline_delimited', columns = {${fields.join(', ')}})`;
};

/** Base models as tags name them; where none does, as the metadata of the card do. */
const tagged = (path: string) =>
  `SELECT id AS model,
          CASE WHEN base_model IS NULL OR len(list_filter(tags, tag -> starts_with(tag, 'base_model:'))) > 0 THEN tags
               ELSE list_transform(string_split(base_model, ', '), name -> 'base_model:' || name) END AS tags
   FROM ${relation(path)}`;

/**
 * Every line must be a record with every field: DuckDB would read an absent field as empty, and "12", 12.6 and true as
 * numbers. A file of another day shows by the days of its models.
 */
function check(bytes: Buffer, since: string, date: string): void {
  const seen = new Set<string>();
  let recent = 0;
  for (const [index, line] of bytes.toString('utf8').trimEnd().split('\n').entries()) {
    const place = `${file}: line ${index + 1}`;
    const { id, created_at: createdAt } = parseAs(Model, parseJson(line, place), place);
    if (seen.has(id)) throw new Error(`${place}: the model ${JSON.stringify(id)} occurs twice`);
    seen.add(id);
    const day = createdAt.slice(0, date.length);
    if (day > date) throw new Error(`${place}: the model was created on ${day}, after the day of the edition, ${date}`);
    if (day >= since) recent += 1;
  }
  if (recent * 2 <= seen.size)
    throw new Error(
      `${file}: ${recent} of ${seen.size} models were created from ${since} to ${date}, expected most of them, as the edition of ${date} is described; it may be of another day`,
    );
}
