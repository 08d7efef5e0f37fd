/** Citations as a library for citations reads them. */
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-csl';
import '@citation-js/plugin-ris';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../schema/snapshot.ts';
import type { Table } from '../schema/table.ts';
import {
  type Citable,
  citationFiles,
  citationForms,
  citationTags,
  dataAddress,
  figureCitation,
  plainCitation,
  snapshotCitation,
  tableCitation,
} from './citation.ts';
import { type Described, describeDataset } from './dataset.ts';
import { referenceOf } from './source.ts';

const table: Table = {
  name: 'models-created',
  kind: 'count',
  title: 'Models created',
  method: 'Counted.',
  source: 'A test',
  window: null,
  notes: [],
  key: ['models'],
  columns: [{ name: 'models', unit: 'count', description: 'Models' }],
  rows: [{ models: 3 }],
};
const publication: Manifest['publications'][number] = {
  name: 'saner2024',
  title: 'Replication package',
  authors: ['Mina Taraghi', 'Gianolli Dorcelus', 'Armstrong Foundjem'],
  published: '2024-01-15',
  location: 'github.com/mina-taraghi/SANER2024ReplicationPackage, commit 56402bb',
  licence: 'none stated',
  citation: 'M. Taraghi, G. Dorcelus, A. Foundjem: Deep Learning Model Reuse. SANER 2024. arXiv:2401.13177',
  files: [],
};
const manifest = {
  id: '2023-06-30',
  date: '2023-06-30',
  title: 'Hub and forum',
  population: 'All models.',
  selection: null,
  doi: null,
  publications: [publication],
  limits: [] as string[],
  tables: [] as Manifest['tables'],
} as Manifest;
const draft: Described = { manifest, listed: null, seriesDoi: null, tables: [table] };
const site = 'https://example.org/al_ma%20nac/';
const address = `${site}2023-06-30/`;
const listed = {
  id: '2023-06-30',
  published: '2026-12-01',
  manifestSha256: 'a'.repeat(64),
  status: 'current',
} as const;
const published: Described = { ...draft, listed, manifest: { ...manifest, doi: '10.5281/zenodo.123_4' } };

/** A snapshot, its table, and a figure of it. */
function citablesOf(described: Described): Record<'snapshot' | 'table' | 'figure', Citable> {
  const dataset = describeDataset(described, site);
  const [first] = dataset.tables;
  if (!first) throw new Error('the snapshot has no table');
  return {
    snapshot: snapshotCitation(dataset),
    table: tableCitation(dataset, first),
    figure: figureCitation(dataset, first, `${site}figures/2023-06-30/models/models-created/`),
  };
}

const formOf = (citable: Citable, label: string) => {
  const form = citationForms(citable).find((each) => each.label === label);
  if (!form) throw new Error(`there is no ${label}`);
  return form.text;
};

/** The fields that a library finds; of those that say how it went about reading, none. */
function read(text: string) {
  const [item, ...others] = new Cite(text).data;
  expect(others).toEqual([]);
  const { id, type, title, publisher, issued, version, URL, DOI, note } = item ?? {};
  // A name that is not divided, which BibTeX does not tell from a family name.
  const author = (item?.author as Record<string, string>[] | undefined)?.map(({ literal, family, ...rest }) => [
    literal ?? family,
    rest,
  ]);
  return { id, type, title, author, publisher, issued, version, URL, DOI, note };
}

const hostile =
  'A {b} }{ \\c \\% 50 % of “d” – "e" ‘f’ 1–2 é ß 🤗 #1 & $x$ ~ ^ _g_ <i>h</i> @i, -- k,, l\'\' `j` ?`\n\n  TY  - K';
const inOneLine = hostile.replace('\n\n  ', ' ').replace('TY  -', 'TY -');

const cases: Readonly<Record<string, Described>> = {
  'a draft': draft,
  'a published snapshot': { ...draft, listed },
  'one with a DOI': published,
  'a corrected one': {
    ...published,
    listed: {
      ...listed,
      status: 'corrected',
      by: '2023-06-30-r2',
      since: '2027-01-05',
      reason: '50 % of {b} & _c_ were wrong.',
    },
  },
  'one with a hostile title': {
    ...published,
    manifest: { ...manifest, title: hostile, publications: [{ ...publication, citation: '', authors: [hostile] }] },
    tables: [{ ...table, title: hostile }],
  },
};

