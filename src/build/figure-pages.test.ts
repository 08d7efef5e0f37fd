import { expect, test } from 'vitest';
import { drawingFile } from '../charts/drawing-file.ts';
import { extractFigures, parseSourcePage } from './figure-pages.ts';

const figure = (id: string, inside = '') => `<figure class="figure" id="${id}" aria-labelledby="x">${inside}</figure>`;

test('figures are cut out from their first to their last tag', () => {
  const html = `<p>${figure('a', '<p>one</p>')}</p>${figure('b-2')}`;
  expect(extractFigures(html, 'a/')).toEqual([
    { id: 'a', html: figure('a', '<p>one</p>') },
    { id: 'b-2', html: figure('b-2') },
  ]);
});

test.each([
  ['<figure class="picture">x</figure>', 'a/ has nothing like'],
  [figure('a', figure('b')), 'a/ has a figure inside the figure a'],
  ['<figure class="figure" id="a">', 'a/ has a figure that does not end'],
])('a page with other figures stops the build: %s', (html, sentence) => {
  expect(() => extractFigures(html, 'a/')).toThrow(sentence);
});

test('a page without policy, stylesheet or date stops the build', () => {
  const head = '<head><title>t</title><link rel="canonical" href="https://example.org/a/">';
  const style = '<link rel="stylesheet" href="/a.css">';
  const policy = '<meta http-equiv="Content-Security-Policy" content="x">';
  expect(() => parseSourcePage('a/', `${head}</head>`)).toThrow('a/ has no stylesheet for its figures');
  expect(() => parseSourcePage('a/', `${head}${style}</head>`)).toThrow('Content-Security-Policy');
  expect(() => parseSourcePage('a/', `${head}${style}${policy}</head>`)).toThrow('a/ has no <svg class="patterns"');
});

test('a drawing has its title in lines, its chart, and what it comes from', () => {
  const svg = drawingFile({
    chart: '<svg fill="currentColor" viewBox="0 0 720 100"><path fill="url(#partial)"></path></svg>',
    title: 'word '.repeat(40).trim(),
    subtitle: 'Share &amp; count',
    keys: ['hatched'],
    origin: ['Source: somebody.'],
  });
  expect(svg.match(/<text [^>]*font-family="serif"/g)).toHaveLength(4);
  expect(svg).toContain('<defs><pattern id="partial"');
  expect(svg).toContain('>Share &amp; count</text>');
  expect(svg).not.toContain('currentColor');
  expect(() => drawingFile({ chart: '<svg>', title: 't', subtitle: '', keys: [], origin: [] })).toThrow(
    'the chart of “t” says no size',
  );
});
