import { describe, expect, test } from 'vitest';
import { isComplete, missing, withoutIncomplete } from './missing.ts';

const none = missing('children of parents where {"relation":"finetune"}');
const some = '<span class="stat">12</span>';

describe('a sentence without its number is left out', () => {
  test.each([
    ['the first of a paragraph', `<p>There are ${none} models. The rest is told.</p>`, '<p>The rest is told.</p>'],
    ['the last', `<p>There are ${some} models. The others, ${none}, are not.</p>`, `<p>There are ${some} models. </p>`],
    [
      'one in the middle, with all that is in it',
      `<p>One. Of <a href="#a">these</a>, ${some} are <em>large (${none})</em>, and old! Three?</p>`,
      '<p>One. Three?</p>',
    ],
    ['one with several missing', `<p>${none} of ${none} are. <b>Two</b> stays.</p>`, '<p><b>Two</b> stays.</p>'],
    ['one that ends in a quotation', `<p>It says “${none}.” Then this.</p>`, '<p>Then this.</p>'],
    ['with the bold words that lead it', `<p><strong>Cards.</strong> ${none} have one.</p><p>.</p>`, '<p>.</p>'],
    ['in a heading, whole', `<h3>${none} lead</h3><p>Text.</p>`, '<p>Text.</p>'],
    ['outside any paragraph', `${none} lead. ${some} follow.<p>Text.</p>`, `${some} follow.<p>Text.</p>`],
  ])('%s', (_, html, rest) => {
    expect(withoutIncomplete(html)).toBe(rest);
  });
});

test('a full stop in a value or a name ends no sentence', () => {
  const name = '<span>Qwen 3. 5</span>';
  expect(withoutIncomplete(`<p>Before. The model ${name} has ${none} children, ${name} more. After.</p>`)).toBe(
    '<p>Before. After.</p>',
  );
  expect(withoutIncomplete(`<p>Below 0.05 ${none} are clear at 99.9 %. After.</p>`)).toBe('<p>After.</p>');
});

test('a paragraph, an entry and a list go when nothing is left of them', () => {
  expect(withoutIncomplete(`<div><ul><li><p>${none} models</p></li></ul></div><p>.</p>`)).toBe('<p>.</p>');
  expect(withoutIncomplete(`<ul><li>${none} models</li><li>${some} models</li></ul>`)).toBe(
    `<ul><li>${some} models</li></ul>`,
  );
});

test('a drawing stays, and so does a list beside the sentence', () => {
  const drawing = '<figure><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg></figure>';
  expect(withoutIncomplete(`<section>${drawing}<p>${none}.</p></section>`)).toBe(`<section>${drawing}</section>`);
  expect(withoutIncomplete(`<div>Of ${none}:<ul><li>One</li></ul></div>`)).toBe('<div><ul><li>One</li></ul></div>');
});

test('what is complete is not touched, not even its form', () => {
  const html = '<p class=a>Twelve<BR>models.  <!-- a comment --></p>';
  expect(withoutIncomplete(html)).toBe(html);
  expect(isComplete(html)).toBe(true);
  expect(isComplete(none)).toBe(false);
});

test('what is missing cannot end the mark', () => {
  expect(withoutIncomplete(`<p>${missing('a--><b>x</b>')} is. Y.</p>`)).toBe('<p>Y.</p>');
});
