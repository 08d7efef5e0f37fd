import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import labelsFile from '../../../content/labels/card-sections.json' with { type: 'json' };
import { cardSections as allSections } from '../../schema/labels.ts';
import type { Material } from '../../schema/source.ts';
import type { Row } from '../../schema/table.ts';
import { make } from '../../snapshot/make.ts';
import { cards2024 as source } from './cards2024.ts';
import { editionIn } from './source-editions.test-support.ts';
import { tablesOf } from './imports.test-support.ts';

const cards2024 = (folder: string, labelled?: unknown) => source(folder, editionIn(folder, 'cards2024'), labelled);

describeWithSharedData('the cards as they were published', () => {
  let material: Material | undefined;
  let tables: Record<string, Row[]> = {};
  beforeAll(async () => {
    material = await cards2024(join(sharedData, 'cards'));
    tables = await tablesOf(material);
  });

  test('758 cards, however they are cut', () => {
    expect(tables['card-lengths']?.reduce((sum, row) => sum + Number(row.cards), 0)).toBe(758);
    for (const row of tables['card-sections'] ?? []) expect(row.cards).toBe(758);
  });

  test('180 cards were labelled by their rule, a third of them to build on, and the others measure', () => {
    const cards = JSON.parse(readFileSync(join(sharedData, 'cards/cards.json'), 'utf8')) as Record<
      string,
      { modelId: string }
    >;
    const digest = (key: string) =>
      createHash('sha256')
        .update(cards[key]?.modelId ?? '')
        .digest('hex');
    const drawn = Object.keys(cards)
      .map((key) => [digest(key), key] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, 180)
      .map(([, card], place) => ({ card, use: place >= 60 && place < 120 ? 'build' : 'measure' }));
    const byCard = (a: { card: string }, b: { card: string }) => Number(a.card) - Number(b.card);
    expect(labelsFile.labels.map(({ card, use }) => ({ card, use }))).toEqual(drawn.sort(byCard));
    expect(tables['card-detector']).toHaveLength(9);
    for (const row of tables['card-detector'] ?? []) expect(row.labelled).toBe(120);
  });

  test('intended use is found in 99 cards and estimated for a fifth; too few cards speak of emissions', () => {
    const rows = new Map(tables['card-sections-corrected']?.map((row) => [row.section, row]));
    expect(rows.get('intended-use')).toMatchObject({
      cards: 758,
      having: 99,
      corrected: expect.closeTo(0.2066, 4),
      correctedLow: expect.closeTo(0.148, 2),
      correctedHigh: expect.closeTo(0.275, 2),
      labelled: 120,
      refused: null,
    });
    expect(rows.get('environmental-impact')).toMatchObject({
      corrected: null,
      correctedLow: null,
      having: 18,
      refused: 'too few labelled cards have it to say how often it is found: 2, at least 5 are needed',
    });
  });

  test('482 of the cards have a licence, in the text or in a tag', () => {
    expect(tables['card-sections-tagged']?.[2]).toMatchObject({
      section: 'licence',
      having: 93,
      declaring: 467,
      either: 482,
    });
  });

  test('a table says by which rules and labels it was made', () => {
    for (const table of ['card-sections', 'card-sections-corrected', 'card-detector'])
      expect(material?.notes[table]?.at(-1)).toMatch(
        /^Read by the rules of version [0-9a-f]{8}; labels of version [0-9a-f]{8}, of which 120 of 180 cards measure the rules\./,
      );
  });

  test('of what the program finds, at least four in five are there', () => {
    for (const { section, detected, both } of tables['card-detector'] ?? [])
      expect([section, Number(both) / Number(detected) >= 0.8]).toEqual([section, true]);
  });

  test('a snapshot that is a sample says how it was selected', () => {
    expect(material?.description).toMatchObject({ coverage: 'sample', selection: expect.stringContaining('381') });
  });

  test('the committed snapshot differs from an import of today where rules have changed since, and nowhere else', () => {
    const published = (table: string) =>
      (JSON.parse(readFileSync(join(snapshots, '2024-04-29', `${table}.json`), 'utf8')) as { rows: Row[] }).rows;
    const more = (table: string, column: string) =>
      published(table).map((row, index) => Number(tables[table]?.[index]?.[column]) - Number(row[column]));
    expect(more('card-sections', 'having')).toEqual([29, 8, 1, 0, 0, 7, 0, 0]);
    expect(more('card-lengths', 'cards')).toEqual([0, 0, 0, 0, 0, 0]);
    expect(more('card-lengths', 'unfilled')).toEqual([0, 0, 0, 0, 1, 0]);
  });
});

