import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSnapshots } from '../snapshot/read.ts';
import { apiTable } from './api.ts';
import { croissant } from './croissant.ts';
import { dataPackage } from './data-package.ts';
import type { Dataset } from './dataset.ts';
import { committed, hostile, inEveryState, invented } from './dataset.test-support.ts';
import { type Facts, factsOf, formsOf } from './facts.test-support.ts';
import { fileOf, sha256 } from './files.ts';
import { pageOf, scriptText } from './schema-org.ts';
import { meaningOf } from './values.ts';

const states = [...committed.map((dataset) => ({ state: dataset.id, dataset })), ...inEveryState(invented('Invented'))];

/** What every form has to say. */
const expected = ({ id, title, licence, date, published, doi, manifest, tables }: Dataset): Facts => ({
  title,
  version: id,
  licence: licence.id,
  date,
  published,
  doi,
  manifest: manifest.sha256,
  files: Object.fromEntries(
    [...tables.flatMap(({ files }) => files), manifest].map(({ name, sha256 }) => [name, sha256]),
  ),
});

test('there are six forms, and every snapshot of the repository is looked at, and one in four states', () => {
  expect(Object.keys(formsOf(invented('Invented')))).toEqual([
    'schema.org',
    'croissant.json',
    'datapackage.json',
    'ro-crate-metadata.json',
    'datacite.json',
    'CITATION.cff',
  ]);
  expect(committed.length).toBeGreaterThanOrEqual(5);
  expect(states).toHaveLength(4 + committed.length);
});

test.each(states)('$state: all six forms agree on title, version, licence, dates and checksums', async (each) => {
  const facts = expected(each.dataset);
  for (const [form, text] of Object.entries(formsOf(each.dataset))) {
    const said = await factsOf(form, text);
    expect(said, form).toEqual({ ...facts, files: said.files && facts.files });
    if (!['datacite.json', 'CITATION.cff'].includes(form)) expect(said.files, form).not.toBeNull();
  }
});

describe('one value changed in one form is noticed', () => {
  const [dataset] = inEveryState(invented('Invented')).slice(-1);
  if (!dataset) throw new Error('there is no state');
  const forms = formsOf(dataset.dataset);
  const csv = dataset.dataset.tables[0]?.files[1]?.sha256 ?? '';
  const changes: Readonly<Record<string, readonly [from: string, to: string]>> = {
    title: [dataset.dataset.title, 'Another title'],
    version: ['"2020-02-29-r2"', '"2020-02-29-r3"'],
    licence: ['creativecommons.org/licenses/by/4.0/', 'creativecommons.org/licenses/by/3.0/'],
    date: ['2020-02-29"', '2020-02-28"'],
    published: ['2026-12-01', '2026-12-02'],
    doi: ['10.5281/zenodo.1234567', '10.5281/zenodo.7654321'],
    manifest: [dataset.dataset.manifest.sha256, csv],
    files: [csv, dataset.dataset.manifest.sha256],
  };
  // What a form says in other letters, or does not say.
  const others: Readonly<Record<string, Readonly<Record<string, readonly [string, string] | null>>>> = {
    'CITATION.cff': {
      version: ['version: 2020-02-29-r2', 'version: 2020-02-29-r3'],
      date: ['version: 2020-02-29-r2', 'version: 2020-02-28-r2'],
      licence: ['CC-BY-4.0', 'CC-BY-3.0'],
      files: null,
    },
    'datacite.json': { files: null },
  };
  const cases = Object.keys(forms).flatMap((form) =>
    Object.entries(changes).flatMap(([fact, change]) => {
      const [from, to] = others[form]?.[fact] === undefined ? change : (others[form][fact] ?? []);
      return from === undefined || to === undefined ? [] : [{ form, fact, from, to }];
    }),
  );

  test.each(cases)('$fact in $form', async ({ form, fact, from, to }) => {
    const text = forms[form] ?? '';
    expect(text).toContain(from);
    const before = await factsOf(form, text);
    const after = await factsOf(form, text.replaceAll(from, to));
    expect(after[fact as keyof Facts]).not.toEqual(before[fact as keyof Facts]);
  });

  test('every fact is changed in every form that states it', () => {
    expect(cases).toHaveLength(6 * 8 - 2);
  });
});