describe.each(Object.entries(cases))('%s', (_, described) => {
  const citables = citablesOf(described);

  test.each(Object.entries(citables))('as a %s is read with the same fields from every form', (_, citable) => {
    const { key, title, author, publisher, basedOn, date, version, address, doi, file, notice } = citable;
    const [year, month, day] = described.listed?.published.split('-').map(Number) ?? [];
    const expected = {
      id: key,
      type: 'dataset',
      title,
      author: [[author, {}]],
      publisher,
      issued: described.listed === null ? undefined : { 'date-parts': [[year, month, day]] },
      version,
      URL: address,
      DOI: doi ?? undefined,
      note: [
        described.listed === null ? 'Unpublished draft. ' : '',
        notice === null ? '' : `${notice} `,
        `Based on ${basedOn.join('').replace(hostile, inOneLine)}. Data as of ${date}. SHA-256 of ${file.name}: ${file.sha256}.`,
      ].join(''),
    };
    // The type that all programs know has no kind.
    for (const { label, text } of citationForms(citable))
      expect(read(text), label).toEqual({ ...expected, type: label === 'BibTeX' ? 'document' : 'dataset' });
  });

  test.each(Object.entries(citables))('as a %s is cited in plain text with address and checksum', (_, citable) => {
    const plain = plainCitation(citable);
    for (const part of [citable.author, citable.title, citable.address, citable.file.sha256, citable.date])
      expect(plain).toContain(part);
    expect(plain).not.toMatch(/\n|undefined|null/);
  });
});

test('a snapshot is cited with its manifest, a table and a figure with the JSON of the table', () => {
  const { snapshot, table, figure } = citablesOf(published);
  const [json, tables] = [table.file, describeDataset(published, site).tables];
  expect(snapshot.file.name).toBe('manifest.json');
  expect(json).toEqual(tables[0]?.files[0]);
  expect(json.name).toBe('models-created.json');
  expect(figure.file).toEqual(json);
});

test('keys are readable and differ, also between a table and the figure of the same name', () => {
  expect(Object.values(citablesOf(published)).map(({ key }) => key)).toEqual([
    'model-reuse-almanac-2023-06-30',
    'model-reuse-almanac-2023-06-30-models-created',
    'model-reuse-almanac-2023-06-30-figure-models-models-created',
  ]);
});

test('a figure has the title of its table and not of what it finds, in one line, whatever was written', () => {
  const { figure } = citablesOf({ ...draft, tables: [{ ...table, title: hostile }] });
  expect(figure.title).toBe(`${inOneLine} (figure of table models-created, snapshot 2023-06-30)`);
});

test('a draft is cited as one, without a year', () => {
  const { snapshot } = citablesOf(draft);
  expect(plainCitation(snapshot)).toBe(
    `Model Reuse Almanac: Hub and forum (snapshot 2023-06-30) [data set]. Unpublished draft. Based on Taraghi et al. 2024 (arXiv:2401.13177). Data as of 2023-06-30. SHA-256 of manifest.json: ${snapshot.file.sha256}. ${address}`,
  );
  expect(formOf(snapshot, 'BibTeX')).not.toMatch(/year|month|day/);
  expect(formOf(snapshot, 'RIS')).not.toMatch(/^(PY|DA)/m);
});

test('a published snapshot is cited with year, DOI and address', () => {
  const { snapshot } = citablesOf(published);
  expect(plainCitation(snapshot)).toBe(
    `Model Reuse Almanac (2026): Hub and forum (snapshot 2023-06-30) [data set]. Published 2026-12-01. Based on Taraghi et al. 2024 (arXiv:2401.13177). Data as of 2023-06-30. SHA-256 of manifest.json: ${snapshot.file.sha256}. https://doi.org/10.5281/zenodo.123_4 ${address}`,
  );
});

test('BibTeX says what older and newer styles read, and protects the capitals', () => {
  const { snapshot } = citablesOf(published);
  expect(formOf(snapshot, 'BibTeX')).toBe(`@misc{model-reuse-almanac-2023-06-30,
  author = {{Model Reuse Almanac}},
  title = {{Hub and forum (snapshot 2023-06-30)}},
  publisher = {{Model Reuse Almanac}},
  howpublished = {Data set, version 2023-06-30},
  year = {2026},
  month = dec,
  day = {1},
  version = {2023-06-30},
  doi = {10.5281/zenodo.123_4},
  url = {${address}},
  note = {Based on Taraghi et al. 2024 (arXiv:2401.13177). Data as of 2023-06-30. SHA-256 of manifest.json: ${snapshot.file.sha256}.},
}
`);
});

test('braces, a minus and an author with “and” in it come out of BibTeX as they are', () => {
  const citable = {
    ...citablesOf(published).snapshot,
    title: 'Down by −5 % in {all}',
    author: 'Ada and Grace Institute',
  };
  const bibtex = formOf(citable, 'BibTeX');
  expect(bibtex).toContain('  author = {{Ada and Grace Institute}},\n  title = {{Down by −5 \\% in \\{all\\}}},\n');
  expect(read(bibtex)).toMatchObject({ title: citable.title, author: [[citable.author, {}]] });
});

