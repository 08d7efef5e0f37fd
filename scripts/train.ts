/** `npm run train -- <folder>`: labelled texts, dictionary and examples → content/classifier/model.json and card.json */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { type LabelledTopic, trainClassifier } from '../src/classifier/card.ts';
import { modelText } from '../src/classifier/classifier.ts';
import { type Csv, readCsv } from '../src/io/csv.ts';
import { readInput } from '../src/io/files.ts';
import { ClassifierCard, ClassifierModel, Dictionary, Examples } from '../src/schema/classifier.ts';
import { parseAs, parseJson } from '../src/schema/problem.ts';
import { Taxonomy } from '../src/schema/taxonomy.ts';
import { command, misused } from './command.ts';

const root = join(import.meta.dirname, '..');
const usage =
  'usage: npm run train -- <folder with labelled_text.csv and All_Codes.csv> [--content content] [--repeats 10] [--resamples 2000]';

/** Where the published labels come from: passages of posts in the codebook, and what coders noted of a question. */
const kinds: Readonly<Record<string, LabelledTopic['kind']>> = {
  codebook_example: 'posts',
  root_causes_question_code: 'notes',
};

/** The study's word for texts that it later put under “Other issues”. */
const formerNames: Readonly<Record<string, string>> = { Uncategorized: 'other-issues' };

export const train = command(usage, async ({ args, print }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      content: { type: 'string', default: join(root, 'content') },
      repeats: { type: 'string', default: '10' },
      resamples: { type: 'string', default: '2000' },
    },
  });
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0)
    throw misused('expected one folder with labelled_text.csv and All_Codes.csv');
  const [repeats, resamples] = [atLeast(1, 'repeats', values.repeats), atLeast(40, 'resamples', values.resamples)];

  const own = join(root, 'content');
  const taxonomy = parsed(Taxonomy, join(own, 'taxonomy', 'challenges.json'));
  const { labelled, leftOut } = labelledTexts(folder, taxonomy);
  const { model, card } = trainClassifier(
    {
      categories: taxonomy.categories.map(({ id }) => id),
      dictionary: parsed(Dictionary, join(own, 'classifier', 'dictionary.json')),
      examples: parsed(Examples, join(own, 'classifier', 'examples.json')),
      labelled,
      leftOut,
      source:
        'Texts with a category of challenges in the replication package of Taraghi et al. (SANER 2024), and the forum category from its list of codes',
    },
    { repeats, folds: 5, seed: 2024, resamples },
  );

  const target = join(values.content, 'classifier');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'model.json'), modelText(ClassifierModel.parse(model)));
  writeFileSync(join(target, 'card.json'), `${JSON.stringify(ClassifierCard.parse(card), null, 2)}\n`);

  const { data, compared, unclassified } = card;
  print(`${target}: ${data.words} words and ${data.terms} terms, measured on ${data.texts} texts`);
  const shown = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  for (const { kind, texts, accuracy } of card.accuracy)
    print(`  right on ${`${kind}, ${texts} texts`.padEnd(37)} ${shown(accuracy)}`);
  for (const { name, macroF1, accuracy, topThree } of compared)
    print(`  ${name.padEnd(46)} macro-F1 ${shown(macroF1)}  top 1 ${shown(accuracy)}  top 3 ${shown(topThree)}`);
  print(
    `  answered: ${shown(unclassified.coverage)}, and of these right: ${shown(unclassified.accuracyAmongClassified)}`,
  );
});

/**
 * The texts with their categories, and the forum categories of their topics.
 *
 * @throws {Error} in a sentence that names file and line: a missing column, an unknown category or kind, an empty text
 */
function labelledTexts(folder: string, { categories }: Taxonomy) {
  const name = 'labelled_text.csv';
  const csv = readCsv(name, readInput(folder, name).bytes);
  const [kind, topic, category, text, source] = ['kind', 'topic_id', 'category', 'text', 'source'].map((it) =>
    columnOf(csv, it),
  );
  const codes = readCsv('All_Codes.csv', readInput(folder, 'All_Codes.csv').bytes);
  const [codeTopic, tag] = ['Topic#', 'Tag'].map((it) => columnOf(codes, it));
  const forumCategories = new Map(codes.rows.map((row) => [row[codeTopic ?? -1], row[tag ?? -1] ?? '']));

  const idOf = (label: string) =>
    categories.find(({ id, sourceName }) => label === sourceName || label === id)?.id ?? formerNames[label];
  const labelled: LabelledTopic[] = [];
  let [benefits, twofold] = [0, 0];
  for (const [index, row] of csv.rows.entries()) {
    const where = `${name}, text ${index + 1}`;
    const cell = (column: number | undefined) => (row[column ?? -1] ?? '').trim();
    if (cell(kind) === 'benefit') {
      benefits += 1;
      continue;
    }
    if (cell(kind) !== 'challenge')
      throw new Error(`${where}: the kind is ${JSON.stringify(cell(kind))}, expected "challenge" or "benefit"`);
    if (cell(text) === '') throw new Error(`${where} is empty`);
    if (!/^\d+$/.test(cell(topic)))
      throw new Error(`${where}: topic_id is ${JSON.stringify(cell(topic))}, expected the number of a forum topic`);
    const label = cell(category);
    const id = idOf(label);
    const parts = label.split(' / ').map((part) => idOf(part) ?? idOf(part.replace(' and ', ' & ')));
    if (id === undefined && parts.length > 1 && parts.every((part) => part !== undefined)) {
      twofold += 1;
      continue;
    }
    const quoted = JSON.stringify(label);
    if (id === undefined)
      throw new Error(`${where}: the category is ${quoted}, which content/taxonomy/challenges.json lacks`);
    const origin = kinds[cell(source)];
    const known = Object.keys(kinds).join(' or ');
    if (!origin) throw new Error(`${where}: the source is ${JSON.stringify(cell(source))}, expected ${known}`);
    const forumCategory = forumCategories.get(cell(topic)) ?? '';
    labelled.push({ title: '', text: cell(text), topic: cell(topic), kind: origin, category: id, forumCategory });
  }
  if (labelled.length === 0) throw new Error(`${name} has no text with a category of challenges`);
  return {
    labelled,
    leftOut: [
      { reason: 'labelled with a benefit', texts: benefits },
      { reason: 'labelled with two challenges', texts: twofold },
    ].filter(({ texts }) => texts > 0),
  };
}

function columnOf({ name, header }: Csv, column: string): number {
  const place = header.indexOf(column);
  const names = header.map((it) => JSON.stringify(it)).join(', ');
  if (place < 0) throw new Error(`${name} has no column ${JSON.stringify(column)}; its columns are ${names}`);
  return place;
}

function parsed<Shape extends z.ZodType>(shape: Shape, path: string): z.infer<Shape> {
  return parseAs(shape, parseJson(readFileSync(path, 'utf8'), path), `${path} is not as expected`);
}

function atLeast(least: number, name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`--${name} is ${JSON.stringify(text)}, expected a whole number, at least ${least}`);
  return value;
}

if (import.meta.main) process.exitCode = await train();
