/**
 * Two kinds of tests: `unit` needs nothing; `site` builds the site first and looks at what came out. Where everything is
 * tested, `speed` times what `site` has built, and so is alone on the machine.
 *
 * The unit tests of a worker share its modules, which takes half of their time. Files that replace modules do not, which
 * are found by their `vi.mock` or `vi.hoisted`, nor those that often start git, which takes three times as long from a
 * process that has grown: they are the part `unit-alone`. Databases of a worker share one DuckDB too, except by night.
 */
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { everything } from './tests/everything.ts';

const unit = globSync('{src,scripts,tests}/**/*.test.ts').filter((file) => !file.startsWith('tests/site/'));
const alone = unit.filter((file) => /\bvi\.(mock|hoisted)\(|\bstartHistory\(/.test(readFileSync(file, 'utf8')));

/** Where no run has been before, vitest begins with the largest files. These are small, and take long. */
const long = /tests\/site\/(browser|build|thin|status|lighthouse)\.test\.ts$/;
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter(({ moduleId }) => long.test(moduleId)),
      ...sorted.filter(({ moduleId }) => !long.test(moduleId)),
    ];
  }
}

export default defineConfig({
  test: {
    // Long enough for a slow machine; only a test that hangs should meet it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // DuckDB's second thread takes more than it gives of databases so small: a fifth of the time of tests that ask one. By
    // night as many as outside of tests, since what depends on them is a fault.
    env: everything ? {} : { ALMANAC_THREADS: '1' },
    // Files side by side, one for each core: by default one core is left out, and of two that is half.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: unit.filter((file) => !alone.includes(file)),
          isolate: false,
          execArgv: everything ? [] : ['--import', join(import.meta.dirname, 'tests/one-duckdb.ts')],
        },
      },
      { extends: true, test: { name: 'unit-alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'site',
          include: ['tests/site/**/*.test.ts'],
          exclude: [`tests/site/${everything ? 'lighthouse' : 'reproducible'}.test.ts`],
          globalSetup: 'tests/build-site.ts',
          // The files of a worker share its browser, for which it often waits: three keep two cores busy.
          isolate: false,
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
          // Files of the site that are parsed together: by night all of them.
          execArgv: everything ? ['--max-old-space-size=10240'] : [],
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 100_000 } },
        },
      },
      ...(everything
        ? [
            {
              extends: true as const,
              test: {
                name: 'speed',
                include: ['tests/site/lighthouse.test.ts'],
                maxWorkers: 1,
                sequence: { groupOrder: 2 },
              },
            },
          ]
        : []),
    ],
  },
});
