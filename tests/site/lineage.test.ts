/** The lineage chapter and the pages of models on the built site: the numbers of the tables, and the ways between them. */
import { inPresentWordsOf } from '../../src/site/catalogue.ts';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import kept from '../../content/kept-pages.json' with { type: 'json' };
import { modelSlug } from '../../src/site/model-address.ts';
import { metrics } from '../../src/metrics/index.ts';
import { formatValue } from '../../src/schema/written.ts';
import type { Manifest } from '../../src/schema/snapshot.ts';
import type { Table } from '../../src/schema/table.ts';
import { everything } from '../everything.ts';
import { snapshotsToLookAt } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const snapshots = snapshotsToLookAt();
const withLineage = snapshots.filter(({ tables }) => tables.some(({ name }) => name === 'parent-children'));
/** The tables of the topic. */
const ofTopic = metrics.filter(({ topic }) => topic === 'lineage').map(({ id }) => id);
const without = snapshots.filter(({ tables }) => !tables.some(({ name }) => ofTopic.includes(name)));
const rowsOf = (id: string, table: string) =>
  (JSON.parse(readFileSync(join(root, 'content/snapshots', id, `${table}.json`), 'utf8')) as Table).rows;
const manifestOf = (id: string) =>
  JSON.parse(readFileSync(join(root, 'content/snapshots', id, 'manifest.json'), 'utf8')) as Manifest;
