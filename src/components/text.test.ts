import { describe, expect, test } from 'vitest';
import { interval, size, written } from './format.ts';
import { expectComplete, missing } from './missing.ts';

const space = '\u00a0';

describe('a value is written by its unit', () => {
  test.each([
    ['count', 103_047, '103,047'],
    ['share', 0.5265, `52.6${space}%`],
    ['share', 0.00024, `0.02${space}%`],
    ['share', 0, `0.0${space}%`],
    ['correlation', -0.4663, '−0.466'],
    ['probability', 1e-22, 'below 0.001'],
    ['probability', 0.0162, '0.016'],
    ['rank', 143.5, '143.5'],
    ['rank', 1, '1'],
    ['month', '2023-06', 'June 2023'],
    ['day', '2023-06-30', '30 June 2023'],
    ['modelType', 'xlm-roberta', 'xlm-roberta'],
  ] as const)('%s %s', (unit, value, text) => {
    expect(written(unit, value)).toBe(text);
  });

  test('nothing is a dash, not a zero', () => {
    expect(written('count', null)).toBe('–');
  });

  test('an interval of a share has one percent sign, one of a correlation no dash that could be a minus', () => {
    expect(interval('share', 0.5244, 0.5286)).toBe(`52.4–52.9${space}%`);
    expect(interval('correlation', -0.1, 0.2)).toBe('−0.100 to 0.200');
  });

  test('bytes below a thousand are not rounded', () => {
    expect([size(999), size(1500)]).toEqual(['999 bytes', '2 kB']);
  });
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
