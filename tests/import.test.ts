/** `npm run import` and `npm run verify` as they are called: what they print, how they end, and what they leave. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importDataset } from '../scripts/import.ts';
import { verifySnapshots } from '../scripts/verify.ts';
import { literal, openDatabase } from '../src/io/database.ts';
import { editionIn } from '../src/sources/published/source-editions.test-support.ts';
import { call, oneSentence, spawnScript } from './call.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = (...args: string[]) => call(importDataset, args);
const verify = (...args: string[]) => call(verifySnapshots, args);

/** The files of a folder as the edition of a source, described in a file of its own. */
function described(folder: string, source: string, change: object = {}): string[] {
  const text = JSON.stringify({ ...editionIn(folder, source), ...change });
  return ['--edition', join(temporaryFolder({ 'edition.json': text }), 'edition.json')];
}

const runRadar = (folder: string, ...args: string[]) =>
  run('radar2026', folder, ...described(folder, 'radar2026'), ...args);

/** An empty `content/`, and a folder with a selection of two invented models to fill it from. */
function setting() {
  const content = temporaryFolder({ 'status.json': '{"doi": null, "published": []}' });
  const folder = temporaryFolder({ 'models.jsonl': `${model('ada/a')}\n${model('ada/b')}\n` });
  return { content, folder, files: () => readdirSync(content, { recursive: true, encoding: 'utf8' }).sort() };
}

function model(id: string): string {
  return JSON.stringify({
    id,
    author: 'ada',
    created_at: '2026-08-18T06:09:20.000Z',
    updated_at: '2026-08-19T06:09:20.000Z',
    license: 'mit',
    base_model: null,
    pipeline_tag: null,
    library: null,
    languages: [],
    tags: ['bert'],
    likes: 0,
    downloads_30d: 0,
    parameters: null,
    formats: [],
    gated: false,
    removed: false,
    benchmarks: [],
  });
}

test('an import writes a snapshot, says which tables it has and why others are lacking, and verify agrees', async () => {
  const { content, folder, files } = setting();
  const { status, stdout, stderr } = await runRadar(folder, '--content', content);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/2026-08-22: \d+ tables from radar2026\n/);
  expect(stdout).toMatch(/\n {2}population +\d+ rows +\d+ bytes\n/);
  expect(stdout).toMatch(/\n {2}mentions +not available: The data set is about the Hub only\.\n/);
  expect(files()).toContain('snapshots/2026-08-22/manifest.json');

  const verified = await verify('--content', content);
  expect(verified).toMatchObject({ status: 0, stderr: '' });
  expect(verified.stdout).toMatch(
    /^2026-08-22 +sample +draft +\d+ tables {2}checked\n1 draft, nothing published yet\n$/,
  );
});

test('a second import is refused without --redo, and changes nothing', async () => {
  const { content, folder } = setting();
  const manifest = () => readFileSync(join(content, 'snapshots/2026-08-22/manifest.json'), 'utf8');
  await runRadar(folder, '--content', content);
  const before = manifest();

  writeFileSync(join(folder, 'models.jsonl'), `${model('ada/c')}\n`);
  const again = await runRadar(folder, '--content', content);
  expect(again).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: the snapshot 2026-08-22 already exists; --redo replaces a draft\n',
  });
  expect(manifest()).toBe(before);

  expect(await runRadar(folder, '--content', content, '--redo')).toMatchObject({ status: 0 });
  expect(manifest()).not.toBe(before);
});

test('a correction is made beside what it corrects, which stays as it is', async () => {
  const { content, folder } = setting();
  const tables = (id: string) => readFileSync(join(content, 'snapshots', id, 'manifest.json'), 'utf8');
  await runRadar(folder, '--content', content);
  const before = tables('2026-08-22');

  writeFileSync(join(folder, 'models.jsonl'), `${model('ada/c')}\n`);
  const again = await runRadar(folder, '--content', content, '--as', '2026-08-22-r2');
  expect(again).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/2026-08-22-r2: \d+ tables from radar2026\n/),
  });
  expect(tables('2026-08-22')).toBe(before);
  expect(JSON.parse(tables('2026-08-22-r2'))).toMatchObject({ id: '2026-08-22-r2', date: '2026-08-22', doi: null });
});

