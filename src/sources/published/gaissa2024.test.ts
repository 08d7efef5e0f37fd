import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { moved, tablesOf as madeOf } from './imports.test-support.ts';
import { type ClusterSums, clusterInterval } from '../../statistics/cluster.ts';
import { openDatabase } from '../../io/database.ts';
import { metrics } from '../../metrics/index.ts';
import { documentationCommits, repositoryCommits } from '../../metrics/community/repository-commits.ts';
import { repositoryUpkeep } from '../../metrics/community/repository-upkeep.ts';
import type { Row, Table } from '../../schema/table.ts';
import { make } from '../../snapshot/make.ts';
import { editionIn } from './source-editions.test-support.ts';
import { gaissa2024 as source } from './gaissa2024.ts';

const gaissa2024 = (folder: string) => source(folder, editionIn(folder, 'gaissa2024'));

const own = [repositoryCommits, documentationCommits, repositoryUpkeep];

/** The tables of commits by name. */
async function tablesOf(folder: string): Promise<Map<string, Table>> {
  const { tables } = await make({ ...(await gaissa2024(folder)), absent: {} }, own);
  return new Map(tables.map((table) => [table.name, table]));
}

describeWithSharedData('the commits as they were published', () => {
  const folder = join(sharedData, 'commits');
  let commits: Row[] = [];
  let upkeep: Row[] = [];
  beforeAll(async () => {
    const tables = await tablesOf(folder);
    commits = tables.get('repository-commits')?.rows ?? [];
    upkeep = tables.get('repository-upkeep')?.rows ?? [];
  });
  const sum = (column: string) => commits.reduce((total, row) => total + Number(row[column]), 0);
  const inMonth = (month: string) => commits.find((row) => row.month === month);

  test('8,042 rows less the one that cannot be read are 8,041 commits, 2,341 of them about documentation', () => {
    expect([sum('commits'), sum('documentationCommits')]).toEqual([8_041, 2_341]);
  });

  test('359 repositories of as many accounts, and 853 authors', async () => {
    expect(
      await query(
        folder,
        `SELECT count(*) AS commits, count(DISTINCT repository) AS repositories,
                count(DISTINCT split_part(repository, '/', 1)) AS accounts, count(DISTINCT author) AS authors,
                max(created_at)::VARCHAR AS newest
         FROM commits`,
      ),
    ).toEqual([{ commits: 8_041, repositories: 359, accounts: 359, authors: 853, newest: '2024-12-04 16:59:29' }]);
  });

  test('they reach from November 2018 to December 2024, which is a partial month', async () => {
    expect([commits[0]?.month, commits.at(-1)?.month]).toEqual(['2018-11', '2024-12']);
    expect((await tablesOf(folder)).get('repository-commits')?.window?.partial).toEqual(['2024-12']);
  });

  test('until October 2020 every month has one author, as the limits say, and no later month has', () => {
    const withOne = commits.filter((row) => row.authors === 1).map((row) => String(row.month));
    expect(withOne).toEqual(commits.map((row) => String(row.month)).filter((month) => month <= '2020-10'));
    expect(inMonth('2020-11')).toMatchObject({ authors: 9, busFactor: 3 });
  });

  test('one repository holds 1,865 commits of one author, more than nine tenths of the last two months', async () => {
    const [largest] = await query(
      folder,
      `SELECT count(*) AS commits, count(DISTINCT author) AS authors,
              count(*) FILTER (created_at >= '2024-11-01') AS late, count(*) FILTER (documentation) AS documentation
       FROM commits GROUP BY repository ORDER BY commits DESC LIMIT 1`,
    );
    expect(largest).toEqual({ commits: 1_865, authors: 1, late: 1_817, documentation: 0 });
    expect(Number(inMonth('2024-11')?.commits) + Number(inMonth('2024-12')?.commits)).toBe(1_936);
  });

  // Reckoned in Python from the file, with the t quantile by numerical integration: an independent run of the estimator. A
  // percentile bootstrap of repositories gives 0.186–0.409 for all, in which the one large repository counts for much.
  test.each([
    ['all repositories', '', 0.2911329437, 0.1748537298, 0.4432049044],
    ['all but the largest', 'OFFSET 1', 0.3790479275, 0.3406685777, 0.4190033045],
  ])('the share of documentation over %s, and its interval by repository', async (_, from, share, low, high) => {
    const [sums = {}] = await query(
      folder,
      `SELECT sum(part)::BIGINT AS part, sum(whole)::BIGINT AS whole, count(*) AS clusters,
              sum(part * part)::BIGINT AS "partSquared", sum(part * whole)::BIGINT AS "partByWhole",
              sum(whole * whole)::BIGINT AS "wholeSquared"
       FROM (SELECT count(*) FILTER (documentation) AS part, count(*) AS whole FROM commits
             GROUP BY repository ORDER BY whole DESC ${from})`,
    );
    expect(Number(sums.part) / Number(sums.whole)).toBeCloseTo(share, 9);
    expect(clusterInterval(sums as unknown as ClusterSums)).toEqual({
      known: true,
      low: expect.closeTo(low, 8),
      high: expect.closeTo(high, 8),
    });
  });

  test('355 repositories were seen through a month, 353 through two, of which 102 had a commit in the second', () => {
    expect(upkeep.slice(0, 2)).toMatchObject([
      { age: 0, repositories: 355, withCommit: 355, withDocumentation: 234 },
      { age: 1, repositories: 353, withCommit: 102, withDocumentation: 55 },
    ]);
  });

  test('from age 51 on a row holds fewer than thirty repositories, as the notes say', () => {
    expect(upkeep.findIndex((row) => Number(row.repositories) < 30)).toBe(51);
    expect(upkeep.at(-1)).toMatchObject({ age: 71, repositories: 1 });
  });

  test('every other count says why it is not there', async () => {
    const counts = [...new Set([...metrics.filter(({ kind }) => kind === 'count'), ...own])];
    const { tables, unavailable } = await make(await gaissa2024(folder), counts);
    expect(tables.map(({ name }) => name)).toEqual([
      'repository-commits',
      'documentation-commits',
      'repository-upkeep',
      'intake',
    ]);
    // The one row with its title in the place of its time.
    expect(
      tables.at(-1)?.rows.map(({ field, with: having, absent, invalid }) => [field, having, absent, invalid]),
    ).toEqual([
      ['model_id', 8042, 0, 0],
      ['commit_id', 8042, 0, 0],
      ['created_at', 8041, 0, 1],
      ['title', 8041, 1, 0],
      ['author_hash', 8042, 0, 0],
    ]);
    expect(unavailable).toHaveLength(counts.length - own.length - 1);
  });

  test('no number of the published snapshot moves', async () => {
    expect(moved(await madeOf(await gaissa2024(folder)), '2024-12-04')).toEqual({});
  });
});

