/** A copy of the project to build with something else in it, for tests. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Manifest, manifestText } from '../src/schema/snapshot.ts';
import { withLaterTables } from './later-tables.ts';

const root = join(import.meta.dirname, '..');

/**
 * A folder with the project and these of its snapshots, none of them published: as if made anew today, from sources that
 * did not count what came later. Whoever asks for it removes it.
 */
export function copySite(...snapshots: readonly string[]): string {
  const site = mkdtempSync(join(tmpdir(), 'almanac-build-'));
  for (const name of [
    'src',
    'public',
    'astro.config.mjs',
    'package.json',
    'tsconfig.json',
    ...readdirSync(join(root, 'content'))
      .filter((name) => !['editions', 'snapshots', 'status.json'].includes(name))
      .map((name) => `content/${name}`),
    ...snapshots.map((id) => `content/snapshots/${id}`),
  ]) {
    cpSync(join(root, name), join(site, name), { recursive: true });
  }
  for (const id of snapshots) {
    const file = join(site, 'content/snapshots', id, 'manifest.json');
    writeFileSync(file, manifestText(withLaterTables(Manifest.parse(JSON.parse(readFileSync(file, 'utf8'))))));
  }
  writeFileSync(join(site, 'content/status.json'), JSON.stringify({ doi: null, published: [] }));
  writeFileSync(join(site, 'CHANGELOG.md'), '## Snapshots\n\n');
  symlinkSync(join(root, 'node_modules'), join(site, 'node_modules'));
  return site;
}

/**
 * Builds such a copy into its `dist/`: how that ended, and all that was said.
 *
 * @param env what the environment of the build has besides, as `ALMANAC_SITE`
 */
export function buildCopy(site: string, env: NodeJS.ProcessEnv = {}): { status: number | null; said: string } {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/astro/bin/astro.mjs'), 'build'],
    {
      cwd: site,
      encoding: 'utf8',
      env: { PATH, HOME, NODE_COMPILE_CACHE, ASTRO_TELEMETRY_DISABLED: '1', ...env },
    },
  );
  return { status, said: stdout + stderr };
}
