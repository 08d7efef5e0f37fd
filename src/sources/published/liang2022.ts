/**
 * The list of models behind Liang et al. (arXiv 2402.05160): every public model of 1 October 2022, with author, time of
 * creation, downloads, whether it has a card, and task.
 */
import { expectColumns, literal, openDatabase } from '../../io/database.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import type { Material } from '../../schema/source.ts';
import { viewColumns } from '../../schema/views.ts';
import { dayText, daysBefore, monthOf, monthText, momentText } from '../hub/days.ts';
import { knownEdition, readOfEdition } from './source-editions.ts';
import { onlyHandMade } from './hand-made.ts';
import { noForum, oneList } from '../hub/lacking.ts';
import { nameDetection } from '../hub/model-types.ts';
import { fieldsCounted } from '../hub/presence.ts';
import { isRepositoryName } from '../hub/repository-names.ts';

const file = 'model_info.parquet';

const columns = {
  modelId: 'VARCHAR',
  author: 'VARCHAR',
  creation_time: 'TIMESTAMP WITH TIME ZONE',
  downloads: 'DOUBLE',
  has_modelcard: 'BOOLEAN',
  task_category: 'VARCHAR',
} as const;

/** Models were created every hour, so a list whose newest is days old is of another day. */
const daysBehind = 3;

/** What the list does not record of a model. */
const others = viewColumns.models.filter(
  (column) => !['id', 'author', 'created_at', 'downloads', 'task', 'has_card'].includes(column),
);

/**
 * Reads the list from a folder.
 *
 * @throws {Error} if the file is missing, is not that of the edition or not of its day, lacks a column, or holds a row
 *   that cannot be counted
 */
export async function liang2022(folder: string, edition: SourceEdition = knownEdition('liang2022')): Promise<Material> {
  const { path, receipt } = readOfEdition(folder, file, edition);
  const { date, commit } = edition;
  const relation = `read_parquet(${literal(path)})`;
  const newest = await check(relation, date);

  const hubOnly = 'The data set is about the Hub only.';
  const recorded = 'The data set records author, time of creation, downloads, card and task of a model only.';
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const { repositories, named, right } = nameDetection;
  const unknownPeriod =
    'The source does not say over which period downloads were counted; the Hub’s listing gave those of the last 30 days.';
  return {
    name: 'liang2022',
    description: {
      id: date,
      date,
      coverage: 'census',
      title: `All models of ${dayText(date)}`,
      population: `Every public model on the Hugging Face Hub on ${dayText(date)}, as listed by Liang et al.`,
      selection: null,
      partialMonths: [monthOf(newest)],
      floorMonth: null,
      limits: [
        `The newest model was created on ${momentText(newest)} UTC: the last hours of ${monthText(newest).split(' ')[0] ?? ''} are missing, so that month is drawn apart and out of every trend.`,
        `The files call the state that of 2023; the newest time of creation shows that it is of ${date.slice(0, 4)}.`,
        'Models without a name space, the earliest ones, all carry the author huggingface, so authors of 2018 and 2019 are undercounted.',
        'Models deleted before the list was made are missing.',
      ],
    },
    publications: [
      {
        name: 'liang2022',
        title: 'Data of “What’s documented in AI? Systematic Analysis of 32K AI Model Cards”',
        authors: [
          'Weixin Liang',
          'Nazneen Rajani',
          'Xinyu Yang',
          'Ezinwanne Ozoani',
          'Eric Wu',
          'Yiqun Chen',
          'Daniel Scott Smith',
          'James Zou',
        ],
        published: edition.published,
        location: `github.com/Weixin-Liang/AI-model-card-analysis-HuggingFace, commit ${commit ?? 'not recorded'}`,
        licence: 'none stated; counts are taken over as facts, with citation',
        citation:
          'W. Liang, N. Rajani, X. Yang, E. Ozoani, E. Wu, Y. Chen, D. S. Smith, J. Zou: What’s documented in AI? Systematic Analysis of 32K AI Model Cards. arXiv:2402.05160',
        files: [receipt],
      },
    ],
    source: `Liang et al. (arXiv 2402.05160), list of models of ${dayText(date)}`,
    counts: new Map(),
    views: {
      models: {
        sql: [
          `CREATE TABLE models AS
        SELECT modelId AS id,
               author,
               make_timestamp(epoch_us(creation_time)) AS created_at,
               downloads::BIGINT AS downloads,
               nullif(task_category, 'unknown') AS task,
               has_modelcard AS has_card
        FROM ${relation}`,
        ],
        lacks: {
          ...Object.fromEntries(others.map((column) => [column, recorded])),
          model_type: `The data set does not record the model type. Names alone give a type for ${percent(named / repositories)} of ${repositories.toLocaleString('en')} repositories of known type, and a wrong one for ${percent(1 - right / named)} of those: not reliable enough to publish.`,
        },
      },
      parents: recorded,
      training_data: recorded,
      languages: recorded,
      fates: oneList,
      ...noForum(hubOnly),
      commits: 'The data set lists models, not the commits to their repositories.',
      cards: 'The data set does not hold the text of cards.',
      intake: fieldsCounted('models', relation, {
        ...Object.fromEntries(Object.keys(columns).map((column) => [column, column])),
        task_category: `nullif(task_category, 'unknown')`,
      }),
    },
    absent: {
      ...onlyHandMade(hubOnly, 'The data set does not hold the text of cards.'),
    },
    notes: {
      'cards-by-month': ['A model has a card when its README holds some text, whatever its length.'],
      'cards-by-task': ['A model has a card when its README holds some text, whatever its length.'],
      'cards-by-popularity': [
        'A model has a card when its README holds some text, whatever its length.',
        unknownPeriod,
      ],
      tasks: [unknownPeriod],
      downloads: [unknownPeriod],
      distributions: [unknownPeriod],
      'top-models': [unknownPeriod],
      publishers: ['The earliest models all carry the author huggingface.'],
    },
  };
}