test('a DOI is part of the manifest', async () => {
  const { content, folder } = setting();
  await runRadar(folder, '--content', content, '--doi', '10.5281/zenodo.1234567');
  const manifest = readFileSync(join(content, 'snapshots/2026-08-22/manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ doi: '10.5281/zenodo.1234567' });
});

test('the same import is the same bytes wherever the code runs', async () => {
  const folder = temporaryFolder();
  const database = await openDatabase();
  await database.run(`
    COPY (SELECT 'ada/a' AS modelId, 'ada' AS author, TIMESTAMPTZ '2022-10-01 00:30:00+00' AS creation_time,
                 0::DOUBLE AS downloads, true AS has_modelcard, 'fill-mask' AS task_category)
    TO ${literal(join(folder, 'model_info.parquet'))} (FORMAT parquet)`);
  database.close();
  const imported = async (run: (args: readonly string[]) => Promise<unknown>) => {
    const { content } = setting();
    expect(await run(['liang2022', folder, ...described(folder, 'liang2022'), '--content', content])).toMatchObject({
      status: 0,
      stderr: '',
    });
    return readFileSync(join(content, 'snapshots/2022-10-01/cards-by-month.json'), 'utf8');
  };
  const here = await imported((args) => run(...args));
  // The zone of a process is that of its beginning.
  const there = await imported((args) => spawnScript('import.ts', args, { env: { TZ: 'Pacific/Honolulu' } }));
  expect(here).toContain('{"month":"2022-10","models":1,');
  expect(there).toBe(here);
});

test.each([
  ['an unknown source', ['nowhere', '.'], 'there is no source "nowhere", only liang2022, '],
  ['a name that every object has', ['toString', '.'], 'there is no source "toString"'],
  ['no source', [], 'there is no source ""'],
  ['no folder', ['radar2026'], 'expected one folder after the name of the source'],
  ['two folders', ['radar2026', 'a', 'b'], 'expected one folder after the name of the source'],
  ['an option that does not exist', ['radar2026', '.', '--force'], '--force'],
  [
    'a DOI that is none',
    ['radar2026', '.', '--doi', 'zenodo.1'],
    '--doi is "zenodo.1": expected a DOI such as 10.5281/',
  ],
  [
    'a folder that does not exist',
    ['radar2026', '/nowhere'],
    'the input file models.jsonl is missing: expected it at /nowhere/models.jsonl',
  ],
])('%s ends in one sentence, and nothing is written', async (_, args, sentence) => {
  const { content, files } = setting();
  const { status, stdout, stderr } = await run(...args, '--content', content);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
  expect(files()).toEqual(['status.json']);
});

test.each([
  ['of what is not there', '2026-08-22-r2', 'there is no snapshot 2026-08-22 that 2026-08-22-r2 could correct'],
  ['of another day', '2026-08-23-r2', 'radar2026 describes 2026-08-22, so 2026-08-23-r2 cannot be a correction of it'],
  ['that is none', '2026-08-22', '2026-08-22 is not the name of a correction'],
])('a correction %s ends in one sentence, and nothing is written', async (_, id, sentence) => {
  const { content, folder, files } = setting();
  const { status, stderr } = await runRadar(folder, '--content', content, '--as', id);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
  expect(files()).toEqual(['status.json']);
});

test('a file that is not the known edition ends in one sentence, and nothing is written', async () => {
  const { content, folder, files } = setting();
  const { status, stdout, stderr } = await run('radar2026', folder, '--content', content);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain('models.jsonl is not the file of the edition of 2026-08-22 (commit 95e4d93)');
  expect(files()).toEqual(['status.json']);
});

test('an edition of another day is a snapshot of that day, with its own commit', async () => {
  const { content, folder } = setting();
  const edition = described(folder, 'radar2026', { date: '2026-08-24', commit: 'abc1234' });
  expect(await run('radar2026', folder, ...edition, '--content', content)).toMatchObject({ status: 0, stderr: '' });
  const manifest = readFileSync(join(content, 'snapshots/2026-08-24/manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({
    id: '2026-08-24',
    publications: [{ location: 'github.com/686f6c61/radar-huggingface-dataset, commit abc1234' }],
  });
});

test.each(['2026-08-23', '2026-08-24'])('an edition of another day, %s, is never a correction', async (day) => {
  const { content, folder, files } = setting();
  await runRadar(folder, '--content', content);
  const before = files();
  const edition = described(folder, 'radar2026', { date: day });
  expect(await run('radar2026', folder, ...edition, '--content', content, '--as', '2026-08-22-r2')).toMatchObject({
    status: 1,
    stderr: `error: radar2026 describes ${day}, so 2026-08-22-r2 cannot be a correction of it\n`,
  });
  expect(files()).toEqual(before);
});

test.each([
  [
    'of a day that is not listed',
    '2026-08-23',
    'content/source-editions.json has no edition of radar2026 of 2026-08-23',
  ],
  [
    'in a file that is not there',
    '/nowhere/mine.json',
    'there is no file /nowhere/mine.json that describes an edition',
  ],
])('an edition %s ends in one sentence, and nothing is written', async (_, edition, sentence) => {
  const { content, folder, files } = setting();
  const { status, stderr } = await run('radar2026', folder, '--edition', edition, '--content', content);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
  expect(files()).toEqual(['status.json']);
});

test('a content folder that is none is not made into one', async () => {
  const { folder } = setting();
  const content = join(temporaryFolder(), 'content');
  mkdirSync(content);
  const { status, stderr } = await runRadar(folder, '--content', content);
  expect({ status, stderr }).toEqual({ status: 1, stderr: `error: ${join(content, 'status.json')} is missing\n` });
  expect(readdirSync(content)).toEqual([]);
});

test('verify ends in one sentence where a table was changed', async () => {
  const { content, folder } = setting();
  await runRadar(folder, '--content', content);
  const table = join(content, 'snapshots/2026-08-22/population.json');
  writeFileSync(table, readFileSync(table, 'utf8').replace('"count":2', '"count":3'));
  expect(await verify('--content', content)).toEqual({
    status: 1,
    stdout: '',
    stderr: `error: ${table} was changed: its checksum is not the one in the manifest of 2026-08-22\n`,
  });
});
