/** `npm run bench:capture -- [models]`: a capture of the Hub from a server that answers at once. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../scripts/command.ts';
import { machine, measure, numbersGiven } from './measure.ts';

const usage = `usage: npm run bench:capture -- [models]
Times a capture of the Hub from a server on this machine that answers at once; 600,000 models unless given.`;

export const benchCapture = command(usage, async ({ args, print }) => {
  const [models = 600_000] = numbersGiven(args, 1);
  const hub = fork(join(import.meta.dirname, 'hub.ts'), [String(models)]);
  const folder = mkdtempSync(join(tmpdir(), 'almanac-bench-capture-'));
  try {
    const origin = await new Promise<string>((resolve) => {
      hub.once('message', (message: string) => {
        resolve(message);
      });
    });
    print(machine());
    const { seconds, megabytes } = await measure([
      '--max-semi-space-size=4',
      'scripts/capture.ts',
      '--hub',
      '--hub-origin',
      origin,
      '--folder',
      folder,
    ]);
    print(
      `${models.toLocaleString('en')} models: ${seconds.toFixed(1)} s, ${Math.round(models / seconds).toLocaleString('en')} rows/s, ${megabytes.toFixed(0)} MB resident at most`,
    );
  } finally {
    hub.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

if (import.meta.main) process.exitCode = await benchCapture();
