import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import type { ApiShape } from '../schema/api.ts';
import {
  answerText,
  apiEdition,
  apiIndex,
  apiSchema,
  apiSeries,
  apiSnapshot,
  apiTable,
  shapeNames,
  tableNames,
} from './api.ts';
import { cards, invented, inventedEdition, site } from './invented.test-support.ts';
import { openapi } from './openapi.ts';

const first = invented({ id: '2022-10-01' });
const second = invented({ id: '2023-06-30', published: '2026-12-01' });
const sample = invented({
  id: '2024-01-01',
  coverage: 'sample',
  selection: 'The first ten.',
  tables: [{ ...cards, name: 'other-cards' }],
  unavailable: [{ name: 'cards', title: 'Cards', reason: 'Nobody counted cards.' }],
});
const all = [first, second, sample];

/** What is wrong with a value, by the schema that we publish. */
function wrongBy(shape: ApiShape, value: unknown): unknown {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  const validate = ajv.compile(apiSchema(site, shape));
  return validate(value) ? [] : validate.errors;
}

test('every answer is of the shape that its schema describes', () => {
  expect(wrongBy('index', apiIndex(all, '2023-06-30'))).toEqual([]);
  for (const dataset of all) expect(wrongBy('snapshot', apiSnapshot(dataset))).toEqual([]);
  for (const name of tableNames(all)) expect(wrongBy('table-over-time', apiTable(all, name))).toEqual([]);
  expect(wrongBy('index', { ...apiIndex(all, '2023-06-30'), newest: 'yesterday' })).not.toEqual([]);
});

const editions = [inventedEdition({ published: '2026-11-29' }), inventedEdition({ id: '2027-01-31' })];
const rests = [{ id: '2023-06-30', manifestSha256: 'a'.repeat(64) }];

test('editions are listed beside snapshots, and described by the same words', () => {
  const index = apiIndex(all, '2023-06-30', editions);
  expect(wrongBy('index', index)).toEqual([]);
  expect(index.editions.map(({ id, status, address }) => [id, status, address])).toEqual([
    ['2026-11-29', 'current', `${site}editions/2026-11-29/`],
    ['2027-01-31', 'draft', `${site}editions/2027-01-31/`],
  ]);
  expect(index.series).toEqual([{ name: 'cards', title: 'Cards', details: `${site}api/v1/series/cards.json` }]);
  expect(index.snapshots).toEqual(apiIndex(all, '2023-06-30').snapshots);
  for (const edition of editions) {
    const answer = apiEdition(edition, rests);
    expect(wrongBy('edition', answer)).toEqual([]);
    expect(answer.snapshots[0]?.details).toBe(`${site}api/v1/snapshots/2023-06-30.json`);
    expect(answer.tables[0]?.details).toBe(`${site}api/v1/series/cards.json`);
  }
  const series = apiSeries(editions, 'cards');
  expect(wrongBy('series-over-editions', series)).toEqual([]);
  expect(series.editions.map(({ id, files }) => [id, files[0]?.address])).toEqual([
    ['2026-11-29', `${site}editions/2026-11-29/data/cards.json`],
    ['2027-01-31', `${site}editions/2027-01-31/data/cards.json`],
  ]);
  expect(() => apiSeries(editions, 'crads')).toThrow('no edition has a table crads; there are cards');
});

test('an edition cannot stand among the snapshots', () => {
  expect(() => apiTable(editions, 'cards')).toThrow('the edition 2026-11-29 is among the snapshots');
});

test('the index says which snapshot is published, and the front page’s is the newest', () => {
  const { newest, snapshots, tables } = apiIndex(all, '2023-06-30');
  expect(newest).toBe('2023-06-30');
  expect(snapshots.map(({ id, status, published }) => [id, status, published])).toEqual([
    ['2022-10-01', 'draft', null],
    ['2023-06-30', 'current', '2026-12-01'],
    ['2024-01-01', 'draft', null],
  ]);
  expect(tables.map(({ name }) => name)).toEqual(['cards', 'other-cards']);
  expect(() => apiIndex(all, '2021-01-01')).toThrow(
    'the interface cannot begin at 2021-01-01: there is no such snapshot',
  );
});

test('a snapshot names its files with their checksums, and what it lacks with the reason', () => {
  const { tables, unavailable } = apiSnapshot(sample);
  expect(tables[0]?.files.map(({ name, address }) => [name, address])).toEqual(
    ['json', 'csv', 'parquet'].map((kind) => [`other-cards.${kind}`, `${site}2024-01-01/data/other-cards.${kind}`]),
  );
  expect(unavailable).toEqual([{ name: 'cards', title: 'Cards', reason: 'Nobody counted cards.' }]);
});

