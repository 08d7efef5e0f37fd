/**
 * The replication package of Taraghi et al. (SANER 2024): totals of the Hub and the forum, and codes given by hand.
 *
 * Its files are totals already, so they fill the counts directly. Each is checked against the totals that it prints
 * itself; a file that does not add up is refused.
 */
import { ascending, descending, sum } from 'd3-array';
import rootCauseLabelsFile from '../../../content/labels/root-causes.json' with { type: 'json' };
import { type Csv, expectHeader, expectMonths, expectOnce, readCsv, wholeNumber } from '../../io/csv.ts';
import { classifierCounts } from './classifier-card.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import type { Material, PublishedCount } from '../../schema/source.ts';
import { dayText, monthOf, monthText } from '../hub/days.ts';
import { countRootCausesByChallenge } from './root-cause-labels.ts';
import { codeCounts, codesByForumCategory, codingIntake, readCodebook, rootCauseCounts } from './saner2024-codes.ts';
import { expectEqual, knownEdition, readFilesOfEdition } from './source-editions.ts';

const files = {
  hub: 'Hub_Model_Types_Over_Time_Created.csv',
  forum: 'Forums_Model_Mentions_Over_Time.csv',
  cards: 'card_data_stats_months_created.csv',
  categories: 'forum_topics_per_category_digitized.csv',
  codes: 'All_Codes.csv',
  rootCauses: 'Root_Causes.csv',
  taxonomy: 'taxonomy.json',
} as const;

/**
 * Reads the package from a folder.
 *
 * @param labelled where the cause of each answered question lay, as in `content/labels/root-causes.json`
 * @throws {Error} if a file is missing, is not that of the edition, or does not add up; the sentence names file and place
 */
export async function saner2024(
  folder: string,
  edition: SourceEdition = knownEdition('saner2024'),
  labelled: unknown = rootCauseLabelsFile,
): Promise<Material> {
  const { date, commit } = edition;
  const inputs = readFilesOfEdition(folder, files, edition);
  const csv = (key: keyof typeof files) => readCsv(files[key], inputs[key].bytes);
  const codebook = readCodebook(files.taxonomy, inputs.taxonomy.bytes);
  const rootCauses = rootCauseCounts(codebook, csv('rootCauses'));
  const created = modelsCreated(csv('hub'));
  const last = created.window?.to ?? '';
  if (last !== monthOf(date))
    throw new Error(
      `${files.hub}: the last month is ${last}, expected ${monthOf(date)}, as the edition is said to be of ${date}; it may be of another day`,
    );

  return {
    name: 'saner2024',
    description: {
      id: date,
      date,
      coverage: 'aggregate',
      title: `Hub and forum up to ${monthText(date)}`,
      population:
        'Models on the Hugging Face Hub that state a model type, forum topics that name one, and 455 forum topics coded by hand, as totalled by Taraghi et al.',
      selection: null,
      partialMonths: [monthOf(date)],
      floorMonth: null,
      limits: [
        'Only totals were published, so the only breakdowns are those of the authors.',
        'Models are counted as listed by the authors; models deleted before are not counted.',
        `${monthText(date)} was listed before it ended. It is in the totals, drawn apart, and out of every trend.`,
        'The Hub gives no time of creation before 2 March 2022 today; the earlier months rest on what the authors retrieved.',
      ],
    },
    publications: [
      {
        name: 'saner2024',
        title:
          'Replication package of “Deep Learning Model Reuse in the HuggingFace Community: Challenges, Benefit and Trends”',
        authors: ['Mina Taraghi', 'Gianolli Dorcelus', 'Armstrong Foundjem', 'Florian Tambon', 'Foutse Khomh'],
        published: edition.published,
        location: `github.com/mina-taraghi/SANER2024ReplicationPackage, commit ${commit ?? 'not recorded'}`,
        licence: 'none stated; totals are taken over as facts, with citation',
        citation:
          'M. Taraghi, G. Dorcelus, A. Foundjem, F. Tambon, F. Khomh: Deep Learning Model Reuse in the HuggingFace Community: Challenges, Benefit and Trends. SANER 2024. arXiv:2401.13177',
        files: Object.values(inputs).map(({ receipt }) => receipt),
      },
    ],
    source: `Taraghi et al. (SANER 2024), replication package of ${dayText(edition.published)}`,
    views: {
      models: 'The package holds totals by month, not the list of models.',
      parents: 'The package does not record what models declare.',
      training_data: 'The package does not record what models declare.',
      languages: 'The package does not record what models declare.',
      fates: 'The package holds totals by month, not the list of models.',
      topics: 'The package does not say what became of topics.',
      codings: 'The package does not hold the text of the forum’s topics.',
      mentions: 'The package does not hold the text of the forum’s topics.',
      commits: 'The package holds totals, not the histories of repositories.',
      cards: 'The package counts cards; it does not hold their text.',
    },
    counts: new Map([
      ['models-created', created],
      ['models-by-stated-type', created],
      ['mentions', mentions(csv('forum'))],
      ['cards-by-month', cardsByMonth(csv('cards'))],
      ['forum-categories', forumCategories(csv('categories'), date)],
      ['challenges', codeCounts(codebook, 'challenges')],
      ['benefits', codeCounts(codebook, 'benefits')],
      ['root-causes', rootCauses],
      ['challenge-by-forum-category', codesByForumCategory(csv('codes'))],
      ['root-causes-by-challenge', countRootCausesByChallenge(csv('rootCauses'), labelled, rootCauses.rows)],
      ['intake', codingIntake(csv('codes'), csv('rootCauses'))],
      ...classifierCounts(),
    ]),
    absent: {
      popularity: 'The package has no downloads or likes by model type.',
      'cards-by-task': 'The package counts cards by month of creation only.',
      'cards-by-popularity': 'The package counts cards by month of creation only.',
      tasks: 'The package does not count models by task.',
      attributes: 'The package does not record what models declare.',
      'attributes-by-month': 'The package does not record what models declare.',
      formats: 'The package does not record weight formats.',
      publishers: 'The package does not count authors of models.',
      'card-detector': 'The package counts cards; it does not hold their text.',
      'publisher-output': 'The package does not count authors of models.',
    },
    notes: {},
  };
}