const snapshots = join(import.meta.dirname, '../../../content/snapshots');
const card = { modelId: 'ada/birds', modelcard_text: '## Limitations\n\nIt fails in rain.' };
const other = { modelId: 'ada/owls', modelcard_text: 'Owls.' };
const folderWith = (content: unknown) => temporaryFolder({ 'cards.json': JSON.stringify(content) });
const label = (changes: object = {}) => ({
  card: '1',
  use: 'measure',
  sections: ['limitations'],
  unfilled: false,
  ...changes,
});
const digestOf = (content: unknown) => createHash('sha256').update(JSON.stringify(content)).digest('hex');
/** Labels of a file with this content. */
const labelsOf = (content: unknown, ...list: object[]) => ({
  source: 'invented cards',
  cards: digestOf(content),
  rule: 'All of them.',
  codebook: Object.fromEntries([...allSections, 'unfilled'].map((section) => [section, 'It is there.'])),
  labels: list,
});

describe('a few invented cards', () => {
  const content = { 1: card, 2: other, 'a "3"': { ...card, modelId: 'oscar/x' } };
  const read = async (...list: object[]) => tablesOf(await cards2024(folderWith(content), labelsOf(content, ...list)));
  const row = (tables: Record<string, Row[]>, section: string) =>
    tables['card-detector']?.find((each) => each.section === section);

  test('all of them are counted, and those with a label compared', async () => {
    const tables = await read(label(), label({ card: '2' }));
    expect(tables['card-sections']?.[1]).toMatchObject({ section: 'limitations', cards: 3, having: 2 });
    expect(tables['card-lengths']).toMatchObject([{ words: '1–49', cards: 3, unfilled: 0 }]);
    expect(row(tables, 'limitations')).toMatchObject({ labelled: 2, present: 2, detected: 1, both: 1, recall: 0.5 });
    expect(row(tables, 'licence')).toMatchObject({ present: 0, detected: 0, both: 0, precision: null, recall: null });
  });

  test.each([
    [{}, 0],
    [{ tags: ['license:mit'] }, 1],
    [{ tags: [] }, 1],
  ])('the fields of the cards are counted, where one of four has %j', async (tags, tagged) => {
    const tables = await tablesOf(
      await cards2024(folderWith({ ...content, c: { ...card, ...tags, modelId: 'carl/c' } })),
    );
    expect(tables.intake?.map(({ field, with: having, absent }) => [field, having, absent])).toEqual([
      ['modelId', 4, 0],
      ['modelcard_text', 4, 0],
      ['tags', tagged, 4 - tagged],
    ]);
  });

  test('a key with quotes is a key', async () => {
    expect(row(await read(label({ card: 'a "3"' })), 'limitations')).toMatchObject({ detected: 1, both: 1 });
  });

  test('unfilled templates are compared too', async () => {
    expect(row(await read(label({ unfilled: true })), 'unfilled')).toMatchObject({ present: 1, detected: 0, both: 0 });
  });

  test('cards on which rules were built do not measure them, and without others nothing does', async () => {
    expect(row(await read(label(), label({ card: '2', use: 'build' })), 'limitations')?.labelled).toBe(1);
    const { unavailable } = await make(
      await cards2024(folderWith(content), labelsOf(content, label({ use: 'build' }))),
    );
    for (const name of ['card-detector', 'card-sections-corrected'])
      expect(unavailable.find((table) => table.name === name)?.reason).toBe(
        'No card of the data set was labelled by hand to measure the rules.',
      );
  });

  test('a recall too low for a correction is a sentence, without a number', async () => {
    const missed = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [String(index), { ...other, modelId: `ada/owl-${index}` }]),
    );
    const all = Object.keys(missed).map((key, index) => label({ card: key, sections: index < 6 ? ['licence'] : [] }));
    const tables = await tablesOf(await cards2024(folderWith(missed), labelsOf(missed, ...all)));
    expect(tables['card-sections-corrected']?.[4]).toMatchObject({
      section: 'licence',
      corrected: null,
      correctedLow: null,
      correctedHigh: null,
      having: 0,
      refused:
        'recall is too low for a correction: the program finds it in 0 of 6 labelled cards that have it, and in 0 of 6 that do not',
    });
  });

  test('no text and no name of a model leaves in the tables', async () => {
    // The scoreboard has words of the studies.
    const text = JSON.stringify({ ...(await read(label())), replication: [] });
    for (const word of ['ada', 'birds', 'fails', 'Owls']) expect(text).not.toContain(word);
  });
});

