/**
 * The answers of the JSON interface under `/api/v1/`: what there is, since when, and where, with checksums. The data
 * themselves stay in their dated files.
 */
import {
  type ApiEdition,
  type ApiFreshness,
  type ApiIndex,
  type ApiSeries,
  type ApiShape,
  type ApiSnapshot,
  type ApiTable,
  apiShapes,
} from '../schema/api.ts';
import type { EditionManifest } from '../schema/edition.ts';
import { type JsonSchema, jsonSchema } from '../schema/json-schema.ts';
import { almanac } from './almanac.ts';
import { checksumsName } from './checksums.ts';
import { type Dataset, licence } from './dataset.ts';
import { fileNames, tableForms } from './files.ts';
import { freshnessOf } from './freshness.ts';
import { starterNames } from './starters.ts';

/** An address of the interface: `apiAddress(site, 'tables', 'mentions.json')`. */
export function apiAddress(site: string, ...parts: readonly string[]): string {
  return new URL(['api/v1', ...parts].join('/'), site).href;
}

const details = (site: string, of: 'snapshots' | 'tables' | 'editions' | 'series' | 'schema', name: string) =>
  apiAddress(site, of, `${name}.json`);
const inData = ({ address }: Dataset, name: string) => new URL(`data/${name}`, address).href;
function coverageOf({ id, coverage }: Dataset) {
  if (coverage === null) throw new Error(`the edition ${id} is among the snapshots`);
  return coverage;
}
const editionHeadOf = ({ id, date, status, published }: Dataset) => ({ id, date, status, published });
const headOf = (dataset: Dataset) => {
  const { by, since, reason } = dataset;
  return { ...editionHeadOf(dataset), coverage: coverageOf(dataset), by, since, reason };
};

/**
 * What there is.
 *
 * @param datasets all of them, oldest first
 * @param newest the snapshot of the front page
 * @param editions all of them, oldest first
 * @throws {Error} if that is not one of them
 */
export function apiIndex(datasets: readonly Dataset[], newest: string, editions: readonly Dataset[] = []): ApiIndex {
  const site = datasets.find(({ id }) => id === newest)?.site;
  if (site === undefined) throw new Error(`the interface cannot begin at ${newest}: there is no such snapshot`);
  const listed = (all: readonly Dataset[], of: 'tables' | 'series') => {
    const titles = new Map(all.flatMap(({ tables }) => tables.map(({ name, title }) => [name, title] as const)));
    return tableNames(all).map((name) => ({ name, title: titles.get(name) ?? name, details: details(site, of, name) }));
  };
  return {
    title: almanac.name,
    description: 'How pre-trained models are reused in the Hugging Face community, in dated snapshots.',
    site,
    documentation: new URL('api/', site).href,
    openapi: apiAddress(site, 'openapi.json'),
    licence,
    newest,
    snapshots: datasets.map((dataset) => ({
      ...headOf(dataset),
      title: dataset.title,
      address: dataset.address,
      details: details(site, 'snapshots', dataset.id),
      checksums: inData(dataset, checksumsName),
    })),
    tables: listed(datasets, 'tables'),
    editions: editions.map((edition) => ({
      ...editionHeadOf(edition),
      title: edition.title,
      address: edition.address,
      details: details(site, 'editions', edition.id),
      checksums: inData(edition, checksumsName),
    })),
    series: listed(editions, 'series'),
    schemas: shapeNames.map((name) => ({ name, address: details(site, 'schema', name) })),
  };
}

/** How current the report is. @param datasets all of them, oldest first */
export function apiFreshness(datasets: readonly Dataset[], captureDay: number | undefined): ApiFreshness {
  const { newest, census, next } = freshnessOf(datasets, captureDay);
  const listed = (dataset: Dataset | undefined) =>
    dataset === undefined
      ? null
      : {
          ...headOf(dataset),
          title: dataset.title,
          address: dataset.address,
          details: details(dataset.site, 'snapshots', dataset.id),
        };
  return {
    newest: listed(newest),
    newestCensus: listed(census),
    nextExpected: null,
    overdueAfter: null,
    reason: null,
    ...next,
  };
}

export const apiSnapshot = (dataset: Dataset): ApiSnapshot => ({
  ...headOf(dataset),
  ...describe(dataset, 'tables'),
});