describe('what columns are to each other is said to outsiders, also of files that do not say it', () => {
  const [dataset] = committed.filter(({ id }) => id === '2022-10-01') as [Dataset];
  const interval = { low: 'shareWithCardLow', high: 'shareWithCardHigh', method: 'Wilson' };

  test('a Data Package has it as properties of a field', () => {
    const { resources } = JSON.parse(JSON.stringify(dataPackage(dataset))) as {
      resources: { name: string; schema: { fields: { name: string }[] } }[];
    };
    const fields = resources.find(({ name }) => name === 'cards-by-month')?.schema.fields;
    expect(fields?.find(({ name }) => name === 'shareWithCard')).toMatchObject({
      interval: { level: 0.95, ...interval },
      share: { part: 'withCard', whole: 'models' },
    });
    expect(fields?.find(({ name }) => name === 'models')).not.toHaveProperty('share');
  });

  test('Croissant and the starters have it in words', () => {
    const words = 'withCard / models; 95 % CI from shareWithCardLow to shareWithCardHigh (Wilson)';
    const { recordSet } = croissant(dataset);
    const set = recordSet.find(({ name }) => name === 'cards-by-month');
    expect(set?.field.find(({ name }) => name === 'shareWithCard')?.description).toContain(words);
    expect(meaningOf({ name: 'share', unit: 'share', description: 'Share', share: { part: 'topics' } })).toBe(
      'Share; its part is topics',
    );
    const share = { name: 'share', unit: 'share', description: 'Share' } as const;
    expect(meaningOf({ ...share, exact: true })).toBe(
      'Share; exact: a fact about all that was counted, with no interval',
    );
    const clustered = { low: 'low', high: 'high', method: 'cluster-robust', unit: 'author' };
    expect(meaningOf({ ...share, interval: clustered })).toBe(
      'Share; 95 % CI from low to high (cluster-robust, by author)',
    );
    const test = { method: 'Mann–Kendall', corrections: ['Hamed–Rao', 'Benjamini–Hochberg'] };
    expect(meaningOf({ name: 'p', unit: 'probability', description: 'p', test })).toBe(
      'p; p value of Mann–Kendall, corrected after Hamed–Rao, corrected after Benjamini–Hochberg',
    );
  });

  test('the interface has it in the definition of a table', () => {
    const { definitions } = apiTable(committed, 'cards-by-month');
    expect(definitions[0]?.columns).toContainEqual(expect.objectContaining({ name: 'shareWithCard', interval }));
  });

  test('the files are those of the manifest, byte for byte', () => {
    for (const { manifest, files } of readSnapshots(join(import.meta.dirname, '../../content')).snapshots)
      for (const file of files)
        expect([file.name, sha256(fileOf(file, 'json').bytes)]).toEqual([
          file.name,
          manifest.tables.find(({ name }) => name === file.name)?.sha256,
        ]);
  });
});

describe('hostile titles and descriptions survive', () => {
  const dataset = invented(hostile, { published: '2026-12-01', doi: '10.5281/zenodo.1234567' });
  const forms = formsOf(dataset);

  test.each(Object.keys(forms))('in %s', async (form) => {
    const { title } = await factsOf(form, forms[form] ?? '');
    expect(title).toBe(dataset.title);
    const everything = JSON.stringify(
      form === 'CITATION.cff' ? parse(forms[form] ?? '') : JSON.parse(forms[form] ?? ''),
    );
    expect(everything.split(JSON.stringify(hostile).slice(1, -1)).length).toBeGreaterThan(3);
  });

  test('and no script element ends in them', () => {
    const page = scriptText(pageOf(dataset, { title: hostile, address: dataset.address }));
    for (const text of [page, forms['schema.org'] ?? '']) {
      const { document } = new JSDOM(`<script type="application/ld+json">${text}</script><p>After`).window;
      expect(document.querySelectorAll('script, b')).toHaveLength(1);
      expect(document.body.textContent).toBe('After');
      const read = JSON.stringify(JSON.parse(document.querySelector('script')?.textContent ?? ''));
      expect(read).toContain(JSON.stringify(hostile).slice(1, -1));
    }
  });
});

test('a draft says that it is one, and a published snapshot does not', () => {
  const says = (dataset: Dataset) =>
    Object.entries(formsOf(dataset)).flatMap(([form, text]) =>
      /"creativeWorkStatus": ?"Draft"|This snapshot is a draft/.test(text) ? [form] : [],
    );
  const inWords = ['schema.org', 'croissant.json', 'ro-crate-metadata.json', 'CITATION.cff'];
  expect(says(invented('Invented'))).toEqual(inWords);
  expect(says(invented('Invented', { published: '2026-12-01' }))).toEqual([]);
});

test('every form of the tables says what each was made from, also where the manifest does not, and the program', () => {
  for (const dataset of committed.filter(({ id }) => ['2023-06-30', '2026-08-22-r4'].includes(id))) {
    const forms = formsOf(dataset);
    for (const { from } of dataset.tables)
      expect(from.join()).toContain(dataset.id === '2023-06-30' ? 'Taraghi' : 'RADAR');
    for (const form of ['schema.org', 'croissant.json', 'datapackage.json', 'ro-crate-metadata.json'])
      expect(forms[form]?.split(JSON.stringify(dataset.tables[0]?.from[0]).slice(1, -1)).length, form).toBeGreaterThan(
        dataset.tables.length,
      );
    const silent = Object.entries(forms).flatMap(([form, text]) => (/\b1\.[01]\.0\b/.test(text) ? [] : [form]));
    // Neither has a term for what made a set of data.
    expect(silent).toEqual(['schema.org', 'CITATION.cff']);
  }
});

test('every form names the authors of the data', () => {
  for (const dataset of committed)
    for (const [form, text] of Object.entries(formsOf(dataset)))
      for (const author of dataset.sources.flatMap(({ authors }) => authors)) expect(text, form).toContain(author);
});

test.each(['mail@example.org', 'https://example.org/questions'])(
  'editor, publisher and contact %s are those of the settings in every form',
  (contact) => {
    const almanac = { name: 'The Name', editor: 'The Editor', publisher: 'The Publisher', contact, repository: null };
    const forms = formsOf({ ...invented('Invented', { published: '2026-12-01' }), almanac });
    const silent = {
      'schema.org': [],
      'croissant.json': [contact],
      'datapackage.json': [],
      'ro-crate-metadata.json': [],
      'datacite.json': [contact],
      'CITATION.cff': ['The Publisher'],
    };
    for (const [form, text] of Object.entries(forms)) {
      expect(text, form).not.toContain('Model Reuse Almanac');
      const lacking = ['The Editor', 'The Publisher', contact].filter((name) => !text.includes(name));
      expect(lacking, form).toEqual(silent[form as keyof typeof silent]);
    }
  },
);