/** What the view `commits` answers. */
async function query(folder: string, sql: string): Promise<Row[]> {
  const { commits } = (await gaissa2024(folder)).views;
  if (typeof commits === 'string') throw new Error(commits);
  const database = await openDatabase();
  try {
    await database.run(`SET TimeZone = 'America/Los_Angeles'`);
    for (const statement of commits.sql) await database.run(statement);
    return await database.rows(sql);
  } finally {
    database.close();
  }
}

const header = ['model_id', 'commit_id', 'created_at', 'title', 'author_hash'] as const;
type Commit = Partial<Record<(typeof header)[number], string>>;

let serial = 0;
const line = (changes: Commit = {}) => {
  const commit = {
    model_id: 'ada/model',
    commit_id: String((serial += 1)).padStart(40, '0'),
    created_at: '2024-05-06T07:08:09.0000Z',
    title: 'add weights',
    author_hash: '0123456789ab',
    ...changes,
  };
  return header.map((column) => commit[column]).join(',');
};
const shifted = () => line({ created_at: 'add a card', title: '' });
const last = () => line({ created_at: '2024-12-04T16:00:00.0000Z' });
const fileOf = (...lines: string[]) => temporaryFolder({ 'commits.csv': lines.map((each) => `${each}\r\n`).join('') });
/** These commits, the row that is known to be broken, and one commit of the last day. */
const folderWith = (...lines: string[]) => fileOf(header.join(','), ...lines, shifted(), last());

