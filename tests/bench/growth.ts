/**
 * `npm run bench`: what a build costs; `npm run bench:growth -- [snapshots]`: what it costs once there are many of them.
 *
 * A copy of the project in a temporary folder gets invented snapshots, a month apart: in turn the committed census and
 * the committed aggregate, their counts one to five times as large. Nothing here asserts a time.
 */
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../scripts/command.ts';
import { copyProject, inventSnapshot, publishAll } from './invented-snapshots.ts';
import { machine, measure, numbersGiven } from './measure.ts';

const usage = `usage: npm run bench
       npm run bench:growth -- [snapshots]
Times a build of the project, the second with so many invented snapshots beside its own; 100 unless given.`;

export const benchGrowth = command(usage, async ({ args, print }) => {
  const [count = 100] = numbersGiven(args, 1);
  const folder = mkdtempSync(join(tmpdir(), 'almanac-bench-growth-'));

  try {
    print(`${machine()}, load ${loadavg()[0]?.toFixed(1) ?? ''}`);
    copyProject(folder);
    for (let index = 0; index < count; index += 1) inventSnapshot(folder, index);
    publishAll(folder);
    const { seconds, megabytes, cpuSeconds } = await measure(['node_modules/astro/bin/astro.mjs', 'build'], {
      cwd: folder,
    });
    const files = globSync(join(folder, 'dist/**/*')).filter((file) => statSync(file).isFile());
    const pages = files.filter((file) => file.endsWith('.html')).length;
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    print(
      `${count} invented snapshots: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU time, ${megabytes.toFixed(0)} MB of memory at the peak; ${pages} pages, ${files.length} files, ${(bytes / 1e6).toFixed(0)} MB`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

if (import.meta.main) process.exitCode = await benchGrowth();
