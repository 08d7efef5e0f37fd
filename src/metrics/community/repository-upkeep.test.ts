import { expect, test } from 'vitest';
import { repositoryUpkeep } from './repository-upkeep.ts';
import { clusterInterval } from '../../statistics/cluster.ts';
import { commitRows } from '../rows.test-support.ts';

/** The rows as `age: repositories, with a commit, with one about documentation`. */
async function upkeep(commits: Parameters<typeof commitRows>[1], asOf: string): Promise<string[]> {
  const rows = await commitRows(repositoryUpkeep, commits, { asOf });
  return rows.map((row) => [row.age, ': ', row.repositories, ' ', row.withCommit, ' ', row.withDocumentation].join(''));
}

test('a month of age begins with the time of the first commit and ends before the same time of the next month', async () => {
  const first = { created: '2022-01-15 12:00:00' };
  expect(await upkeep([first, { created: '2022-02-15 11:59:59' }], '2022-03-16')).toEqual(['0: 1 1 0', '1: 1 0 0']);
  expect(await upkeep([first, { created: '2022-02-15 12:00:00' }], '2022-03-16')).toEqual(['0: 1 1 0', '1: 1 1 0']);
});

test('a repository is in a row only once that month of its life is over', async () => {
  const commits = [{ created: '2022-01-15 00:00:00' }, { created: '2022-02-20 00:00:00' }];
  expect(await upkeep(commits, '2022-03-14')).toEqual(['0: 1 1 0']);
  expect(await upkeep(commits, '2022-03-15')).toEqual(['0: 1 1 0', '1: 1 1 0']);
});

test('a repository that is too young stands in no row, and takes nothing from the others', async () => {
  const commits = [
    { repository: 'ada/old', created: '2022-01-01 00:00:00' },
    { repository: 'ada/new', created: '2022-02-20 00:00:00' },
    { repository: 'ada/new', created: '2022-02-21 00:00:00', documentation: true },
  ];
  expect(await upkeep(commits, '2022-03-10')).toEqual(['0: 1 1 0', '1: 1 0 0']);
});

test('many commits of a month are one repository, and its documentation is one of them', async () => {
  const commits = [
    { created: '2022-01-01 00:00:00' },
    { created: '2022-02-02 00:00:00' },
    { created: '2022-02-03 00:00:00', documentation: true },
    { created: '2022-02-04 00:00:00', documentation: true },
  ];
  expect(await upkeep(commits, '2022-03-01')).toEqual(['0: 1 1 0', '1: 1 1 1']);
});

test('ages without a commit are rows of nothing, not gaps', async () => {
  const commits = [{ created: '2022-01-01 00:00:00' }, { created: '2022-04-05 00:00:00' }];
  expect(await upkeep(commits, '2022-05-01')).toEqual(['0: 1 1 0', '1: 1 0 0', '2: 1 0 0', '3: 1 1 0']);
});

test('a repository begun on the 31st has every month, and every commit in one of them', async () => {
  const commits = [
    { created: '2022-01-31 12:00:00' },
    { created: '2022-02-28 11:00:00' }, // age 0: the month ends with the 28th at noon
    { created: '2022-02-28 13:00:00' },
    { created: '2022-03-31 11:00:00' }, // age 1: March has a 31st
    { created: '2022-03-31 13:00:00' },
  ];
  expect(await upkeep(commits, '2022-05-01')).toEqual(['0: 1 1 0', '1: 1 1 0', '2: 1 1 0']);
});

test('repositories are compared by age, whenever they were begun', async () => {
  const commits = [
    { repository: 'ada/a', created: '2021-01-01 00:00:00' },
    { repository: 'ada/a', created: '2021-02-02 00:00:00' },
    { repository: 'bob/b', created: '2022-01-01 00:00:00' },
  ];
  const rows = await commitRows(repositoryUpkeep, commits, { asOf: '2022-03-01' });
  expect(rows).toHaveLength(14);
  expect(rows.slice(0, 3)).toMatchObject([
    { age: 0, repositories: 2, withCommit: 2, shareWithCommit: 1, shareWithCommitHigh: 1 },
    { age: 1, repositories: 2, withCommit: 1, shareWithCommit: 0.5, shareWithDocumentation: 0 },
    { age: 2, repositories: 1, withCommit: 0, shareWithCommit: 0, shareWithCommitLow: null },
  ]);
});

test('the interval is by owner, and one owner of all has none', async () => {
  const commits = ['ada/a', 'ada/b', 'bob/c', 'eve/d'].flatMap((repository) => [
    { repository, created: '2022-01-01 00:00:00' },
    ...(repository.startsWith('ada') ? [{ repository, created: '2022-02-05 00:00:00' }] : []),
  ]);
  const [, found] = await commitRows(repositoryUpkeep, commits, { asOf: '2022-03-01' });
  // Of ada two of two, of bob and eve none of one
  const by = clusterInterval({ clusters: 3, part: 2, whole: 4, partSquared: 4, partByWhole: 4, wholeSquared: 6 });
  if (!by.known) throw new Error(by.reason);
  expect(found).toMatchObject({ shareWithCommit: 0.5, shareWithCommitLow: expect.closeTo(by.low, 9) });
  const [alone] = await commitRows(repositoryUpkeep, commits.slice(0, 4), { asOf: '2022-03-01' });
  expect(alone).toMatchObject({ repositories: 2, shareWithCommit: 1, shareWithCommitLow: null });
});
