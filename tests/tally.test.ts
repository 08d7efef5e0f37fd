import { expect, test } from 'vitest';
import { lastLine, sum, tallyReport } from '../scripts/tally.ts';

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((test, index) => ({ fullName: `test ${index + 1}`, status: test })),
});
const report = (...testResults: ReturnType<typeof file>[]) => JSON.stringify({ testResults });

test('each test counts once', () => {
  const text = report(file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed'));
  expect(tallyReport(text, false)).toEqual({ passed: 3, failed: ['test 2'], skipped: [] });
});

test('tests that were left out are named', () => {
  const text = report(file('passed', 'passed', 'skipped', 'todo'));
  expect(tallyReport(text, true)).toEqual({ passed: 1, failed: [], skipped: ['test 2', 'test 3'] });
});

test('a file that could not be read as tests is a failure, though none of its tests failed', () => {
  expect(tallyReport(report(file('passed', 'passed'), file('failed')), false)).toMatchObject({
    passed: 1,
    failed: ['a.test.ts'],
  });
});

test('a run that ends badly is a failure, though all of its tests passed', () => {
  expect(tallyReport(report(file('passed', 'passed')), false)).toMatchObject({
    passed: 1,
    failed: [expect.stringContaining('without a failed test')],
  });
});

test('a run that left no report is a failure', () => {
  expect(tallyReport(undefined, true)).toMatchObject({ passed: 0, failed: ['vitest left no report'] });
});

test('a run in which nothing passed is a failure', () => {
  expect(tallyReport(report(), true)).toMatchObject({
    passed: 0,
    failed: [expect.stringContaining('without a failed test')],
  });
  expect(tallyReport(report(file('passed', 'skipped')), true)).toMatchObject({
    passed: 0,
    failed: [expect.stringContaining('without a failed test')],
  });
});

test('a test with a status that nobody has heard of did not pass', () => {
  expect(tallyReport(report(file('passed', 'passed', 'strange')), true)).toMatchObject({
    passed: 1,
    failed: ['test 2'],
  });
});

test('a skipped test is a failed one where nothing may be left out', () => {
  const tallies = [
    { passed: 2, failed: ['zero'], skipped: ['one'] },
    { passed: 1, failed: [], skipped: ['two'] },
  ];
  expect(lastLine(sum(tallies, { skippedIsFailed: false }))).toBe('3 passed, 1 failed, 2 skipped');
  expect(lastLine(sum(tallies, { skippedIsFailed: true }))).toBe('3 passed, 3 failed');
  expect(sum(tallies, { skippedIsFailed: true }).failed).toEqual(['zero', 'one', 'two']);
});
