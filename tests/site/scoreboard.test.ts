/** The scoreboard: every claim once, beside the best answer of all snapshots, and whom and when both speak for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import type { Claim } from '../../src/schema/published.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

const { document } = new JSDOM(read('dist/methods/index.html')).window;
const groups = [...document.querySelectorAll('details.claim')];
/** The lines of a claim, by their heads. */
const linesOf = (group: Element) =>
  new Map(
    [...group.querySelectorAll('tr')]
      .filter((line) => line.querySelector('th[scope=row]'))
      .map((line) => [textOf(line.querySelector('th')), [...line.querySelectorAll('td')].map(textOf)]),
  );

test('it has every claim, and no other', () => {
  const claims = JSON.parse(read('content/published/claims.json')) as Pick<Claim, 'statement'>[];
  const heads = groups.map((group) => textOf(group.querySelector('.statement')));
  for (const { statement } of claims)
    expect(
      heads.filter((head) => head.includes(statement)),
      statement,
    ).not.toEqual([]);
  expect(heads.filter((head) => !claims.some(({ statement }) => head.includes(statement)))).toEqual([]);
});

test('every number says whom and when it speaks for, and why it got its verdict', () => {
  for (const group of groups) {
    const lines = linesOf(group);
    const sides = group.querySelectorAll('tr.value td').length;
    for (const head of ['population', 'window', 'date'])
      for (const said of lines.get(head) ?? []) expect(said, textOf(group)).not.toBe('');
    expect(['population', 'window', 'date'].map((head) => lines.get(head)?.length)).toEqual([sides, sides, sides]);
    expect(lines.get('because')?.join(' ')).toMatch(/\w+ \w+/);
  }
});

test('a difference has a sign and is written in the unit of its claim, as precisely as both sides', () => {
  const differences = groups.flatMap((group) => linesOf(group).get('difference') ?? []);
  expect(differences).toContain('−0.001');
  for (const said of differences)
    expect(said).toMatch(/^(none|0\.000|[+−]\d+\.\d{3}|[+−][\d,]+(\.\d+)?|[+−]\d+\.\d+ percentage points)$/);
});

test('numbers side by side have their days beside them', () => {
  const compared = groups.filter((group) => group.querySelectorAll('tr.value td').length === 2);
  expect(compared.length).toBeGreaterThan(10);
  for (const group of compared) {
    const days = (linesOf(group).get('date') ?? []).map((day) => (day.includes('known') ? 'day not known' : day));
    expect(
      [...textOf(group.querySelector('.sides')).matchAll(/\(([^)]+)\)/g)].map(([, day]) => day).slice(0, 2),
    ).toEqual(days);
  }
});

test('data of another day differ from a claim without contradicting it, unless they bound what there was on its day', () => {
  const differing = [...document.querySelectorAll('#replication-differs ~ details.claim')];
  expect(differing).not.toEqual([]);
  for (const group of differing) {
    const lines = linesOf(group);
    expect(`${lines.get('compared')?.join('')} ${lines.get('because')?.join('')}`).toMatch(
      /the claim’s own d|still listed/,
    );
  }
});
