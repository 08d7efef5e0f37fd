import { expect, test } from 'vitest';
import { formatSlope, withDaysJoined } from './format.ts';

test.each([
  [
    'What changed from 11 July 2024, revision 2 to 14 July 2025',
    'What changed from 11~July~2024, revision 2 to 14~July~2025',
  ],
  ['November 2018 to June 2024, by quarter', 'November~2018 to June~2024, by quarter'],
  ['of 760,460 models the last page, with 460, is missing', 'of 760,460 models the last page, with 460, is missing'],
])('a line does not end within a day or month of “%s”', (text, joined) => {
  expect(withDaysJoined(text)).toBe(joined.replaceAll('~', '\u00a0'));
});

test('a slope has two digits, as its interval has, and the unit of its series', () => {
  const row = { series: 'bus-factor', slopeUnit: 'number', slope: 43.75, low: 30.217, high: 52.285 };
  expect(formatSlope(row)).toEqual({ slope: '44', interval: '30 to 52' });
  const share = { series: 'share-with-card', slopeUnit: 'share-change', slope: -0.001004, low: -0.0042, high: 0.0023 };
  expect(formatSlope(share).slope.replace('\u00a0', ' ')).toBe('−0.10 percentage points');
});
