import { expect, test } from 'vitest';
import { rootCausesByChallenge } from './root-causes-by-challenge.ts';
import { counted } from '../rows.test-support.ts';

const row = { challenge: 'spaces', name: 'Spaces', group: 'bugs', groupName: 'Bugs', topics: 1, questions: 4 };

test('a share is one of the challenge’s own questions, and a single question leaves it wide open', () => {
  const { rows } = counted(rootCausesByChallenge, [row, { ...row, challenge: 'speed', topics: 1, questions: 1 }]);
  expect(rows).toMatchObject([{ share: 0.25 }, { share: 1, shareHigh: 1 }]);
  expect(rows[1]?.shareLow).toBeCloseTo(0.207, 3);
});

test('it says that the group of a cause is a reading of free text, and needs no records', () => {
  expect(rootCausesByChallenge.method).toContain('free text, which the almanac assigned to groups');
  expect(rootCausesByChallenge.needs).toBeNull();
});
