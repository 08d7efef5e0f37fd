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
      author: ['VARCHAR', 'Its owner, used only for counting; an empty text if the name has none'],
      created_at: ['TIMESTAMP', 'When it was created', unknown],
      updated_at: ['TIMESTAMP', 'When it was last changed', unknown],
      downloads: ['BIGINT', 'Downloads in the last 30 days', unknown],
      likes: ['BIGINT', 'Likes', unknown],
      task: ['VARCHAR', 'Task, as in `pipeline_tag`', 'none is declared'],
      model_type: ['VARCHAR', 'Model type, in lower case', 'none is known'],
      type_of_base_model: [
        'BOOLEAN',
        'Whether it declares no type itself, so that it has the type of a base model',
        unknown,
      ],
      has_card: ['BOOLEAN', 'Whether it has a model card', unknown],
      licence: ['VARCHAR', 'Licence, as declared', 'none is declared'],
      formats: [
        'VARCHAR',
        'Formats of its weights, in alphabetical order with ` + ` between them; an empty text if none was found',
        unknown,
      ],
      format_tags: ['VARCHAR', 'Formats that its tags name, written in the same way', unknown],
      has_parent: ['BOOLEAN', 'Whether it declares a base model', unknown],
      has_dataset: ['BOOLEAN', 'Whether it declares a data set', unknown],
      has_paper: [
        'BOOLEAN',
        'Whether it cites a paper, other than the one cited by the official card template',
        unknown,
      ],
      has_evaluation: ['BOOLEAN', 'Whether it reports evaluation results', unknown],
      has_language: ['BOOLEAN', 'Whether it declares a language', unknown],
      library: ['VARCHAR', 'Library', 'none is declared'],
      parameters: ['BIGINT', 'Parameters', unknown],
      cites_template: ['BOOLEAN', 'Whether it cites the paper that the official card template cites', unknown],
      custom_code: ['BOOLEAN', 'Whether it contains custom code (`trust_remote_code`)', unknown],
      has_emissions: ['BOOLEAN', 'Whether its card’s metadata report the emissions of its training', unknown],
      has_licence_file: ['BOOLEAN', 'Whether its files include a licence text', unknown],
      has_training_files: ['BOOLEAN', 'Whether its files include `training_args.bin` or `trainer_state.json`', unknown],
      gated: ['BOOLEAN', 'Whether a download requires accepting terms or approval', unknown],
      removed: ['BOOLEAN', 'Whether it was no longer there when it was looked up', unknown],
    },
  },
  parents: {
    about:
      'One row per model and declared base model, as written: it may be the model itself, a path on a local disk or a deleted model. A base model that is declared both with and without a relation has one row, with the relation.',
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
      'One row per model in this list or in the earlier list that it is compared with. For models in both, all columns but `renamed` are from the earlier list.',
    columns: {
      author: ['VARCHAR', 'Its owner, used only for counting; an empty text if the name has none'],
      model_type: ['VARCHAR', 'Model type, in lower case', 'none is known'],
      before: ['BOOLEAN', 'Whether it is in the earlier list'],
      after: ['BOOLEAN', 'Whether it is in this list'],
      renamed: ['BOOLEAN', 'Whether it is in both, under different names'],
      remade: ['BOOLEAN', 'Whether it is in one of them, and the other has a different model of the same name'],
      created_since: [
        'BOOLEAN',
        'Whether it is only in this list, and was created after all models of the earlier list',
      ],
      returned: [
        'BOOLEAN',
        'Whether it is in this list and in a list before the earlier one, but not in the earlier one',
      ],
      downloads: [
        'BIGINT',
        'Downloads in the 30 days before the earlier list',
        'it is not in the earlier list, or that list does not say',
      ],
      has_derivatives: [
        'BOOLEAN',
        'Whether other models of the earlier list declare it as their base model',
        'it is not in the earlier list, or that list does not say',
      ],
      earlier_day: ['VARCHAR', 'Day of the earlier list, the same in all rows'],
    },
  },
  topics: {
    about: 'One row per forum topic.',
    columns: {
      id: ['BIGINT', 'Number of the topic'],
      category: ['VARCHAR', 'Name of its category', 'the category has no name'],
      created_at: ['TIMESTAMP', 'When it was created'],
      answered: ['BOOLEAN', 'Whether it had an accepted answer when the data were collected', unknown],
      first_reply_at: ['TIMESTAMP', 'When someone other than its author first replied', 'no one did'],
    },
  },
  codings: {
    about: 'One row per topic and challenge category that the classifier assigns.',
    columns: {
      topic_id: ['BIGINT', 'Number of the topic'],
      category: ['VARCHAR', 'Challenge category', 'none is assigned'],
    },
  },
  mentions: {
    about: 'One row per topic and model type named in its title or posts.',
    columns: { topic_id: ['BIGINT', 'Number of the topic'], model_type: ['VARCHAR', 'The model type'] },
  },
  commits: {
    about: 'One row per commit to a model repository.',
    columns: {
      repository: ['VARCHAR', 'Digest of its name, used only for counting'],
      author: ['VARCHAR', 'Digest of the author, used only for counting', unknown],
      created_at: ['TIMESTAMP', 'When it was made'],
      documentation: ['BOOLEAN', 'Whether its title mentions documentation'],
    },
  },
  cards: {
    about: 'One row per model card.',
    columns: {
      id: ['VARCHAR', 'The model'],
      author: ['VARCHAR', 'Its owner, used only for counting'],
      words: ['BIGINT', 'Number of its own words, without headings, code, tables, addresses and template text'],
      unfilled: ['BOOLEAN', 'Whether a template was left unfilled, entirely or in part'],
      cites_template: ['BOOLEAN', 'Whether the text cites the paper that the official card template cites'],
      has_intended_use: ['BOOLEAN', 'Whether the text describes the intended use'],
      has_limitations: ['BOOLEAN', 'Whether it describes limitations'],
      has_training_data: ['BOOLEAN', 'Whether it describes the training data'],
      has_evaluation: ['BOOLEAN', 'Whether it describes an evaluation'],
      has_licence: ['BOOLEAN', 'Whether it describes the licence'],
      has_how_to_use: ['BOOLEAN', 'Whether it describes how to use the model'],
      has_citation: ['BOOLEAN', 'Whether it describes how to cite it'],
      has_environmental_impact: ['BOOLEAN', 'Whether it describes the environmental impact'],
      declared: ['VARCHAR[]', 'Sections that the model’s tags declare', unknown],
      labels: ['VARCHAR[]', 'Sections found by a human reader, and `unfilled`', 'the card was not labelled by hand'],
    },
  },
  intake: {
    about: 'One row per field of a kind of record.',
    columns: {
      records: ['VARCHAR', 'Kind of record'],
      place: ['BIGINT', 'Position of the field in its kind of record'],
      field: ['VARCHAR', 'The field'],
      with: ['BIGINT', 'Records with a valid value'],
      absent: ['BIGINT', 'Records without a value'],
      invalid: ['BIGINT', 'Records with an invalid value'],
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
  /** How many rows each view has, and what it lacks and why; or why there is no such view. One without a reason has a file. */
  views: z.record(
    z.enum(viewNames),
    z.union([z.string().min(1), z.strictObject({ rows: Count, lacks: reasons, partly: reasons.optional() })]),
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
  return `# Views\n\nGenerated from \`views.ts\` by \`views.test.ts\`. One Parquet file per view, such as \`models.parquet\`, with these columns and no others, in any order. Types are those of DuckDB; an integer may be narrower. Times are in UTC, without a time zone. A view for which \`material.json\` gives a reason has no file, and a column that it lists as lacking can be left out, unless it is never null. It says how many rows each file has.\n\n${sections.join('\n')}`;
}
