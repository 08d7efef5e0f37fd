import { defineCount } from '../metric.ts';

/**
 * How many topics stand open, and for how long?
 *
 * Shape   one row per month that has ended, oldest first
 * Window  from the month of the first topic to the last month that ended before the day of the snapshot
 * Source  the forum's topics; issue spoilage of PRIME (Synovic et al., ASE 2022) with topics in the place of issues
 */
export const openTopics = defineCount({
  id: 'open-topics',
  topic: 'community',
  title: 'Topics without an accepted answer',
  method:
    'Topics opened by the end of the month without an accepted answer on the day of the data, and their median age at the end of the month. The forum does not record when an answer was accepted, so topics answered later are not counted.',
  key: ['month'],
  figures: [
    { title: 'Median age of topics without an accepted answer', chart: 'line', x: 'month', y: 'medianAgeDays' },
  ],
  columns: {
    month: { unit: 'month', description: 'Month, at its end (UTC)' },
    open: { unit: 'count', description: 'Topics without an accepted answer' },
    medianAgeDays: { unit: 'days', description: 'Median age of these topics', missing: 'no topic is open' },
  },
  needs: ['topics.created_at', 'topics.answered'],
  sql: `
    WITH months AS (
      SELECT unnest(generate_series(date_trunc('month', min(created_at)), date_trunc('month', $as_of) - INTERVAL 1 MONTH, INTERVAL 1 MONTH)) AS begins
      FROM topics
    )
    SELECT strftime(begins, '%Y-%m') AS "month",
           count(id) AS "open",
           median(epoch(begins + INTERVAL 1 MONTH) - epoch(created_at)) / 86400 AS "medianAgeDays"
    FROM months LEFT JOIN topics ON created_at < begins + INTERVAL 1 MONTH AND NOT answered
    GROUP BY begins
    ORDER BY begins`,
});
