/** Each form against the schema or validator of its makers, or against the rules of its specification. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { committed, editions, hostile, inEveryState, invented } from './dataset.test-support.ts';
import { crateContext, expanded, formsOf } from './facts.test-support.ts';
import { isChecked, ruledForms, unchecked, wrongBy } from './metadata-rules.test-support.ts';
import { crateProblems } from './ro-crate-validator.test-support.ts';
import { pageOf } from './schema-org.ts';

const states = [
  // What differs between states does so in one as in all.
  ...committed.map((dataset) => ({ state: dataset.id, dataset: { ...dataset, published: '2026-12-01' } })),
  ...inEveryState(invented(hostile)),
  ...editions.map((dataset) => ({ state: `the edition ${dataset.id}`, dataset })),
];
const valueOf = (form: string, text: string) => (form === 'CITATION.cff' ? parse(text) : JSON.parse(text)) as object;

/** What a form must have that a snapshot may not have yet. */
const awaited = (form: string, { published }: { published: string | null }) => [
  ...(form === 'croissant.json' && published === null ? [" must have required property 'datePublished'"] : []),
  ...(form === 'datacite.json' && published === null ? [" must have required property 'publicationYear'"] : []),
];

describe.each(states)('$state', ({ dataset }) => {
  const forms = formsOf(dataset);

  test.for(ruledForms)('%s keeps to its specification, but for what is yet to come', (form, { skip }) => {
    skip(!isChecked(form), unchecked);
    expect(wrongBy(form, valueOf(form, forms[form] ?? ''))).toEqual(awaited(form, dataset));
  });

  test('the validator of RO-Crate finds nothing amiss, but for the day of publication of a draft', () => {
    expect(crateProblems(forms['ro-crate-metadata.json'] ?? '')).toEqual(
      dataset.published === null ? ['Missing required property: datePublished'] : [],
    );
  });

  test('every term of the linked forms is one of its vocabulary, and none is lost in the long form', async () => {
    for (const form of ['schema.org', 'croissant.json', 'ro-crate-metadata.json'])
      await expect(expanded(JSON.parse(forms[form] ?? '')), form).resolves.not.toHaveLength(0);
    const page = pageOf(dataset, { title: 'A page', address: dataset.address });
    const terms = [...termsOf(JSON.parse(forms['schema.org'] ?? '')), ...termsOf(page)];
    expect(terms.length).toBeGreaterThan(30);
    // RO-Crate's context lists the terms of schema.org, and is not ours.
    const unknown = terms.filter((term) => crateContext['@context'][term] !== `http://schema.org/${term}`);
    expect(unknown).toEqual([]);
  });

  test('the crate holds together: everything it refers to is in it or on the web, and nothing occurs twice', () => {
    const { '@context': context, '@graph': graph } = JSON.parse(forms['ro-crate-metadata.json'] ?? '') as Crate;
    expect(context).toBe(crateContext['@id']);
    const ids = graph.map((entity) => entity['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    const references = graph.flatMap((entity) => referencesOf(Object.values(entity)));
    expect(references.length).toBeGreaterThan(ids.length / 2);
    expect(references.filter((id) => !ids.includes(id) && !id.startsWith('https://w3id.org/ro/crate/'))).toEqual([]);
  });

  test('in Croissant every name is used once, and every column is that of a file that is there', () => {
    const { distribution, recordSet } = JSON.parse(forms['croissant.json'] ?? '') as Croissant;
    const files = distribution.map((file) => file['@id']);
    const fields = recordSet.flatMap(({ field }) => field);
    const ids = [...files, ...recordSet.map((set) => set['@id']), ...fields.map((field) => field['@id'])];
    expect(new Set(ids).size).toBe(ids.length);
    expect(fields.filter(({ source }) => !files.includes(source.fileObject['@id']))).toEqual([]);
    const keys = recordSet.flatMap(({ key = [] }) => key.map((each) => each['@id']));
    expect(keys.filter((key) => !ids.includes(key))).toEqual([]);
  });
});

interface Crate {
  '@context': string;
  '@graph': ({ '@id': string } & Record<string, unknown>)[];
}
interface Croissant {
  distribution: { '@id': string }[];
  recordSet: {
    '@id': string;
    key?: { '@id': string }[];
    field: { '@id': string; source: { fileObject: { '@id': string } } }[];
  }[];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function referencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  return isObject(value) && '@id' in value ? [String(value['@id'])] : [];
}

/** Every property and type that a document in schema.org's words uses. */
function termsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(termsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key.startsWith('@') ? (key === '@type' ? [String(inner)] : []) : [key]),
    ...(key === '@context' ? [] : termsOf(inner)),
  ]);
}

describe('the rules can be broken', () => {
  const [state] = inEveryState(invented('Invented')).slice(-1);
  const forms = formsOf(state?.dataset ?? invented('Invented'));

  test.for([
    ['croissant.json', '"cr:FileObject"', '"sc:DataDownload"'],
    ['croissant.json', '"sc:Integer"', '"integer"'],
    ['croissant.json', 'croissant/1.1"', 'croissant/0.8"'],
    ['croissant.json', '"datePublished": "2026-12-01"', '"datePublished": "soon"'],
    ['datapackage.json', '"type": "yearmonth"', '"type": "month"'],
    ['datapackage.json', '"path": "cards.csv"', '"path": "../cards.csv"'],
    ['datapackage.json', '"hash": "sha256:', '"hash": "'],
    ['datapackage.json', '"required": true', '"required": "yes"'],
    ['datacite.json', '"publicationYear": "2026"', '"publicationYear": "26"'],
    ['datacite.json', '"relationType": "Cites"', '"relationType": "Mentions"'],
    ['datacite.json', '"doi": "10.5281/', '"doi": "https://doi.org/10.5281/'],
    ['CITATION.cff', 'type: dataset', 'type: data'],
    ['CITATION.cff', 'license:', 'licence:'],
    ['CITATION.cff', 'doi: 10.5281/', 'doi: https://doi.org/10.5281/'],
  ] as const)('%s: %s', ([form, from, to], { skip }) => {
    skip(!isChecked(form), unchecked);
    const text = forms[form] ?? '';
    expect(wrongBy(form, valueOf(form, text))).toEqual([]);
    expect(text).toContain(from);
    expect(wrongBy(form, valueOf(form, text.replace(from, to)))).not.toEqual([]);
  });

  test('of RO-Crate too', () => {
    const text = forms['ro-crate-metadata.json'] ?? '';
    expect(crateProblems(text.replace('"license"', '"licence"'))).toEqual(['Missing required property: license']);
  });
});
