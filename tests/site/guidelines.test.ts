/** The guidelines on the pages of topics, each beside its number, and the ways between them and the challenges. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import type { Table } from '../../src/schema/table.ts';
import type { Guidelines, Taxonomy } from '../../src/schema/taxonomy.ts';
import { formatValue } from '../../src/schema/written.ts';
import { editionTable, evidenceFor } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const { note, guidelines } = JSON.parse(read('content/taxonomy/guidelines.json')) as Guidelines;
const challenges = JSON.parse(read('content/taxonomy/challenges.json')) as Taxonomy;
const documentOf = (chapter: string) => new JSDOM(read('dist', chapter, 'index.html')).window.document;
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

const pages = { challenges: documentOf('challenges'), benefits: documentOf('benefits') };
const placeOf = (id: string) => pages.benefits.getElementById(`guidelines-${id}`);
test('all stand there, by audience, with what is known of their origin', () => {
  expect(textOf(pages.benefits.querySelector('main'))).toContain(note);
  expect([...pages.benefits.querySelectorAll('.guidelines h3')].map(textOf)).toEqual([
    'For platform providers',
    'For model providers',
    'For users of models',
    'For researchers',
  ]);
  for (const { id, text, basis, audience } of guidelines) {
    expect(textOf(placeOf(id)), id).toContain(text);
    expect(textOf(placeOf(id)?.querySelector('dd')), id).toMatch(basis === 'paper' ? /^the study$/ : /^the almanac/);
    expect(placeOf(id)?.closest('section')?.querySelector('h3')?.id, id).toBe(`guidelines-for-${audience}`);
  }
});

test('each shows the number that tells whether it is followed, or the reason why there is none', () => {
  for (const { id, indicator, noIndicator } of guidelines) {
    const shown = placeOf(id)?.querySelector('.indicator');
    const value = textOf(shown?.querySelector('.value'));
    if (noIndicator !== undefined) expect(textOf(shown), id).toContain(noIndicator);
    else expect(value === '' ? textOf(shown) : value, id).toMatch(/\d|^No number\. \w+/);
    if (indicator) expect(textOf(shown), id).toContain(indicator.reading);
  }
});

test('what a guideline answers leads there, and back', () => {
  for (const { id, answers } of guidelines) {
    const links = [...(placeOf(id)?.querySelectorAll('.advice dl a') ?? [])].map((link) => link.getAttribute('href'));
    expect(links, id).toHaveLength(answers.length);
    for (const [index, path] of answers.entries()) {
      const of = challenges.categories.some((category) => category.id === path.split('/')[0])
        ? 'challenges'
        : 'benefits';
      const place = `${of}-${path.replace('/', '-')}`;
      expect(links[index], id).toBe(`/${of}/#${place}`);
      const back = pages[of].getElementById(place)?.querySelectorAll(':scope > dl a') ?? [];
      expect(
        [...back].map((link) => link.getAttribute('href')),
        place,
      ).toContain(`/benefits/#guidelines-${id}`);
    }
  }
});

test('a share stands with its interval, and a count that is a part of a whole with its share', () => {
  const document = pages.benefits;
  const indicator = (id: string) => textOf(document.querySelector(`#guidelines-${id} .indicator`));
  expect(indicator('name-the-training-data')).toMatch(/^[\d.]+ % ?95 % CI [\d.]+–[\d.]+ %/);
  expect(indicator('follow-hub-and-forum')).toMatch(/^−?[01]\.\d+ ?95 % CI −?[01]\.\d+ to −?[01]\.\d+/);
  expect(indicator('guide-beginners')).toMatch(/^\d+ ?[\d.]+ % \([\d.]+–[\d.]+ %\) of \d+/);
  expect(indicator('check-before-loading')).toMatch(/^No number\./);
});

test('the share of models with a card is the newest of its series, and says its day', () => {
  const newest = editionTable('models-with-card').rows.findLast(({ definition }) => definition === 'text');
  const shown = placeOf('publish-a-card')?.querySelector('.indicator');
  expect(textOf(shown?.querySelector('.value'))).toBe(
    formatValue('share', newest?.value ?? null).replaceAll(/\s/g, ' '),
  );
  expect(shown?.querySelector('.as-of time')?.getAttribute('datetime')).toBe(newest?.date);
});

test('a challenge names the groups of causes behind its answered questions, or says that there were none', () => {
  const document = pages.challenges;
  const { rows } = JSON.parse(
    read('content/snapshots', evidenceFor('root-causes-by-challenge').id, 'root-causes-by-challenge.json'),
  ) as Table;
  for (const { id } of challenges.categories) {
    const facet = [...(document.getElementById(`challenges-${id}`)?.querySelectorAll(':scope > dl > div') ?? [])].find(
      (each) => textOf(each.querySelector('dt')) === 'Root causes',
    );
    const causes = rows.filter(({ challenge }) => challenge === id);
    expect(
      [...(facet?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href')),
      id,
    ).toEqual(causes.map(({ group }) => `/challenges/#root-causes-${String(group)}`));
    for (const { group } of causes) expect(document.getElementById(`root-causes-${String(group)}`)).not.toBeNull();
    for (const { groupName, topics } of causes)
      expect(textOf(facet), id).toMatch(
        new RegExp(`${String(groupName)} ${String(topics)}, [\\d.]+ % \\([\\d.–]+ %\\)`),
      );
    if (causes.length === 0) expect(textOf(facet), id).toContain('None of the answered questions');
  }
  expect(textOf(document.querySelector('.taxonomy'))).toContain('which the almanac assigned to groups');
});
