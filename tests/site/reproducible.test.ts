/**
 * The same commit gives the same bytes: wherever the project lies, whatever the clock and the language of the machine.
 * Not of the search: Pagefind writes its files in another order at every run.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'almanac-the-same-project-in-a-folder-with-a-longer-name-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The digest of each file, by its path. */
const digests = (dist: string) =>
  Object.fromEntries(
    readdirSync(dist, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !relative(dist, file).startsWith(`pagefind${sep}`))
      .map((file) => [relative(dist, file), createHash('sha256').update(readFileSync(file)).digest('hex')] as const)
      .sort(),
  );

/** The project with its packages, and without anything that an earlier build has left. */
function copyProject(): void {
  const left = ['.git', '.astro', '.capture', 'dist', 'node_modules'].map((name) => join(root, name));
  cpSync(root, folder, { recursive: true, filter: (source) => !left.includes(source) });
  const packages = join(folder, 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => !['.astro', '.vite'].includes(each)))
    symlinkSync(join(root, 'node_modules', name), join(packages, name));
}

test('a build elsewhere, from cold, half a day away and in another language, gives the same files', () => {
  copyProject();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'node_modules/astro/bin/astro.mjs'), 'build'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ALMANAC_SITE: process.env.ALMANAC_SITE,
        ALMANAC_BASE: process.env.ALMANAC_BASE,
        ASTRO_TELEMETRY_DISABLED: '1',
        TZ: 'Pacific/Kiritimati',
        // Where the machine has no German, the library of ICU that Node brings still has.
        LC_ALL: 'de_DE.UTF-8',
        LANG: 'de_DE.UTF-8',
      },
    },
  );
  expect(status, stdout + stderr).toBe(0);
  const [here, there] = [digests(join(root, 'dist')), digests(join(folder, 'dist'))];
  expect(Object.keys(here).length).toBeGreaterThan(1000);
  expect(there).toEqual(here);
});
