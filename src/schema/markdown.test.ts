import { expect, test } from 'vitest';
import { tableInMarkdown, textInMarkdown } from './markdown.ts';

test.each(['Models, by type (2023-06-30): 12 % of all.', 'A share of 40.1\u00a0% is 2. of 3.'])(
  '%j is the same in Markdown',
  (text) => {
    expect(textInMarkdown(text)).toBe(text);
  },
);

test.each([
  ['<b>[a](javascript:1)</b>', String.raw`\<b\>\[a\](javascript:1)\</b\>`],
  ['www.example.org, https://example.org', String.raw`www\.example.org, https\://example.org`],
  ['one\n\n# two', String.raw`one \# two`],
  ['- one', String.raw`\- one`],
  ['+ one', String.raw`\+ one`],
  ['---', String.raw`\---`],
  ['12) one', String.raw`12\) one`],
  ['1. one', String.raw`1\. one`],
])('%j stays text in Markdown', (text, written) => {
  expect(textInMarkdown(text)).toBe(written);
});

test('a cell of a table neither ends its row nor begins another', () => {
  expect(tableInMarkdown(['a', 'b'], [['x|y\n| z', '']])).toEqual([
    '| a | b |',
    '| --- | --- |',
    String.raw`| x\|y \| z |  |`,
  ]);
});
