import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../tests/temporary-folder.ts';

const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc';
const advisory = (severity: string) => ({ source: 1, name: 'left', title: 'It breaks', url, severity });
const npm = (severity: string) => ({
  vulnerabilities: { left: { via: [advisory(severity)] }, right: { via: ['left'] } },
});

function audit(said: unknown, exceptions: unknown = []) {
  const file = join(temporaryFolder({ 'audit.json': JSON.stringify(exceptions) }), 'audit.json');
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'audit.ts'), file], {
    input: JSON.stringify(said),
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

test('a high advisory fails, and is named; a moderate one does not', () => {
  expect(audit(npm('high'))).toMatchObject({ status: 1, said: expect.stringContaining(`left: It breaks, ${url}`) });
  expect(audit(npm('moderate'))).toEqual({ status: 0, said: '' });
});

test('an exception lets one pass, with its reason, and only while it is found', () => {
  const exceptions = [{ advisory: url, reason: 'only the tests use it' }];
  expect(audit(npm('high'), exceptions)).toEqual({ status: 0, said: `excepted: ${url}: only the tests use it\n` });
  expect(audit(npm('moderate'), exceptions)).toMatchObject({ status: 1, said: expect.stringContaining('take it out') });
});

test('no answer is not a good one', () => {
  expect(audit({ message: 'no such endpoint' })).toMatchObject({
    status: 1,
    said: 'error: npm audit gave no list of advisories\n',
  });
});
