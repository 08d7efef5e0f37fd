import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classifyTopic, createClassifier, modelText } from './classifier.ts';

const contentFile = (path: string) => readFileSync(new URL(`../../content/${path}`, import.meta.url), 'utf8');
const text = contentFile('classifier/model.json');
const json = JSON.parse(text) as Record<string, unknown>;
const classifier = createClassifier(json);
const classify = (title: string, text = '', forumCategory = '') =>
  classifyTopic(classifier, { title, text, forumCategory });

describe('the committed model', () => {
  test('is small, and its text is that of what was read', () => {
    expect(text.length).toBeLessThan(500_000);
    expect(modelText(classifier.model)).toBe(text);
  });

  test('has the categories of the taxonomy, and the dictionary as it stands', () => {
    const { categories } = JSON.parse(contentFile('taxonomy/challenges.json')) as { categories: { id: string }[] };
    expect(classifier.model.categories).toEqual(categories.map(({ id }) => id));
    expect(classifier.model.dictionary).toEqual(JSON.parse(contentFile('classifier/dictionary.json')));
  });

  test.each([
    ['memory-and-performance', 'CUDA out of memory when I train on a single GPU'],
    ['spaces', 'My Space is stuck on building'],
    ['website-and-pricing', 'I was charged twice and want a refund for my subscription'],
    ['privacy-and-security', 'Is my private dataset safe, and who can see it?'],
    ['model-usage-and-understanding', 'How do I convert my model to ONNX?'],
    ['external-platforms-and-libraries', 'SageMaker training job cannot read from S3'],
    ['inference-and-deployment', 'Custom handler for an inference endpoint is ignored'],
  ])('knows %s when it sees it', (category, title) => {
    expect(classify(title).category).toBe(category);
  });
});

describe('what cannot be told is unclassified', () => {
  const nothing = { category: null, probability: null, alternatives: [] };

  test.each([
    ['an empty topic', '', ''],
    ['signs alone', '???', '\n\t --- *** 🤗'],
    ['unknown words', 'asdf qwertz', 'lorem ipsum dolor sit amet'],
    ['Spanish', '¿Cómo puedo cargar un modelo?', 'No puedo cargar el modelo con la función para el pipeline'],
    ['Chinese', '如何加载模型', '我想使用 transformers 加载模型 CUDA out of memory'],
    ['code alone', '', '```\nimport torch\nmodel = load()\n```'],
  ])('%s', (_, title, body) => {
    expect(classify(title, body)).toEqual(nothing);
  });

  test('nor does a forum category alone tell', () => {
    expect(classify('', '', 'Spaces').category).toBeNull();
  });

  test('an answer that is not probable enough is a candidate only', () => {
    const shy = createClassifier({ ...json, leastProbability: 1 });
    const found = classifyTopic(shy, { title: 'My Space does not start', text: '', forumCategory: '' });
    expect(found.category).toBeNull();
    expect(found.alternatives[0]).toEqual({ category: 'spaces', probability: found.probability });
  });
});

test.each(['CUDA out of memory', 'model', 'space '.repeat(300), `${'word '.repeat(250_000)} tokenizer`, 'a\0b model'])(
  'probabilities add up to 1, the best first',
  (title) => {
    const { category, probability, alternatives } = classify('tokenizer', title);
    const all = category === null ? alternatives : [{ category, probability: probability ?? 0 }, ...alternatives];
    expect(all).toHaveLength(17);
    expect(all.reduce((sum, it) => sum + it.probability, 0)).toBeCloseTo(1, 9);
    expect(all.map((it) => it.probability)).toEqual(all.map((it) => it.probability).sort((a, b) => b - a));
  },
);

test('a very long post is coded by its beginning', () => {
  const long = `CUDA out of memory on my GPU. ${'and so on '.repeat(100_000)}`;
  expect(classify('', long).category).toBe('memory-and-performance');
});

test('markup changes nothing', () => {
  expect(classify('<b>My</b> Space is stuck on <i>building</i>')).toEqual(classify('My Space is stuck on building'));
});

test.each([
  ['no model at all', {}, 'categories'],
  ['a category less', { ...json, intercept: [1, 2] }, 'there are 17 categories, and not as many numbers'],
  ['a word without its numbers', { ...json, words: { bert: [1] } }, '"bert" has 1 numbers, expected 18'],
  ['a sentence among the words', { ...json, words: { 'more than two words': [] } }, 'words.more than two words'],
])('%s is refused in a sentence', (_, wrong, said) => {
  expect(() => createClassifier(wrong)).toThrow(said);
});
