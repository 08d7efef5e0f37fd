import { expect, test } from 'vitest';
import { formatBytes, slopeUnitOf } from './format.ts';

test('bytes below a thousand are not rounded', () => {
  expect([formatBytes(999), formatBytes(1500)]).toEqual(['999 bytes', '2 kB']);
});

test('the slope of a share is a difference of shares, that of a count a number', () => {
  expect(slopeUnitOf({ series: 'share-with-card' })).toBe('shareChange');
  expect(slopeUnitOf({ series: 'uploads' })).toBe('number');
  expect(slopeUnitOf({ series: 'spoilage', slopeUnit: 'share-change' })).toBe('shareChange');
});