/** `models-created`: types by months, with a margin of totals that must agree with the cells. */
function modelsCreated(csv: Csv): PublishedCount {
  const { name, header, rows } = csv;
  const margin = ['sum', 'cumulative sum', 'Cumulative ratio'];
  const months = header.slice(1, -margin.length);
  expectHeader(csv, ['', ...months, ...margin]);
  expectMonths(name, months);

  // The file ends in two rows that are no model types: the grand total, and the sum of every column.
  const [grandTotal, columnSums] = rows.slice(-2);
  if (grandTotal?.[0] !== '' || columnSums?.[0] !== 'SUM') {
    throw new Error(
      `${name}: the last two rows begin with ${JSON.stringify(rows.slice(-2).map((row) => row[0]))}, expected the two rows of totals, "" and "SUM"`,
    );
  }
  const count = (row: readonly string[], index: number) =>
    row[index] === '' ? 0 : wholeNumber(row[index] ?? 'absent', `${name}: ${row[0] ?? ''} in ${header[index] ?? ''}`);

  let running = 0;
  const counted = rows.slice(0, -2).map((row) => {
    const modelType = row[0] ?? '';
    if (modelType === '' || modelType === 'SUM')
      throw new Error(`${name}: a row of totals (${JSON.stringify(modelType)}) is among the model types`);
    const counts = months.map((_, index) => count(row, index + 1));
    const total = sum(counts);
    running += total;
    const [ofType, cumulative] = [count(row, months.length + 1), count(row, months.length + 2)];
    expectEqual(total, ofType, `${name}: the months of ${modelType}`, 'its column "sum"');
    expectEqual(running, cumulative, `${name}: the types up to ${modelType}`, 'the column "cumulative sum"');
    return { modelType, counts };
  });
  months.forEach((month, index) => {
    const total = sum(counted, ({ counts }) => counts[index] ?? 0);
    expectEqual(total, count(columnSums, index + 1), `${name}: the types in ${month}`, 'the row "SUM"');
  });
  expectEqual(running, count(grandTotal, months.length + 2), `${name}: all types and months`, 'the grand total');
  return {
    rows: typesByMonth(name, months, counted, 'models'),
    window: windowOf(months),
    notes: [
      'Only models that state a model type are counted; the paper puts them beside a larger number of listed models. Nothing is therefore untyped.',
      `Months without a model of any type have no column in the source: ${months.length} months of the window have one.`,
    ],
  };
}

