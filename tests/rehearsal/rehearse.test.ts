/** What is rehearsed, without rehearsing it: that takes minutes, and is done every night. */
import { mkdirSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { call, oneSentence } from '../call.ts';
import { row, type Rows } from '../stand-ins/server.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { rehearse } from './rehearse.ts';
import { twoMonths } from './two-months.ts';

const listOf = <T>(rows: Rows<T>) => Array.from({ length: rows.length }, (_, i) => row(rows, i));
const day = 24 * 60 * 60 * 1000;

test.each([
  ['2026-09-03', '2026-10-03'],
  ['2027-12-03', '2028-01-03'],
])('between %s and %s models are created, removed and renamed, and topics deleted', (first, second) => {
  const months = twoMonths({ models: 2000, topics: 200 }, [first, second]);
  const [before, after] = months.map(({ models }) => new Map(listOf(models).map((model) => [model._id, model.id])));
  const gone = [...(before ?? [])].filter(([id]) => !after?.has(id));
  const added = [...(after ?? [])].filter(([id]) => !before?.has(id));
  const renamed = [...(before ?? [])].filter(([id, name]) => after?.has(id) && after.get(id) !== name);
  expect(before?.size).toBeGreaterThan(1900);
  expect([gone.length, renamed.length]).toEqual([9, 19]);
  expect(added.length).toBeGreaterThan(10);

  const [topicsThen, topicsNow] = months.map(({ forum }) => new Set(listOf(forum.topics).map(({ id }) => id)));
  expect(topicsThen?.difference(topicsNow ?? new Set()).size).toBe(3);
  expect(topicsNow?.difference(topicsThen ?? new Set()).size).toBeGreaterThan(0);
  for (const { forum } of months) {
    const topics = new Set(listOf(forum.topics).map(({ id }) => id));
    expect(new Set(listOf(forum.posts).map(({ topic_id }) => topic_id)).isSubsetOf(topics)).toBe(true);
  }
});

test('each month reaches to its day, and no further', () => {
  for (const { clock, models, forum } of twoMonths({ models: 2000, topics: 200 }, ['2027-12-03', '2028-01-03'])) {
    const newest = row(models, models.length - 1).createdAt;
    expect(newest <= clock).toBe(true);
    expect(Date.parse(clock) - Date.parse(newest)).toBeLessThan(day);
    expect(listOf(forum.posts).every(({ created_at }) => created_at <= clock)).toBe(true);
  }
});

test.each([
  ['--models', '12', /^error: --models 12 is not a number from 2000 on\n$/],
  ['--topics', 'many', /^error: --topics many is not a number from 200 on\n$/],
])('%s %s is refused, and nothing is copied', async (option, value, sentence) => {
  const folder = temporaryFolder();
  const { status, stderr } = await call(rehearse, [option, value, '--folder', folder]);
  expect({ status, left: readdirSync(folder) }).toEqual({ status: 1, left: [] });
  expect(stderr).toMatch(sentence);
});

test('a folder with something else in it is left alone', async () => {
  const folder = temporaryFolder({ 'content/status.json': '{ "doi": null, "published": [] }', 'notes.txt': 'mine' });
  mkdirSync(`${folder}/empty`);
  const { status, stderr } = await call(rehearse, ['--folder', folder]);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain('holds something else than an earlier rehearsal');
  expect(readdirSync(folder).sort()).toEqual(['content', 'empty', 'notes.txt']);
});
