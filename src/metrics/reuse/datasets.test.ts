import { expect, test } from 'vitest';
import { datasets, trainingData } from './datasets.ts';
import { languages } from '../lineage/languages.ts';
import { model, rows } from '../rows.test-support.ts';
import { templateCards } from '../documentation/template-cards.ts';

const makers = ['ada', 'bob', 'cy', 'dee', 'eve'];
const models = [...makers.map((maker) => model(`${maker}/m`)), model('ada/n')];
const naming = (dataset: string, ...ids: readonly string[]) => ids.map((id) => [id, dataset] as const);
const all = models.map(({ id }) => String(id));

test('a data set stands there with its models and their authors, once five authors name it', async () => {
  const given = {
    trainingData: [...naming('org/text', ...all), ...naming('ada/private', 'ada/m', 'ada/n', 'bob/m', 'cy/m', 'dee/m')],
  };
  expect(await rows(datasets, models, [], given)).toMatchObject([
    { dataset: 'org/text', models: 6, authors: 5, naming: 6, share: 1 },
  ]);
});

test('loaders are no data sets, and neither is text that names none', async () => {
  const given = {
    trainingData: [
      ...naming('imagefolder', ...all),
      ...naming('Generator', ...all),
      ...naming('<b>my</b> data', ...all),
    ],
  };
  expect(await rows(datasets, models, [], given)).toEqual([]);
});

test('models that name nothing but loaders are counted apart', async () => {
  const given = {
    trainingData: [...naming('imagefolder', 'ada/m', 'bob/m'), ...naming('org/text', 'ada/m')],
  };
  expect(await rows(trainingData, models, [], given)).toMatchObject([
    { year: '2022', models: 6, naming: 1, loadersOnly: 1, shareNaming: 1 / 6 },
  ]);
});

test('a language is kept, lost or not spoken of by a child', async () => {
  const parents = Array.from({ length: 10 }, (_, k) => model(`ada/p${k}`));
  const children = ['bob/kept', 'bob/lost', 'bob/silent', 'bob/self'].map((id) => model(id));
  const spoken = [
    ...parents.map(({ id }) => [String(id), 'DE'] as const),
    ['bob/kept', 'de'],
    ['bob/kept', 'en'],
    ['bob/lost', 'en'],
  ] as const;
  const given = {
    languages: spoken,
    parents: [
      ['bob/kept', 'ada/p0', 'finetune'],
      ['bob/kept', 'ada/p0', 'merge'],
      ['bob/lost', 'ada/p1'],
      ['bob/silent', 'ada/p1'],
      ['bob/self', 'bob/self'],
    ] as const,
  };
  // English is declared by two models only.
  expect(await rows(languages, [...parents, ...children], [], given)).toMatchObject([
    { language: 'de', models: 11, declaring: 12, pairs: 3, kept: 1, lost: 1, silent: 1, shareKept: 1 / 3 },
  ]);
});

test('a language without children has no share that was kept; what is no code is no language', async () => {
  const speakers = Array.from({ length: 10 }, (_, k) => model(`ada/p${k}`));
  const given = {
    languages: speakers.flatMap(({ id }) => [
      [String(id), 'zh-Hans'] as const,
      [String(id), 'all of them!'] as const,
      [String(id), '<i>en</i>'] as const,
    ]),
  };
  expect(await rows(languages, speakers, [], given)).toMatchObject([
    { language: 'zh-hans', models: 10, pairs: null, kept: 0, shareKept: null, shareLost: null },
  ]);
});

test('cards that cite the paper of the template are counted by month', async () => {
  expect(await rows(templateCards, [{ cites_template: true }, {}, { created_at: null }])).toMatchObject([
    { month: '2022-01', models: 2, citing: 1, shareCiting: 0.5 },
    { month: null, models: 1, citing: 0 },
  ]);
});
