/** `CITATION.cff`: what the format asks for, and what the rest of the repository says too, in `codemeta.json` and `.zenodo.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-software-formats';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Paper } from '../src/schema/published.ts';

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, '..', ...path), 'utf8');
const text = read('CITATION.cff');

/** The rules of the Citation File Format 1.2.0 for the fields that we use; a field that is not here needs its rule first. */
const Text = z.string().min(1);
const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .min(1)
    .refine(
      (items) => new Set(items.map((each) => JSON.stringify(each))).size === items.length,
      'an item stands twice',
    );
const Author = z.union([
  z.strictObject({ 'family-names': Text, 'given-names': Text.optional() }),
  z.strictObject({ name: Text }),
]);
const Doi = z.string().regex(/^10\.\d{4,9}(\.\d+)?\/[A-Za-z0-9:/_;\-.()[\]\\]+$/);
const Identifier = z.union([
  z.strictObject({ type: z.literal('doi'), value: Doi, description: Text.optional() }),
  z.strictObject({ type: z.literal('other'), value: Text, description: Text.optional() }),
]);
const Reference = z.strictObject({
  type: z.literal('conference-paper'),
  title: Text,
  authors: listOf(Author),
  'collection-title': Text,
  year: z.int(),
  doi: Doi.optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  identifiers: listOf(Identifier).optional(),
});
const CitationFile = z.strictObject({
  'cff-version': z.literal('1.2.0'),
  message: Text,
  type: z.enum(['software', 'dataset']),
  title: Text,
  abstract: Text,
  authors: listOf(Author),
  version: Text,
  'date-released': z.iso.date().optional(),
  doi: Doi.optional(),
  identifiers: listOf(Identifier).optional(),
  license: Text,
  keywords: listOf(Text),
  references: listOf(Reference),
});
const file = CitationFile.parse(parse(text));

test('the version is that of the package, under its licence, and the date is that of the release', () => {
  const { version, license } = JSON.parse(read('package.json')) as Record<string, string>;
  expect(file).toMatchObject({ type: 'software', version, license });
  const [, released] = new RegExp(`^## ${String(version)} \\((.+)\\)$`, 'm').exec(read('CHANGELOG.md')) ?? [];
  expect(released, 'CHANGELOG.md says of this version when it was released, or that it was not').toMatch(
    /^(unreleased|\d{4}-\d{2}-\d{2})$/,
  );
  expect(file['date-released'] ?? 'unreleased').toBe(released);
});

test('CodeMeta and Zenodo are told the same', () => {
  const { title, abstract, version, license, keywords, authors } = file;
  const released = file['date-released'];
  const works = file.references.map(({ title: name, url, doi }) => ({
    name,
    url: url ?? `https://doi.org/${doi ?? ''}`,
  }));
  const meta = JSON.parse(read('codemeta.json')) as Record<string, unknown> & { referencePublication: object[] };
  expect(meta).toMatchObject({ name: title, description: abstract, version, dateModified: released, keywords });
  expect(meta).toMatchObject({ license: `https://spdx.org/licenses/${license}`, author: authors });
  expect(meta.referencePublication).toEqual(works.map((work) => ({ type: 'ScholarlyArticle', ...work })));
  const zenodo = JSON.parse(read('.zenodo.json')) as Record<string, unknown> & { related_identifiers: object[] };
  expect(zenodo).toMatchObject({
    title,
    description: abstract,
    version,
    publication_date: released,
    keywords,
    license,
  });
  expect(zenodo.creators).toEqual(authors);
  expect(zenodo.related_identifiers).toMatchObject(
    file.references.map(({ doi, identifiers = [] }) => ({ identifier: doi ?? identifiers[0]?.value })),
  );
});

test('the studies that the almanac follows are named as the methods pages name them', () => {
  const papers = JSON.parse(read('content/published/papers.json')) as Paper[];
  const followed = ['taraghi2024', 'jiang2023', 'synovic2022'].map((id) => papers.find((paper) => paper.id === id));
  const named = file.references.map(({ title, authors, doi, identifiers = [], ...reference }) => ({
    title,
    authors: authors.map((author) =>
      'name' in author ? author.name : [author['given-names'] ?? [], author['family-names']].flat().join(' '),
    ),
    venue: reference['collection-title'],
    doi: doi ?? null,
    arxiv: identifiers.find(({ value }) => value.startsWith('arXiv:'))?.value.replace('arXiv:', '') ?? null,
  }));
  expect(named).toEqual(
    followed.map((paper) => ({
      title: paper?.title,
      authors: paper?.authors,
      venue: paper?.venue,
      doi: paper?.doi,
      arxiv: paper?.arxiv,
    })),
  );
  for (const { url, identifiers = [] } of file.references)
    expect(url?.replace('https://arxiv.org/abs/', 'arXiv:')).toBe(identifiers[0]?.value);
});

test('a library for citations reads from it what it says', () => {
  const [software, ...references] = new Cite(text).data;
  const day = file['date-released']?.split('-').map(Number);
  expect(software).toMatchObject({
    type: 'software',
    title: file.title,
    author: [{ literal: 'Model Reuse Almanac' }],
    version: file.version,
  });
  expect(software?.issued).toEqual(day && { 'date-parts': [day] });
  expect(references).toHaveLength(file.references.length);
  for (const [index, { title, authors, year, doi }] of file.references.entries()) {
    const reference = references[index];
    expect(reference).toMatchObject({ type: 'paper-conference', title, issued: { 'date-parts': [[year]] } });
    expect(reference?.author).toHaveLength(authors.length);
    expect(reference?.DOI).toBe(doi);
  }
});
