/** Words that nobody of the field would use: not in prose, nor in what tables say of themselves. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metrics } from '../src/metrics/index.ts';
import { editionTables } from '../src/series/contents.ts';
import { inPresentWordsOf } from '../src/site/catalogue.ts';
import { banned } from './banned-words.ts';

const root = join(import.meta.dirname, '..');
const files = globSync('content/{chapters/*.mdx,glossary.json,taxonomy/*.json,rewordings.json}', { cwd: root }).map(
  (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    // Of the rewordings only what is said today, and of prose not the names in its tags.
    return [
      file,
      file.endsWith('rewordings.json')
        ? Object.values(JSON.parse(text) as object).join('\n')
        : text.replaceAll(/<[^>]*>/g, ''),
    ] as const;
  },
);
const tables = [...metrics, ...editionTables].map(
  ({ id, title, method, columns }) =>
    [
      id,
      [title, method, ...columns.flatMap(({ description, missing = '' }) => [description, missing])].join('\n'),
    ] as const,
);

/** What pages say of the limits of published snapshots and editions. */
const limits = globSync('content/{snapshots,editions}/*/manifest.json', { cwd: root }).map((file) => {
  const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as { limits: string[] };
  return [file, manifest.limits.map(inPresentWordsOf).join('\n')] as const;
});

test.each([...files, ...tables, ...limits])('%s has no banned word', (_, text) => {
  expect([...text.matchAll(banned)].map(({ 0: word }) => word)).toEqual([]);
});
