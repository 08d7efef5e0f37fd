/** `npm run compare` as it is called: what it prints, and how it ends. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Comparison } from '../src/schema/comparison.ts';
import { contentWith, material, write } from '../src/snapshot/content.test-support.ts';

const root = join(import.meta.dirname, '..');

function compare(...args: string[]) {
  const child = spawnSync(process.execPath, [join(root, 'scripts/compare.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBUG: '' },
  });
  return { status: child.status, stdout: child.stdout, stderr: child.stderr };
}

const pair = ['2022-10-01', '2023-06-30'];

test('two snapshots are held against each other in the terminal', () => {
  const { status, stdout, stderr } = compare(...pair);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('cards by month, models with card, share: 42.8\u00a0% → 52.7\u00a0% (+9.8\u00a0points)');
  expect(stdout).toContain('\nOnly in 2022-10-01\n');
});

test('the machine-readable form holds every number that moved, and nothing beside', () => {
  const { status, stdout } = compare(...pair, '--json');
  const { tables } = Comparison.parse(JSON.parse(stdout));
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

test('the entry for the changelog is a few lines', () => {
  const { status, stdout } = compare(...pair, '--changelog');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^- Snapshot `2023-06-30` \(aggregate\): .+ Against `2022-10-01`: .+\n( {2}- .+\n){1,5}$/);
});

test.each([
  ['a snapshot with itself', ['2023-06-30', '2023-06-30'], '2023-06-30 cannot be compared with itself'],
  [
    'a day that nobody described',
    ['2023-06-30', '2023-07-01'],
    'there is no snapshot 2023-07-01; the snapshots are 2022-10-01,',
  ],
  ['the later one first', ['2023-06-30', '2022-10-01'], 'the earlier one goes first: 2022-10-01...2023-06-30'],
  ['one snapshot', ['2023-06-30'], 'usage: npm run --silent compare -- <a> <b>'],
  ['two forms at once', [...pair, '--json', '--changelog'], 'usage: npm run --silent compare -- <a> <b>'],
])('%s ends in one sentence', (_, args, sentence) => {
  const { status, stdout, stderr } = compare(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(sentence);
});

test('two without a common table end in one sentence', async () => {
  const content = await contentWith('2020-01-31');
  const counts = new Map([['tasks', { rows: [{ task: null, models: 1, downloads: 0 }], notes: [], window: null }]]);
  await write(content, { ...material(), counts, absent: { mentions: 'Nobody mentioned it.' } });
  expect(compare('2020-01-31', '2020-02-29', '--content', content)).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: 2020-01-31 and 2020-02-29 have no table in common, so no number can be held against another.\n',
  });
});

test('of a selection and a census that have no shares in common the file says what is refused, and no number moved', () => {
  const { status, stdout } = compare('2022-10-01', '2024-04-29', '--json');
  const { tables, refused, summary } = Comparison.parse(JSON.parse(stdout));
  expect({ status, tables, refused: refused.map(({ name }) => name) }).toEqual({
    status: 0,
    tables: [],
    refused: ['replication'],
  });
  expect(summary).toContain('No number of 2022-10-01 can be held against one of 2024-04-29.');
});
