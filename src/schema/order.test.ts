import { expect, test } from 'vitest';
import { numberIn } from './number-in-text.ts';
import { orderKeys } from './order.ts';
import { formatValue } from './written.ts';
import type { Cell, Unit } from './table.ts';

/** The key of each cell. */
const keysOf = (unit: Unit, cells: readonly Cell[]) => {
  const keys = orderKeys(unit, cells);
  return cells.map((cell) => keys.get(cell));
};
/** Cells as a page sorts them: by their key, else by the number in their text. */
const sorted = (unit: Unit, cells: readonly Cell[]) => {
  const keys = orderKeys(unit, cells);
  const valueOf = (cell: Cell) => keys.get(cell) ?? numberIn(formatValue(unit, cell));
  return cells.toSorted((a, b) => valueOf(a) - valueOf(b));
};

test('classes of sizes and of downloads are in the order of their bounds, and words among them have no key', () => {
  const sizes = ['100b-and-more', 'below-100m', 'unknown', null, 'below-10b', 'below-1b', 'below-100b'];
  expect(keysOf('slug', sizes)).toEqual([4, 0, undefined, undefined, 2, 1, 3]);
  expect(keysOf('slug', ['10-000-and-more', 'below-100', 'none', 'below-10-000'])).toEqual([3, 1, 0, 2]);
  // No licence at all is no class of downloads.
  expect(keysOf('slug', ['permissive', 'none', 'copyleft'])).toEqual([undefined, undefined, undefined]);
});

test('numbers that are written alike are told apart, and others need no key', () => {
  const shares = [0.14249, 0.1421, 0.141, 0.143, 0.00004, 0.0001, 0.00002, null, 0.9997, 0.999, 1, 0.14249];
  expect(keysOf('share', shares)).toEqual([
    14.25,
    14.21,
    undefined,
    undefined,
    0.004,
    0.01,
    0.002,
    undefined,
    99.97,
    99.9,
    undefined,
    14.25,
  ]);
  const known = shares.filter((share) => share !== null);
  expect(sorted('share', known)).toEqual(known.toSorted((a, b) => a - b));
  expect(sorted('number', [100_000.4, 100_000.1, -3, -3.001, 99_999])).toEqual([
    -3.001, -3, 99_999, 100_000.1, 100_000.4,
  ]);
  expect(keysOf('count', [1_234_567, 1_234_568, null])).toEqual([undefined, undefined, undefined]);
});

test.each<[Unit, number[]]>([
  ['number', [12_340, 12_343, 12_344.9, 12_345.4, 12_347]],
  ['rank', [1234.4, 1234.46, 1234.54, 1234.6]],
  ['share', [0.999, 0.9996, 0.99998, 1]],
  // Of the trend tests of 2023-06-30-r2.
  ['correlation', [0.7891, 0.789_473_684_210_526_3, 0.789_515_737_528_827_3, 0.7898]],
])('a key of a %s passes no number that is written otherwise', (unit, numbers) => {
  expect(sorted(unit, numbers.toReversed())).toEqual(numbers);
  expect(sorted(unit, numbers)).toEqual(numbers);
});

test('months need no key', () => {
  expect(keysOf('month', ['2023-05', '2022-06'])).toEqual([undefined, undefined]);
});
