/** What a capture of the Hub and the forum gives for a snapshot: the views, the receipts, and how good the reading was. */
import modelFile from '../../content/classifier/model.json' with { type: 'json' };
import { createClassifier } from '../classifier/classifier.ts';
import { sha256 } from '../io/files.ts';
import { readDone, readReceipts } from '../io/capture.ts';
import { type PageReceipt, type Part } from '../schema/capture.ts';
import type { Publication, Receipt } from '../schema/snapshot.ts';
import type { Material, View, ViewName } from '../schema/source.ts';
import { cardsOfParquet } from './card-views.ts';
import { classifierCounts } from './classifier-card.ts';
import { classificationsView, mentionsView, topicsView } from './forum-views.ts';
import { viewsOfPages, viewsOfParquet } from './hub-views.ts';
import { nameDetection } from './model-types.ts';

const noHub = 'The capture has no list of models.';
const noForum = 'The capture has no forum.';
const noCards = 'The capture has no texts of cards.';
/** The Hub dates everything from before 2 March 2022 to that day. */
const floorMonth = '2022-03';
const classifierTables = [
  'coder-comparison',
  'coder-performance',
  'coder-confusion',
  'classifier-errors',
  'coder-calibration',
];
const handCoded = ['challenges', 'benefits', 'root-causes', 'root-causes-by-challenge', 'challenge-by-forum-category'];

/** A list of records as it was captured. */
export interface List {
  readonly name: 'models' | 'topics' | 'posts';
  readonly records: number;
  /** Records that are none, where the view does not say so itself. */
  readonly rejected: Readonly<Record<string, number>>;
  /** Fields that we do not know, with how many records carry them. */
  readonly unknownFields: Readonly<Record<string, number>>;
}

/** A capture as a source, and what its receipts say of the records. */
export interface Live {
  readonly material: Material;
  /** For each list of records: how many there are, and what its pages say of them. */
  readonly lists: readonly List[];
}

/**
 * Reads the receipts of a capture and describes the snapshot that it allows.
 *
 * @param capture `.capture/<date>/`
 * @throws {Error} if the capture has nothing, or a part of it was not walked to its end
 */
