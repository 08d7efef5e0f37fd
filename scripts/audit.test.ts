import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call } from '../tests/call.ts';
import { temporaryFolder } from '../tests/temporary-folder.ts';
import { audit } from './audit.ts';

const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc';
const advisory = (severity: string) => ({ source: 1, name: 'left', title: 'It breaks', url, severity });
const npm = (severity: string) => ({
  vulnerabilities: { left: { via: [advisory(severity)] }, right: { via: ['left'] } },
});

async function audited(said: unknown, exceptions: unknown = []) {
  const file = join(temporaryFolder({ 'audit.json': JSON.stringify(exceptions) }), 'audit.json');
  const { status, stdout, stderr } = await call(audit, [file], { stdin: JSON.stringify(said) });
  return { status, said: stdout + stderr };
}

test('a high advisory fails, and is named; a moderate one does not', async () => {
  expect(await audited(npm('high'))).toMatchObject({
    status: 1,
    said: expect.stringContaining(`left: It breaks, ${url}`),
  });
  expect(await audited(npm('moderate'))).toEqual({ status: 0, said: '' });
});

test('an exception lets one pass, with its reason, and only while it is found', async () => {
  const exceptions = [{ advisory: url, reason: 'only the tests use it' }];
  expect(await audited(npm('high'), exceptions)).toEqual({
    status: 0,
    said: `excepted: ${url}: only the tests use it\n`,
  });
  expect(await audited(npm('moderate'), exceptions)).toMatchObject({
    status: 1,
    said: expect.stringContaining('take it out'),
  });
});

test('no answer is not a good one', async () => {
  expect(await audited({ message: 'no such endpoint' })).toMatchObject({
    status: 1,
    said: 'error: npm audit gave no list of advisories\n',
  });
});
