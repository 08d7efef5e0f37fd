import { expect, test } from 'vitest';
import { dayText, daysBefore, momentText, monthText, ordinal, spanText } from './days.ts';

test('days and months are written as sentences have them', () => {
  expect([dayText('2025-07-04'), monthText('2025-07-14'), momentText('2022-09-30T05:46:01Z')]).toEqual([
    '4 July 2025',
    'July 2025',
    '30 September 2022 at 05:46',
  ]);
});

test.each([
  ['2026-08-14', '2026-08-22', '14 to 22 August 2026'],
  ['2026-07-28', '2026-08-05', '28 July to 5 August 2026'],
  ['2026-12-29', '2027-01-06', '29 December 2026 to 6 January 2027'],
])('from %s to %s is %s', (from, to, text) => {
  expect(spanText(from, to)).toBe(text);
  expect(daysBefore(to, 8)).toBe(from);
});

test.each(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd', '23rd', '30th', '31st'])(
  '%s',
  (text) => {
    expect(ordinal(`2026-08-${text.slice(0, -2).padStart(2, '0')}`)).toBe(text);
  },
);
