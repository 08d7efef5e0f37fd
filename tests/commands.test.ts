/** What all commands have in common: they say how they are used, and end in one sentence where they are used wrongly. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAddresses } from '../scripts/addresses.ts';
import { almanacWith } from '../scripts/almanac.ts';
import { capture } from '../scripts/capture.ts';
import { captures } from '../scripts/captures.ts';
import { classify } from '../scripts/classify.ts';
import type { Command } from '../scripts/command.ts';
import { compareSnapshots } from '../scripts/compare.ts';
import { edition } from '../scripts/edition.ts';
import { makeFonts } from '../scripts/fonts.ts';
import { importDataset } from '../scripts/import.ts';
import { checkLinks } from '../scripts/links.ts';
import { snapshot } from '../scripts/snapshot.ts';
import { changeStatus } from '../scripts/status.ts';
import { test as testAll } from '../scripts/test.ts';
import { train } from '../scripts/train.ts';
import { upload } from '../scripts/upload.ts';
import { verifySnapshots } from '../scripts/verify.ts';
import { watchdog } from '../scripts/watchdog.ts';
import { benchCapture } from './bench/capture.ts';
import { benchCensus } from './bench/census.ts';
import { benchGrowth } from './bench/growth.ts';
import { call, oneSentence, spawnScript } from './call.ts';
import { everything } from './everything.ts';
import { rehearse } from './rehearsal/rehearse.ts';

const root = join(import.meta.dirname, '..');
const commands: readonly (readonly [file: string, command: Command])[] = [
  ['scripts/addresses.ts', writeAddresses],
  ['scripts/almanac.ts', almanacWith(() => Promise.reject(new Error('a step was run')))],
  ['scripts/capture.ts', capture],
  ['scripts/captures.ts', captures],
  ['scripts/classify.ts', classify],
  ['scripts/compare.ts', compareSnapshots],
  ['scripts/edition.ts', edition],
  ['scripts/fonts.ts', makeFonts],
  ['scripts/import.ts', importDataset],
  ['scripts/links.ts', checkLinks],
  ['scripts/snapshot.ts', snapshot],
  ['scripts/status.ts', changeStatus],
  ['scripts/test.ts', testAll],
  ['scripts/train.ts', train],
  ['scripts/upload.ts', upload],
  ['scripts/verify.ts', verifySnapshots],
  ['scripts/watchdog.ts', watchdog],
  ['tests/bench/capture.ts', benchCapture],
  ['tests/bench/census.ts', benchCensus],
  ['tests/bench/growth.ts', benchGrowth],
  ['tests/rehearsal/rehearse.ts', rehearse],
];

test('every command of package.json that is ours is here, and runs where it is called', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const ours = Object.values(scripts).flatMap((line) => /^node .*?(\S+\.ts)/.exec(line)?.[1] ?? []);
  expect(ours.length).toBeGreaterThan(20);
  expect(commands.map(([file]) => file)).toEqual(expect.arrayContaining(ours));
  for (const [file] of commands)
    expect(readFileSync(join(root, file), 'utf8'), file).toMatch(
      /^if \(import\.meta\.main\)\s+process\.exitCode = await /m,
    );
});

test.each(commands)('%s says how it is used', async (_, command) => {
  expect(await call(command, ['--help'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^usage: (npm (run|test)|node) /),
    stderr: '',
  });
});

test.each(commands)('%s ends in one sentence at an option that it does not have', async (file, command) => {
  const called = await call(command, ['--sparkle']);
  expect(called).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(oneSentence) });
  expect(called.stderr).toContain('--sparkle');
  // In a terminal too: one of them, and every night all.
  if (everything || file === 'scripts/verify.ts')
    expect(await spawnScript(join('..', file), ['--sparkle'])).toEqual({ ...called, signal: null });
});

test.each<[Command, readonly string[], RegExp]>([
  [benchGrowth, ['many'], /^error: many is not a whole number; --help says how it is used\n$/],
  [benchCapture, ['1', '2'], /^error: expected at most 1 number; --help says how it is used\n$/],
  [snapshot, [], /^error: expected the name of one capture, such as 2026-11-20; --help says how it is used\n$/],
  [snapshot, ['2026-11-20', '2026-12-20'], /^error: expected the name of one capture, /],
  [train, [], /^error: expected one folder with labelled_text\.csv and All_Codes\.csv; /],
  [classify, ['a.csv', 'b.csv'], /^error: expected one file; /],
  [edition, ['today'], /^error: expected one day, such as 2026-11-29; /],
])(
  'wrong arguments are met with one sentence, and not with the whole of the help: %#',
  async (command, args, sentence) => {
    const { status, stdout, stderr } = await call(command, args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toMatch(sentence);
  },
);
