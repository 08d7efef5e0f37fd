import { expect, test } from 'vitest';
import type { ViewColumn } from '../../schema/views.ts';
import { attributes } from './attributes.ts';
import { type Declared, model, rows } from '../rows.test-support.ts';

const everything = {
  has_parent: true,
  has_dataset: true,
  has_paper: true,
  has_evaluation: true,
  library: 'transformers',
  task: 'fill-mask',
  has_language: true,
  licence: 'mit',
  formats: 'safetensors',
  parameters: 7_000_000_000,
};

/** A data set and a language, both named by the model. */
const declared = (id: string): Declared => ({ trainingData: [[id, 'org/text']], languages: [[id, 'de']] });

test('a model that declares everything and one that declares nothing make half of every attribute', async () => {
  const listed = await rows(attributes, [model('ada/all', everything), model('bob/none')], [], declared('ada/all'));
  expect(listed.map((row) => [row.group, row.attribute])).toEqual([
    ['provenance', 'base-model'],
    ['provenance', 'training-data'],
    ['provenance', 'paper'],
    ['reproducibility', 'evaluation-results'],
    ['reproducibility', 'library'],
    ['reproducibility', 'task'],
    ['portability', 'language'],
    ['portability', 'licence'],
    ['portability', 'weight-format'],
    ['portability', 'size'],
  ]);
  for (const row of listed) expect(row).toMatchObject({ models: 2, having: 1, shareHaving: 0.5 });
});

test.each([
  ['base-model', 'has_parent', true],
  ['paper', 'has_paper', true],
  ['evaluation-results', 'has_evaluation', true],
  ['library', 'library', 'timm'],
  ['task', 'task', 'fill-mask'],
  ['licence', 'licence', 'mit'],
  ['weight-format', 'formats', 'gguf + onnx'],
  ['size', 'parameters', 12],
])('%s is told from %s and from nothing else', async (attribute, column, value) => {
  const found = (await rows(attributes, [{ [column]: value }])).filter((row) => row.having === 1);
  expect(found.map((row) => row.attribute)).toEqual([attribute]);
});

test('data sets and languages are told as in their own tables: loaders, and what is no code, are none', async () => {
  const models = ['ada/a', 'ada/b', 'ada/c'].map((id) => model(id, { has_dataset: true, has_language: true }));
  const named: Declared = {
    trainingData: [
      ['ada/a', 'org/text'],
      ['ada/b', 'imagefolder'],
    ],
    languages: [
      ['ada/a', 'de'],
      ['ada/b', 'all of them!'],
    ],
  };
  const having = async (lacks: readonly ViewColumn[] = []) =>
    (await rows(attributes, models, lacks, named))
      .filter(({ attribute }) => attribute === 'training-data' || attribute === 'language')
      .map((row) => row.having);
  expect(await having()).toEqual([1, 1]);
  expect(await having(['training_data.dataset', 'languages.language'])).toEqual([3, 3]);
});

test('zero parameters are no size, and unknown tags are not the lack of a data set', async () => {
  const found = await rows(attributes, [{ parameters: 0 }, { has_dataset: null }]);
  const of = (attribute: string) => found.find((row) => row.attribute === attribute);
  expect(of('size')).toMatchObject({ models: 2, having: 0 });
  expect(of('training-data')).toMatchObject({ models: 1, having: 0 });
});

test('the intervals of having and of lacking an attribute are by author, and mirror each other', async () => {
  // statsmodels 0.15.0: Logit on a constant, cov_type 'cluster' by author, use_t
  const models = ['ada/a', 'ada/b', 'eve/a'].map((id) => model(id, { licence: 'mit' }));
  const found = await rows(attributes, [...models, model('ada/c'), model('bob/a')]);
  const [low, high] = [0.05311389755619119, 0.9756760798626137];
  expect(found.find((row) => row.attribute === 'licence')).toMatchObject({
    shareHaving: 0.6,
    shareHavingLow: expect.closeTo(low, 9),
    shareHavingHigh: expect.closeTo(high, 9),
    shareLacking: 0.4,
    shareLackingLow: expect.closeTo(1 - high, 9),
    shareLackingHigh: expect.closeTo(1 - low, 9),
  });
});
