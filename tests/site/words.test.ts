/** The words of the finished pages: what was published stays as it is, and all else is plain. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { counted } from '../banned-words.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Every text of a published file that has such a word, the longest first. */
const published = [
  ...new Set(
    ['content/{snapshots,editions}/*/*.json', 'content/status.json', 'content/published/*.json']
      .flatMap((pattern) => globSync(pattern, { cwd: root }))
      .flatMap((file) => {
        const texts: string[] = [];
        JSON.parse(read(file), (_, value: unknown) => {
          if (typeof value === 'string' && value.length > 20 && value.search(counted) >= 0) texts.push(value);
          return value;
        });
        return texts;
      }),
  ),
].sort((a, b) => b.length - a.length);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const visible = (html: string) =>
  html
    .replaceAll(/<(script|style)\b.*?<\/\1>/gsu, ' ')
    .replaceAll(/<[^>]+>/gu, ' ')
    .replaceAll(/&(\w+|#39);/gu, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/\s+/gu, ' ');

test('beside what was published, “stands”, “told” and “held against” are nearly gone from the pages', () => {
  const found = globSync('dist/**/*.html', { cwd: root }).flatMap((file) => {
    let text = visible(read(file));
    if (text.search(counted) < 0) return [];
    for (const each of published) text = text.replaceAll(each.replaceAll(/\s+/gu, ' '), ' ');
    return [...text.matchAll(counted)].map(
      ({ index }) => `${file}: ${text.slice(Math.max(index - 40, 0), index + 40)}`,
    );
  });
  expect(found.length, found.join('\n')).toBeLessThan(10);
});

test('a sentence goes on after a space: no word runs into a link or an emphasis, nor one of these into a word', () => {
  const joined = /[\p{L},;.)]<(?:a|em|strong|code|cite)>(?=\S)|<\/(?:a|em|strong|code|cite)>[\p{L}(]/gu;
  // The same on a page as it is: on nearly all there is none, and to take marks and attributes out of each takes longest.
  const withMarks = /[\p{L},;.)]<(?:a|em|strong|code|cite)\b[^>]*>\S|<\/(?:a|em|strong|code|cite)>[\p{L}(]/u;
  const found = globSync('dist/**/*.html', { cwd: root }).flatMap((file) => {
    const whole = read(file);
    if (!withMarks.test(whole)) return [];
    const html = whole
      .replaceAll(/<(script|style|svg|template)\b.*?<\/\1>/gsu, ' ')
      .replaceAll(/<(\w+)[^>]*>/gu, '<$1>');
    return [...html.matchAll(joined)].map(({ index }) => `${file}: ${html.slice(Math.max(index - 40, 0), index + 40)}`);
  });
  expect(found).toEqual([]);
});
