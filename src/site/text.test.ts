import { expect, test } from 'vitest';
import { formatBytes, formatSlope } from './format.ts';

test('bytes below a thousand are not rounded', () => {
  expect([formatBytes(999), formatBytes(1500)]).toEqual(['999 bytes', '2 kB']);
});

test('the slope of a share is in percentage points, that of a count in its number', () => {
  expect(formatSlope({ series: 'share-with-card' }, 0.0123)).toBe('+1.2\u00a0points');
  expect(formatSlope({ series: 'uploads' }, 12.345)).toBe('12.3');
  expect(formatSlope({ series: 'spoilage', slopeUnit: 'share-change' }, 0.0123)).toBe('+1.2\u00a0points');
});
