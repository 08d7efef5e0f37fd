/** A build that keeps pages of the last one makes the same site as a build from cold, byte for byte. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../src/io/files.ts';
import { copyOfProject, dayOf, inventSnapshot, publishAll } from '../bench/invented-snapshots.ts';

let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'almanac-growth-'));
  copyOfProject(project);
  inventSnapshot(project, 1);
  inventSnapshot(project, 2);
});
afterAll(() => {
  rmSync(project, { recursive: true });
});

const pageOf = (folder: string) => join(folder, dayOf(1), 'index.html');

/** Builds the site. @returns its files with their digests, and how many pages were kept from the last build */
function build(): { files: Record<string, string>; kept: number; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  expect(status, stdout + stderr).toBe(0);
  const dist = join(project, 'dist');
  const files = globSync(join(dist, '**/*'))
    .filter((file) => statSync(file).isFile())
    .sort()
    .map((file) => [relative(dist, file), sha256(readFileSync(file))]);
  return { files: Object.fromEntries(files), kept: stdout.split('(restored)').length - 1, said: stdout };
}

/**
 * Builds with what the last build left, and again after damage to what that left, which is then all rendered anew.
 *
 * @returns how many pages the first one kept
 */
function keptAndSame(): number {
  const grown = build();
  writeFileSync(pageOf(join(project, '.astro/cache/dist')), '<p>Half of a page');
  const cold = build();
  expect(cold.said).toContain(`${dayOf(1)}/index.html is not as the last build left it`);
  expect(cold.kept).toBe(0);
  expect(grown.files).toEqual(cold.files);
  // What is made of kept pages is among them: their figures, and the index of the search.
  const made = Object.keys(grown.files);
  expect(made.filter((file) => file.startsWith(join('figures', dayOf(1)))).length).toBeGreaterThan(10);
  expect(made.filter((file) => file.startsWith(join('pagefind', 'fragment'))).length).toBeGreaterThan(100);
  return grown.kept;
}

test('as snapshots are added at the end and in between, corrected, and published', { timeout: 600_000 }, () => {
  expect(build().kept).toBe(0);

  // Pages of the neighbour lead to the new one and are other pages now; tables, cards and the rest are not.
  inventSnapshot(project, 3);
  expect(keptAndSame()).toBeGreaterThan(50);
  expect(existsSync(join(project, 'dist', dayOf(3), 'models/index.html'))).toBe(true);

  publishAll(project);
  inventSnapshot(project, 4, `${dayOf(2)}-r2`);
  expect(keptAndSame()).toBeGreaterThan(20);
  expect(existsSync(join(project, 'dist', `${dayOf(2)}-r2`, 'index.html'))).toBe(true);

  const chapter = join(project, 'content/chapters/overview.mdx');
  writeFileSync(chapter, `${readFileSync(chapter, 'utf8')}\nA sentence that was not there.\n`);
  expect(build().kept).toBe(0);
  expect(readFileSync(pageOf(join(project, 'dist')), 'utf8')).toContain('A sentence that was not there.');
});