describe('another set of cards', () => {
  const about = {
    coverage: 'sample',
    population: 'Two invented models.',
    selection: 'Invented for a test.',
    publication: {
      title: 'Invented cards',
      authors: ['Ada'],
      published: '2025-01-02',
      location: 'nowhere',
      licence: 'none',
      citation: 'Ada: Invented cards',
    },
  };
  const tagged = { 1: { ...card, tags: ['license:mit'] }, 2: { ...other, tags: [] } };
  const set = (files: Record<string, unknown>) =>
    temporaryFolder(
      Object.fromEntries(
        Object.entries({ 'cards.json': tagged, 'list.json': about, ...files }).map(([name, content]) => [
          name,
          typeof content === 'string' ? content : JSON.stringify(content),
        ]),
      ),
    );
  const imported = (folder: string) => source(folder, { ...editionIn(folder, 'cards2024'), date: '2025-01-01' });

  test('says itself what it is, and brings its labels', async () => {
    const material = await imported(set({ 'labels.json': labelsOf(tagged, label({ card: '2', sections: [] })) }));
    expect(material.description).toMatchObject({ id: '2025-01-01', title: 'The texts of 2 model cards' });
    expect(material.publications[0]).toMatchObject({ title: 'Invented cards', files: [{}, { name: 'labels.json' }] });
    const tables = await tablesOf(material);
    expect(tables['card-detector']?.[0]).toMatchObject({ labelled: 1, detected: 0 });
    expect(tables['card-sections-tagged']?.[2]).toMatchObject({
      section: 'licence',
      having: 0,
      declaring: 1,
      either: 1,
    });
  });

  test('is not measured by the labels of others', async () => {
    const { unavailable } = await make(await imported(set({})));
    expect(unavailable.find(({ name }) => name === 'card-detector')?.reason).toBe(
      'No card of the data set was labelled by hand to measure the rules.',
    );
  });

  test.each([
    ['labels of another file', labelsOf({}, label()), 'labels.json has labels of other cards: they are of the file'],
    ['an empty file of labels', '', 'the input file labels.json is empty'],
    ['labels of no card', labelsOf(tagged), 'labels: expected a label of at least one card'],
    ['a label of a card that is not there', labelsOf(tagged, label({ card: '9' })), 'there is no card 9 in cards.json'],
    ['two labels of one card', labelsOf(tagged, label(), label()), 'the card 1 is labelled twice'],
    ['labels that were cut short', '{"labels": [', 'labels.json is not JSON, it may have been cut short'],
  ])('%s is refused', async (_, content, sentence) => {
    await expect(imported(set({ 'labels.json': content }))).rejects.toThrow(sentence);
  });

  test('says who published it, and without a description of its own it is of the day that is described here', async () => {
    await expect(imported(set({ 'list.json': { ...about, publication: null } }))).rejects.toThrow(
      'list.json does not say who published the cards',
    );
    await expect(imported(folderWith(tagged))).rejects.toThrow('an edition of 2025-01-01 needs a text of its own');
  });
});

describe('cards that are not as they were', () => {
  const reading = async (content: unknown, labelled: unknown = labelsOf(content, label())) =>
    cards2024(typeof content === 'string' ? temporaryFolder({ 'cards.json': content }) : folderWith(content), labelled);

  test.each([
    ['{"1": {"modelId": "ada/bir', 'cards.json is not JSON, it may have been cut short'],
    ['[]', 'cards.json is not an object with a key for each card'],
    ['"cards"', 'cards.json is not an object with a key for each card'],
    ['{}', 'cards.json holds no card'],
  ])('%s is not the file', async (content, sentence) => {
    await expect(reading(content)).rejects.toThrow(sentence);
  });

  test.each([
    ['no text', { modelcard_text: undefined }, 'modelcard_text: '],
    ['null for a text', { modelcard_text: null }, 'modelcard_text: '],
    ['a number for a text', { modelcard_text: 7 }, 'modelcard_text: '],
    ['an empty text', { modelcard_text: ' \n' }, 'modelcard_text: expected the text of a card, and it is empty'],
    [
      'a note for a text',
      { modelcard_text: 'disabled' },
      'modelcard_text: expected the text of a card, and it is a note',
    ],
    ['no model', { modelId: undefined }, 'modelId: '],
    ['an empty model', { modelId: '' }, 'modelId: expected the name of a repository'],
    ['a model in two folders', { modelId: 'a/b/c' }, 'modelId: expected the name of a repository'],
  ])('a record with %s is named', async (_, changes, sentence) => {
    await expect(reading({ 1: card, 2: { ...other, ...changes } })).rejects.toThrow(`cards.json: card 2: ${sentence}`);
  });

  test('a record that is none is named', async () => {
    await expect(reading({ 1: card, 2: [] })).rejects.toThrow('cards.json: card 2: ');
  });

  test('a model that occurs twice is not counted twice', async () => {
    await expect(reading({ 1: card, 2: card })).rejects.toThrow('cards.json: card 2: its model occurs twice');
  });

  test('a label of a card that is not there, or a broken label, is named', async () => {
    await expect(reading({ 1: card }, labelsOf({ 1: card }, label({ card: '9' })))).rejects.toThrow(
      'there is no card 9 in cards.json',
    );
    await expect(reading({ 1: card }, labelsOf({ 1: card }, label({ unfilled: 'no' })))).rejects.toThrow(
      'the labels of card sections: labels.0.unfilled: ',
    );
  });
});
