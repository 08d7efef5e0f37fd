/**
 * The replication package of Taraghi et al. (SANER 2024): totals of the Hub and the forum, and codes given by hand.
 *
 * Its files are totals already, so they fill the counts directly. Each is checked against the totals that it prints
 * itself; a file that does not add up is refused.
 */
import benefitsFile from '../../../content/taxonomy/benefits.json' with { type: 'json' };
import challengesFile from '../../../content/taxonomy/challenges.json' with { type: 'json' };
import rootCauseLabelsFile from '../../../content/labels/root-causes.json' with { type: 'json' };
import rootCausesFile from '../../../content/taxonomy/root-causes.json' with { type: 'json' };
import { z } from 'zod';
import { type Csv, expectHeader, expectMonths, readCsv, wholeNumber } from '../../io/csv.ts';
import { classifierCounts } from './classifier-card.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import { parseAs, parseJson } from '../../schema/problem.ts';
import type { Material, PublishedCount } from '../../schema/source.ts';
import type { Row } from '../../schema/table.ts';
import { Taxonomy } from '../../schema/taxonomy.ts';
import { dayText, monthOf, monthText } from '../hub/days.ts';
import { knownEdition, readOfEdition } from './source-editions.ts';
import { countRootCausesByChallenge } from './root-cause-labels.ts';

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
  const inputs = Object.fromEntries(
    Object.entries(files).map(([key, name]) => [key, readOfEdition(folder, name, edition)]),
  ) as Record<keyof typeof files, ReturnType<typeof readOfEdition>>;
  const csv = (key: keyof typeof files) => readCsv(files[key], inputs[key].bytes);
  const codebook = readCodebook(inputs.taxonomy.bytes);
  const rootCauses = rootCauseCounts(codebook);
  expectAcceptedTopics(csv('rootCauses'), rootCauses);

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
        'Only totals were published: nothing here can be cut in a way the authors did not cut it.',
        'Models are counted as they stood when the authors listed the Hub; models deleted before are not seen.',
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
      topics: 'The package does not say what became of topics.',
      codings: 'The package does not hold the text of the forum’s topics.',
      mentions: 'The package does not hold the text of the forum’s topics.',
      commits: 'The package holds totals, not the histories of repositories.',
      cards: 'The package counts cards; it does not hold their text.',
    },
    counts: new Map([
      ['models-created', modelsCreated(csv('hub'))],
      ['models-by-stated-type', modelsCreated(csv('hub'))],
      ['mentions', mentions(csv('forum'))],
      ['cards-by-month', cardsByMonth(csv('cards'))],
      ['forum-categories', forumCategories(csv('categories'), date)],
      ['challenges', codeCounts(codebook.challenges, challengesFile, codebook.challenges_total)],
      ['benefits', codeCounts(codebook.benefits, benefitsFile, codebook.benefits_total)],
      ['root-causes', rootCauses],
      ['challenge-by-forum-category', codesByForumCategory(csv('codes'))],
      ['root-causes-by-challenge', countRootCausesByChallenge(csv('rootCauses'), labelled, rootCauses.rows)],
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
  const body = rows.slice(0, -2);
  if (grandTotal?.[0] !== '' || columnSums?.[0] !== 'SUM') {
    throw new Error(
      `${name}: the last two rows begin with ${JSON.stringify(rows.slice(-2).map((row) => row[0]))}, expected the two rows of totals, "" and "SUM"`,
    );
  }
  const count = (row: readonly string[], index: number) =>
    row[index] === '' ? 0 : wholeNumber(row[index] ?? 'absent', `${name}: ${row[0] ?? ''} in ${header[index] ?? ''}`);

  const result: Row[] = [];
  const seen = new Set<string>();
  let running = 0;
  for (const row of body) {
    const modelType = row[0] ?? '';
    if (modelType === '' || modelType === 'SUM')
      throw new Error(`${name}: a row of totals (${JSON.stringify(modelType)}) stands among the model types`);
    if (seen.has(modelType)) throw new Error(`${name}: ${modelType} stands there twice`);
    seen.add(modelType);
    const counts = months.map((_, index) => count(row, index + 1));
    const total = counts.reduce((a, b) => a + b, 0);
    running += total;
    expectEqual(total, count(row, months.length + 1), `${name}: the months of ${modelType}`, 'its column "sum"');
    expectEqual(
      running,
      count(row, months.length + 2),
      `${name}: the types up to ${modelType}`,
      'the column "cumulative sum"',
    );
    counts.forEach((models, index) => {
      if (models > 0) result.push({ month: months[index] ?? '', modelType, models });
    });
  }
  months.forEach((month, index) => {
    const total = body.reduce((sum, row) => sum + count(row, index + 1), 0);
    expectEqual(total, count(columnSums, index + 1), `${name}: the types in ${month}`, 'the row "SUM"');
  });
  expectEqual(running, count(grandTotal, months.length + 2), `${name}: all types and months`, 'the grand total');
  return {
    rows: byMonth(result, 'models'),
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
    if (!day.endsWith('-01'))
      throw new Error(`${name}: ${JSON.stringify(day)} stands where the first day of a month is expected`);
    return day.slice(0, -3);
  });
  expectMonths(name, months);
  const seen = new Set<string>();
  const result = rows.flatMap(([modelType = '', ...cells]) => {
    if (seen.has(modelType)) throw new Error(`${name}: ${modelType} stands there twice`);
    seen.add(modelType);
    return cells
      .map((cell, index) => ({
        month: months[index] ?? '',
        modelType,
        topics: wholeNumber(cell, `${name}: ${modelType} in ${months[index] ?? ''}`),
      }))
      .filter(({ topics }) => topics > 0);
  });
  return {
    rows: byMonth(result, 'topics'),
    window: windowOf(months),
    notes: ['Topics in which the authors’ search found the name of the type.'],
  };
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
      throw new Error(`${name}: ${category} on ${day} stands after ${before.day}, expected days in order`);
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

const Codebook = z.object({
  challenges: z.record(
    z.string(),
    z.object({ count: z.int(), subcategories: z.array(z.object({ name: z.string(), count: z.int().optional() })) }),
  ),
  challenges_total: z.int(),
  benefits: z.record(
    z.string(),
    z.object({ count: z.int(), subcategories: z.array(z.object({ name: z.string(), count: z.int().optional() })) }),
  ),
  benefits_total: z.int(),
  root_causes: z.record(z.string(), z.record(z.string(), z.int())),
  root_causes_total: z.int(),
});
type Codebook = z.infer<typeof Codebook>;

function readCodebook(bytes: Buffer): Codebook {
  const value = parseJson(bytes.toString('utf8'), files.taxonomy);
  return parseAs(Codebook, value, `${files.taxonomy} is not the codebook that was expected`);
}

function codeCounts(codebook: Codebook['challenges'], taxonomyFile: unknown, total: number): PublishedCount {
  const { categories } = Taxonomy.parse(taxonomyFile);
  const notes: string[] = [];
  const largestFirst = Object.entries(codebook).sort(([, a], [, b]) => b.count - a.count);
  const rows = largestFirst.flatMap(([sourceName, { count, subcategories }]): Row[] => {
    const category = named(categories, sourceName);
    const parts = subcategories.filter(({ name }) => name !== '');
    const counted = parts.every((part) => part.count !== undefined)
      ? parts.reduce((sum, part) => sum + (part.count ?? 0), 0)
      : null;
    if (parts.length > 0 && counted !== null && counted !== count) {
      notes.push(
        `The source gives ${count} codes for “${category.name}”, but its sub-categories add up to ${counted}. Both are shown as published.`,
      );
    }
    return [
      { category: category.id, subcategory: null, name: category.name, codes: count, allCodes: total },
      ...parts.map((part) => {
        const { id, name } = named(category.subcategories, part.name);
        return { category: category.id, subcategory: id, name, codes: part.count ?? null, allCodes: total };
      }),
    ];
  });
  const sum = rows.reduce((all, row) => all + (row.subcategory === null ? Number(row.codes) : 0), 0);
  expectEqual(sum, total, `${files.taxonomy}: the categories`, 'the printed total');
  return { rows, window: null, notes };
}

function rootCauseCounts({ root_causes, root_causes_total }: Codebook): PublishedCount {
  const { categories } = Taxonomy.parse(rootCausesFile);
  const rows = Object.entries(root_causes).flatMap(([sourceName, { count, ...causes }]): Row[] => {
    const group = named(categories, sourceName);
    if (count === undefined) throw new Error(`${files.taxonomy}: the root causes of ${sourceName} have no count`);
    const sum = Object.values(causes).reduce((a, b) => a + b, 0);
    if (Object.keys(causes).length > 0)
      expectEqual(sum, count, `${files.taxonomy}: the causes of ${sourceName}`, 'the count of the group');
    return [
      { category: group.id, subcategory: null, name: group.name, topics: count, allTopics: root_causes_total },
      ...Object.entries(causes).map(([cause, topics]) => {
        const { id, name } = named(group.subcategories, cause);
        return { category: group.id, subcategory: id, name, topics, allTopics: root_causes_total };
      }),
    ];
  });
  const sum = rows.reduce((all, row) => all + (row.subcategory === null ? Number(row.topics) : 0), 0);
  expectEqual(sum, root_causes_total, `${files.taxonomy}: the groups of root causes`, 'the printed total');
  return { rows, window: null, notes: [] };
}

/** The list of topics with accepted answers must be as long as the counts of their root causes add up to. */
function expectAcceptedTopics(csv: Csv, { rows }: PublishedCount): void {
  expectHeader(csv, [
    'accepted_coded',
    'Coder',
    'Code Category',
    'Code Subcategory',
    'Discourse Category',
    'Question Code',
    'Answer Code',
    'Root Cause',
  ]);
  const counted = rows.reduce((sum, row) => sum + (row.subcategory === null ? Number(row.topics) : 0), 0);
  expectEqual(csv.rows.length, counted, `${csv.name}: its topics`, `the total of root causes in ${files.taxonomy}`);
}

/** Forum categories as the codes spell them, by the name the forum itself used. */
const forumCategoryNames: Readonly<Record<string, string>> = {
  Accelerate: 'Accelerate',
  'Amazon SageMaker': 'Amazon SageMaker',
  'Amazon Sagemaker': 'Amazon SageMaker',
  Beginners: 'Beginners',
  beginners: 'Beginners',
  'Community Calls': 'Community Calls',
  'Community calls': 'Community Calls',
  Course: 'Course',
  Datasets: 'Datasets',
  datasets: 'Datasets',
  Diffusers: 'Diffusers',
  'Flax/JAX Projects': 'Flax/JAX Projects',
  'Flax/JAX projects': 'Flax/JAX Projects',
  Gradio: 'Gradio',
  Hub: 'Hub',
  'Inference Endpoints on the Hub': 'Inference Endpoints on the Hub',
  Intermediate: 'Intermediate',
  'Languages at Hugging Face': 'Languages at Hugging Face',
  'Languages at HuggingFace': 'Languages at Hugging Face',
  'Model Cards': 'Model Cards',
  Models: 'Models',
  Optimum: 'Optimum',
  Research: 'Research',
  'Show and Tell': 'Show and Tell',
  'Site Feedback': 'Site Feedback',
  Spaces: 'Spaces',
  Tokenizers: 'Tokenizers',
  Transformers: 'Transformers',
  'Transformers/DeepSpeed': 'Transformers',
};

function codesByForumCategory(csv: Csv): PublishedCount {
  const { name, rows } = csv;
  expectHeader(csv, ['', 'Topic#', 'Tag', 'Code']);
  const categories = new Map<string, { topics: Set<string>; codes: number }>();
  for (const [number = '', topic = '', tag = ''] of rows) {
    const category = forumCategoryNames[tag];
    if (category === undefined)
      throw new Error(
        `${name}: the forum category ${JSON.stringify(tag)} of topic ${topic} (number ${number}) is not known`,
      );
    wholeNumber(topic, `${name}: "Topic#" of number ${number}`);
    const entry = categories.get(category) ?? { topics: new Set(), codes: 0 };
    entry.topics.add(topic);
    entry.codes += 1;
    categories.set(category, entry);
  }
  return {
    rows: [...categories]
      .map(([forumCategory, { topics, codes }]) => ({ forumCategory, topics: topics.size, codes }))
      .sort((a, b) => b.codes - a.codes || (a.forumCategory < b.forumCategory ? -1 : 1)),
    window: null,
    notes: [
      'The source spells some forum categories in two ways; they are joined here.',
      'The codes of this list do not add up to those of challenges and benefits together: the list is the coders’ raw notes, the other the agreed result.',
    ],
  };
}

const windowOf = (months: readonly string[]) => ({ from: months[0] ?? '', to: months.at(-1) ?? '' });

/** Oldest month first, and within it the largest count first. */
const byMonth = (rows: Row[], count: string) =>
  rows.sort(
    (a, b) =>
      String(a.month).localeCompare(String(b.month), 'en') ||
      Number(b[count]) - Number(a[count]) ||
      (String(a.modelType) < String(b.modelType) ? -1 : 1),
  );

function named<Entry extends { sourceName: string }>(entries: readonly Entry[], sourceName: string): Entry {
  const entry =
    entries.find((candidate) => sourceName === candidate.sourceName) ??
    entries.find((candidate) => sourceName.startsWith(candidate.sourceName));
  if (!entry) throw new Error(`${files.taxonomy}: ${JSON.stringify(sourceName)} has no entry in content/taxonomy/`);
  return entry;
}

function expectEqual(ours: number, printed: number, what: string, whose: string): void {
  if (ours !== printed) throw new Error(`${what} add up to ${ours}, but ${whose} says ${printed}`);
}
