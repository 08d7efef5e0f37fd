/** What all commands have in common: they say how they are used, and end in one sentence where they are used wrongly. */
import { expect, test } from 'vitest';
import { writeAddresses } from '../scripts/addresses.ts';
import { almanacWith } from '../scripts/almanac.ts';
import { capture } from '../scripts/capture.ts';
import { classify } from '../scripts/classify.ts';
import type { Command } from '../scripts/command.ts';
import { compareSnapshots } from '../scripts/compare.ts';
import { edition } from '../scripts/edition.ts';
import { makeFonts } from '../scripts/fonts.ts';
import { importDataset } from '../scripts/import.ts';
import { checkLinks } from '../scripts/links.ts';
import { snapshot } from '../scripts/snapshot.ts';
import { changeStatus } from '../scripts/status.ts';
import { train } from '../scripts/train.ts';
import { upload } from '../scripts/upload.ts';
import { verifySnapshots } from '../scripts/verify.ts';
import { call, oneSentence, spawnScript } from './call.ts';

const commands: readonly (readonly [script: string, command: Command])[] = [
  ['addresses.ts', writeAddresses],
  ['almanac.ts', almanacWith(() => Promise.reject(new Error('a step was run')))],
  ['capture.ts', capture],
  ['classify.ts', classify],
  ['compare.ts', compareSnapshots],
  ['edition.ts', edition],
  ['fonts.ts', makeFonts],
  ['import.ts', importDataset],
  ['links.ts', checkLinks],
  ['snapshot.ts', snapshot],
  ['status.ts', changeStatus],
  ['train.ts', train],
  ['upload.ts', upload],
  ['verify.ts', verifySnapshots],
];

test.each(commands)('%s says how it is used', async (_, command) => {
  expect(await call(command, ['--help'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^usage: (npm run|node) /),
    stderr: '',
  });
});

test.each(commands)(
  '%s ends in one sentence at an option that it does not have, in a terminal too',
  async (script, command) => {
    const called = await call(command, ['--sparkle']);
    expect(called).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(oneSentence) });
    expect(called.stderr).toContain('--sparkle');
    expect(await spawnScript(script, ['--sparkle'])).toEqual({ ...called, signal: null });
  },
);
