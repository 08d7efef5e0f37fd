import { expect, test } from 'vitest';
import { isForeign, stem, wordsOf } from './text.ts';

test('words are in lower case, in order, and without the endings of number and tense', () => {
  expect(wordsOf('Loading models: loaded, loads!')).toEqual(['load', 'model', 'load', 'load']);
  expect(wordsOf('libraries classes trained stopping')).toEqual(['library', 'class', 'train', 'stop']);
});

test('a tokenizer is not a token, however it is written', () => {
  expect(stem('tokens')).toBe('token');
  expect(stem('tokenizers')).toBe('tokenizer');
  expect(stem('tokenisation')).toBe(stem('tokenization'));
});

test.each(['fine-tuning', 'fine tuning', 'finetuning', 'fine-tuned', 'Finetune'])('%s is one word', (text) => {
  expect(wordsOf(text)).toEqual(['finetun']);
});

test('identifiers fall into their words, and figures are left out unless a server says them', () => {
  expect(wordsOf('load_dataset("x.csv", 12) 404')).toEqual(['load', 'dataset', 'x', 'csv', '404']);
});

test('of a code block only what went wrong is read', () => {
  const block =
    '```python\nimport torch\nsecret_name = 1\n```\nand\n```\nTraceback\nRuntimeError: CUDA out of memory\n```';
  expect(wordsOf(`It fails: ${block}`).join(' ')).toBe('it fail and runtimeerror cuda out of memory');
  expect(wordsOf('see <pre><code class="x">a = b\nValueError: bad shape</code></pre> there').join(' ')).toBe(
    'see valueerror bad shap ther',
  );
});

test('a word of code within a sentence stays', () => {
  expect(wordsOf('<p>what does <code>Trainer</code> or `pipeline` do</p>').join(' ')).toBe(
    'what doe trainer or pipelin do',
  );
});

test('markup, addresses and mail addresses are not words', () => {
  expect(wordsOf('<b>hub</b>&nbsp;https://example.org/page?x=bert a.b@example.org <a href="bert">models</a>')).toEqual([
    'hub',
    'model',
  ]);
});

test.each([
  ['one letter', 'x'],
  ['open tags', '<pre'],
  ['code marks', '`'],
  ['open code', '<code>'],
  ['mail signs', 'a@'],
  ['addresses', 'https://'],
  ['dots', 'e.'],
  ['lines of a traceback', '  File "a"\n'],
  ['letters that grow', '\u{FDFA}'],
])('a megabyte of %s ends, in few words', (_, part) => {
  const text = part.repeat(Math.ceil(1_000_000 / part.length));
  expect(wordsOf(text).length).toBeLessThanOrEqual(400);
  expect(typeof isForeign(text)).toBe('boolean');
});

test.each([
  'No puedo cargar el modelo en mi servidor, ¿qué debo hacer?',
  'Comment utiliser les transformers pour classer des textes ?',
  'Wie kann ich das Modell auf einem eigenen Server laden?',
  'Como eu faço para usar uma pipeline com meu modelo?',
  '如何加载模型 BERT，我想使用 transformers',
  'Как загрузить модель с помощью transformers?',
  'どうやってモデルをロードしますか',
])('another language is told: %s', (text) => {
  expect(isForeign(text)).toBe(true);
});

test.each([
  'CUDA out of memory',
  'How do I load a model?',
  '',
  'XLNet',
  'BERT für Deutsch: which model is the best one for German?',
  'Looking for a dataset of Chinese idioms such as 画蛇添足',
])('English is not taken for another language, nor is what is too short to tell: %j', (text) => {
  expect(isForeign(text)).toBe(false);
});
