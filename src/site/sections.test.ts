import { expect, test } from 'vitest';
import { headingsOf, withSections } from './sections.ts';

test('a section is named by its heading, without the day of its numbers, and a figure leads to itself', () => {
  const day =
    '<span class="as-of">(<a href="/x/"><time>11 July</time></a><span class="hidden">,</span> <span class="badge">census</span>)</span>';
  expect(
    headingsOf(
      '<h2 id="a">Which <code>types</code></h2><h3 id="b">No</h3><h2>No way to it</h2>' +
        `<h2 class="title" id="c-title">67\n % ${day}</h2>`,
    ),
  ).toEqual([
    { id: 'a', text: 'Which types' },
    { id: 'c', text: '67 %' },
  ]);
});

test('all that follows a heading is its section, and what comes before the first is in none', () => {
  expect(withSections('<p>1</p><h2 id="a">A</h2><p>2</p><h3>3</h3><h2 id="b">B</h2>')).toBe(
    '<p>1</p><h2 id="a">A</h2><details class="part" open><summary>section<span class="hidden">: A</span></summary><p>2</p><h3>3</h3></details>' +
      '<h2 id="b">B</h2><details class="part" open><summary>section<span class="hidden">: B</span></summary></details>',
  );
  expect(withSections('<p>1</p>')).toBe('<p>1</p>');
});
