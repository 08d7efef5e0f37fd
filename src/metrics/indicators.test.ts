/** The indicators of `content/published/` against the tables that they name, whichever snapshots there are. */
import { describe, expect, test } from 'vitest';
import decisionProcess from '../../content/published/decision-process.json' with { type: 'json' };
import reportedChallenges from '../../content/published/reported-challenges.json' with { type: 'json' };
import { DecisionProcess, ReportedChallenges } from '../schema/published.ts';
import { editionTables } from '../series/contents.ts';
import { metrics } from './index.ts';

const { groups } = DecisionProcess.parse(decisionProcess);
const attributes = groups.flatMap((group) => group.attributes.map((each) => ({ ...each, group: group.id })));
const { challenges } = ReportedChallenges.parse(reportedChallenges);
const indicators = [...attributes, ...challenges].flatMap((each) => each.indicators);

test.each(indicators)('$description: a share with an interval, in one row of $table', (indicator) => {
  const { table, column, where, newest } = indicator;
  const made = [...metrics, ...editionTables].find(({ id }) => id === table);
  const named = made?.columns.find(({ name }) => name === column);
  expect(named).toMatchObject({ unit: 'share', interval: expect.anything() as unknown });
  expect([...Object.keys(where), ...(newest ? [newest] : [])].sort()).toEqual([...(made?.key ?? [])].sort());
});

describe('what a machine sees of what practitioners need', () => {
  test('the group of risks is the almanac’s own, and the others name what the paper names first', () => {
    for (const { id, basis, group } of attributes) expect(group === 'risk' && basis === 'paper', id).toBe(false);
    for (const group of groups.filter(({ id }) => id !== 'risk')) expect(group.attributes[0]?.basis).toBe('paper');
  });

  test('parent, data set and paper; results and training files; formats, size and licence; and four risks are seen', () => {
    const seen = attributes.filter(({ indicators: each }) => each.length > 0).map(({ id, group }) => `${group}/${id}`);
    expect(seen).toEqual(
      expect.arrayContaining([
        'provenance/parent',
        'provenance/dataset-details',
        'provenance/paper',
        'reproducibility/evaluation-results',
        'reproducibility/training-configuration',
        'portability/weight-format',
        'portability/cost-estimate',
        'portability/licence',
        'risk/pickle-only',
        'risk/remote-code',
        'risk/no-licence',
        'risk/orphaned-parent',
      ]),
    );
  });
});
