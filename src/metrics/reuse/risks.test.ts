import { expect, test } from 'vitest';
import { repositoryFiles } from './repository-files.ts';
import { risks } from './risks.ts';
import { model, rows } from '../rows.test-support.ts';

test('risks are counted by year, and a child of a parent that is gone is an orphan', async () => {
  const models = [
    model('ada/a', { formats: 'pickle', licence: 'mit', custom_code: true }),
    model('ada/b', { formats: 'pickle + safetensors', licence: 'mit' }),
    model('ada/c', { licence: 'mit' }),
    model('ada/d', { created_at: '2023-01-01' }),
  ];
  const parents = [
    ['ada/a', 'gone/model'],
    ['ada/b', 'gone/model'],
    ['ada/b', 'ada/a'],
    ['ada/c', './checkpoint'],
    ['ada/d', 'ada/d'],
  ] as const;
  const told = await rows(risks, models, [], { parents });
  expect(told.map(({ year, risk, models: count, created }) => [year, risk, count, created])).toEqual([
    ['2022', 'pickle-only', 1, 3],
    ['2022', 'custom-code', 1, 3],
    ['2022', 'no-licence', 0, 3],
    ['2022', 'orphaned', 1, 3],
    ['2023', 'pickle-only', 0, 1],
    ['2023', 'custom-code', 0, 1],
    ['2023', 'no-licence', 1, 1],
    ['2023', 'orphaned', 0, 1],
  ]);
});

test('where no pickle was seen at all, the source may not look for them: nothing is said', async () => {
  const told = await rows(risks, [model('ada/a', { formats: 'safetensors' })]);
  expect(told.map((row) => row.risk)).toEqual(['custom-code', 'no-licence', 'orphaned']);
});

test('where formats are not known, the other risks are', async () => {
  const told = await rows(risks, [model('ada/a', { custom_code: true }), model('ada/b')], ['models.formats']);
  expect(told.map(({ risk, models, created }) => [risk, models, created])).toEqual([
    ['custom-code', 1, 2],
    ['no-licence', 2, 2],
    ['orphaned', 0, 2],
  ]);
});

test('a licence file is asked of the permissively licensed only', async () => {
  const models = [
    { licence: 'mit', has_licence_file: true },
    { licence: 'apache-2.0', has_training_files: true },
    { licence: 'gemma', has_licence_file: true },
    { created_at: '2023-01-01', licence: null },
  ];
  expect(await rows(repositoryFiles, models)).toMatchObject([
    { year: '2022', models: 3, permissive: 2, withLicenceFile: 1, shareWithLicenceFile: 0.5, withTrainingFiles: 1 },
    { year: '2023', models: 1, permissive: null, shareWithLicenceFile: null, shareWithTrainingFiles: 0 },
  ]);
});
