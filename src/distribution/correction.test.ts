/** What became of a snapshot, as machines read it. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PublishedSnapshot } from '../schema/snapshot.ts';
import { readSnapshots } from '../snapshot/read.ts';
import { apiSnapshot } from './api.ts';
import { snapshotCitation } from './citation.ts';
import { type Dataset, describeDataset } from './dataset.ts';
import { formsOf } from './facts.test-support.ts';
import { isChecked, ruledForms, wrongBy } from './metadata-rules.test-support.ts';
import { parse } from 'yaml';

const site = 'https://almanac.example.org/';
const { snapshots } = readSnapshots(join(import.meta.dirname, '../../content'));
const [first, second] = ['2023-06-30', '2023-06-30-r2'] as const;
const doi = '10.5281/zenodo.1234567';
const entry = (id: string) => ({ id, published: '2026-11-21', manifestSha256: 'a'.repeat(64) });
const current = (id: string) => ({ ...entry(id), status: 'current' as const });
const corrected = { ...entry(first), status: 'corrected', by: second, since: '2026-11-28', reason: 'Wrong.' } as const;
const withdrawn = { ...entry(second), status: 'withdrawn', since: '2026-11-30', reason: 'Wrong too.' } as const;

/** One of the two, where the list says this of them. */
function described(id: string, list: readonly PublishedSnapshot[]): Dataset {
  const all = snapshots.map(({ manifest, files }) => ({
    manifest,
    tables: files.slice(0, 2),
    listed: list.find((each) => each.id === manifest.id) ?? null,
  }));
  const one = all.find(({ manifest }) => manifest.id === id);
  if (!one) throw new Error(`there is no ${id}`);
  return describeDataset({ ...one, seriesDoi: null, snapshots: all }, site);
}

/** The forms that say this. */
const saying = (dataset: Dataset, text: string) =>
  Object.entries(formsOf(dataset)).flatMap(([form, all]) => (all.includes(text) ? [form] : []));

test('a corrected snapshot names its correction in every form, and the correction what it corrects', () => {
  const list = [corrected, { ...current(second), doi }];
  const before = described(first, list);
  expect(
    saying(before, `https://doi.org/${doi}`)
      .concat(saying(before, `"${doi}"`))
      .sort(),
  ).toEqual(Object.keys(formsOf(before)).sort());
  expect(saying(before, '"creativeWorkStatus":"Corrected"')).toEqual(['schema.org']);
  expect(saying(before, 'Corrected by 2023-06-30-r2 on 2026-11-28: Wrong.')).toEqual(Object.keys(formsOf(before)));
  const { relatedIdentifiers } = JSON.parse(formsOf(before)['datacite.json'] ?? '') as { relatedIdentifiers: unknown };
  expect(relatedIdentifiers).toContainEqual({
    relatedIdentifier: doi,
    relatedIdentifierType: 'DOI',
    relationType: 'IsObsoletedBy',
  });
  expect(apiSnapshot(before)).toMatchObject({ by: second, since: '2026-11-28', reason: 'Wrong.', status: 'corrected' });

  const after = described(second, list);
  expect(saying(after, 'IsNewVersionOf')).toEqual(['datacite.json']);
  expect(saying(after, `${site}${first}/`)).toEqual([
    'croissant.json',
    'datapackage.json',
    'datacite.json',
    'CITATION.cff',
  ]);
  expect(apiSnapshot(after)).toMatchObject({ by: null, since: null, reason: null });
});

test('a correction that was withdrawn in turn takes nobody’s place', () => {
  const dataset = described(first, [corrected, withdrawn]);
  expect(dataset.correction).toBeNull();
  expect(dataset.notice).toBe(
    'Corrected by 2023-06-30-r2 on 2026-11-28: Wrong. 2023-06-30-r2 was withdrawn on 2026-11-30: Wrong too.',
  );
  expect(saying(dataset, 'IsObsoletedBy')).toEqual([]);
  expect(saying(dataset, 'dct:isReplacedBy')).toEqual([]);
  expect(snapshotCitation(dataset).notice).toBe(dataset.notice);
  const gone = described(second, [corrected, withdrawn]);
  expect(saying(gone, 'Withdrawn on 2026-11-30: Wrong too.')).toHaveLength(6);
  expect(saying(gone, '"dateType": "Withdrawn"')).toEqual(['datacite.json']);
});

test('a DOI that was given late is that of the snapshot in every form', () => {
  const dataset = described(second, [corrected, { ...current(second), doi }]);
  expect(dataset.doi).toBe(doi);
  expect(Object.keys(formsOf(dataset)).filter((form) => !saying(dataset, doi).includes(form))).toEqual([]);
});

test.each(ruledForms.filter(isChecked))('%s keeps to its schema whatever became of the snapshot', (form) => {
  for (const list of [
    [corrected, current(second)],
    [corrected, withdrawn],
    [corrected, { ...current(second), doi }],
  ])
    for (const id of [first, second]) {
      const text = formsOf(described(id, list))[form] ?? '';
      expect(wrongBy(form, form === 'CITATION.cff' ? parse(text) : JSON.parse(text))).toEqual([]);
    }
});
