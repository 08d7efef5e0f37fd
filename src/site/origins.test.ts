import { expect, test } from 'vitest';
import { withOrigins } from './origins.ts';

const days = {
  census: 'data-origin="2024-07-11|11 July 2024|census" data-origin-href="/2024-07-11/data/#a"',
  sample: 'data-origin="2026-08-22|22 August 2026|sample" data-origin-href="/2026-08-22/data/#a"',
};
const stat = (value: number, of: keyof typeof days) => `<span class="stat" ${days[of]}>${value}</span>`;
const textOf = (html: string) => withOrigins(html).replaceAll(/<[^>]*>/g, '');

test('a paragraph whose numbers are of one day says so once, at its end', () => {
  expect(withOrigins(`<p>Of ${stat(3, 'census')} models <b>${stat(2, 'census')}</b> are typed.</p>`)).toBe(
    '<p>Of <span class="stat">3</span> models <b><span class="stat">2</span></b> are typed. ' +
      '<span class="as-of">As of <a href="/2024-07-11/data/#a"><time datetime="2024-07-11">11 July 2024</time></a><span class="hidden">,</span> <span class="badge census">census</span></span></p>',
  );
});

test('numbers of several days say theirs one by one, or once for several in a row', () => {
  expect(textOf(`<p>${stat(1, 'census')} and ${stat(2, 'census')}, but ${stat(3, 'sample')}.</p>`)).toBe(
    '1 and 2 (11 July 2024, census), but 3 (22 August 2026, sample).',
  );
});

test('where a number ends with its interval, its day is in the same brackets', () => {
  const interval = `<span class="stat" ${days.census}>1<span class="interval"> (0 to <span>2)</span></span></span>`;
  expect(textOf(`<p>${interval} and ${stat(3, 'sample')}.</p>`)).toBe(
    '1 (0 to 2; 11 July 2024, census) and 3 (22 August 2026, sample).',
  );
});

test('in a figure, only what is from elsewhere says where it is from', () => {
  const figure = (inner: string) => `<figure ${days.census}><p>${inner}</p></figure>`;
  expect(textOf(figure(stat(1, 'census')))).toBe('1');
  expect(textOf(figure(stat(1, 'sample')))).toBe('1 As of 22 August 2026, sample');
  expect(textOf(`<figure ${days.census}><h3>${stat(1, 'sample')} models</h3></figure>`)).toBe(
    '1 models (22 August 2026, sample)',
  );
});

test('a list whose numbers are of one day says so once, at its end, also for the sentence before it', () => {
  const list = (first: string, last: string) =>
    `<p>Of ${stat(9, 'census')} these:</p> <ul><li>${first} one</li> <li>${last} two</li></ul>`;
  expect(textOf(list(stat(1, 'census'), stat(2, 'census')))).toBe('Of 9 these: 1 one 2 two As of 11 July 2024, census');
  expect(textOf(list(stat(1, 'census'), stat(2, 'sample')))).toBe(
    'Of 9 these: As of 11 July 2024, census 1 one As of 11 July 2024, census 2 two As of 22 August 2026, sample',
  );
  const findings = `<ul class="findings"><li>${stat(1, 'census')}</li><li>${stat(2, 'census')}</li></ul>`;
  expect(textOf(findings).match(/As of/g)).toHaveLength(2);
});

test('a page of one snapshot is not touched', () => {
  const html = '<p><span class="stat">1</span><p>Not even its form';
  expect(withOrigins(html)).toBe(html);
});
