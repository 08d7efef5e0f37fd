import { expect, test } from 'vitest';
import { formatBytes, formatSlope } from './format.ts';
import { expectComplete, missing } from './missing.ts';

test('bytes below a thousand are not rounded', () => {
  expect([formatBytes(999), formatBytes(1500)]).toEqual(['999 bytes', '2 kB']);
});

test('the slope of a share is in percentage points, that of a count in its number', () => {
  expect(formatSlope('share-with-card', 0.0123)).toBe('+1.2\u00a0points');
  expect(formatSlope('uploads', 12.345)).toBe('12.3');
});

test('a number that is not there may be made, and may not be shown', () => {
  const mark = missing('codes of challenges');
  expect(() => {
    expectComplete(`<p>${mark}</p>`, 'a chapter');
  }).toThrow('a chapter shows a number that is not there: codes of challenges');
  expect(() => {
    expectComplete('<p>12</p>', 'a chapter');
  }).not.toThrow();
});
