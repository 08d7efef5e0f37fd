/** The colours of series as people with each kind of colour blindness see them, read from the stylesheet. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../styles/base.css'), 'utf8');
const series = ['--mark', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6', '--series-7'];

type Rgb = readonly [number, number, number];

/** A token of a theme, in linear light. */
function token(theme: 'light' | 'dark', name: string, rules = css): Rgb {
  const [, light, dark] = new RegExp(`${name}: light-dark\\(#([0-9a-f]{3,6}), #([0-9a-f]{3,6})\\);`).exec(rules) ?? [];
  const given = { light, dark }[theme];
  if (given === undefined) throw new Error(`the stylesheet has no colour ${name}`);
  const hex = given.length === 3 ? given.replaceAll(/./g, '$&$&') : given;
  const channel = (at: number) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return [channel(0), channel(2), channel(4)];
}

type Matrix = readonly [Rgb, Rgb, Rgb];
const times = (matrix: Matrix, [r, g, b]: Rgb): Rgb => {
  const row = ([x, y, z]: Rgb) => Math.min(1, Math.max(0, x * r + y * g + z * b));
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
};

/** Machado, Oliveira and Fernandes, “A physiologically-based model for simulation of color vision deficiency”, 2009. */
const sights: Readonly<Record<string, Matrix>> = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE L*a*b*, in which a distance of 2 is just seen and one of 10 at a glance. */
function lab(rgb: Rgb): Rgb {
  const [x, y, z] = times(
    [
      [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
    ],
    rgb,
  ).map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)) as unknown as Rgb;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const distance = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (one: Rgb, other: Rgb) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
/** What changes for those who ask their system for more contrast. */
const [, moreContrast = ''] = /prefers-contrast: more\) \{\s*:root \{([^}]*)\}/.exec(css) ?? [];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(Object.keys(sights))('any two series are told apart with %s', (sight) => {
    const matrix = sights[sight];
    if (!matrix) throw new Error(sight);
    const seen = series.map((name) => ({ name, colour: lab(times(matrix, token(theme, name))) }));
    for (const [index, one] of seen.entries())
      for (const other of seen.slice(index + 1))
        expect(distance(one.colour, other.colour), `${one.name} and ${other.name}`).toBeGreaterThan(10);
  });

  test('every series stands out from the ground, and those that names are written in can be read', () => {
    for (const [index, name] of series.entries())
      expect(contrast(token(theme, name), token(theme, '--surface')), name).toBeGreaterThanOrEqual(index < 4 ? 4.5 : 3);
  });

  test('text has a contrast of 4.5 and more, and of 7 where more is asked for, when lines are seen as well', () => {
    for (const name of ['--text', '--soft', '--accent'])
      expect(contrast(token(theme, name), token(theme, '--surface')), name).toBeGreaterThanOrEqual(4.5);
    const more = (name: string) => contrast(token(theme, name, moreContrast), token(theme, '--surface', moreContrast));
    for (const name of ['--text', '--accent']) expect(more(name), name).toBeGreaterThanOrEqual(7);
    expect(more('--line')).toBeGreaterThanOrEqual(3);
    // Nothing is grey then.
    expect(moreContrast).toContain('--soft: var(--text);');
  });
});