/** @param snapshots that its rows come from, as its manifest names them */
export const apiEdition = (dataset: Dataset, snapshots: EditionManifest['snapshots']): ApiEdition => ({
  ...editionHeadOf(dataset),
  ...describe(dataset, 'series'),
  snapshots: snapshots.map((each) => ({ ...each, details: details(dataset.site, 'snapshots', each.id) })),
  totals: [...dataset.totals],
});

function describe(dataset: Dataset, of: 'tables' | 'series') {
  const { site } = dataset;
  return {
    title: dataset.title,
    description: dataset.description,
    limits: [...dataset.limits],
    doi: dataset.doi,
    licence,
    sources: dataset.sources.map(({ title, authors, published, location, licence, citation }) => ({
      title,
      authors,
      published,
      location,
      licence,
      citation,
    })),
    madeBy: dataset.madeBy,
    address: dataset.address,
    data: inData(dataset, ''),
    manifest: dataset.manifest,
    checksums: inData(dataset, checksumsName),
    starters: { python: inData(dataset, starterNames.python), r: inData(dataset, starterNames.r) },
    tables: dataset.tables.map(({ name, kind, title, rows, address, from, files }) => ({
      name,
      kind,
      title,
      rows,
      address,
      details: details(site, of, name),
      from: [...from],
      files: [...files],
    })),
    unavailable: dataset.unavailable,
  };
}

/** Every table that any snapshot has, by name. */
export function tableNames(datasets: readonly Dataset[]): string[] {
  return [...new Set(datasets.flatMap(({ tables }) => tables.map(({ name }) => name)))].sort();
}

/**
 * A table in all snapshots that have it. What several of them share, as the meaning of columns, is given once: the
 * answer stays small however many snapshots there are.
 *
 * @param datasets all of them, oldest first
 * @throws {Error} if none has it
 */
export function apiTable(datasets: readonly Dataset[], name: string): ApiTable {
  const { title, definitions, found } = over(datasets, name);
  return {
    name,
    title,
    definitions,
    snapshots: found.map(({ dataset, ...occurrence }) => ({ ...headOf(dataset), ...occurrence })),
    unavailable: datasets.flatMap(({ id, unavailable }) =>
      unavailable.filter((table) => table.name === name).map(({ reason }) => ({ id, reason })),
    ),
  };
}

/** A table in all editions that have it. @throws {Error} if none has it */
export function apiSeries(editions: readonly Dataset[], name: string): ApiSeries {
  const { title, definitions, found } = over(editions, name);
  return {
    name,
    title,
    definitions,
    editions: found.map(({ dataset, ...occurrence }) => ({ ...editionHeadOf(dataset), ...occurrence })),
  };
}

function over(datasets: readonly Dataset[], name: string) {
  const having = datasets.flatMap((dataset) => {
    const table = dataset.tables.find((candidate) => candidate.name === name);
    return table ? [{ dataset, table }] : [];
  });
  const newest = having.at(-1);
  if (!newest) {
    const kind = datasets[0]?.kind ?? 'snapshot';
    throw new Error(`no ${kind} has a table ${name}; there are ${tableNames(datasets).join(', ')}`);
  }
  const definitions = new Map<string, { place: number; definition: ApiTable['definitions'][number] }>();
  const found = having.map(({ dataset, table: { method, columns, rows } }) => {
    const definition = { method, columns };
    const key = JSON.stringify(definition);
    const { place } = definitions.get(key) ?? { place: definitions.size };
    definitions.set(key, { place, definition });
    const checksums = inData(dataset, checksumsName);
    const files = tableForms.map((form) => {
      const { name: file, mediaType } = fileNames(name, form);
      return { name: file, mediaType, address: inData(dataset, file) };
    });
    return { dataset, definition: place, rows, checksums, files };
  });
  return {
    title: newest.table.title,
    definitions: [...definitions.values()].map(({ definition }) => definition),
    found,
  };
}

export const shapeNames = Object.keys(apiShapes) as ApiShape[];

/** A shape as JSON Schema, at home at its own address. */
export function apiSchema(site: string, name: ApiShape): JsonSchema {
  return { $id: details(site, 'schema', name), ...jsonSchema(apiShapes[name]) };
}

/** The response with an answer. */
export const answerWith = (answer: object): Response =>
  new Response(answerText(answer), { headers: { 'content-type': 'application/json' } });

/** An answer as it is sent: indented, so that people can read it too. */
export function answerText(answer: object): string {
  return `${JSON.stringify(answer, null, 1)}\n`;
}