describe('invented commits', () => {
  const documentationOf = async (title: string) => {
    const folder = folderWith(line({ title: `"${title.replaceAll('"', '""')}"` }));
    const [row] = await query(folder, `SELECT documentation::INTEGER AS is FROM commits ORDER BY created_at LIMIT 1`);
    return row?.is === 1;
  };

  test.each([
    'Update README.md',
    'update readme',
    'docs(readme): a better example',
    'Add model card',
    'Model Card (#1)',
    'docs: a link to the paper',
    'Add documentation',
    'fix citation, again',
    'Add BibTeX',
    'a "README", quoted',
  ])('the title %j is about documentation', async (title) => {
    expect(await documentationOf(title)).toBe(true);
  });

  test.each([
    'initial commit',
    'Update modelcard.json',
    'Upload LICENSE',
    'doctor the weights',
    'undocumented option',
    'Update config.json',
    'elicitation data',
  ])('the title %j is not', async (title) => {
    expect(await documentationOf(title)).toBe(false);
  });

  test('times are those of UTC, wherever the code runs', async () => {
    const folder = folderWith(line({ created_at: '2024-01-01T00:30:00.0000Z' })); // still 2023 in Los Angeles
    expect(await query(folder, 'SELECT min(created_at)::VARCHAR AS first FROM commits')).toEqual([
      { first: '2024-01-01 00:30:00' },
    ]);
  });

  test('the row that cannot be read is in no table, and every other one is', async () => {
    const rows = (await tablesOf(folderWith(line(), line()))).get('repository-commits')?.rows;
    expect(rows).toMatchObject([
      { month: '2024-05', commits: 2 },
      { month: '2024-12', commits: 1 },
    ]);
  });

  test('the view has what it promises, and no title', async () => {
    expect(await query(folderWith(line()), `SELECT column_name FROM (DESCRIBE commits)`)).toEqual(
      ['repository', 'author', 'created_at', 'documentation'].map((column_name) => ({ column_name })),
    );
  });

  test('columns that nobody asked for do no harm', async () => {
    const lines = [header.join(','), line(), shifted(), last()].map((each, index) => `${each},${index}`);
    expect(await query(fileOf(...lines), 'SELECT count(*) AS commits FROM commits')).toEqual([{ commits: 2 }]);
  });

  test('the same commit of two repositories is a commit of each', async () => {
    const commit_id = 'f'.repeat(40);
    const folder = folderWith(line({ commit_id }), line({ commit_id, model_id: 'ada/copy' }));
    expect(await query(folder, 'SELECT count(*) AS commits FROM commits')).toEqual([{ commits: 3 }]);
  });
});

describe('commits that are not as they were', () => {
  const refusal = async (folder: string) =>
    gaissa2024(folder).then(
      () => 'none',
      (error: unknown) => (error as Error).message,
    );

  test('a file of a header alone is named', async () => {
    expect(await refusal(fileOf(header.join(',')))).toBe('commits.csv has no rows');
  });

  test.each(header.map((column, index) => [column, index] as const))(
    'the column %s must be there',
    async (column, index) => {
      const without = header.filter((each) => each !== column);
      const cells = (text: string) => text.split(',').filter((_, at) => at !== index);
      expect(await refusal(fileOf(without.join(','), cells(line()).join(',')))).toBe(
        `commits.csv: column ${index + 1} is ${JSON.stringify(without[index] ?? 'absent')}, expected ${JSON.stringify(column)}`,
      );
    },
  );

  test.each([
    ['model_id', 'ada/'],
    ['model_id', 'ada/x/y'],
    ['model_id', ''],
    ['commit_id', 'cafe'],
    ['created_at', '2024-05-06'],
    ['created_at', '2024-02-30T00:00:00.0000Z'],
    ['created_at', '2024-05-06T07:08:09+02:00'],
    ['created_at', '2024-05-06T07:08:09'],
    ['created_at', 'yesterday'],
    ['created_at', ''],
    ['title', ''],
    ['author_hash', 'ada'],
    ['author_hash', ''],
  ] as const)('%s cannot be %j', async (column, value) => {
    expect(await refusal(folderWith(line(), line({ [column]: value })))).toMatch(
      new RegExp(`^commits\\.csv: row 3: ${column}: [^\n]+$`),
    );
  });

  test.each([
    ['2024-12-05T00:00:00.0000Z', '2024-12-05'],
    ['2014-12-31T23:59:59.0000Z', '2014-12-31'],
  ])('a commit of %s is outside the range', async (created_at, on) => {
    expect(await refusal(folderWith(line({ created_at })))).toBe(
      `commits.csv: row 2: the commit is of ${on}, expected a day from 2015-01-01 to 2024-12-04`,
    );
  });

  test('a second row with its title in the place of the time is not left out like the first', async () => {
    expect(await refusal(folderWith(line(), shifted()))).toBe(
      'commits.csv: row 4 has its title in the place of the time, and only one such row is known',
    );
  });

  test('a file without that row is another file, of which the limits would not be true', async () => {
    expect(await refusal(fileOf(header.join(','), line(), last()))).toContain(
      'commits.csv: no row has its title in the place of the time, and one is known',
    );
  });

  test('a file that ends before its last day lacks rows', async () => {
    expect(await refusal(fileOf(header.join(','), line(), shifted()))).toBe(
      'commits.csv: the newest commit is of 2024-05-06, expected 2024-12-04: rows are missing',
    );
  });

  test('a commit that occurs twice is not counted once, nor twice', async () => {
    const commit_id = 'f'.repeat(40);
    expect(await refusal(folderWith(line({ commit_id }), line(), line({ commit_id, title: 'again' })))).toBe(
      `commits.csv: row 4: the commit ${commit_id} occurs twice`,
    );
  });

  test('a row that was cut short is named with its line', async () => {
    expect(await refusal(folderWith(line(), line().slice(0, 60)))).toMatch(
      /^commits\.csv is not a well-formed CSV file: .+ line 3$/,
    );
  });
});
