import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../tests/shared-data.ts';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { cardDetector } from '../metrics/card-detector.ts';
import { cardLengths } from '../metrics/card-lengths.ts';
import { cardSections } from '../metrics/card-sections.ts';
import { committed, imported } from './imports.test-support.ts';
import type { Material } from '../schema/source.ts';
import type { Row } from '../schema/table.ts';
import { make } from '../snapshot/make.ts';
import { cards2024 as source } from './cards2024.ts';
import { editionIn } from './editions.test-support.ts';

const cards2024 = (folder: string, labelled?: unknown) => source(folder, editionIn(folder, 'cards2024'), labelled);

/** The rows of the tables about cards, by name. */
async function tablesOf(material: Material): Promise<Record<string, Row[]>> {
  const { tables } = await make({ ...material, absent: {} }, [cardSections, cardLengths, cardDetector]);
  return Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
}

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

  test('60 cards were labelled', () => {
    expect(tables['card-detector']).toHaveLength(9);
    for (const row of tables['card-detector'] ?? []) expect(row.labelled).toBe(60);
  });

  test('of what the program finds, at least four in five are there', () => {
    for (const { section, detected, both } of tables['card-detector'] ?? [])
      expect([section, Number(both) / Number(detected) >= 0.8]).toEqual([section, true]);
  });

  test('a snapshot that is a sample says how it was selected', () => {
    expect(material?.description).toMatchObject({ coverage: 'sample', selection: expect.stringContaining('381') });
  });

  test('the committed snapshot is what an import gives today', async () => {
    expect(committed('2024-04-29')).toEqual(await imported(await cards2024(join(sharedData, 'cards'))));
  });
});

const card = { modelId: 'ada/birds', modelcard_text: '## Limitations\n\nIt fails in rain.' };
const other = { modelId: 'ada/owls', modelcard_text: 'Owls.' };
const folderWith = (content: unknown) => temporaryFolder({ 'cards.json': JSON.stringify(content) });
const label = (changes: object = {}) => ({ card: '1', sections: ['limitations'], unfilled: false, ...changes });
const labels = (...list: object[]) => ({ source: 'invented cards', rule: 'All of them.', labels: list });

describe('a few invented cards', () => {
  const read = async (...list: object[]) =>
    tablesOf(await cards2024(folderWith({ 1: card, 2: other, 'a "3"': { ...card, modelId: "o'x" } }), labels(...list)));
  const row = (tables: Record<string, Row[]>, section: string) =>
    tables['card-detector']?.find((each) => each.section === section);

  test('all of them are counted, and those with a label compared', async () => {
    const tables = await read(label(), label({ card: '2' }));
    expect(tables['card-sections']?.[1]).toMatchObject({ section: 'limitations', cards: 3, having: 2 });
    expect(tables['card-lengths']).toMatchObject([{ words: '1–49', cards: 3, unfilled: 0 }]);
    expect(row(tables, 'limitations')).toMatchObject({ labelled: 2, present: 2, detected: 1, both: 1, recall: 0.5 });
    expect(row(tables, 'licence')).toMatchObject({ present: 0, detected: 0, both: 0, precision: null, recall: null });
  });

  test('a key with quotes is a key', async () => {
    expect(row(await read(label({ card: 'a "3"' })), 'limitations')).toMatchObject({ detected: 1, both: 1 });
  });

  test('unfilled templates are compared too', async () => {
    expect(row(await read(label({ unfilled: true })), 'unfilled')).toMatchObject({ present: 1, detected: 0, both: 0 });
  });

  test('no text and no name of a model leaves in the tables', async () => {
    const text = JSON.stringify(await read(label()));
    for (const word of ['ada', 'birds', 'fails', 'Owls']) expect(text).not.toContain(word);
  });
});

describe('cards that are not as they were', () => {
  const reading = async (content: unknown, labelled: unknown = labels(label())) =>
    cards2024(typeof content === 'string' ? temporaryFolder({ 'cards.json': content }) : folderWith(content), labelled);

  test('a missing or empty file is named', async () => {
    const folder = temporaryFolder();
    await expect(cards2024(folder)).rejects.toThrow(`the input file cards.json is missing: expected it at ${folder}`);
    await expect(reading('')).rejects.toThrow('the input file cards.json is empty');
  });

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
    ['an empty model', { modelId: '' }, 'modelId: expected the name of a model'],
  ])('a record with %s is named', async (_, changes, sentence) => {
    await expect(reading({ 1: card, 2: { ...other, ...changes } })).rejects.toThrow(`cards.json: card 2: ${sentence}`);
  });

  test('a record that is none is named', async () => {
    await expect(reading({ 1: card, 2: [] })).rejects.toThrow('cards.json: card 2: ');
  });

  test('a model that stands there twice is not counted twice', async () => {
    await expect(reading({ 1: card, 2: card })).rejects.toThrow('cards.json: card 2: its model stands there twice');
  });

  test('a label of a card that is not there, or a broken label, is named', async () => {
    await expect(reading({ 1: card }, labels(label({ card: '9' })))).rejects.toThrow(
      'there is no card 9 in cards.json',
    );
    await expect(reading({ 1: card }, labels(label({ unfilled: 'no' })))).rejects.toThrow(
      'the labels of card sections: labels.0.unfilled: ',
    );
  });
});
