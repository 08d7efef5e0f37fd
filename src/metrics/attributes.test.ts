import { expect, test } from 'vitest';
import { attributes } from './attributes.ts';
import { rows } from './rows.test-support.ts';

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

test('a model that declares everything and one that declares nothing make half of every attribute', async () => {
  const listed = await rows(attributes, [everything, {}]);
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
  ['training-data', 'has_dataset', true],
  ['paper', 'has_paper', true],
  ['evaluation-results', 'has_evaluation', true],
  ['library', 'library', 'timm'],
  ['task', 'task', 'fill-mask'],
  ['language', 'has_language', true],
  ['licence', 'licence', 'mit'],
  ['weight-format', 'formats', 'gguf + onnx'],
  ['size', 'parameters', 0],
])('%s is told from %s and from nothing else', async (attribute, column, value) => {
  const declared = (await rows(attributes, [{ [column]: value }])).filter((row) => row.having === 1);
  expect(declared.map((row) => row.attribute)).toEqual([attribute]);
});
