import { describe, expect, test } from 'vitest';
import benefits from '../../content/taxonomy/benefits.json' with { type: 'json' };
import challenges from '../../content/taxonomy/challenges.json' with { type: 'json' };
import {
  formatDays,
  formatDifference,
  formatInterval,
  formatList,
  formatP,
  formatPeriod,
  formatValue,
} from './written.ts';

const space = '\u00a0';

test('a category is called in charts what it is called in the taxonomy', () => {
  const categories = [...challenges.categories, ...benefits.categories];
  expect(categories.length).toBeGreaterThan(20);
  for (const { id, name } of categories) expect(formatValue('slug', id).toLowerCase()).toBe(name.toLowerCase());
});

describe('a value is written by its unit', () => {
  test.each([
    ['count', 1_234_567, '1,234,567'],
    ['share', 0.5265, `52.6${space}%`],
    ['share', 0.00024, `0.02${space}%`],
    ['share', 0, `0.0${space}%`],
    ['share', 2 / 126_650, `<${space}0.01${space}%`],
    ['share', 0.9998, `>${space}99.9${space}%`],
    ['share', 1, `100.0${space}%`],
    // The ends of intervals, which are computed.
    ['share', 1e-17, `0.0${space}%`],
    ['share', 0.999_999_999_99, `100.0${space}%`],
    ['shareChange', -0.0034, `−0.34${space}percentage points`],
    ['shareChange', 0.02, `+2.0${space}percentage points`],
    ['correlation', -0.4663, '−0.466'],
    ['correlation', 0.6988, '0.699'],
    ['probability', 0.0004, `<${space}0.001`],
    ['correlation', -0.0002, '0.000'],
    ['probability', 0.0162, '0.016'],
    ['probability', 0.9998, `>${space}0.999`],
    ['rankChange', -0.04, '0.0'],
    ['shareChange', -0.000002, `0.00${space}percentage points`],
    ['rank', 143.5, '143.5'],
    ['rank', 1, '1'],
    ['rankChange', 2, '+2'],
    ['days', 1, `1${space}day`],
    ['days', 12.345, `12.3${space}days`],
    ['number', 0.12345, '0.123'],
    ['number', 1234.5, '1,235'],
    ['month', '2023-06', 'June 2023'],
    ['day', '2023-06-30', '30 June 2023'],
    ['slug', 'no-clear-trend', 'no clear trend'],
    ['slug', 'responsible-ai', 'responsible AI'],
    ['slug', 'finetune', 'fine-tune'],
    ['slug', 'children', 'derivatives'],
    ['slug', 'below-10b', '1–10 B parameters'],
    ['modelType', 'xlm-roberta', 'xlm-roberta'],
  ] as const)('%s %s', (unit, value, text) => {
    expect(formatValue(unit, value)).toBe(text);
  });

  test('nothing is a dash, not a zero', () => {
    expect(formatValue('count', null)).toBe('–');
  });
});

test('an interval names its unit once, and has no dash where a minus sign may stand', () => {
  expect(formatInterval('share', 0.5244, 0.5286)).toBe(`52.4–52.9${space}%`);
  expect(formatInterval('share', 0.00001, 0.0002)).toBe(`<${space}0.01 to 0.02${space}%`);
  expect(formatInterval('correlation', -0.1, 0.2)).toBe('−0.100 to 0.200');
  expect(formatInterval('shareChange', -0.0034, 0.0049)).toBe(`−0.34 to +0.49${space}percentage points`);
  expect(formatInterval('days', 0.5, 1)).toBe(`0.5${space}days to 1${space}day`);
});

test('a difference has a sign, and that of shares is in percentage points', () => {
  expect(formatDifference('share', 0.1)).toBe(`+10.0${space}percentage points`);
  expect(formatDifference('count', -3)).toBe('−3');
  expect(formatDifference('count', 3)).toBe('+3');
  expect(formatDifference('correlation', -0.00137)).toBe('−0.001');
});

test('a p value is equal to a number, or less than the least that is written', () => {
  expect(formatP(0.0162)).toBe(`p${space}=${space}0.016`);
  expect(formatP(0.0004)).toBe(`p${space}<${space}0.001`);
});

test('a period of one month names it once', () => {
  expect(formatPeriod({ from: '2023-06', to: '2023-06' })).toBe('June 2023');
  expect(formatPeriod({ from: '2023-05', to: '2023-06' })).toBe('May 2023 to June 2023');
});

test('days that are whole months are written as months, and others as days', () => {
  expect(formatDays({ from: '2025-07-01', to: '2025-07-31' })).toBe('July 2025');
  expect(formatDays({ from: '2023-01-01', to: '2023-12-31' })).toBe('January 2023 to December 2023');
  expect(formatDays({ from: '2024-02-01', to: '2024-02-28' })).toBe('1 February 2024 to 28 February 2024');
  expect(formatDays({ from: '2022-08-15', to: '2022-08-16' })).toBe('15 August 2022 to 16 August 2022');
  expect(formatDays({ from: '2025-07-14', to: '2025-07-14' })).toBe('14 July 2025');
});

test('a list has an and before its last part, and no comma there', () => {
  expect(formatList([])).toBe('');
  expect(formatList(['bert', 't5'])).toBe('bert and t5');
  expect(formatList(['bert', 'gpt2', 't5'])).toBe('bert, gpt2 and t5');
});
