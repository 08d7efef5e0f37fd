/** Counts the results of a test run; `scripts/test.ts` prints them. */

export interface Tally {
  readonly passed: number;
  /** The names of what failed, as far as it has one. */
  readonly failed: readonly string[];
  /** The names of the tests that were left out; a name says why. */
  readonly skipped: readonly string[];
}

/** The part we rely on of the report that `vitest --reporter=json` writes. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * The counts of one vitest run.
 *
 * A file that could not be read as tests, a hook that failed and an error outside all tests have no test to their name:
 * each counts as one failed test, and so does a run in which there was nothing to do.
 *
 * @param text the JSON report, `undefined` if there is none
 * @param succeeded whether vitest left with exit status 0
 */
export function tallyReport(text: string | undefined, succeeded: boolean): Tally {
  if (text === undefined) return { passed: 0, failed: ['vitest left no report'], skipped: [] };
  const files = (JSON.parse(text) as Report).testResults;
  const tests = files.flatMap((file) => file.assertionResults);

  const passed = tests.filter((test) => test.status === 'passed').length;
  const left = tests.filter((test) => ['skipped', 'pending', 'todo'].includes(test.status));
  const failedTests = tests.filter((test) => test.status !== 'passed' && !left.includes(test));
  const failedFiles = files.filter(
    (file) => file.status !== 'passed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = [...failedTests.map((test) => test.fullName), ...failedFiles.map((file) => file.name)];
  if (failed.length === 0 && (!succeeded || passed === 0)) failed.push('a run without a failed test to its name');
  return {
    passed,
    failed,
    skipped: left.map((test) => test.fullName),
  };
}

/** All counts together; where nothing may be left out, a test that was counts as failed. */
export function sum(tallies: readonly Tally[], { skippedIsFailed }: { skippedIsFailed: boolean }): Tally {
  const skipped = tallies.flatMap((tally) => tally.skipped);
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: [...tallies.flatMap((tally) => tally.failed), ...(skippedIsFailed ? skipped : [])],
    skipped: skippedIsFailed ? [] : skipped,
  };
}

/** `12 passed, 1 failed`, and `, 2 skipped` if some were. */
export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
