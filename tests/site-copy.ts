/** A copy of the project to build with something else in it, for tests. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metrics } from '../src/metrics/index.ts';
import { type Manifest, manifestText } from '../src/schema/snapshot.ts';

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
    'content/chapters',
    'content/glossary.json',
    'content/labels',
    'content/published',
    'content/taxonomy',
    ...snapshots.map((id) => `content/snapshots/${id}`),
  ]) {
    cpSync(join(root, name), join(site, name), { recursive: true });
  }
  for (const id of snapshots) knowLaterTables(join(site, 'content/snapshots', id, 'manifest.json'));
  writeFileSync(join(site, 'content/status.json'), JSON.stringify({ doi: null, published: [] }));
  writeFileSync(join(site, 'CHANGELOG.md'), '## Snapshots\n\n');
  symlinkSync(join(root, 'node_modules'), join(site, 'node_modules'));
  return site;
}

/** Lists the tables that came after a snapshot as not available: its chapters name them, and somebody must know them. */
function knowLaterTables(file: string): void {
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const known = [...manifest.tables, ...manifest.unavailable].map(({ name }) => name);
  const later = metrics
    .filter(({ id }) => !known.includes(id))
    .map(({ id, title }) => ({ name: id, title, reason: 'It was not counted.' }));
  writeFileSync(file, manifestText({ ...manifest, unavailable: [...manifest.unavailable, ...later] }));
}

/** Builds such a copy into its `dist/`: how that ended, and all that was said. */
export function buildCopy(site: string): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/astro/bin/astro.mjs'), 'build'],
    {
      cwd: site,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ASTRO_TELEMETRY_DISABLED: '1' },
    },
  );
  return { status, said: stdout + stderr };
}
