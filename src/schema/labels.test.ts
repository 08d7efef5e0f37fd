import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CardLabels, cardSections } from './labels.ts';
import { problem } from './problem.ts';

const label = { card: '1', use: 'measure', sections: ['licence', 'citation'], unfilled: false };
const labels = (...changes: object[]) => ({
  source: 'invented cards',
  cards: 'a'.repeat(64),
  codebook: Object.fromEntries([...cardSections, 'unfilled'].map((section) => [section, 'It is there.'])),
  rule: 'every second card',
  labels: changes.map((change) => ({ ...label, ...change })),
});
const problemWith = (value: unknown) => {
  const { error } = CardLabels.safeParse(value);
  return error && problem(error);
};

test('the labels in content/ keep the rules', () => {
  const file = join(import.meta.dirname, '../../content/labels/card-sections.json');
  expect(problemWith(JSON.parse(readFileSync(file, 'utf8')))).toBeUndefined();
});

test('a card may say nothing at all', () => {
  expect(problemWith(labels({ sections: [] }))).toBeUndefined();
});

test.each([
  ['a card that is labelled twice', labels({}, {}), 'the card 1 is labelled twice'],
  [
    'a section that is named twice',
    labels({ sections: ['licence', 'licence'] }),
    'a section of the card 1 is named twice',
  ],
  ['a section that nobody knows', labels({ sections: ['license'] }), 'labels.0.sections.0'],
  ['a card without a key', labels({ card: '' }), 'labels.0.card'],
  ['a doubt', labels({ unfilled: null }), 'labels.0.unfilled'],
  ['a remark', labels({ remark: 'a long card' }), 'remark'],
  ['no label', labels(), 'expected a label of at least one card'],
  ['a label without a use', labels({ use: undefined }), 'labels.0.use'],
  ['labels of no file', { ...labels({}), cards: '' }, 'cards'],
  ['a section without a rule', { ...labels({}), codebook: { licence: 'It is there.' } }, 'codebook'],
  ['no word on how the sample was drawn', { ...labels({}), rule: '' }, 'rule'],
  ['no source', { ...labels({}), source: undefined }, 'source'],
])('%s is refused', (_, value, place) => {
  expect(problemWith(value)).toContain(place);
});