export async function live(capture: string, date: string): Promise<Live> {
  const whole = (part: Part) => {
    const receipts = readReceipts(capture, part);
    if (receipts.length > 0 && readDone(capture, part) === null)
      throw new Error(
        `the part ${part} of ${capture} was not captured to its end; run the same capture again to go on`,
      );
    return receipts;
  };
  const [hub, dump, cards] = [whole('hub'), whole('hub-parquet'), whole('cards-parquet')];
  const [site, topics, posts] = [whole('forum-site'), whole('forum-topics'), whole('forum-posts')];
  if (hub.length > 0 && dump.length > 0)
    throw new Error(`${capture} has both pages of the Hub and a dump of it; keep one`);
  const hasForum = site.length > 0 && topics.length > 0 && posts.length > 0;
  if (hub.length + dump.length === 0 && !hasForum)
    throw new Error(`${capture} holds neither a list of models nor a forum`);

  const views: Record<ViewName, View | string> = {
    models: noHub,
    parents: noHub,
    training_data: noHub,
    languages: noHub,
    topics: noForum,
    codings: noForum,
    mentions: noForum,
    commits: 'The capture lists models; the histories of their repositories are not fetched.',
    cards: noCards,
  };
  const glob = (part: Part) => `${capture}/${part}/*.json.gz`;
  if (hub.length > 0) Object.assign(views, viewsOfPages(glob('hub'), date));
  if (dump.length > 0) Object.assign(views, await viewsOfParquet(`${capture}/hub-parquet/*.parquet`, date));
  if (cards.length > 0) views.cards = await cardsOfParquet(`${capture}/cards-parquet/*.parquet`);
  if (hasForum) {
    views.topics = topicsView(
      {
        site: glob('forum-site'),
        topics: glob('forum-topics'),
        posts: glob('forum-posts'),
      },
      date,
    );
    views.codings = classificationsView(createClassifier(modelFile));
    views.mentions = mentionsView();
  }

  const hasHub = hub.length + dump.length > 0;
  const publications = [
    ...(hasHub ? [publication('hub', date, [...hub, ...dump])] : []),
    ...(cards.length > 0 ? [publication('cards', date, cards)] : []),
    ...(hasForum ? [publication('forum', date, [...site, ...topics, ...posts])] : []),
  ];
  const because = (tables: readonly string[], reason: string) =>
    Object.fromEntries(tables.map((table) => [table, reason]));
  return {
    material: {
      name: 'the capture',
      description: {
        id: date,
        date,
        coverage: 'census',
        title: `${views.models && hasForum ? 'Hub and forum' : hasHub ? 'The Hub' : 'The forum'} on ${words(date)}`,
        population: [
          ...(hasHub ? ['Every public model on the Hugging Face Hub'] : []),
          ...(hasForum ? [`${hasHub ? 'every' : 'Every'} visible topic of its forum`] : []),
        ]
          .join(', and ')
          .concat(` on ${words(date)}.`),
        selection: null,
        partialMonths: [date.slice(0, 7)],
        floorMonth: hasHub ? floorMonth : null,
        limits: [
          'The list moves while it is read: models created during the capture may be in it or not.',
          'The Hub gives no time of creation before 2 March 2022: older repositories all carry that moment, so that month holds them too.',
          `A model’s type is the one its configuration names, else the first of its tags that is a known type, else that of the first base model that is named, in the list, and of known type. Names are not used: tried on ${nameDetection.repositories.toLocaleString('en')} repositories whose architecture is known, a name tells a type for ${percent(nameDetection.named / nameDetection.repositories)} and the wrong one for ${percent(1 - nameDetection.right / nameDetection.named)} of those.`,
          ...(hasForum
            ? [
                'Topics name a model type where their title or a post does, as words of its own; names that are also common words count only where a model is meant.',
              ]
            : []),
        ],
      },
      publications,
      source: [
        ...(hasHub ? ['the list of models of the Hugging Face Hub'] : []),
        ...(cards.length > 0 ? ['the texts of model cards'] : []),
        ...(hasForum ? ['the forum'] : []),
      ]
        .join('; ')
        .concat(`, captured on ${words(date)}`),
      counts: new Map(hasForum ? classifierCounts() : []),
      views,
      absent: {
        ...because(handCoded, 'Hand coding is not part of a capture.'),
        'card-detector': 'No cards of the capture were labelled by hand.',
        ...(hasForum ? {} : because(classifierTables, noForum)),
      },
      notes: views.models
        ? {
            'models-created': ['March 2022 holds every model from before 2 March 2022 too.'],
            'cards-by-month': [
              'A model has a card when its repository holds a README.md, whatever it says.',
              'March 2022 holds every model from before 2 March 2022 too.',
            ],
            'cards-by-task': ['A model has a card when its repository holds a README.md, whatever it says.'],
            'cards-by-popularity': ['A model has a card when its repository holds a README.md, whatever it says.'],
            formats: [
              'Formats are told from file names: GGUF, ONNX, pickle (PyTorch’s own files, without those of the training run) and safetensors.',
            ],
            'attributes-by-month': [
              'March 2022 holds every model from before 2 March 2022 too.',
              'The paper cited by the official card template is not counted as a paper of the model.',
            ],
            publishers: ['March 2022 holds every model from before 2 March 2022 too.'],
            'publisher-output': ['March 2022 holds every model from before 2 March 2022 too.'],
            lineage: ['March 2022 holds every model from before 2 March 2022 too.'],
            licences: ['2022 holds every older model too.'],
            gated: ['2022 holds every older model too.'],
            'training-data': ['2022 holds every older model too.'],
            'template-cards': ['March 2022 holds every model from before 2 March 2022 too.'],
            'formats-by-downloads': [
              'Formats are told from file names: GGUF, ONNX, pickle (PyTorch’s own files, without those of the training run) and safetensors.',
            ],
            attributes: ['The paper cited by the official card template is not counted as a paper of the model.'],
          }
        : {},
    },
    lists: [
      ...(hasHub ? [list('models', [...hub, ...dump])] : []),
      ...(hasForum ? [list('topics', topics), list('posts', posts)] : []),
    ],
  };
}

function list(name: List['name'], receipts: readonly PageReceipt[]): List {
  const unknownFields: Record<string, number> = {};
  for (const receipt of receipts)
    for (const [field, count] of Object.entries(receipt.unknownFields))
      unknownFields[field] = (unknownFields[field] ?? 0) + count;
  const total = (count: (receipt: PageReceipt) => number) => receipts.reduce((sum, receipt) => sum + count(receipt), 0);
  const broken = name === 'posts' ? total(({ rejected }) => rejected) : 0;
  return {
    name,
    records: total(({ rows }) => rows),
    rejected: broken > 0 ? { 'no number': broken } : {},
    unknownFields,
  };
}

const words = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** The manifest names one file a service: the list of its pages' checksums, since thousands of pages would drown it. */
function publication(
  kind: 'hub' | 'cards' | 'forum',
  date: string,
  receipts: readonly PageReceipt[],
): Publication & { files: Receipt[] } {
  const bytes = receipts.reduce((total, receipt) => total + receipt.bytes, 0);
  const digest = sha256(
    receipts.map((receipt) => `${receipt.sha256}  ${receipt.part}/${String(receipt.page).padStart(6, '0')}\n`).join(''),
  );
  const service = {
    hub: {
      title: 'List of models of the Hugging Face Hub',
      location: 'huggingface.co/api/models',
      licence: 'facts about public repositories',
    },
    cards: {
      title: 'Model cards of the Hugging Face Hub, as a Parquet dump',
      location: receipts[0]?.address ?? '',
      licence: 'counts of what public cards hold; no text is taken over',
    },
    forum: {
      title: 'Hugging Face forum',
      location: 'discuss.huggingface.co',
      licence: 'counts of public topics; no text is taken over',
    },
  }[kind];
  return {
    name: kind,
    ...service,
    authors: ['Hugging Face'],
    published: date,
    citation: `${service.title}, ${service.location}, captured on ${words(date)}`,
    files: [{ name: `${kind}: ${receipts.length} pages, as the list of their checksums`, bytes, sha256: digest }],
  };
}
