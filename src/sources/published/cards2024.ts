/**
 * Model cards with their text, as the replication package of “What Makes a High-Quality Model Card in Hugging Face?” has
 * them: 758 cards of 29 April 2024, half of them of models that nobody had liked, half of models that somebody had. Another
 * set of cards in the same form says what it is in `list.json`, and can bring its labels in `labels.json`.
 *
 * Texts and names are read here, compared, and left behind.
 */
import cardLabelsFile from '../../../content/labels/card-sections.json' with { type: 'json' };
import { z } from 'zod';
import { readAbout } from '../../io/capture.ts';
import { literal } from '../../io/database.ts';
import { hasInput, sha256 } from '../../io/files.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import { CardLabels, type CardSection } from '../../schema/labels.ts';
import { parseAs, parseJson } from '../../schema/problem.ts';
import type { Description, Publication } from '../../schema/snapshot.ts';
import type { Material, View } from '../../schema/source.ts';
import { cardsView, detectorVersion } from '../cards/card-views.ts';
import { expectDay, knownEdition, readOfEdition } from './source-editions.ts';
import { onlyHandCoded } from './hand-made.ts';
import { noForum, noModels } from '../hub/lacking.ts';
import { fieldsCounted } from '../hub/presence.ts';
import { repositoryName } from '../hub/repository-names.ts';

const file = 'cards.json';

/** From every age that the package gives, counted on from the day of creation that it gives of the same model. */
const day = '2024-04-29';

/** What the authors' program wrote in the place of a text that it did not get. */
const noText = ['error', 'disabled', 'needs authorization'];

/** How a tag begins that declares what a section is on; the Hub makes it from the metadata of the card. */
const tagOf: Partial<Record<CardSection, string>> = {
  'training-data': 'dataset:',
  evaluation: 'model-index',
  licence: 'license:',
  'environmental-impact': 'co2_eq_emissions',
};

