/**
 * What a capture of the Hub and the forum gives for a snapshot: the views, the receipts, and how good the reading was.
 *
 * The reading is one long function, since what one part lacks decides what can be said of the others.
 */
import modelFile from '../../../content/classifier/model.json' with { type: 'json' };
import { createClassifier } from '../../classifier/classifier.ts';
import { checkVersion, readAbout, readReceipts } from '../../io/capture.ts';
import type { Database } from '../../io/database.ts';
import type { ListedOn } from '../../io/earlier-lists.ts';
import type { ListAbout, PageReceipt, Part } from '../../schema/capture.ts';
import type { Intake } from '../../schema/snapshot.ts';
import type { Material, View } from '../../schema/source.ts';
import type { RecordList, ViewName } from '../../schema/views.ts';
import { readCards } from '../cards/cards-in-parquet.ts';
import { classifierCounts } from '../published/classifier-card.ts';
import { dayText } from './days.ts';
import { askedTopics } from '../forum/forum.ts';
import { readForum } from '../forum/forum-views.ts';
import { classifierTables, handCoded } from '../published/hand-made.ts';
import { compareLists, type EarlierList, setAside } from './fates.ts';
import { hubModel } from './hub-model.ts';
import { filesOf, listIn, wholePart } from './captured-parts.ts';
import { type ModelsRead, readModels } from './hub-views.ts';
import { noForum, noModels, ofCensusOnly } from './lacking.ts';
import { nameDetection } from './model-types.ts';
import { withProvenance } from './provenance.ts';
import { reconcile } from './reconcile.ts';
import type { Statement } from './record.ts';
import {
  cardsPublication,
  forumHost,
  forumName,
  forumPublication,
  goneLimits,
  hostOf,
  hubPublication,
  leftOutLimits,
  notesOn,
  takenOverLimits,
} from './live-sources.ts';
import type { ResolvedNames } from './repository-names.ts';

const withoutForum = 'The capture has no forum.';
/** The Hub dates everything from before 2 March 2022 to that day. */
const floorMonth = '2022-03';
const hubTables = [
  'parents',
  'parent-children',
  'parent-children-traits',
  'family-trees',
  'lineage-depth',
  'lineage-oddities',
  'derivative-lags',
] as const;

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** A capture as a source, and for each list of records how good the reading was. */
export interface Live {
  readonly material: Material;
  readonly lists: readonly RecordList[];
}

/**
 * Reads a capture into the tables of its views, and describes the snapshot that it allows.
 *
 * @param capture `.capture/<name>/`
 * @param id the name of the snapshot, which begins with its day
 * @param before earlier captures to compare the list of models with, the newest first: one, or two
 * @throws {Error} if the capture has nothing, a part of it was not walked to its end, or not all that its receipts name
 *   was read
 */
