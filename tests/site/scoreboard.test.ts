/** The scoreboard on the built pages: snapshots whose table says whom and when a number speaks for, and those before. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import type { Row, Table } from '../../src/schema/table.ts';
import { snapshotsToLookAt } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const snapshots = snapshotsToLookAt().map(({ id }) => id);
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const isAnswered = (row: Row) => row.ours !== null || row.oursWord !== null;

describe.each(snapshots)('the scoreboard of %s', (snapshot) => {
  const table = JSON.parse(read('content/snapshots', snapshot, 'replication.json')) as Table;
  const stated = table.columns.some(({ name }) => name === 'population');
  const document = new JSDOM(read('dist', snapshot, 'methods', 'index.html')).window.document;
  const groups = [...document.querySelectorAll('table.claims tbody')];
  /** The lines of a claim, by their heads. */
  const linesOf = (group: Element | undefined) =>
    new Map(
      [...(group?.querySelectorAll('tr') ?? [])]
        .filter((line) => line.querySelector('th[scope=row]'))
        .map((line) => [textOf(line.querySelector('th')), [...line.querySelectorAll('td')].map(textOf)]),
    );
  const inOrder = ['reproduced', 'consistent-not-distinguishable', 'differs', 'not-checkable'].flatMap((verdict) => {
    const rows = table.rows.filter((row) => row.verdict === verdict);
    return [...rows.filter(isAnswered), ...rows.filter((row) => !isAnswered(row))];
  });

  test('has every claim once, by verdict, those with something beside them first', () => {
    const heads = groups.map((group) => textOf(group.querySelector('th[scope=rowgroup]')));
    expect(heads).toHaveLength(inOrder.length);
    for (const [index, row] of inOrder.entries()) expect(heads[index]).toContain(String(row.statement));
  });

  test('says of every number whom and when it speaks for, or that the table did not say so yet', () => {
    expect(textOf(document.querySelector('main')).includes('came into this table after the snapshot was made')).toBe(
      !stated,
    );
    for (const [index, row] of inOrder.entries()) {
      const lines = linesOf(groups[index]);
      const because = lines.get('because')?.join(' ') ?? '';
      expect(because).toContain(String(row.because));
      expect(lines.get('compared')?.[0]).toBe(typeof row.compared === 'string' ? row.compared : undefined);
      if (!stated) {
        expect([lines.has('population'), lines.has('window'), lines.has('date')]).toEqual([false, false, false]);
        continue;
      }
      const sides = isAnswered(row) ? 2 : 1;
      for (const head of ['population', 'window', 'date']) expect(lines.get(head)).toHaveLength(sides);
      const known = (value: Row[string] | undefined) => value ?? 'not known to us';
      expect(lines.get('population')).toEqual([known(row.population), known(row.ourPopulation)].slice(0, sides));
      expect(lines.get('window')).toEqual([known(row.window), known(row.ourWindow)].slice(0, sides));
      if (row.dateFrom === null) expect(lines.get('date')?.[0]).toBe('not known to us');
      if (row.unknown !== null) expect(because).toContain(String(row.unknown));
    }
  });

  test('gives ours with its interval where the table has one, and with a difference where there are two numbers', () => {
    for (const [index, row] of inOrder.entries()) {
      const value = textOf(groups[index]?.querySelector('.value'));
      expect(/\d–\d|\d to /.test(value)).toBe(typeof row.oursLow === 'number');
      expect(linesOf(groups[index]).has('difference')).toBe(typeof row.difference === 'number');
    }
  });
});
