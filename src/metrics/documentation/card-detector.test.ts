import { expect, test } from 'vitest';
import { cardDetector } from './card-detector.ts';
import { counted } from '../rows.test-support.ts';

const rowOf = (counts: Record<string, number>) =>
  counted(cardDetector, [{ section: 'licence', labelled: 60, present: 0, detected: 0, both: 0, ...counts }]).rows[0];

test('precision is a share of what was found, recall one of what was there', () => {
  expect(rowOf({ present: 10, detected: 5, both: 4 })).toMatchObject({
    precision: 0.8,
    precisionLow: expect.closeTo(0.3755, 4),
    precisionHigh: expect.closeTo(0.9638, 4),
    recall: 0.4,
    recallLow: expect.closeTo(0.1682, 4),
    recallHigh: expect.closeTo(0.6873, 4),
  });
});

test('where nothing was found there is no precision, and where nothing was there no recall, rather than 0', () => {
  expect(rowOf({ present: 2 })).toMatchObject({ precision: null, precisionLow: null, precisionHigh: null, recall: 0 });
  expect(rowOf({ detected: 2 })).toMatchObject({ precision: 0, recall: null, recallLow: null, recallHigh: null });
});

test('more hits than findings are a mistake', () => {
  expect(() => rowOf({ present: 3, detected: 1, both: 2 })).toThrow('a part cannot exceed its whole');
});
