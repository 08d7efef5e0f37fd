/**
 * 758 model cards with their text, of 29 April 2024: the replication package of “What Makes a High-Quality Model Card in
 * Hugging Face?”. Half of them are of models that nobody had liked, half of models that somebody had.
 *
 * Texts and names are read here, compared, and left behind.
 */
import cardLabelsFile from '../../content/labels/card-sections.json' with { type: 'json' };
import { z } from 'zod';
import { literal, openDatabase } from '../io/database.ts';
import type { Edition } from '../schema/edition.ts';
import { CardLabels, type CardSection, cardSections } from '../schema/labels.ts';
import { parseAs, parseJson } from '../schema/problem.ts';
import type { Material, PublishedCount } from '../schema/source.ts';
import type { Row } from '../schema/table.ts';
import { cardsView } from './card-views.ts';
import { expectDay, knownEdition, readOfEdition } from './editions.ts';
import { onlyHandCoded } from './hand-made.ts';
import { noForum, noModels } from './lacking.ts';

const file = 'cards.json';

/** From every age that the package gives, counted on from the day of creation that it gives of the same model. */
const day = '2024-04-29';

/** What the authors' program wrote in the place of a text that it did not get. */
const noText = ['error', 'disabled', 'needs authorization'];

/** The fields that the counts need, as a record must have them. */
const Card = z.object({
  modelId: z.string().min(1, 'expected the name of a model'),
  modelcard_text: z
    .string()
    .refine((text) => text.trim() !== '', 'expected the text of a card, and it is empty')
    .refine(
      (text) => !noText.includes(text.trim()),
      'expected the text of a card, and it is a note that there was none',
    ),
});

/**
 * Reads the cards from a folder.
 *
 * @param labelled what a person read in some of these cards, as in `content/labels/card-sections.json`
 * @throws {Error} if the file is missing, lacks a field, or holds a record that is no card; or if a label is of no card
 */
export async function cards2024(
  folder: string,
  edition: Edition = knownEdition('cards2024'),
  labelled: unknown = cardLabelsFile,
): Promise<Material> {
  expectDay('cards2024', edition, day);
  const { path, bytes, receipt } = readOfEdition(folder, file, edition);
  const keys = check(bytes);
  const labels = readLabels(labelled, keys);

  const noList = 'The data set holds the cards of 758 chosen models, not a list of models.';
  const hubOnly = 'The data set is about the Hub only.';
  const sampleOnly =
    'Counts cards of the selection, in which models that somebody liked are far more common than on the Hub; they stand for nothing but themselves.';
  const textOnly =
    'Only the text of a card was published. What its metadata declare, such as licence or data sets, is not seen here.';
  return {
    name: 'cards2024',
    description: {
      id: day,
      date: day,
      coverage: 'sample',
      title: 'The texts of 758 model cards of April 2024',
      population:
        'The cards of 758 models of the Hugging Face Hub as they stood in late April 2024, and nothing beyond them.',
      selection:
        'Chosen by the authors from 624,570 models that they listed. How is not stated; as the file shows, 381 of the models had no like and 377 at least one, and each has a card with text. Shares here describe the selection, not the Hub, and enter no trend.',
      partialMonths: [],
      floorMonth: null,
      limits: [
        'Models with a like are half of the selection and a small part of the Hub, so cards are longer and fuller here than on the Hub. The intervals only say how far chance alone would move the shares.',
        'The package does not say when it was retrieved. It gives the age of the models in days and, elsewhere, the day of their creation: together they lead to 29 April 2024. The newest model is of 26 April. A card may have been read some days before or after.',
        'What a card says is told by a program from its text, by the same rules for all languages; they know most words for headings in English. The table card-detector says how often the program is right.',
        'A licence, data sets or results that are declared only in the metadata at the head of a card are not seen: the text was published without them.',
      ],
    },
    publications: [
      {
        name: 'cards2024',
        title: 'Replication package of “What Makes a High-Quality Model Card in Hugging Face?”',
        authors: ['hn5318'],
        // The day of the data: that of the publication is not known.
        published: edition.published,
        location: `github.com/hn5318/model_card_analysis, sample of model cards, commit ${edition.commit ?? 'not recorded'}; day of publication not recorded`,
        licence: 'none stated; counts are taken over as facts, with citation',
        citation:
          'hn5318: Replication package of “What Makes a High-Quality Model Card in Hugging Face?”. github.com/hn5318/model_card_analysis',
        files: [receipt],
      },
    ],
    source: '758 model cards of 29 April 2024, from the replication package hn5318/model_card_analysis',
    counts: new Map([['card-detector', await compared(path, labels)]]),
    views: {
      ...noModels(noList),
      ...noForum(hubOnly),
      commits: 'The data set holds texts, not the commits to their repositories.',
      cards: cardsView(relation(path)),
    },
    absent: {
      ...onlyHandCoded(hubOnly),
      'template-cards':
        'The data do not say when the models were created; the table template-cards-checked has all cards together.',
    },
    notes: {
      'card-sections': [sampleOnly, textOnly],
      'card-lengths': [sampleOnly],
    },
  };
}