/** The fields that the counts need, as a record must have them. */
const Card = z.object({
  modelId: z.string().regex(repositoryName, 'expected the name of a repository'),
  tags: z.array(z.string()).optional(),
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
 * @param labelled what was read by hand in these cards or others, for a folder without `labels.json`
 * @throws {Error} if the file is missing, lacks a field, or holds a record that is no card; if a label is of no card; or if
 *   labels that came with the cards are of another file
 */
export async function cards2024(
  folder: string,
  edition: SourceEdition = knownEdition('cards2024'),
  labelled: unknown = cardLabelsFile,
): Promise<Material> {
  const { path, bytes, receipt } = readOfEdition(folder, file, edition);
  const { keys, tagged } = check(bytes);
  const own = hasInput(folder, 'labels.json') ? readOfEdition(folder, 'labels.json', edition) : undefined;
  const given = own ? parseJson(own.bytes.toString('utf8'), 'labels.json') : labelled;
  const labels = readLabels(given, receipt.sha256, own !== undefined);
  const stray = labels?.labels.find(({ card }) => !keys.has(card));
  if (stray) throw new Error(`the labels of card sections: there is no card ${stray.card} in ${file}`);
  const measuring = labels?.labels.filter(({ use }) => use === 'measure') ?? [];
  const { description, publication } = describe(folder, edition, keys.size);

  const noList = `The data set holds the cards of ${keys.size} chosen models, not a list of models.`;
  const hubOnly = 'The data set is about the Hub only.';
  const readBy = `Read by the rules of version ${detectorVersion}${labels ? `; labels of version ${sha256(JSON.stringify(labels)).slice(0, 8)}, of which ${measuring.length} of ${labels.labels.length} cards measure the rules` : ''}. Numbers of other versions are not comparable with these.`;
  const sampleOnly =
    description.date === day
      ? [
          'Counts cards of the selection, in which liked models are far more common than on the Hub. The numbers describe the selection only.',
        ]
      : [];
  return {
    name: 'cards2024',
    description,
    publications: [{ name: 'cards2024', ...publication, files: [receipt, ...(own ? [own.receipt] : [])] }],
    source:
      description.date === day
        ? '758 model cards of 29 April 2024, from the replication package hn5318/model_card_analysis'
        : publication.title,
    counts: new Map(),
    views: {
      ...noModels(noList),
      ...noForum(hubOnly),
      commits: 'The data set holds texts, not the commits to their repositories.',
      cards: viewOf(path, tagged, measuring),
      intake: fieldsCounted('cards', cardsIn(path), { modelId: 'id', modelcard_text: 'text', tags: 'tags' }),
    },
    absent: {
      ...onlyHandCoded(hubOnly),
      'template-cards':
        'The data do not say when the models were created; the table template-cards-checked has all cards together.',
    },
    notes: {
      'card-sections': [...sampleOnly, readBy],
      'card-sections-corrected': [...sampleOnly, readBy],
      'card-sections-tagged': [...sampleOnly, readBy],
      'card-lengths': sampleOnly,
      'card-detector': labels
        ? [labels.rule, ...Object.entries(labels.codebook).map(([section, text]) => `${section}: ${text}`), readBy]
        : [],
    },
  };
}

/** What the set is: as it says itself, or as it is known of the edition that the almanac was made from. */
function describe(
  folder: string,
  edition: SourceEdition,
  cards: number,
): { description: Description; publication: Omit<Publication, 'name'> } {
  const about = readAbout(folder);
  const { date } = edition;
  const common = { id: date, date, partialMonths: [], floorMonth: null };
  const reading =
    'A detector finds what a card says from its text, by the same rules for all languages; most of the heading words it knows are English. The table card-detector gives its precision and recall.';
  if (about) {
    const { coverage, population, selection, limits, publication } = about;
    if (!publication) throw new Error('list.json does not say who published the cards: expected a publication');
    const title = `The texts of ${cards.toLocaleString('en')} model cards`;
    return {
      description: { ...common, coverage, title, population, selection, limits: [...limits, reading] },
      publication,
    };
  }
  expectDay('cards2024', edition, day);
  return {
    description: {
      ...common,
      coverage: 'sample',
      title: 'The texts of 758 model cards of April 2024',
      population: 'The cards of 758 models of the Hugging Face Hub in late April 2024, and nothing beyond them.',
      selection:
        'Chosen by the authors from 624,570 models that they listed. How is not stated; as the file shows, 381 of the models had no like and 377 at least one, and each has a card with text. Shares here describe the selection, not the Hub, and enter no trend.',
      limits: [
        'Models with a like are half of the selection and a small part of the Hub, so cards are longer and fuller here than on the Hub. The intervals only say how far chance alone would move the shares.',
        'The package does not say when it was retrieved. It gives the age of the models in days and, elsewhere, the day of their creation: together they lead to 29 April 2024. The newest model is of 26 April. A card may have been read some days before or after.',
        reading,
        'The metadata at the head of a card were published as tags of the model only: a licence, data sets or results that they declare are counted from the tags, and not as text.',
      ],
    },
    publication: {
      title: 'Replication package of “What Makes a High-Quality Model Card in Hugging Face?”',
      authors: ['hn5318'],
      // The day of the data: that of the publication is not known.
      published: edition.published,
      location: `github.com/hn5318/model_card_analysis, sample of model cards, commit ${edition.commit ?? 'not recorded'}; day of publication not recorded`,
      licence: 'none stated; counts are taken over as facts, with citation',
      citation:
        'hn5318: Replication package of “What Makes a High-Quality Model Card in Hugging Face?”. github.com/hn5318/model_card_analysis',
    },
  };
}

/** The cards as DuckDB reads them: one object, with a key for each. */
const cardsIn = (path: string) =>
  `(SELECT card.key AS id, split_part(card.value ->> '$.modelId', '/', 1) AS author,
           card.value ->> '$.modelcard_text' AS text, (card.value -> '$.tags')::VARCHAR[] AS tags
    FROM (SELECT unnest(map_entries(json::MAP(VARCHAR, JSON))) AS card
          FROM read_json_objects(${literal(path)}, format = 'unstructured', maximum_object_size = 268435456)))`;

function viewOf(path: string, tagged: boolean, measuring: CardLabels['labels']): View {
  const list = (items: readonly string[]) => `[${items.map(literal).join(', ')}]::VARCHAR[]`;
  const labels = measuring.map(
    ({ card, sections, unfilled }) => `(${literal(card)}, ${list([...sections, ...(unfilled ? ['unfilled'] : [])])})`,
  );
  const declared = Object.entries(tagOf).map(
    ([section, start]) =>
      `CASE WHEN len(list_filter(tags, tag -> starts_with(tag, ${literal(start)}))) > 0 THEN ${literal(section)} END`,
  );
  return cardsView(
    `(SELECT id, author, text, ${tagged ? `[${declared.join(', ')}]` : 'NULL::VARCHAR[]'} AS declared, labels
      FROM ${cardsIn(path)}
      LEFT JOIN (VALUES ${[`(NULL::VARCHAR, NULL::VARCHAR[])`, ...labels].join(', ')}) AS labelled(id, labels) USING (id))`,
    {
      ...(!tagged && { declared: 'The cards came without the tags of their models.' }),
      ...(measuring.length === 0 && { labels: 'No card of the data set was labelled by hand to measure the rules.' }),
    },
  );
}

/** Every record must be a card with a text. Returns the keys, and whether every card has the tags of its model. */
function check(bytes: Buffer): { keys: ReadonlySet<string>; tagged: boolean } {
  const content = parseJson(bytes.toString('utf8'), file);
  const records = z.record(z.string(), z.unknown()).safeParse(content);
  if (!records.success) throw new Error(`${file} is not an object with a key for each card`);
  const keys = Object.keys(records.data);
  if (keys.length === 0) throw new Error(`${file} holds no card`);

  const seen = new Set<string>();
  let tagged = true;
  for (const [key, record] of Object.entries(records.data)) {
    const { modelId, tags } = parseAs(Card, record, `${file}: card ${key}`);
    if (seen.has(modelId)) throw new Error(`${file}: card ${key}: its model occurs twice`);
    seen.add(modelId);
    tagged &&= tags !== undefined;
  }
  return { keys: new Set(keys), tagged };
}

/** The labels; null where those at hand are of other cards than these. */
function readLabels(given: unknown, cards: string, own: boolean): CardLabels | null {
  const labels = parseAs(CardLabels, given, 'the labels of card sections');
  if (labels.cards === cards) return labels;
  if (!own) return null;
  throw new Error(
    `labels.json has labels of other cards: they are of the file with the checksum ${labels.cards}, and the one of ${file} is ${cards}`,
  );
}
