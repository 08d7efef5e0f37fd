import { expect, test } from 'vitest';
import { repositoryCommits } from './repository-commits.ts';
import { commitRows } from '../rows.test-support.ts';

/** Commits of one month: one for each letter, which is its author. */
const by = (letters: string, created = '2022-01-15 12:00:00') =>
  letters.split('').map((author) => ({ author, created }));

test.each([
  ['a', 1, 'one author of one commit is all of it'],
  ['aaabc', 1, 'three of five are more than half'],
  ['aabb', 1, 'exactly half is half'],
  ['abcd', 2, 'of four equal authors two make half'],
  ['abc', 2, 'of three equal authors one makes a third'],
  ['aabbcde', 2, 'the largest are taken first'],
])('the bus factor of %s is %i: %s', async (letters, busFactor) => {
  expect(await commitRows(repositoryCommits, by(letters))).toMatchObject([
    { month: '2022-01', commits: letters.length, authors: new Set(letters).size, busFactor },
  ]);
});

test('an author and a repository with several commits are one author and one repository', async () => {
  const commits = [
    { repository: 'ada/a', author: 'a', created: '2022-01-01 00:00:00' },
    { repository: 'ada/a', author: 'a', created: '2022-01-02 00:00:00' },
    { repository: 'ada/b', author: 'a', created: '2022-01-03 00:00:00' },
  ];
  expect(await commitRows(repositoryCommits, commits)).toMatchObject([
    { commits: 3, repositories: 2, authors: 1, busFactor: 1 },
  ]);
});

test('the share of documentation is one of commits, and its interval is by repository', async () => {
  // Of 4, 3, 2 and 1 commits to four repositories 3, 1, none and all are about documentation: by hand, the variance of
  // 5 of 10 is 4 / 3 · (1² + ½² + 1² + ½²) / 10², and t of 3 degrees of freedom is 3.182446.
  const commits = Object.entries({ 'ada/a': '1110', 'ada/b': '100', 'bob/a': '00', 'eve/a': '1' }).flatMap(
    ([repository, each]) =>
      each.split('').map((kind) => ({ repository, created: '2022-01-15 12:00:00', documentation: kind === '1' })),
  );
  expect(await commitRows(repositoryCommits, commits)).toEqual([
    {
      month: '2022-01',
      commits: 10,
      documentationCommits: 5,
      repositories: 4,
      authors: 1,
      busFactor: 1,
      shareOfDocumentation: 0.5,
      shareOfDocumentationLow: expect.closeTo(0.08914413, 8),
      shareOfDocumentationHigh: expect.closeTo(0.91085587, 8),
    },
  ]);
});

test('a month of one repository, or of one that has nearly all commits, has a share and no interval', async () => {
  const created = '2022-01-15 12:00:00';
  const one = [{ created, documentation: true }, { created }, { created }, { created }];
  const none = { shareOfDocumentationLow: null, shareOfDocumentationHigh: null };
  expect(await commitRows(repositoryCommits, one)).toMatchObject([{ shareOfDocumentation: 0.25, ...none }]);
  const most = [...one, ...one, ...one, { created, repository: 'bob/small' }];
  expect(await commitRows(repositoryCommits, most)).toMatchObject([{ shareOfDocumentation: 3 / 13, ...none }]);
});

test('months are those of UTC, oldest first, each with a bus factor of its own', async () => {
  const commits = [...by('ab', '2022-02-01 00:30:00'), ...by('ccd', '2022-01-31 23:30:00')];
  expect(await commitRows(repositoryCommits, commits)).toMatchObject([
    { month: '2022-01', commits: 3, authors: 2, busFactor: 1 },
    { month: '2022-02', commits: 2, authors: 2, busFactor: 1 },
  ]);
});

test('a month without a commit has no row', async () => {
  const commits = [...by('a', '2022-01-15 12:00:00'), ...by('a', '2022-03-15 12:00:00')];
  const months = (await commitRows(repositoryCommits, commits)).map((row) => row.month);
  expect(months).toEqual(['2022-01', '2022-03']);
});