export async function live(
  database: Database,
  capture: string,
  id: string,
  spill: string,
  before: readonly ListedOn[] = [],
): Promise<Live> {
  const date = id.slice(0, 'YYYY-MM-DD'.length);
  checkVersion(capture);
  const whole = (part: Part) => wholePart(capture, part);
  const list = await listIn(capture);
  const cards = await whole('cards-parquet');
  const robots = readReceipts(capture, 'forum-robots');
  const site = await whole('forum-site');
  const [topics, posts] = [await whole('forum-topics'), await whole('forum-posts')];
  const ofForum = { 'forum-site': site, 'forum-topics': topics, 'forum-posts': posts };
  const lacking = Object.entries(ofForum).flatMap(([part, { length }]) => (length === 0 ? [part] : []));
  const hasForum = lacking.length === 0;
  if (!hasForum && (robots.length > 0 || lacking.length < Object.keys(ofForum).length))
    throw new Error(
      `${capture} has only a part of the forum, without ${lacking.join(', ')}: run the same capture again or restore all of it, or remove the folders forum-* for a snapshot without the forum`,
    );
  if (!list && !hasForum) throw new Error(`${capture} contains neither a list of models nor a forum`);
  const files = (receipts: readonly PageReceipt[]) => filesOf(capture, receipts);

  const views: Record<Exclude<ViewName, 'intake'>, View | string> = {
    ...noModels('The capture has no list of models.'),
    ...noForum(withoutForum),
    commits: 'The capture lists models; the histories of their repositories are not fetched.',
    cards: 'The capture has no texts of cards.',
  };
  const intake: Intake[] = [];
  const earlier: (EarlierList & { note: string })[] = [];
  let names: ResolvedNames | null = null;
  let newest: string | null = null;
  let gone = { unlisted: 0, postless: 0 };
  let missing = 0;
  await database.run(
    'CREATE OR REPLACE TABLE intake (records VARCHAR, place BIGINT, field VARCHAR, "with" BIGINT, absent BIGINT, invalid BIGINT)',
  );
  if (list) {
    for (const list of before) earlier.push(await earlierList(database, list, spill));
    const read = await readModels(database, { form: list.form, files: files(list.receipts), spill }, date);
    reconcile(capture, read.intake, list.receipts);
    Object.assign(views, silenced(read.views, readAbout(capture)?.silent ?? {}), {
      fates: await compareLists(database, earlier),
    });
    await database.run('ALTER TABLE models DROP COLUMN hub_id');
    intake.push(read.intake);
    names = read.names;
    const [last] = await database.rows(
      `SELECT strftime(max(created_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS newest FROM models`,
    );
    newest = typeof last?.newest === 'string' ? last.newest : null;
  }
  if (cards.length > 0) {
    const read = await readCards(database, files(cards));
    reconcile(capture, read.intake, cards);
    views.cards = read.view;
    intake.push(read.intake);
  }
  if (hasForum) {
    const read = await readForum(
      database,
      { site: files(site), topics: files(topics), posts: files(posts), asked: askedTopics(topics), spill },
      date,
      createClassifier(modelFile),
    );
    reconcile(capture, read.intake.topics, topics);
    reconcile(capture, read.intake.posts, posts);
    Object.assign(views, read.views);
    intake.push(read.intake.topics, read.intake.posts);
    missing = read.unlisted.missing;
    gone = { unlisted: read.unlisted.gone, postless: read.postless };
  }

  const about = list && readAbout(capture);
  const own = about === null || about === undefined;
  const publications = [
    ...(list ? [hubPublication(date, list.receipts, about ?? null)] : []),
    ...(cards.length > 0 ? [cardsPublication(date, cards)] : []),
    ...(hasForum ? [forumPublication(date, [...site, ...topics, ...posts])] : []),
  ];
  const forum = hostOf(topics);
  const because = <T>(tables: readonly string[], reason: T) =>
    Object.fromEntries(tables.map((table) => [table, reason]));
  const coverage = about?.coverage ?? 'census';
  const isSample = coverage === 'sample';
  const floor = 'March 2022 holds every model from before 2 March 2022 too.';
  const withCard = 'A model has a card when its repository holds a README.md, whatever it says.';
  const byName =
    'Formats are identified by file name: GGUF, ONNX, pickle (PyTorch files, without those of the training run) and safetensors.';
  const noPaper = 'The paper cited by the official card template is not counted as a paper of the model.';
  const lacks = typeof views.models === 'string' ? {} : views.models.lacks;
  const notTold = [
    ...new Set(['has_evaluation', 'has_language', 'formats', 'parameters'].flatMap((column) => lacks[column] ?? [])),
  ].map((reason) => `Some attributes have no rows, because they cannot be read. ${reason}`);
  const { fates } = views;
  const changes =
    typeof fates === 'string' ? [] : [...earlier.map(({ note }) => note), ...new Set(Object.values(fates.lacks))];
  const hubNotes: Record<string, readonly string[]> = {
    'model-changes': changes,
    'model-changes-by-type': changes,
    'models-created': [floor],
    'cards-by-month': [withCard, floor],
    'cards-by-task': [withCard],
    'cards-by-popularity': [withCard],
    formats: [byName],
    'attributes-by-month': [floor, noPaper, ...notTold],
    publishers: [floor],
    'publisher-output': [floor],
    lineage: [floor],
    licences: ['2022 holds every older model too.'],
    gated: ['2022 holds every older model too.'],
    'training-data': ['2022 holds every older model too.'],
    'template-cards': [floor],
    'formats-by-downloads': [byName],
    attributes: [noPaper, ...notTold],
    ...(names ? because(hubTables, notesOn(names)) : {}),
  };
  const population = [
    ...(list ? [about?.population.replace(/\.$/, '') ?? 'Every public model on the Hugging Face Hub'] : []),
    ...(hasForum ? [`${list ? 'every' : 'Every'} visible topic of ${forumName(forum, list !== undefined)}`] : []),
  ].join(', and ');
  return {
    material: {
      name: 'the capture',
      description: withProvenance(
        {
          id,
          date,
          coverage,
          title: `${isSample ? (hasForum ? 'A sample of the Hub, and the forum,' : 'A sample of the Hub') : list && hasForum ? 'Hub and forum' : list ? 'The Hub' : 'The forum'} on ${dayText(date)}`,
          population: own || hasForum ? `${population} on ${dayText(date)}.` : `${population}.`,
          selection: about?.selection ?? null,
          partialMonths: [date.slice(0, 7)],
          floorMonth: list ? floorMonth : null,
          limits: [
            ...(list && own
              ? ['The list moves while it is read: models created during the capture may be in it or not.']
              : []),
            ...(about?.limits ?? []),
            ...(list
              ? [
                  'The Hub gives no time of creation before 2 March 2022: older repositories all carry that moment, so that month holds them too.',
                  `A model’s type is the one its configuration names, else the first of its tags that is a known type, else that of the first base model that is named, in the list, and of known type. Names are not used: for ${nameDetection.repositories.toLocaleString('en')} repositories whose architecture is known, the name gives a type for ${percent(nameDetection.named / nameDetection.repositories)} and a wrong one for ${percent(1 - nameDetection.right / nameDetection.named)} of those.`,
                ]
              : []),
            ...leftOutLimits(intake),
            ...goneLimits(gone),
            ...(hasForum ? takenOverLimits(topics, posts) : []),
            ...(hasForum
              ? [
                  'Topics name a model type where their title or a post does, as words of its own; names that are also common words count only where a model is meant.',
                ]
              : []),
          ],
        },
        [...(list?.receipts ?? []), ...cards, ...(hasForum ? [...robots, ...site, ...topics, ...posts] : [])],
      ),
      publications,
      source: [
        ...(list ? [about?.publication?.title ?? 'the list of models of the Hugging Face Hub'] : []),
        ...(cards.length > 0 ? ['the texts of model cards'] : []),
        ...(hasForum ? [forum === forumHost ? 'the forum' : `the forum at ${forum}`] : []),
      ]
        .join('; ')
        .concat(`, ${own ? 'captured on' : 'of'} ${dayText(date)}`),
      counts: new Map(hasForum ? classifierCounts() : []),
      views: { ...views, intake: { sql: [], lacks: {} } },
      intake,
      absent: {
        ...because(handCoded, 'Hand coding is not part of a capture.'),
        'card-detector': 'No cards of the capture were labelled by hand.',
        ...(isSample ? ofCensusOnly : {}),
        ...(hasForum ? {} : because(classifierTables, withoutForum)),
      },
      notes: list ? hubNotes : {},
    },
    lists: [
      ...(list
        ? [
            {
              ...recordsOf(intake, 'models', list.receipts),
              reach: isSample ? null : { newest, until: endOf(list.receipts, own ? null : date) },
            },
          ]
        : []),
      ...(cards.length > 0 ? [recordsOf(intake, 'cards', cards)] : []),
      ...(hasForum ? [{ ...recordsOf(intake, 'topics', topics), missing }, recordsOf(intake, 'posts', posts)] : []),
    ],
  };
}

