import { expect, test } from 'vitest';
import { judge, parseSums } from './verifying.ts';

const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];
const own = parseSums(`${a}  cards.csv\n${b}  cards.json\n`, 'SHA256SUMS');
const others = new Map([
  ['2022-10-01', parseSums(`${c}  cards.csv\n`, 'SHA256SUMS')],
  ['2022-10-01-r2', parseSums(`${c}  cards.csv\n`, 'SHA256SUMS')],
]);
const judged = (name: string, sha256: string, size = 1, known: typeof others | null = others) =>
  judge({ name, size, sha256 }, '2023-06-30', own, known);

test('a file is what was published whatever its name is now, and the sentence says as what', () => {
  expect(judged('cards.csv', a)).toEqual({
    isPublished: true,
    says: 'is what was published in the snapshot 2023-06-30.',
  });
  expect(judged('numbers.txt', b)).toMatchObject({
    isPublished: true,
    says: 'is what was published as cards.json in the snapshot 2023-06-30.',
  });
});

test('a file of other snapshots is named after all of them, and is not of this one', () => {
  expect(judged('cards.csv', c)).toEqual({
    isPublished: false,
    says: 'is cards.csv of 2022-10-01 and 2022-10-01-r2, as it was published there. It is not of 2023-06-30.',
  });
});

test.each(['cards.csv', 'cards (1).csv', 'cards(2).csv', 'cards-1.csv', 'cards.csv.1'])(
  '%s with other bytes is a changed cards.csv',
  (name) => {
    const { isPublished, says } = judged(name, '0'.repeat(64));
    expect(isPublished).toBe(false);
    expect(says).toContain('is not what was published as cards.csv in the snapshot 2023-06-30');
    expect(says).toContain('spreadsheet');
  },
);

test('a file of which neither bytes nor name are known is no file of ours', () => {
  expect(judged('holiday.jpg', '0'.repeat(64)).says).toMatch(/^is no file of the snapshot 2023-06-30, by its bytes or/);
});

test('an empty file is a broken download, though its checksum might be anything', () => {
  expect(judged('cards.csv', a, 0)).toMatchObject({ isPublished: false, says: expect.stringContaining('is empty') });
});

test('where other snapshots could not be asked, the sentence says so and claims nothing about them', () => {
  const { says } = judged('cards.csv', c, 1, null);
  expect(says).toContain('is not what was published as cards.csv in the snapshot 2023-06-30.');
  expect(says).toContain('could not be loaded');
});

test('a page in the place of checksums is not taken for them', () => {
  expect(() => parseSums('<!doctype html>\n<p>Sign in\n', 'https://example.org/SHA256SUMS')).toThrow(
    'https://example.org/SHA256SUMS holds no checksums',
  );
});
