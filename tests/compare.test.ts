/** `npm run compare` as it is called: what it prints, and how it ends. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Comparison } from '../src/schema/comparison.ts';

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
  [
    'two without a common table',
    ['2022-10-01', '2024-04-29'],
    'No number of 2022-10-01 can be held against one of 2024-04-29.',
  ],
  ['one snapshot', ['2023-06-30'], 'usage: npm run --silent compare -- <a> <b>'],
  ['two forms at once', [...pair, '--json', '--changelog'], 'usage: npm run --silent compare -- <a> <b>'],
])('%s ends in one sentence', (_, args, sentence) => {
  const { status, stdout, stderr } = compare(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(sentence);
});
