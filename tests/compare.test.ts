/** `npm run compare` as it is called: what it prints, and how it ends. */
import { expect, test } from 'vitest';
import { compareSnapshots } from '../scripts/compare.ts';
import { population } from '../src/metrics/models/population.ts';
import { Comparison } from '../src/schema/comparison.ts';
import { contentWith, material, write } from '../src/snapshot/content.test-support.ts';
import { call, oneSentence } from './call.ts';

const compare = (...args: string[]) => call(compareSnapshots, args);
const pair = ['2022-10-01', '2023-06-30'];

test('two snapshots are compared in the terminal', async () => {
  const { status, stdout, stderr } = await compare(...pair);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(
    'cards by month, models with card, share: 42.8\u00a0% → 52.7\u00a0% (+9.8\u00a0percentage points)',
  );
  expect(stdout).toContain('\nOnly in 2022-10-01\n');
});

test('the machine-readable form holds every number that moved, and nothing beside', async () => {
  const { status, stdout } = await compare(...pair, '--json');
  const { tables, findings } = Comparison.parse(JSON.parse(stdout));
  // The two count cards by other rules.
  expect(findings).toEqual([]);
  expect({ status, tables: tables.map(({ name }) => name) }).toEqual({
    status: 0,
    tables: ['cards-by-month', 'trend-tests', 'trend-sensitivity', 'totals', 'replication'],
  });
  const share = tables.find(({ name }) => name === 'totals')?.moved.find(({ unit }) => unit === 'share');
  expect(share).toMatchObject({
    key: ['cards-by-month', 'models-with-card'],
    before: 32_111 / 74_970,
    after: 112_568 / 213_793,
  });
});

test('the entry for the changelog is a few lines', async () => {
  const { status, stdout } = await compare(...pair, '--changelog');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^- Snapshot `2023-06-30` \(aggregate\): .+ What is new since `2022-10-01`: .+\n( {2}- .+\n){1,9}$/,
  );
});

test('what is new is a list in Markdown, for the proposal of a snapshot', async () => {
  const { status, stdout } = await compare(...pair, '--markdown');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^## What is new\n\n30 June 2023, compared with 1 October 2022\./);
});

test('what is new with one snapshot is since the newest census before it that counts models', async () => {
  // One of the forum alone, and then a sample, come between.
  const content = await contentWith('2020-01-20');
  const listing = (id: string, models: number, sample = {}) => {
    const rows = [{ measure: 'models', count: models, whole: null, share: null, shareLow: null, shareHigh: null }];
    const counts = new Map([['population', { rows, notes: [], window: null }]]);
    return write(content, { ...material({ id, ...sample }), counts, absent: {} }, false, [population]);
  };
  await listing('2020-01-05', 1000);
  await listing('2020-01-10', 1500);
  await listing('2020-01-25', 10, { coverage: 'sample', selection: 'Ten of them.' });
  await listing('2020-02-10', 2000);
  const news = async (id: string) => (await compare(id, '--markdown', '--content', content)).stdout;
  expect(await news('2020-02-10')).toMatch(
    /^## What is new\n\n10 February 2020, compared with 10 January 2020\.\n\n- Models: 2,000 [^\n]*1,500 /,
  );
  for (const id of ['2020-01-05', '2020-01-25'])
    expect(await news(id)).toBe(`## What is new\n\nNo snapshot before ${id} can be compared with it.\n`);
  const { status, stderr } = await compare('2020-03-10', '--markdown', '--content', content);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: there is no snapshot 2020-03-10; the snapshots are 2020-01-05, [^\n]+\n$/);
});

test.each([
  ['a snapshot with itself', ['2023-06-30', '2023-06-30'], '2023-06-30 cannot be compared with itself'],
  [
    'a day that nobody described',
    ['2023-06-30', '2023-07-01'],
    'there is no snapshot 2023-07-01; the snapshots are 2022-',
  ],
  ['the later one first', ['2023-06-30', '2022-10-01'], 'the earlier one goes first: 2022-10-01...2023-06-30'],
  [
    'what is new in the earlier one',
    ['2024-07-11', '2022-10-31', '--markdown'],
    'the earlier one goes first: 2022-10-31',
  ],
  ['one snapshot', ['2023-06-30'], 'expected two snapshots, or two editions, and at most one of'],
  ['what is new in a sample', ['2022-10-01', '2024-04-29', '--markdown'], '2024-04-29 is a sample'],
  ['two forms at once', [...pair, '--json', '--changelog'], 'expected two snapshots, or two editions, and at most'],
])('%s ends in one sentence', async (_, args, sentence) => {
  const { status, stdout, stderr } = await compare(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
});

test('two without a common table end in one sentence', async () => {
  const content = await contentWith('2020-01-31');
  const counts = new Map([['tasks', { rows: [{ task: null, models: 1, downloads: 0 }], notes: [], window: null }]]);
  await write(content, { ...material(), counts, absent: { mentions: 'Nobody mentioned it.' } });
  expect(await compare('2020-01-31', '2020-02-29', '--content', content)).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: 2020-01-31 and 2020-02-29 have no table in common, so no number can be compared.\n',
  });
});

test('of a selection and a census that have no shares in common the file says what is refused, and no number moved', async () => {
  const { status, stdout } = await compare('2022-10-01', '2024-04-29', '--json');
  const { tables, refused, summary } = Comparison.parse(JSON.parse(stdout));
  expect({ status, tables, refused: refused.map(({ name }) => name) }).toEqual({
    status: 0,
    tables: [],
    refused: ['replication'],
  });
  expect(summary).toContain('No number of 2022-10-01 can be compared with one of 2024-04-29.');
});
