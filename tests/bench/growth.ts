/**
 * `npm run bench`: what a build costs; `npm run bench:growth -- [snapshots]`: what it costs once there are many of them.
 *
 * A copy of the project in a temporary folder gets invented snapshots, a month apart: in turn the committed census and
 * the committed aggregate, their counts one to five times as large. Nothing here asserts a time.
 */
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyProject, inventSnapshot, publishAll } from './invented-snapshots.ts';
import { machine, measure } from './measure.ts';

const count = Number(process.argv[2] ?? 100);
if (!Number.isInteger(count) || count < 0) throw new Error(`expected a number of snapshots from 0 on, got ${count}`);

const folder = mkdtempSync(join(tmpdir(), 'almanac-bench-growth-'));

try {
  console.log(`${machine()}, load ${loadavg()[0]?.toFixed(1) ?? ''}`);
  copyProject(folder);
  for (let index = 0; index < count; index += 1) inventSnapshot(folder, index);
  publishAll(folder);
  const { seconds, megabytes, cpuSeconds } = await measure(['node_modules/astro/bin/astro.mjs', 'build'], {
    cwd: folder,
  });
  const files = globSync(join(folder, 'dist/**/*')).filter((file) => statSync(file).isFile());
  const pages = files.filter((file) => file.endsWith('.html')).length;
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  console.log(
    `${count} invented snapshots: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU time, ${megabytes.toFixed(0)} MB of memory at the peak; ${pages} pages, ${files.length} files, ${(bytes / 1e6).toFixed(0)} MB`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