/** The models whose derivatives are told by month, the most built-upon first. */
const namesOf = (id: string) => [...new Set(rowsOf(id, 'parent-children').map(({ parent }) => String(parent)))];
const htmlOf = (...path: string[]) => readFileSync(join(dist, ...path, 'index.html'), 'utf8');
/** The content of a page without its charts, which take longest to parse. */
const main = (...path: string[]) => {
  const page = new JSDOM(htmlOf(...path).replaceAll(/<svg\b[^]*?<\/svg>/g, '')).window.document.querySelector('main');
  if (!page) throw new Error(`${path.join('/')} has no content`);
  return page;
};
const textOf = (element: Pick<Node, 'textContent'> | null | undefined) =>
  (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const linksOf = (element: Element | null) =>
  [...(element?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'));
/** The ways from a page to the next. */
const neighbours = (...path: string[]) =>
  JSDOM.fragment(/<nav class="neighbours"[^]*?<\/nav>/.exec(htmlOf(...path))?.[0] ?? '').querySelector('nav');
const figures = (page: Element) => [...page.querySelectorAll('figure')].map(({ id }) => id);

test('a page of a base model that only a sample counts does not call the sample the Hub', () => {
  const coverages = readdirSync(join(dist, 'lineage'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const lead = textOf(JSDOM.fragment(/<p class="lead">.*?<\/p>/s.exec(htmlOf('lineage', name))?.[0] ?? ''));
      const isSample = lead.endsWith(', sample');
      expect(lead.startsWith('In a selection of the Hub’s models, '), name).toBe(isSample);
      return isSample;
    });
  expect(new Set(coverages).size).toBe(2);
});

test('a base model of the month that has everything older was created then or earlier', () => {
  const created = readdirSync(join(dist, 'lineage'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const fact = /<dt>created<\/dt>\s*<dd>([^]*?)<\/dd>/.exec(htmlOf('lineage', name))?.[1];
      const own = textOf(fact === undefined ? null : JSDOM.fragment(fact));
      return own.startsWith('March 2022') ? [own.replace(/ As of .*/, '')] : [];
    });
  expect(created).toContain('March 2022 or earlier');
  expect(new Set(created).size).toBe(1);
});

test('there is a snapshot with lineage, and one without', () => {
  expect(ofTopic).toContain('parents');
  expect(withLineage.length).toBeGreaterThan(0);
  expect(without.length).toBeGreaterThan(0);
});

test('the topic draws the share of new models that declare a base model as one line, without its mirror image', () => {
  const [, options = '{}'] = /id="lineage"[^]*?data-options="([^"]*)"/.exec(htmlOf('lineage')) ?? [];
  expect(JSON.parse(options.replaceAll('&quot;', '"'))).toMatchObject({ chart: 'line', where: { relation: 'any' } });
});

describe.each(withLineage)('lineage of $id', ({ id, tables }) => {
  const chapter = main(id, 'lineage');

  test('the numbers by relation are those of the table', () => {
    const shown = [...chapter.querySelectorAll('#derivatives tbody tr')].map((line) =>
      [...line.querySelectorAll('td')].slice(0, 3).map(textOf),
    );
    expect(shown).toEqual(
      rowsOf(id, 'derivatives').map(({ relation, models, all }) => [
        formatValue('slug', relation ?? null),
        formatValue('count', models ?? null),
        formatValue('count', all ?? null),
      ]),
    );
  });

  test('every table of the chapter that the snapshot has is shown or told', () => {
    const expected = [
      'derivatives',
      'lineage',
      'lineage-oddities',
      'parents',
      'lorenz',
      'family-trees',
      'lineage-depth',
      'first-derivative-by-day',
      'first-derivative',
      'licence-changes',
      'popularity-four-ways',
    ];
    const has = expected.filter((name) => tables.some((table) => table.name === name));
    expect(figures(chapter)).toEqual(expect.arrayContaining(has));
  });

  test('the most built-upon models are followed over all snapshots', () => {
    const names = namesOf(id);
    const listed = [...chapter.querySelectorAll('ul.models')].flatMap(linksOf);
    expect(listed).toEqual(names.map((name) => `/lineage/${modelSlug(name)}/`));
    expect(names).toHaveLength(Math.min(50, rowsOf(id, 'parents').length));
    for (const name of names) expect(existsSync(join(dist, 'lineage', modelSlug(name), 'index.html')), name).toBe(true);
  });
});

describe.each(kept.lineage)('pages of models in %s, which a release promised', (id) => {
  const parents = rowsOf(id, 'parents');
  const isSample = manifestOf(id).coverage === 'sample';
  const traits = rowsOf(id, 'parent-children-traits');
  const names = namesOf(id);
  /** By day the first and the last two, and the first that is not in the list. */
  const unlisted = parents.findIndex(({ downloads }) => downloads === null);
  const looked = [...names.entries()].filter(
    ([place]) => everything || place < 2 || place >= names.length - 2 || place === unlisted,
  );

  test('each of the most built-upon models has a page, in the order of their children', () => {
    expect(names).toEqual(parents.slice(0, names.length).map(({ parent }) => parent));
    expect(
      readdirSync(join(dist, id, 'lineage'), { withFileTypes: true })
        .filter((each) => each.isDirectory())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.map(modelSlug).sort());
  });

  test('a page names the model as it is written, with the numbers of its children', () => {
    for (const [place, name] of looked) {
      const page = main(id, 'lineage', modelSlug(name));
      const row = parents[place] ?? {};
      // Models with as many children share the place of the first of them.
      const equals = parents.filter(({ children }) => children === row.children);
      const rank = parents.findIndex(({ children }) => children === row.children) + 1;
      const tied = equals.length > 1 ? ', tied with others' : '';
      expect(textOf(page.querySelector('h1')), name).toBe(name);
      expect(textOf(page.querySelector('.lead')), name).toMatch(
        new RegExp(
          `^${isSample ? 'In a selection of the Hub’s models, ' : ''}${formatValue('count', row.children ?? null)} derivatives by ${formatValue('count', row.childAuthors ?? null)} authors?: rank ${rank} by number of derivatives${tied}\\.`,
        ),
      );
      for (const figure of ['parent-children', 'family-trees']) expect(figures(page), name).toContain(figure);
      for (const [index, property] of ['licence', 'format', 'size'].entries()) {
        const figure = `parent-children-traits${index === 0 ? '' : `-${index + 1}`}`;
        const isThere = traits.some((trait) => trait.parent === name && trait.property === property);
        expect(figures(page).includes(figure), `${name}: ${property}`).toBe(isThere);
        expect(page.querySelector(`.unavailable#${figure}`) === null, `${name}: ${property}`).toBe(isThere);
      }
      for (const relation of ['finetunes', 'quantized', 'adapters', 'merges'])
        if (row[relation] !== 0)
          expect(textOf(page.querySelector('#relations + dl')), name).toContain(
            formatValue('count', row[relation] ?? null),
          );
    }
  });

  test('a parent that is not in the list is said to be missing, and nothing is made up of it', () => {
    for (const [place, name] of looked) {
      const isListed = parents[place]?.downloads !== null;
      const page = main(id, 'lineage', modelSlug(name));
      expect(page.querySelector('dl.own') !== null, name).toBe(isListed);
      expect(textOf(page).includes('not in the list of this snapshot'), name).toBe(!isListed);
    }
  });

  test('from each page one goes to the next by rank, and back', () => {
    const address = (name: string | undefined) => (name === undefined ? [] : [`/${id}/lineage/${modelSlug(name)}/`]);
    for (const [place, name] of looked)
      expect(linksOf(neighbours(id, 'lineage', modelSlug(name))), name).toEqual([
        ...address(names[place - 1]),
        `/${id}/lineage/#models`,
        ...address(names[place + 1]),
      ]);
  });
});

test.each(without)(
  '$id, which has no tables of lineage, says why of each, and has no page of a model',
  ({ id, unavailable }) => {
    const page = main(id, 'lineage');
    const reason = unavailable.find(({ name }) => name === 'parents')?.reason;
    expect(textOf(page.querySelector('details'))).toContain(
      reason === undefined ? 'introduced after the snapshot was made' : inPresentWordsOf(reason),
    );
    expect(page.querySelector('details li#parents')).not.toBeNull();
    expect(page.querySelectorAll('.unavailable, figure')).toHaveLength(0);
    expect(linksOf(page)).toContain('/lineage/');
    expect(existsSync(join(dist, id, 'lineage', modelSlug('Qwen/Qwen3.8-27B')))).toBe(false);
  },
);

test.each(['models', 'lineage'])(
  'over all snapshots, the pages of /%s/ follow one another as they are listed',
  (topic) => {
    const listed = [...main(topic).querySelectorAll('ul.types')].flatMap(linksOf).slice(0, 40);
    expect(listed.length).toBeGreaterThan(5);
    for (const [place, address] of listed.slice(0, -1).entries())
      expect(linksOf(neighbours(address ?? '')).at(-1), address ?? '').toBe(listed[place + 1]);
  },
);
