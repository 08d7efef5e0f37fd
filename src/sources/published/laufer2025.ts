/**
 * The replication package of Laufer et al. (arXiv 2508.06811): all models of the Hub in mid-July 2025, of which only totals
 * were printed. What a notebook prints as one number stands in `content/published/hub-totals.json`.
 */
import { sum } from 'd3-array';
import hubTotalsFile from '../../../content/published/hub-totals.json' with { type: 'json' };
import { expectColumns, expectMonths, readCsv, readTally, wholeNumber, type Csv } from '../../io/csv.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import { totalsByClass } from '../../schema/licence.ts';
import { HubTotals } from '../../schema/hub-totals.ts';
import type { Material, PublishedCount } from '../../schema/source.ts';
import { dayText, monthOf } from '../hub/days.ts';
import { knownEdition, readFilesOfEdition } from './source-editions.ts';
import { languageCode } from '../hub/language-codes.ts';
import { onlyHandMade } from './hand-made.ts';
import { noForum, noModels } from '../hub/lacking.ts';

const source = 'laufer2025';
const files = {
  licences: 'licences.csv',
  languages: 'languages.csv',
  months: 'created_by_month_digitised.csv',
  bins: 'created_bins_digitised.csv',
} as const;

/** Half of what one pixel of the printed chart stands for, in models. */
const readingError = 62;
/** How far the share of a month in a bin may be off, as seen where the months are known: 3.4 % at most. */
const splittingError = 0.035;

/**
 * Reads the printed totals from a folder.
 *
 * @throws {Error} if a file is missing, is not that of the edition, lacks a column, or does not add up
 */
export async function laufer2025(folder: string, edition: SourceEdition = knownEdition(source)): Promise<Material> {
  const inputs = readFilesOfEdition(folder, files, edition);
  const csv = (key: keyof typeof files) => readCsv(files[key], inputs[key].bytes);
  const { date, commit } = edition;
  const total = totalsOf(date);
  const models = total('models');
  const withCard = Math.round(total('models-with-card') * models);
  if (Math.abs(withCard / models - total('models-with-card')) > 1e-9)
    throw new Error(`${total('models-with-card')} of ${models} models is not a whole number of models with a card`);

  const onlyTotals = 'Only totals were printed, not the list of models.';
  const hubOnly = 'The data set is about the Hub only.';
  return {
    name: source,
    description: {
      id: date,
      date,
      coverage: 'aggregate',
      title: `All models of mid-July 2025, in totals`,
      population: `Every public model on the Hugging Face Hub on ${dayText(date)}, as totalled by Laufer et al.`,
      selection: null,
      partialMonths: [monthOf(date)],
      floorMonth: '2022-03',
      limits: [
        'Only totals were printed, so the only breakdowns are those of the authors.',
        'Models by month are read off a printed chart of 100 bars, not published as numbers.',
        'The Hub gives no time of creation before 2 March 2022: older models all carry that day, so March 2022 holds them too.',
        `The day is that of the newest model; ${dayText(date)} is not over in the data, so the last month is drawn apart.`,
        'Models deleted before the list was made are missing.',
      ],
    },
    publications: [
      {
        name: source,
        title: 'Replication package of “Anatomy of a Machine Learning Ecosystem: 2 Million Models on Hugging Face”',
        authors: ['Benjamin Laufer', 'Hamidah Oderinwale', 'Jon Kleinberg'],
        published: edition.published,
        location: `github.com/bendlaufer/ai-ecosystem, commit ${commit ?? 'not recorded'}`,
        licence: 'none stated; totals are taken over as facts, with citation',
        citation:
          'B. Laufer, H. Oderinwale, J. Kleinberg: Anatomy of a Machine Learning Ecosystem: 2 Million Models on Hugging Face. arXiv:2508.06811',
        files: Object.values(inputs).map(({ receipt }) => receipt),
      },
    ],
    source: `Laufer et al. (arXiv 2508.06811), totals of ${dayText(date)}`,
    counts: new Map([
      [
        'population',
        {
          rows: [
            { measure: 'models', count: models, whole: null },
            { measure: 'models-with-card', count: withCard, whole: models },
          ],
          window: null,
          notes: ['A model has a card when its text is longer than three characters.'],
        },
      ],
      ['models-by-month', modelsByMonth(csv('months'), csv('bins'), models)],
      ['relations', relations(total)],
      ...licences(csv('licences'), models),
      ['languages', languages(csv('languages'), models)],
    ]),
    views: {
      ...noModels(onlyTotals),
      ...noForum(hubOnly),
      commits: 'The data set lists models, not the commits to their repositories.',
      cards: 'The text of cards was not printed.',
    },
    absent: {
      ...onlyHandMade(hubOnly, 'The text of cards was not printed.'),
      'models-created': 'The models were not counted by type.',
      'cards-by-month': 'One share of models with a card was printed for all of them, not by month.',
      licences: 'Licences were not counted by year of creation; the table licence-identifiers has them all together.',
      lineage: 'What models declare was not counted by month; the table relations has it all together.',
      derivatives:
        'Pairs of a model and its base model were counted, not models; a model may be in several. The table relations has the pairs.',
      datasets:
        'Models were counted by data set, but not the authors of these models, without whom one mass uploader makes a data set look popular.',
    },
    notes: {},
  };
}

/** The printed totals of a day, by what they measure. @throws {Error} where one is missing */
function totalsOf(date: string): (measure: string) => number {
  const totals = HubTotals.parse(hubTotalsFile).totals.filter((each) => each.source === source && each.date === date);
  return (measure) => {
    const found = totals.find((each) => each.measure === measure);
    if (!found)
      throw new Error(
        `content/published/hub-totals.json has no ${measure} of ${source} for ${date}; add it, with its source`,
      );
    return found.value;
  };
}

