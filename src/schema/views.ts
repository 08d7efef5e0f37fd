/**
 * The records that counts are made from, as views: the contract between those who make them and the queries of
 * `src/metrics/`. `VIEWS.md` says it for people, and is made from this.
 */
import { z } from 'zod';
import { Count, Slug } from './scalars.ts';
import { Description, Intake, Publication, Receipt } from './snapshot.ts';
import { Cell, Window } from './table.ts';

export type ViewType = 'VARCHAR' | 'VARCHAR[]' | 'BIGINT' | 'BOOLEAN' | 'TIMESTAMP';
/** Its type, what it says, and what an empty value means; without the last, it is never empty. */
type ViewColumnText = readonly [type: ViewType, meaning: string, empty?: string];

const unknown = 'not known';

export const views = {
  models: {
    about: 'One row per model repository.',
    columns: {
      id: ['VARCHAR', 'Name of the repository, with its owner'],
      author: ['VARCHAR', 'Its owner, who is only ever counted; an empty text where the name has none'],
      created_at: ['TIMESTAMP', 'When it was created', unknown],
      updated_at: ['TIMESTAMP', 'When it was changed last', unknown],
      downloads: ['BIGINT', 'Downloads of the last 30 days', unknown],
      likes: ['BIGINT', 'Likes', unknown],
      task: ['VARCHAR', 'Task, as in `pipeline_tag`', 'none is declared'],
      model_type: ['VARCHAR', 'Model type, in lower case', 'none is known'],
      type_of_base_model: ['BOOLEAN', 'Whether it states no type, and has that of a base model', unknown],
      has_card: ['BOOLEAN', 'Whether it has a model card', unknown],
      licence: ['VARCHAR', 'Licence, as declared', 'none is declared'],
      formats: [
        'VARCHAR',
        'Formats of its weights, in alphabetical order with ` + ` between them; an empty text where none was seen',
        unknown,
      ],
      format_tags: ['VARCHAR', 'Tags that name a format, likewise', unknown],
      has_parent: ['BOOLEAN', 'Whether it declares a base model', unknown],
      has_dataset: ['BOOLEAN', 'Whether it declares a data set', unknown],
      has_paper: ['BOOLEAN', 'Whether it names a paper, other than that of the official card template', unknown],
      has_evaluation: ['BOOLEAN', 'Whether it reports results of an evaluation', unknown],
      has_language: ['BOOLEAN', 'Whether it declares a language', unknown],
      library: ['VARCHAR', 'Library', 'none is declared'],
      parameters: ['BIGINT', 'Parameters', unknown],
      cites_template: ['BOOLEAN', 'Whether it names the paper that the official card template cites', unknown],
      custom_code: ['BOOLEAN', 'Whether it brings code that is run on loading', unknown],
      has_emissions: ['BOOLEAN', 'Whether the metadata of its card say what its training emitted', unknown],
      has_licence_file: ['BOOLEAN', 'Whether it holds the text of a licence', unknown],
      has_training_files: ['BOOLEAN', 'Whether it holds what a training run leaves', unknown],
      gated: ['BOOLEAN', 'Whether it asks for something before a download', unknown],
      removed: ['BOOLEAN', 'Whether it was gone when it was looked for', unknown],
    },
  },
  parents: {
    about:
      'One row per model and what it declares to be built from: as it is written, be it the model itself, a path on somebody’s disk or a model that is gone. A base model that is named with and without a relation is there with it.',
    columns: {
      child: ['VARCHAR', 'The model'],
      parent: ['VARCHAR', 'The base model'],
      relation: ['VARCHAR', 'finetune, quantized, adapter or merge', 'none is named'],
    },
  },
  training_data: {
    about: 'One row per model and data set that it names.',
    columns: { model: ['VARCHAR', 'The model'], dataset: ['VARCHAR', 'The data set'] },
  },
  languages: {
    about: 'One row per model and language that it declares.',
    columns: { model: ['VARCHAR', 'The model'], language: ['VARCHAR', 'The language'] },
  },
  fates: {
    about:
      'One row per model of the list or of the earlier one that it is compared with. Of a model that both have, all but `renamed` is as the earlier list has it.',
    columns: {
      author: ['VARCHAR', 'Its owner, who is only ever counted; an empty text where the name has none'],
      model_type: ['VARCHAR', 'Model type, in lower case', 'none is known'],
      before: ['BOOLEAN', 'Whether the earlier list has it'],
      after: ['BOOLEAN', 'Whether this list has it'],
      renamed: ['BOOLEAN', 'Whether both have it, and this one by another name'],
      remade: ['BOOLEAN', 'Whether one of them has it, and the other has another model of its name'],
      created_since: ['BOOLEAN', 'Whether only this list has it, and it is younger than all of the earlier one'],
      returned: ['BOOLEAN', 'Whether only this list has it, and a list before the earlier one has it too'],
      downloads: [
        'BIGINT',
        'Downloads of the 30 days before the earlier list',
        'it has no such model, or does not say',
      ],
      has_derivatives: [
        'BOOLEAN',
        'Whether other models of the earlier list declare it as their base model',
        'it has no such model, or does not say',
      ],
      earlier_day: ['VARCHAR', 'Day of the earlier list, the same in all rows'],
    },
  },
  topics: {
    about: 'One row per forum topic.',
    columns: {
      id: ['BIGINT', 'Number of the topic'],
      category: ['VARCHAR', 'Name of its category', 'it has no name'],
      created_at: ['TIMESTAMP', 'When it was created'],
      answered: ['BOOLEAN', 'Whether an answer was accepted when the data were taken', unknown],
      first_reply_at: ['TIMESTAMP', 'When somebody else replied first', 'nobody did'],
    },
  },
  codings: {
    about: 'One row per topic and the category of challenge that an estimate gives it.',
    columns: {
      topic_id: ['BIGINT', 'Number of the topic'],
      category: ['VARCHAR', 'Category of challenge', 'it is given none'],
    },
  },
  mentions: {
    about: 'One row per topic and model type that its title or posts name.',
    columns: { topic_id: ['BIGINT', 'Number of the topic'], model_type: ['VARCHAR', 'The model type'] },
  },
  commits: {
    about: 'One row per commit to a model repository.',
    columns: {
      repository: ['VARCHAR', 'Digest of its name, which is only ever counted'],
      author: ['VARCHAR', 'Digest of the author, who is only ever counted', unknown],
      created_at: ['TIMESTAMP', 'When it was made'],
      documentation: ['BOOLEAN', 'Whether its title says that it is about documentation'],
    },
  },
  cards: {
    about: 'One row per model card.',
    columns: {
      id: ['VARCHAR', 'The model'],
      author: ['VARCHAR', 'Its owner, who is only ever counted'],
      words: ['BIGINT', 'Its own words, without headings, code, tables, addresses and what a template wrote'],
      unfilled: ['BOOLEAN', 'Whether a template was left unfilled, as a whole or in part'],
      cites_template: ['BOOLEAN', 'Whether the text cites the paper that the official card template cites'],
      has_intended_use: ['BOOLEAN', 'Whether the text says something on intended use'],
      has_limitations: ['BOOLEAN', 'The same of limitations'],
      has_training_data: ['BOOLEAN', 'The same of training data'],
      has_evaluation: ['BOOLEAN', 'The same of evaluation'],
      has_licence: ['BOOLEAN', 'The same of the licence'],
      has_how_to_use: ['BOOLEAN', 'The same of how to use the model'],
      has_citation: ['BOOLEAN', 'The same of how to cite it'],
      has_environmental_impact: ['BOOLEAN', 'The same of environmental impact'],
      declared: ['VARCHAR[]', 'Sections that tags of the model declare', unknown],
      labels: [
        'VARCHAR[]',
        'Sections that a reader found, and `unfilled`',
        'nobody read the card to measure the program',
      ],
    },
  },
  intake: {
    about: 'One row per field of a kind of record.',
    columns: {
      records: ['VARCHAR', 'Kind of record'],
      place: ['BIGINT', 'Place of the field among those of its kind'],
      field: ['VARCHAR', 'The field'],
      with: ['BIGINT', 'Records with a value in it'],
      absent: ['BIGINT', 'Records without one'],
      invalid: ['BIGINT', 'Records with something else in it'],
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly about: string; readonly columns: Readonly<Record<string, ViewColumnText>> }>
>;
export type ViewName = keyof typeof views;
type ColumnOf<Name extends ViewName> = keyof (typeof views)[Name]['columns'] & string;
export type ViewColumn = { [Name in ViewName]: `${Name}.${ColumnOf<Name>}` }[ViewName];

/** The names of the columns that a source may fill. */
export const viewColumns = Object.fromEntries(
  Object.entries(views).map(([name, { columns }]) => [name, Object.keys(columns)]),
) as unknown as { readonly [Name in ViewName]: readonly ColumnOf<Name>[] };

/** The columns of a view, one by one. */
export const columnsOf = (name: ViewName): [string, ViewColumnText][] =>
  Object.entries<ViewColumnText>(views[name].columns);

const viewNames = Object.keys(views) as ViewName[];
export const isViewName = (name: string): name is ViewName => (viewNames as string[]).includes(name);

/** What is known of one list of records behind the tables, for the checks of quality: each list is judged for itself. */
export const RecordList = z.strictObject({
  /** What they are: models, topics, posts. */
  name: z.string().min(1),
  records: Count,
  /** Records that could not be counted, by the reason. */
  rejected: z.record(z.string(), Count),
  /** Fields that we do not know, with how many records carry them. */
  unknownFields: z.record(z.string(), Count),
  invalid: Intake.shape.invalid,
  /** Of a list that should reach to its end: when its newest record was created, and the moment until which it was read. */
  reach: z.strictObject({ newest: z.string().nullable(), until: z.string() }).nullable(),
  /** Records that others name and the list has not. */
  missing: Count,
});
export type RecordList = z.infer<typeof RecordList>;

const reasons = z.record(z.string(), z.string().min(1));
/**
 * `material.json`, beside the Parquet files of the views: what a snapshot needs besides them. `src/schema/source.ts` says
 * what its parts mean.
 */
export const MaterialFile = z.strictObject({
  name: z.string().min(1),
  description: Description,
  publications: z.array(z.strictObject({ ...Publication.shape, files: z.array(Receipt).min(1) })).min(1),
  source: z.string().min(1),
  counts: z.record(
    Slug,
    z.strictObject({
      rows: z.array(z.record(z.string(), Cell)),
      notes: z.array(z.string().min(1)),
      window: Window.nullable(),
    }),
  ),
  /** What each view lacks and why, or why there is no such view; a view without a reason has a file. */
  views: z.partialRecord(
    z.enum(viewNames),
    z.union([z.string().min(1), z.strictObject({ lacks: reasons, partly: reasons.optional() })]),
  ),
  intake: z.array(Intake).optional(),
  absent: reasons,
  notes: z.record(Slug, z.array(z.string().min(1))),
  lists: z.array(RecordList),
});
export type MaterialFile = z.infer<typeof MaterialFile>;

/** The contract for people. */
export function viewsText(): string {
  const sections = viewNames.map((name) => {
    const lines = columnsOf(name).map(
      ([column, [type, meaning, empty]]) => `| \`${column}\` | ${type} | ${meaning} | ${empty ?? 'never'} |`,
    );
    return `## ${name}\n\n${views[name].about}\n\n| column | type | meaning | null where |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`;
  });
  return `# Views\n\nMade from \`views.ts\` by \`views.test.ts\`. One Parquet file per view, such as \`models.parquet\`, with these columns and no others, in any order. Types are those of DuckDB; a whole number may be narrower. Moments are in UTC, without a time zone. Of a view that \`material.json\` gives a reason for there is no file, and a column that it says is lacking may be left out, unless it is never null.\n\n${sections.join('\n')}`;
}