test('a table over time says once what several snapshots share, and again what has changed', () => {
  const changed = invented({ id: '2023-12-31', tables: [{ ...cards, method: 'Counted twice.' }] });
  const { definitions, snapshots, unavailable } = apiTable([first, second, changed, sample], 'cards');
  expect(definitions.map(({ method }) => method)).toEqual(['Counted.', 'Counted twice.']);
  expect(snapshots.map(({ id, definition }) => [id, definition])).toEqual([
    ['2022-10-01', 0],
    ['2023-06-30', 0],
    ['2023-12-31', 1],
  ]);
  expect(unavailable).toEqual([{ id: '2024-01-01', reason: 'Nobody counted cards.' }]);
  expect(() => apiTable(all, 'crads')).toThrow('no snapshot has a table crads; there are cards, other-cards');
});

test('with a hundred snapshots the index and a table of twenty columns stay below 200 kB', () => {
  const wide = {
    ...cards,
    method: 'Counted with great care, as is said here at some length. '.repeat(8),
    columns: [
      ...cards.columns,
      ...Array.from({ length: 17 }, (_, index) => ({
        name: `column${index}`,
        unit: 'count' as const,
        description: 'A column about which there is something to say, if not much',
      })),
    ],
    rows: [
      Object.fromEntries([
        ...[['month', '2023-05'] as const, ['models', 1] as const, ['share', 1] as const],
        ...Array.from({ length: 17 }, (_, index) => [`column${index}`, index] as const),
      ]),
    ],
  };
  const others = Array.from({ length: 39 }, (_, index) => ({ ...cards, name: `cards-of-kind-${index}` }));
  const hundred = Array.from({ length: 100 }, (_, index) =>
    invented({
      id: `${2020 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-28`,
      tables: [wide],
    }),
  );
  const many = [...hundred.slice(0, -1), invented({ id: '2029-01-28', tables: [wide, ...others] })];
  expect(Buffer.byteLength(answerText(apiIndex(many, '2029-01-28')))).toBeLessThan(200_000);
  expect(Buffer.byteLength(answerText(apiTable(many, 'cards')))).toBeLessThan(200_000);
});

describe('the promise of version 1', () => {
  interface Schema {
    readonly type?: string | readonly string[];
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly items?: Schema;
    readonly anyOf?: readonly Schema[];
  }
  const kindOf = ({ type, anyOf }: Schema): string =>
    type === undefined ? (anyOf ?? []).map(kindOf).join(' or ') : [type].flat().join(' or ');
  /** Every property with its place and type, `snapshots[].published: string or null`; `?` where it may be absent. */
  const propertiesOf = (schema: Schema, place = ''): string[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const path = `${place}${place === '' ? '' : '.'}${name}`;
      return [
        `${path}${schema.required?.includes(name) ? '' : '?'}: ${kindOf(property)}`,
        ...propertiesOf(property, path),
      ];
    }),
    ...(schema.items ? propertiesOf(schema.items, `${place}[]`) : []),
    ...(schema.anyOf ?? []).flatMap((each) => propertiesOf(each, place)),
  ];
  const promised = JSON.parse(readFileSync(join(import.meta.dirname, 'api-v1.json'), 'utf8')) as Record<
    string,
    readonly string[]
  >;

  test.each(Object.entries(promised))('%s still has every property that was promised', (name, properties) => {
    expect(shapeNames).toContain(name);
    expect(propertiesOf(apiSchema(site, name as ApiShape) as Schema)).toEqual(expect.arrayContaining([...properties]));
  });

  test('what is new is promised too: a line for it in api-v1.json', () => {
    const now = Object.fromEntries(shapeNames.map((name) => [name, propertiesOf(apiSchema(site, name) as Schema)]));
    expect(promised).toEqual(now);
  });

  test('a schema is open: an answer may have gained a property', () => {
    expect(wrongBy('snapshot', { ...apiSnapshot(first), colour: 'red' })).toEqual([]);
    for (const name of shapeNames)
      expect(JSON.stringify(apiSchema(site, name))).not.toContain('"additionalProperties":false');
  });
});

// Spectral 6.16.3 is run by hand, as it brings 68 MB that nothing else needs: with its recommended rules it found nothing.
test('Redocly has nothing to say of the OpenAPI description, by its strict rules', async () => {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source: JSON.stringify(openapi(site)), absoluteRef: 'openapi.json', config });
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test('the OpenAPI description is one, by the schema of its makers', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(openapi(site));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});
