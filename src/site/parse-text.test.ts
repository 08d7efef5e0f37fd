import { DomUtils } from 'htmlparser2';
import { expect, test } from 'vitest';
import { parseText } from './parse-text.ts';

/** Of each paragraph what it says, and what there is of it in the HTML. */
function paragraphsOf(html: string): [string, string][] {
  return DomUtils.getElementsByTagName('p', parseText(html)).map((paragraph) => [
    DomUtils.textContent(paragraph),
    html.slice(paragraph.startIndex ?? 0, (paragraph.endIndex ?? 0) + 1),
  ]);
}

const drawing = '<svg viewBox="0 0 1 1"><path d="M0 0"></path><text>1.</text></svg>';

test('a drawing is blank, and what is behind it stands where it stood', () => {
  expect(DomUtils.textContent(parseText(drawing)).trim()).toBe('');
  expect(paragraphsOf(`${drawing}<p>One.</p>`)).toEqual([['One.', '<p>One.</p>']]);
});

test.each([
  ['a bracket in its label', `<svg aria-label="x > y"><text>1.</text></svg>`],
  ['a drawing within it', `<svg><g><svg><text>1.</text></svg><text>2.</text></g></svg>`],
  ['no end', '<svg><path>'],
  ['nothing in it', '<svg width="1"/>'],
  ['its letters in an attribute', '<a title="<svg>">a</a>'],
  ['its letters in a comment', '<!-- <svg> -->'],
  ['its letters in a script', '<script type="application/json">{"a":"<svg>"}</script>'],
])('around a drawing with %s no paragraph is lost', (_, between) => {
  expect(paragraphsOf(`<p>One.</p>${between}<p>Two.</p>${drawing}<p title="t">Three.</p>`)).toEqual([
    ['One.', '<p>One.</p>'],
    ['Two.', '<p>Two.</p>'],
    ['Three.', '<p title="t">Three.</p>'],
  ]);
});

test('a drawing of ten million letters is blank too', () => {
  const path = '<path d="M0 0"/>'.repeat(625_000);
  expect(paragraphsOf(`<svg>${path}</svg><p>One.</p>`)).toEqual([['One.', '<p>One.</p>']]);
});