/**
 * The bars of a chart have bounds of their own, so most months begin and end within one. The months were read as parts of
 * bars, by time; here they are compared with the bars.
 */
function modelsByMonth(monthly: Csv, barred: Csv, models: number): PublishedCount {
  expectColumns(monthly, ['month', 'models_estimated']);
  expectColumns(barred, ['from', 'to', 'pixels', 'models_estimated']);
  const bars = barred.rows.map(([from = '', to = '', , count = ''], index) => {
    const where = `${barred.name}: bar ${index + 1}`;
    const before = barred.rows[index - 1]?.[1];
    if (!/^\d{4}-\d\d-\d\d$/.test(from) || !/^\d{4}-\d\d-\d\d$/.test(to) || from >= to)
      throw new Error(
        `${where} reaches from ${JSON.stringify(from)} to ${JSON.stringify(to)}, expected two days in order`,
      );
    if (before !== undefined && before !== from)
      throw new Error(`${where} begins on ${from}, expected ${before}, where the one before it ends`);
    return { from, to, models: wholeNumber(count, where) };
  });
  expectTotal(bars, models, `the bars of ${barred.name}`);

  const months = monthly.rows.map((row) => row[0] ?? '');
  expectMonths(monthly.name, months);
  const rows = monthly.rows.map(([month = '', text = '']) => {
    const where = `${monthly.name}: ${month}`;
    const count = wholeNumber(text, where);
    const touched = bars.filter(({ from, to }) => from.slice(0, 7) <= month && month <= to.slice(0, 7));
    const within = touched.filter(({ from, to }) => from.slice(0, 7) === month && to.slice(0, 7) === month);
    const [least, largest] = [modelsIn(within), modelsIn(touched)];
    if (touched.length === 0 || count < least - readingError || count > largest + readingError)
      throw new Error(`${where} has ${count} models, expected ${least} to ${largest} by the bars of ${barred.name}`);
    const error = readingError * touched.length + splittingError * count;
    return {
      month,
      models: count,
      fewest: Math.max(0, Math.floor(count - error)),
      most: Math.ceil(count + error),
    };
  });
  expectTotal(rows, models, `the months of ${monthly.name}`);
  return {
    rows,
    window: { from: months[0] ?? '', to: months.at(-1) ?? '' },
    notes: [
      `Read off a printed chart of ${bars.length} bars of about twelve days: ± ${readingError} models a bar, half a pixel. All bars together were scaled to the printed total.`,
      'A bar that reaches over the end of a month is split by time. The list of July 2024, whose months are known, split in the same way is off by 1.1 % in the median and 3.4 % at most. The bounds add 3.5 % of the month and the error of every bar in it; they are no confidence interval.',
      'March 2022 holds every older model too.',
    ],
  };
}

function relations(total: (measure: string) => number): PublishedCount {
  const all = total('pairs');
  const named = ['adapter', 'finetune', 'quantized'].map((relation) => ({
    relation,
    pairs: total(`pairs-${relation}`),
    all,
  }));
  const rest = all - sum(named, ({ pairs }) => pairs);
  if (rest < 0) throw new Error(`the pairs by relation add up to ${all - rest}, more than the ${all} of all relations`);
  return {
    rows: [{ relation: 'any', pairs: all, all: null }, ...named.sort((a, b) => b.pairs - a.pairs)],
    window: null,
    notes: [
      `Merges and pairs without a relation were not printed one by one: together they are ${rest.toLocaleString('en')} pairs.`,
      'The authors give a pair with several relations one of them: merge before adapter, adapter before quantized, quantized before finetune. A model that names itself was not left out.',
    ],
  };
}

function licences(csv: Csv, models: number): [table: string, count: PublishedCount][] {
  const tally = readTally(csv, ['licences', 'models'], models);
  const declaring = sum(tally, ({ count }) => count);
  const rows = tally.map(({ name, count }) => ({
    licence: name,
    models: count,
    declaring,
    downloads: null,
    allDownloads: null,
  }));
  const told = {
    window: null,
    notes: [
      'How many models declare any licence was not printed: the whole is the sum over all identifiers, in which a model with two licences counts twice. In the list of July 2024 that were 188 of 286,978.',
    ],
  };
  return [
    ['licence-identifiers', { rows, ...told }],
    ['licence-classes', { rows: totalsByClass(rows), ...told }],
  ];
}

function languages(csv: Csv, models: number): PublishedCount {
  const unknown = { declaring: null, pairs: null, kept: null, lost: null, silent: null };
  return {
    rows: readTally(csv, ['languages', 'models'], models).map(({ name, count }) => {
      const language = languageCode(name);
      if (language === undefined)
        throw new Error(
          `${csv.name}: the language ${JSON.stringify(name)} has no code in src/sources/hub/language-codes.ts`,
        );
      return { language, models: count, ...unknown };
    }),
    window: null,
    notes: [
      'Only languages with a two-letter code were counted. They were printed by name; the table gives their codes.',
      'A model that declares several languages counts in each; how many declare any was not printed.',
    ],
  };
}

const modelsIn = (parts: readonly { readonly models: number }[]) => sum(parts, ({ models }) => models);

function expectTotal(parts: Parameters<typeof modelsIn>[0], total: number, what: string): void {
  if (modelsIn(parts) !== total) throw new Error(`${what} add up to ${modelsIn(parts)} models, expected ${total}`);
}
