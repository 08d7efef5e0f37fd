/** `npm run bench:capture -- [models]`: a capture of the Hub from a server that answers at once. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine, measure } from './measure.ts';

const models = Number(process.argv[2] ?? 600_000);
const hub = fork(join(import.meta.dirname, 'hub.ts'), [String(models)]);
const folder = mkdtempSync(join(tmpdir(), 'almanac-bench-capture-'));
try {
  const origin = await new Promise<string>((resolve) => {
    hub.once('message', (message: string) => {
      resolve(message);
    });
  });
  console.log(machine());
  const { seconds, megabytes } = await measure([
    '--max-semi-space-size=4',
    'scripts/capture.ts',
    '--hub',
    '--hub-origin',
    origin,
    '--folder',
    folder,
  ]);
  console.log(
    `${models.toLocaleString('en')} models: ${seconds.toFixed(1)} s, ${Math.round(models / seconds).toLocaleString('en')} rows/s, ${megabytes.toFixed(0)} MB resident at most`,
  );
} finally {
  hub.kill();
  rmSync(folder, { recursive: true, force: true });
}