/**
 * Returns when the newest model was created.
 *
 * @throws {Error} as `liang2022`, or if that was days before the day of the edition
 */
async function check(relation: string, date: string): Promise<string> {
  const database = await openDatabase();
  try {
    await expectColumns(database, file, relation, columns);
    const [counted] = await database.rows(`SELECT count(*) AS models FROM ${relation}`);
    if (counted?.models === 0) throw new Error(`${file} has no rows`);
    const [broken] = await database.rows(`
      SELECT modelId AS id, CASE
        WHEN modelId IS NULL OR NOT ${isRepositoryName('modelId')} THEN 'has no valid id'
        WHEN author IS NULL OR author = '' THEN 'has no author'
        WHEN has_modelcard IS NULL THEN 'does not say whether it has a card'
        WHEN task_category IS NULL THEN 'has an empty task'
        WHEN downloads IS NULL OR downloads < 0 OR downloads <> floor(downloads) OR NOT isfinite(downloads) THEN 'has downloads that are no whole number'
        WHEN creation_time < '2015-01-01 00:00:00+00' OR creation_time >= DATE '${date}' + INTERVAL 1 DAY THEN 'was created outside the years of the Hub'
        WHEN count(*) OVER (PARTITION BY modelId) > 1 THEN 'occurs twice'
      END AS problem
      FROM ${relation} QUALIFY problem IS NOT NULL LIMIT 1`);
    if (broken) throw new Error(`${file}: the model ${JSON.stringify(broken.id)} ${String(broken.problem)}`);
    const [last] = await database.rows(
      `SELECT strftime(make_timestamp(epoch_us(max(creation_time))), '%Y-%m-%dT%H:%M:%SZ') AS newest FROM ${relation}`,
    );
    if (typeof last?.newest !== 'string') throw new Error(`${file}: no model has a time of creation`);
    if (last.newest < daysBefore(date, daysBehind))
      throw new Error(
        `${file}: the newest model was created on ${last.newest.slice(0, date.length)}, expected one of the ${daysBehind} days before ${date}, as the edition is said to be of that day; it may be of another`,
      );
    return last.newest;
  } finally {
    database.close();
  }
}
