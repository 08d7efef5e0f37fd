/** `npm run status` as it is called: what it prints, how it ends, and what it leaves. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeStatus } from '../scripts/status.ts';
import { contentWith, filesIn, material, write } from '../src/snapshot/content.test-support.ts';
import { call } from './call.ts';

const status = (content: string, ...args: readonly string[]) => call(changeStatus, [...args, '--content', content]);
const listIn = (content: string) => JSON.parse(readFileSync(join(content, 'status.json'), 'utf8')) as unknown;
const on = ['--date', '2026-12-01'];
const because = ['--reason', 'Months were counted twice.'];

test('drafts are published, one is corrected and one withdrawn, and only the list changes', async () => {
  const content = await contentWith('2020-01-31', '2020-02-29', '2020-02-29-r2');
  const before = filesIn(content);
  const manifestSha256 = (id: string) =>
    createHash('sha256')
      .update(before[`snapshots/${id}/manifest.json`] ?? '')
      .digest('hex');

  expect(await status(content, 'publish', '2020-01-31', '2020-02-29', ...on)).toEqual({
    status: 0,
    stdout: [
      '2020-01-31     census     published 2026-12-01, superseded by 2020-02-29',
      '2020-02-29     census     published 2026-12-01, current',
      '2020-02-29-r2  census     draft',
      'DOI of all snapshots: none\n',
    ].join('\n'),
    stderr: '',
  });
  expect((await status(content, 'correct', '2020-02-29-r2', ...because, '--date', '2026-12-24')).status).toBe(0);
  expect((await status(content, 'withdraw', '2020-01-31', ...because, '--date', '2026-12-25')).status).toBe(0);
  const reason = because[1];
  expect(listIn(content)).toEqual({
    doi: null,
    published: [
      {
        id: '2020-01-31',
        published: '2026-12-01',
        manifestSha256: manifestSha256('2020-01-31'),
        status: 'withdrawn',
        since: '2026-12-25',
        reason,
      },
      {
        id: '2020-02-29',
        published: '2026-12-01',
        manifestSha256: manifestSha256('2020-02-29'),
        status: 'corrected',
        by: '2020-02-29-r2',
        since: '2026-12-24',
        reason,
      },
      {
        id: '2020-02-29-r2',
        published: '2026-12-24',
        manifestSha256: manifestSha256('2020-02-29-r2'),
        status: 'current',
      },
    ],
  });
  expect({ ...filesIn(content), 'status.json': '' }).toEqual({ ...before, 'status.json': '' });

  const changelog = readFileSync(join(content, '../CHANGELOG.md'), 'utf8');
  expect(changelog.split('\n').filter((line) => /^(#|- )/.test(line))).toEqual([
    '# Changelog',
    '## Snapshots',
    '### 2026-12-25',
    `- Snapshot \`2020-01-31\` is withdrawn: ${reason}`,
    '### 2026-12-24',
    expect.stringMatching(/^- Snapshot `2020-02-29-r2` \(census\): .* Against `2020-02-29`: /),
    `- Snapshot \`2020-02-29\` is corrected by \`2020-02-29-r2\`: ${reason}`,
    '### 2026-12-01',
    expect.stringMatching(/^- Snapshot `2020-01-31` \(census\): /),
    expect.stringMatching(/^- Snapshot `2020-02-29` \(census\): .* What is new since `2020-01-31`: /),
    '## 0.1.0',
  ]);

  const list = readFileSync(join(content, 'status.json'), 'utf8');
  expect((await status(content, 'show')).stdout).toContain('2020-02-29-r2  census     published 2026-12-24, current\n');
  expect(readFileSync(join(content, 'status.json'), 'utf8')).toBe(list);
});

test('a DOI is given after publication, once, and stays whatever becomes of the snapshot', async () => {
  const content = await contentWith('2020-01-31');
  const give = (doi: string) => status(content, 'doi', '2020-01-31', doi, ...on);
  expect((await give('10.5281/zenodo.1')).stderr).toContain('the snapshot 2020-01-31 is not published');
  await status(content, 'publish', '2020-01-31', ...on);
  expect((await give('zenodo.1')).stderr).toContain('expected a DOI such as 10.5281/zenodo.1234567');
  expect((await give('10.5281/zenodo.1')).status).toBe(0);
  expect(readFileSync(join(content, '../CHANGELOG.md'), 'utf8')).toContain(
    '- Snapshot `2020-01-31` is kept at doi.org/10.5281/zenodo.1.\n',
  );
  expect((await give('10.5281/zenodo.2')).stderr).toContain('has the DOI 10.5281/zenodo.1, which stays');
  await status(content, 'withdraw', '2020-01-31', ...because, ...on);
  expect(listIn(content)).toMatchObject({ published: [{ doi: '10.5281/zenodo.1', status: 'withdrawn' }] });
});

test('a rehearsal is not published, but where the whole folder is one, which then cannot be undone', async () => {
  const content = await contentWith('2020-01-31');
  await write(content, material({ id: '2020-02-29', rehearsal: true }));
  const before = filesIn(content);
  expect(await status(content, 'publish', '2020-01-31', '2020-02-29', ...on)).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error: the new list publishes 2020-02-29, which is a rehearsal: [^\n]+\n$/),
  });
  expect(filesIn(content)).toEqual(before);

  const list = join(content, 'status.json');
  writeFileSync(list, JSON.stringify({ rehearsal: true, doi: null, published: [] }));
  expect((await status(content, 'publish', '2020-01-31', '2020-02-29', ...on)).status).toBe(0);
  expect(listIn(content)).toMatchObject({ rehearsal: true, published: [{}, {}] });
  writeFileSync(list, readFileSync(list, 'utf8').replace('"rehearsal": true,', ''));
  expect((await status(content, 'show')).stderr).toContain('publishes 2020-02-29, which is a rehearsal');
});

test('without a date it is today', async () => {
  const content = await contentWith('2020-01-31');
  await status(content, 'publish', '2020-01-31');
  expect(listIn(content)).toMatchObject({ published: [{ published: expect.stringMatching(/^20[2-9]\d-\d\d-\d\d$/) }] });
});

test('without a place in the changelog nothing is published', async () => {
  const content = await contentWith('2020-01-31');
  writeFileSync(join(content, '../CHANGELOG.md'), '# Changelog\n');
  expect((await status(content, 'publish', '2020-01-31', ...on)).stderr).toContain(
    'has no single heading "## Snapshots"',
  );
  expect(listIn(content)).toEqual({ doi: null, published: [] });
});

test('where one of several cannot be published none is', async () => {
  const content = await contentWith('2020-01-31', '2020-02-29');
  const before = filesIn(content);
  expect(await status(content, 'publish', '2020-01-31', '2020-03-31', ...on)).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: there is no snapshot 2020-03-31; there are 2020-01-31, 2020-02-29\n',
  });
  expect(filesIn(content)).toEqual(before);
});

test('a draft of which a digit was changed is not published', async () => {
  const content = await contentWith('2020-01-31');
  const table = join(content, 'snapshots/2020-01-31/mentions.json');
  writeFileSync(table, readFileSync(table, 'utf8').replace('"topics":12', '"topics":13'));
  expect(await status(content, 'publish', '2020-01-31', ...on)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('mentions.json was changed'),
  });
  expect(listIn(content)).toEqual({ doi: null, published: [] });
});

test.each([
  ['nothing to do', [], 'it is not said what to do; expected one of publish, '],
  ['something unknown', ['retract', '2020-01-31'], 'there is no "retract" to do, only publish, '],
  ['nothing to publish', ['publish'], 'expected the snapshots to publish'],
  ['a reason to publish', ['publish', '2020-01-31', ...because], 'expected the snapshots to publish, and no --reason'],
  ['no reason to withdraw', ['withdraw', '2020-01-31'], 'readers need to know why: --reason "one sentence" is missing'],
  [
    'a reason that is none',
    ['withdraw', '2020-01-31', '--reason', ' '],
    '--reason is " ": expected a reason in a line',
  ],
  ['two to withdraw', ['withdraw', '2020-01-31', '2020-02-29', ...because], 'expected one snapshot to withdraw'],
  ['two to correct', ['correct', '2020-01-31', '2020-02-29', ...because], 'expected one snapshot to correct'],
  ['a draft to withdraw', ['withdraw', '2020-01-31', ...because], 'the snapshot 2020-01-31 is not published'],
  ['no correction to correct', ['correct', '2020-01-31', ...because], 'the snapshot 2020-01-31 is no correction'],
  ['one to show', ['show', '2020-01-31'], 'show takes no snapshot'],
  ['a day that is none', ['publish', '2020-01-31', '--date', '2026-02-30'], '--date is "2026-02-30", expected a day'],
  ['an option that does not exist', ['publish', '2020-01-31', '--force'], '--force'],
])('%s ends in a sentence, and nothing changes', async (_, args, sentence) => {
  const content = await contentWith('2020-01-31', '2020-02-29');
  const before = filesIn(content);
  const ended = await status(content, ...args);
  expect(ended).toMatchObject({ status: 1, stdout: '' });
  expect(ended.stderr).toContain(sentence);
  expect(filesIn(content)).toEqual(before);
});