/** The cards as DuckDB reads them: one object, with a key for each. */
const relation = (path: string) =>
  `(SELECT card.key AS id, card.value ->> '$.modelcard_text' AS text
    FROM (SELECT unnest(map_entries(json::MAP(VARCHAR, JSON))) AS card
          FROM read_json_objects(${literal(path)}, format = 'unstructured', maximum_object_size = 268435456)))`;

/** Every record must be a card with a text. Returns the keys. */
function check(bytes: Buffer): ReadonlySet<string> {
  const content = parseJson(bytes.toString('utf8'), file);
  const records = z.record(z.string(), z.unknown()).safeParse(content);
  if (!records.success) throw new Error(`${file} is not an object with a key for each card`);
  const keys = Object.keys(records.data);
  if (keys.length === 0) throw new Error(`${file} holds no card`);

  const seen = new Set<string>();
  for (const [key, record] of Object.entries(records.data)) {
    const { modelId } = parseAs(Card, record, `${file}: card ${key}`);
    if (seen.has(modelId)) throw new Error(`${file}: card ${key}: its model stands there twice`);
    seen.add(modelId);
  }
  return new Set(keys);
}

function readLabels(labelled: unknown, keys: ReadonlySet<string>): CardLabels {
  const labels = parseAs(CardLabels, labelled, 'the labels of card sections');
  const stray = labels.labels.find(({ card }) => !keys.has(card));
  if (stray) throw new Error(`the labels of card sections: there is no card ${stray.card} in ${file}`);
  return labels;
}

/** What the view says of the labelled cards, compared with the labels. */
async function compared(path: string, { labels, rule }: CardLabels): Promise<PublishedCount> {
  const keys = labels.map(({ card }) => literal(card));
  const { sql } = cardsView(`(FROM ${relation(path)} WHERE id IN (${keys.join(', ')}))`);
  const database = await openDatabase();
  let detections: Row[];
  try {
    for (const statement of sql) await database.run(statement);
    const flags = [...cardSections, 'unfilled' as const].map((name) => `${flag(name)}::INT AS ${flag(name)}`);
    detections = await database.rows(`SELECT id, ${flags.join(', ')} FROM cards`);
  } finally {
    database.close();
  }
  const detectionOf = new Map(detections.map((row) => [String(row.id), row]));
  const rows = [...cardSections, 'unfilled' as const].map((section) => {
    const pairs = labels.map((label) => ({
      present: section === 'unfilled' ? label.unfilled : label.sections.includes(section),
      detected: detectionOf.get(label.card)?.[flag(section)] === 1,
    }));
    const count = (of: (pair: { present: boolean; detected: boolean }) => boolean) => pairs.filter(of).length;
    return {
      section,
      labelled: labels.length,
      present: count(({ present }) => present),
      detected: count(({ detected }) => detected),
      both: count(({ present, detected }) => present && detected),
    };
  });
  return {
    rows,
    window: null,
    notes: [
      rule,
      'After a first comparison some rules were corrected, by what was seen in other cards than these. One count changed by it: the program had told of 20 cards that they say how to use the model.',
    ],
  };
}

const flag = (section: CardSection | 'unfilled') =>
  section === 'unfilled' ? section : `has_${section.replaceAll('-', '_')}`;
