import { expect, test } from 'vitest';
import { attributes } from './attributes.ts';
import { rows } from './rows.test-support.ts';

const everything = {
  parents: 1,
  datasets: 2,
  papers: 1,
  evaluations: 3,
  library: 'transformers',
  task: 'fill-mask',
  languages: 1,
  licence: 'mit',
  formats: ['safetensors'],
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
  ['base-model', 'parents', 1],
  ['training-data', 'datasets', 1],
  ['paper', 'papers', 1],
  ['evaluation-results', 'evaluations', 1],
  ['library', 'library', 'timm'],
  ['task', 'task', 'fill-mask'],
  ['language', 'languages', 1],
  ['licence', 'licence', 'mit'],
  ['weight-format', 'formats', ['gguf', 'onnx']],
  ['size', 'parameters', 0],
])('%s is told from %s and from nothing else', async (attribute, column, value) => {
  const declared = (await rows(attributes, [{ [column]: value }])).filter((row) => row.having === 1);
  expect(declared.map((row) => row.attribute)).toEqual([attribute]);
});
