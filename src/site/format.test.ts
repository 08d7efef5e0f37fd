import { expect, test } from 'vitest';
import { withDaysJoined } from './format.ts';

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