test('in BibTeX every brace has its partner, and nothing of a title reaches TeX as a command', () => {
  const { figure } = citablesOf({ ...draft, tables: [{ ...table, title: hostile }] });
  const bibtex = formOf(figure, 'BibTeX');
  let depth = 0;
  for (const sign of bibtex.matchAll(/[{}]/g)) {
    depth += sign[0] === '{' ? 1 : -1;
    expect(depth).toBeGreaterThanOrEqual(0);
  }
  expect(depth).toBe(0);
  const [title] = /^ {2}title = .*$/m.exec(bibtex) ?? [''];
  expect(title.replaceAll(/\\(text[a-z]+\{\}|[&%$#_])/g, '')).not.toMatch(/[\\&%$#_~^<>]/);
});

test('RIS has a field in a line, none of them cut, and ends as the format asks', () => {
  const { figure } = citablesOf({ ...published, tables: [{ ...table, title: hostile }] });
  const lines = formOf(figure, 'RIS').split('\r\n');
  expect(lines.at(0)).toBe('TY  - DATA');
  expect(lines.slice(-2)).toEqual(['ER  - ', '']);
  expect(lines).toContain('DA  - 2026/12/01/');
  expect(lines).toContain('ID  - model-reuse-almanac-2023-06-30-figure-models-models-created');
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /);
});

test('the files are those of the snapshot and of each table, in three forms', () => {
  const dataset = describeDataset(published, site);
  expect(citationFiles(dataset).map(({ name }) => name)).toEqual([
    'snapshot.bib',
    'snapshot.ris',
    'snapshot.json',
    'models-created.bib',
    'models-created.ris',
    'models-created.json',
  ]);
  const clash = describeDataset({ ...draft, tables: [{ ...table, name: 'snapshot' }] }, site);
  expect(() => citationFiles(clash)).toThrow(
    '2023-06-30 has a table snapshot, the name under which the whole is cited',
  );
});

test('an address holds the whole of a citation, whatever signs are in it', async () => {
  for (const form of citationForms(citablesOf({ ...published, tables: [{ ...table, title: hostile }] }).figure)) {
    const response = await fetch(dataAddress(form));
    expect(response.headers.get('content-type')).toBe(`${form.mediaType};charset=utf-8`);
    expect(await response.text()).toBe(form.text);
    expect(dataAddress(form)).not.toMatch(/[\s"<>#]/);
  }
});

test('a figure without a dated address is not cited', () => {
  const dataset = describeDataset(draft, site);
  const [first] = dataset.tables;
  if (!first) throw new Error('the snapshot has no table');
  for (const address of [`${site}figures/models-created/`, `${site}2023-06-30/`])
    expect(() => figureCitation(dataset, first, address)).toThrow(
      `the figure at ${address} cannot be cited: expected a place below /2023-06-30/`,
    );
});

test('the tags for the head of a page name no day of publication for a draft, and a data set in any case', () => {
  const tags = citationTags(citablesOf(published).snapshot, ['models', 'reuse']);
  expect(tags).toEqual([
    ['citation_title', 'Hub and forum (snapshot 2023-06-30)'],
    ['citation_author', 'Model Reuse Almanac,'],
    ['citation_publication_date', '2026/12/01'],
    ['citation_doi', '10.5281/zenodo.123_4'],
    ['citation_public_url', address],
    ['citation_language', 'en'],
    ['citation_keywords', 'models; reuse'],
    ['DC.type', 'dataset'],
    ['prism.edition', '2023-06-30'],
  ]);
  const ofDraft = citationTags(citablesOf(draft).snapshot, ['models']).map(([name]) => name);
  expect(ofDraft).not.toContain('citation_publication_date');
  expect(ofDraft).toContain('citation_title');
});

test.each([
  [{}, 'Taraghi et al. 2024 (arXiv:2401.13177)'],
  [
    { citation: 'Nowhere', authors: ['Open Future Foundation'], published: '2023-02-27' },
    'Open Future Foundation 2023 (github.com/mina-taraghi/SANER2024ReplicationPackage)',
  ],
  [{ citation: '', location: 'a drawer', authors: ['Ada', 'Grace'] }, 'Ada and Grace 2024'],
  [{ citation: 'doi:10.1234/x', authors: ['Ada', 'Grace', 'Mary'] }, 'Ada et al. 2024 (10.1234/x)'],
] as const)('a source is named like the paper that is known, else by authors and year: %j', (changes, reference) => {
  expect(referenceOf({ ...publication, ...changes } as Manifest['publications'][number])).toBe(reference);
});