/** `mentions`: types by months; months are printed as their first day, counts as decimals. */
function mentions(csv: Csv): PublishedCount {
  const { name, header, rows } = csv;
  expectHeader(csv, ['']);
  const months = header.slice(1).map((day) => {
    if (!day.endsWith('-01')) throw new Error(`${name}: ${JSON.stringify(day)} is not the first day of a month`);
    return day.slice(0, -3);
  });
  expectMonths(name, months);
  const counted = rows.map(([modelType = '', ...cells]) => ({
    modelType,
    counts: cells.map((cell, index) => wholeNumber(cell, `${name}: ${modelType} in ${months[index] ?? ''}`)),
  }));
  return {
    rows: typesByMonth(name, months, counted, 'topics'),
    window: windowOf(months),
    notes: ['Topics in which the authors’ search found the name of the type.'],
  };
}

/** A row for each month and type that has any; oldest month first, and within it the largest count first. */
function typesByMonth(
  name: string,
  months: readonly string[],
  types: readonly { readonly modelType: string; readonly counts: readonly number[] }[],
  unit: 'models' | 'topics',
) {
  expectOnce(
    name,
    types.map(({ modelType }) => modelType),
  );
  return types
    .flatMap(({ modelType, counts }) =>
      counts.map((count, index) => ({ month: months[index] ?? '', modelType, count })).filter(({ count }) => count > 0),
    )
    .sort((a, b) => ascending(a.month, b.month) || descending(a.count, b.count) || ascending(a.modelType, b.modelType))
    .map(({ count, ...row }) => ({ ...row, [unit]: count }));
}

function cardsByMonth(csv: Csv): PublishedCount {
  const { name, rows } = csv;
  expectHeader(csv, ['', 'month_year', 'has_card', 'count', 'card_ratio']);
  const months = rows.map((row) => row[1] ?? '');
  expectMonths(name, months);
  return {
    rows: rows.map(([, month = '', withCardText = '', modelsText = '', ratio = '']) => {
      const models = wholeNumber(modelsText, `${name}: "count" of ${month}`);
      const withCard = wholeNumber(withCardText, `${name}: "has_card" of ${month}`);
      if (!(Math.abs(withCard / models - Number(ratio)) < 1e-9)) {
        throw new Error(`${name}: ${withCard} of ${models} in ${month} is not the printed ratio ${ratio}`);
      }
      return { month, models, withCard };
    }),
    window: windowOf(months),
    notes: [
      'A model has a card when the Hub’s listing carries card metadata for it, which is more than an empty README and less than a card worth reading.',
      'All listed models of the month are counted, with or without a known model type.',
    ],
  };
}

function forumCategories(csv: Csv, date: string): PublishedCount {
  const { name, rows } = csv;
  expectHeader(csv, ['forum_category', 'date_approx', 'cumulative_topics']);
  const last = new Map<string, { day: string; topics: number }>();
  let dips = 0;
  const result = rows.map(([category = '', day = '', text = '']) => {
    const topics = wholeNumber(text, `${name}: ${category} on ${day}`);
    const before = last.get(category);
    if (before && day <= before.day)
      throw new Error(`${name}: ${category} on ${day} comes after ${before.day}, expected days in order`);
    if (before && topics < before.topics) dips += 1;
    last.set(category, { day, topics });
    return { category, day, topics };
  });
  const end = [...last.values()].reduce((latest, { day }) => (day > latest ? day : latest), '');
  return {
    rows: result,
    window: null,
    notes: [
      'Read off the paper’s vector chart, not published as numbers: days are right within about two days, and categories of a few topics within a topic or two.',
      `A cumulative count cannot fall; it does so ${dips} times here, by the error of reading.`,
      ...(end > date ? [`The chart runs on to ${dayText(end)}, past the day of this snapshot.`] : []),
    ],
  };
}

const windowOf = (months: readonly string[]) => ({ from: months[0] ?? '', to: months.at(-1) ?? '' });
