import { expect, test } from 'vitest';
import { expectComplete, missing } from './missing.ts';

test('a number that a page shows and a snapshot does not have is an error that names it', () => {
  const html = `<p>Of ${missing('count of totals where {"measure":"models-with-crad"}')} models</p>`;
  expect(() => {
    expectComplete(html, 'content/chapters/documentation.mdx for 2020-01-31');
  }).toThrow(
    'content/chapters/documentation.mdx for 2020-01-31 shows a number that is not there: count of totals where {"measure":"models-with-crad"}; put it inside <When table="…">',
  );
  expectComplete('<p>Of 12 models</p><!-- a comment -->', 'anything');
});

test('a name cannot end the mark before its time', () => {
  expect(missing('a-->b')).toBe('<!--missing number:a>b-->');
});
