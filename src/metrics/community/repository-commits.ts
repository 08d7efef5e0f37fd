import { defineCount } from '../metric.ts';

/**
 * How much work goes into model repositories, how much of it into their documentation, and on how few people does it
 * rest?
 *
 * Shape   one row per month, oldest first; a month without a commit has no row
 * Source  the histories of model repositories; authors are counted, never named. The process measures follow PRIME
 *         (Synovic et al., ASE 2022), the bus factor with a month's commits in the place of all lines
 */
export const repositoryCommits = defineCount({
  id: 'repository-commits',
  topic: 'community',
  title: 'Commits to model repositories and bus factor, by month',
  method:
    'Commits made in the month, by commit time. The bus factor is the fewest authors who together made at least half of them. A commit counts as documentation if its title mentions it; other commits that change a card are missed, so the share is a lower bound.',
  key: ['month'],
  figures: [
    { title: 'Commits to model repositories, by month', chart: 'columns', x: 'month', y: 'commits' },
    { title: 'Commits about documentation, by month', chart: 'line', x: 'month', y: 'shareOfDocumentation' },
    { title: 'Repositories with a commit, by month', chart: 'columns', x: 'month', y: 'repositories' },
  ],
  columns: {
    month: { unit: 'month', description: 'Month in which the commits were made (UTC)' },
    commits: { unit: 'count', description: 'Commits made' },
    documentationCommits: {
      unit: 'count',
      description: 'Commits whose title mentions documentation',
    },
    repositories: { unit: 'count', description: 'Distinct repositories that they were made to' },
    authors: { unit: 'count', description: 'Distinct authors who made them' },
    busFactor: { unit: 'count', description: 'Fewest authors who together made at least half of them' },
  },
  shares: {
    shareOfDocumentation: {
      part: 'documentationCommits',
      whole: 'commits',
      description: 'Share of the commits that are about documentation',
    },
  },
  cluster: 'repository',
  needs: ['commits.created_at', 'commits.author', 'commits.repository', 'commits.documentation'],
  sql: (_, count) => `
    ${count({
      units: `
        WITH made AS (
          SELECT strftime(created_at, '%Y-%m') AS month, author, count(*) AS own FROM commits GROUP BY ALL
        ), running AS (
          SELECT month,
                 sum(own) OVER (PARTITION BY month) AS total,
                 sum(own) OVER (PARTITION BY month ORDER BY own DESC, author ROWS UNBOUNDED PRECEDING) - own AS larger
          FROM made
        ), few AS (
          SELECT month, count(*) FILTER (larger * 2 < total) AS factor FROM running GROUP BY month
        )
        SELECT month, repository, author, documentation, factor
        FROM commits JOIN few ON month = strftime(created_at, '%Y-%m')`,
      counts: { commits: 'true', documentationCommits: 'documentation' },
      also: {
        repositories: 'count(DISTINCT repository)',
        authors: 'count(DISTINCT author)',
        busFactor: 'any_value(factor)',
      },
    })}
    ORDER BY "month"`,
});

/**
 * How much of all commits is about documentation, and does one repository make the difference?
 *
 * Shape   a row for all repositories, and one without that of the most commits, of equals the first by name
 * Source  as repository-commits
 */
export const documentationCommits = defineCount({
  id: 'documentation-commits',
  topic: 'community',
  title: 'Commits about documentation, with and without the busiest repository',
  method:
    'All commits of the list, and those whose title mentions documentation (a lower bound), with and without the repository with the most commits.',
  key: ['repositories'],
  columns: {
    repositories: { unit: 'slug', description: 'all, or without-the-busiest' },
    commits: { unit: 'count', description: 'Commits made' },
    documentationCommits: { unit: 'count', description: 'Those about documentation' },
  },
  shares: {
    share: {
      part: 'documentationCommits',
      whole: 'commits',
      description: 'Share of the commits that are about documentation',
    },
  },
  cluster: 'repository',
  needs: ['commits.repository', 'commits.documentation'],
  sql: (_, count) => `
    ${count({
      units: `
        WITH busiest AS (SELECT repository FROM commits GROUP BY ALL ORDER BY count(*) DESC, repository LIMIT 1)
        SELECT unnest(CASE WHEN repository IN (FROM busiest) THEN ['all'] ELSE ['all', 'without-the-busiest'] END) AS repositories,
               repository, documentation
        FROM commits`,
      counts: { commits: 'true', documentationCommits: 'documentation' },
    })}
    ORDER BY "repositories"`,
});
