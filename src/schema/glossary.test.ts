import { expect, test } from 'vitest';
import glossary from '../../content/glossary.json' with { type: 'json' };
import { metrics } from '../metrics/index.ts';
import { checkGlossary, methodIn } from './glossary.ts';

const card = { id: 'model-card', term: 'Model card', definition: 'The page that describes a model.', see: ['gated'] };
const gated = { id: 'gated', term: 'Gated', definition: 'Handed out on request, not to everybody.', see: [] };

test('the glossary of the site is in order', () => {
  expect(checkGlossary(glossary).length).toBeGreaterThan(30);
});

test('an entry may send its reader to one that comes later', () => {
  expect(checkGlossary([card, gated])).toEqual([card, gated]);
});

test('every method of an interval, and every test and correction, that a table declares is explained, unless it says itself where to look', () => {
  const entries = checkGlossary(glossary);
  const methods = metrics.flatMap(({ columns }) =>
    columns.flatMap(({ interval, exact, test }) => [
      interval?.method,
      ...(exact ? ['exact'] : []),
      test?.method,
      ...(test?.corrections ?? []),
    ]),
  );
  const unexplained = [...new Set(methods)].filter((method) => method !== undefined && !methodIn(entries, method));
  expect(unexplained).toEqual(['as in the table that it is taken from']);
});

test.each([
  [
    'a word that is not there',
    [{ ...card, see: ['gate'] }, gated],
    'model-card sends its reader to gate, which is not there',
  ],
  ['itself', [{ ...gated, see: ['gated'] }], 'gated sends its reader to itself'],
  ['one entry twice', [{ ...card, see: ['gated', 'gated'] }, gated], 'model-card sends its reader to gated twice'],
])('an entry that refers to %s is refused', (_, entries, sentence) => {
  expect(() => checkGlossary(entries)).toThrow(`content/glossary.json is not as expected: ${sentence}`);
});

test.each([
  ['two entries with one id', [gated, { ...gated, term: 'Behind a gate' }], 'the id gated is used twice'],
  ['one term explained twice', [gated, { ...gated, id: 'gate', term: 'gated' }], 'the term gated is explained twice'],
  ['an id that is no anchor', [{ ...gated, id: 'Gated model' }], '0.id: expected lower case words joined by hyphens'],
  ['a definition that is a word', [{ ...gated, definition: 'Closed.' }], '0.definition: expected a sentence'],
  ['a definition that is missing', [{ id: 'gated', term: 'Gated', see: [] }], '0.definition: expected a sentence'],
  ['something that nobody reads', [{ ...gated, author: 'me' }], 'author'],
  [
    'a method that two entries explain',
    [
      { ...card, see: [], declared: ['Wilson'] },
      { ...gated, declared: ['exact', 'Wilson'] },
    ],
    'the method Wilson is explained twice',
  ],
  ['no entry at all', [], 'a glossary explains one word at least'],
  ['a file of another shape', { gated }, 'expected array'],
])('%s is refused', (_, entries, sentence) => {
  expect(() => checkGlossary(entries)).toThrow(sentence);
});