/** Reads the list of an earlier capture, and takes it out of the database. */
async function earlierList(database: Database, { capture, day }: ListedOn, spill: string) {
  const list = await listIn(capture);
  if (!list) throw new Error(`${capture} has no list of models to compare with; name another capture with --previous`);
  const read = await readModels(database, { form: list.form, files: filesOf(capture, list.receipts), spill }, day);
  reconcile(capture, read.intake, list.receipts);
  const views = silenced(read.views, readAbout(capture)?.silent ?? {});
  const [checksums] = hubPublication(day, list.receipts, null).files;
  const note = `Compared with the list of ${dayText(day)}: ${list.receipts.length} pages, whose checksums as a list have the SHA-256 ${checksums?.sha256 ?? ''}.`;
  return {
    ...(await setAside(database, views, { day, file: `${spill}/${day}.earlier.parquet` })),
    note,
  };
}

/** The views without the columns that come from fields which say nothing. @throws {Error} if there is no such field */
function silenced({ models, ...others }: ModelsRead['views'], silent: ListAbout['silent']): ModelsRead['views'] {
  if (typeof models === 'string') return { models, ...others };
  const fields: Statement['fields'] = hubModel.fields;
  const lacks = Object.entries(silent).flatMap(([name, reason]) => {
    const field = fields[name];
    if (!field)
      throw new Error(`list.json speaks of a field ${name}; the fields are ${Object.keys(fields).join(', ')}`);
    return field.columns.map((column) => [column, reason] as const);
  });
  return { ...others, models: { ...models, lacks: { ...models.lacks, ...Object.fromEntries(lacks) } } };
}

function recordsOf(intake: readonly Intake[], name: string, receipts: readonly PageReceipt[]): RecordList {
  const unknownFields: Record<string, number> = {};
  for (const receipt of receipts)
    for (const [field, count] of Object.entries(receipt.unknownFields))
      unknownFields[field] = (unknownFields[field] ?? 0) + count;
  const found = intake.find(({ records }) => records === name);
  if (!found) throw new Error(`the capture has ${name}, and they were not read`);
  return {
    name,
    records: found.read,
    rejected: found.rejected,
    unknownFields,
    invalid: found.invalid,
    reach: null,
    missing: 0,
  };
}

/** The moment until which a list was read: of one that others made, the end of its day. */
function endOf(receipts: readonly PageReceipt[], day: string | null): string {
  return day === null ? (receipts.at(-1)?.fetchedAt ?? '') : `${day}T23:59:59.000Z`;
}
