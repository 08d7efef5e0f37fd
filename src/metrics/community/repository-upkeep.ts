import { defineCount } from '../metric.ts';

/**
 * Is a model repository still worked on when it is some months old, and is its documentation?
 *
 * Shape   one row per month of age, from 0 to the age of the oldest repository, without gaps
 * Window  a month of age runs from a day of the month to the same day of the next, or to its last day where it has no
 *         such day; a repository is in a row once that month of its life was over on the day of the snapshot
 * Source  the histories of model repositories, each summed with the others of its age and none of them named. The process
 *         measures follow PRIME (Synovic et al., ASE 2022)
 */
export const repositoryUpkeep = defineCount({
  id: 'repository-upkeep',
  topic: 'community',
  title: 'Active repositories by age',
  method:
    'Age is counted from the first commit. For each month of age: the repositories that completed this month before the day of the data, and those with a commit in it. Month 0 starts with the first commit, so all repositories are active in it. Fewer repositories have reached a greater age, so rows do not compare the same repositories. The 95 % CIs are clustered by owner.',
  key: ['age'],
  figures: [{ chart: 'bars', x: 'shareWithCommit', y: 'age', first: { column: 'age', count: 24 } }],
  columns: {
    age: { unit: 'count', description: 'Age in full months since the first commit' },
    repositories: { unit: 'count', description: 'Repositories that completed this month' },
    withCommit: { unit: 'count', description: 'Repositories with a commit in the month' },
    withDocumentation: {
      unit: 'count',
      description: 'Repositories with a documentation commit in the month',
    },
  },
  shares: {
    shareWithCommit: {
      part: 'withCommit',
      whole: 'repositories',
      description: 'Share of the repositories with a commit in the month',
    },
    shareWithDocumentation: {
      part: 'withDocumentation',
      whole: 'repositories',
      description: 'Share of the repositories with a documentation commit in the month',
    },
  },
  cluster: 'author',
  needs: ['commits.repository', 'commits.created_at', 'commits.documentation'],
  sql: (_, count) => `
    WITH begun AS (
      SELECT repository, min(created_at) AS first_at
      FROM commits
      GROUP BY repository
    ), aged AS (
      SELECT repository,
             first_at,
             unnest(range(date_diff('month', first_at, $as_of::TIMESTAMP) + 1))::INTEGER AS age
      FROM begun
    ), lived AS (
      SELECT repository, age, first_at + to_months(age) AS begins_at, first_at + to_months(age + 1) AS ends_at
      FROM aged
      WHERE ends_at <= $as_of
    ), worked AS (
      SELECT lived.repository,
             age,
             count(commits.created_at) > 0 AS any_commit,
             coalesce(bool_or(documentation), false) AS any_documentation
      FROM lived LEFT JOIN commits
        ON commits.repository = lived.repository AND created_at >= begins_at AND created_at < ends_at
      GROUP BY lived.repository, age
    )
    FROM (${count({
      units: `SELECT age, split_part(repository, '/', 1) AS author, any_commit, any_documentation FROM worked`,
      counts: { repositories: 'true', withCommit: 'any_commit', withDocumentation: 'any_documentation' },
    })})
    ORDER BY "age"`,
});
