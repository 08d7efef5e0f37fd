/** Where the published data lie that some tests compare with, and what to do when they are not there. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

/** The folder of published data, `../shared/data` seen from the project's root, as an absolute path. */
export const sharedData: string = fileURLToPath(new URL('../../shared/data', import.meta.url));

/**
 * A group of tests that read the published data.
 *
 * Without the folder the group is skipped, and its name says so; `body` is then not run, so it may read files. Where
 * `CI` is set nothing may be left out in silence.
 *
 * @throws {Error} if the folder is missing and `CI` is set
 */
export function describeWithSharedData(name: string, body: () => void): void {
  if (existsSync(sharedData)) {
    describe(name, body);
    return;
  }
  if (process.env.CI) throw new Error(`"${name}" needs the published data, and ${sharedData} is not there`);
  describe.skip(`${name} (skipped: ../shared/data is not there)`, () => {
    test('compares with the published data', () => {});
  });
}
