/** The JSON interface and the dated files of data, described as OpenAPI 3.1. */
import { type ApiShape, apiShapes } from '../schema/api.ts';
import { jsonSchema } from '../schema/json-schema.ts';
import { Slug, SnapshotId } from '../schema/scalars.ts';
import { shapeNames } from './api.ts';
import { checksumsName } from './checksums.ts';
import { licence } from './dataset.ts';
import { starterNames } from './starters.ts';

/** What an address answers with: one of our shapes, other JSON, or a file of another kind. */
interface Answer {
  readonly id: string;
  readonly summary: string;
  readonly mediaType: string;
  readonly shape?: ApiShape;
}

const json = 'application/json';
/** Every address, with what it answers. */
export const answers: Readonly<Record<string, Answer>> = {
  '/api/v1/index.json': { id: 'index', summary: 'Every snapshot and table', mediaType: json, shape: 'index' },
  '/api/v1/snapshots/{snapshot}.json': {
    id: 'snapshot',
    summary: 'A snapshot: its tables with files and checksums, and what it lacks',
    mediaType: json,
    shape: 'snapshot',
  },
  '/api/v1/tables/{table}.json': {
    id: 'tableOverTime',
    summary: 'A table in all snapshots that have it, with its columns',
    mediaType: json,
    shape: 'table-over-time',
  },
  '/api/v1/schema/{shape}.json': { id: 'schema', summary: 'JSON Schema of an answer or file', mediaType: json },
  '/api/v1/openapi.json': { id: 'openapi', summary: 'This description', mediaType: json },
  '/{snapshot}/data/manifest.json': {
    id: 'manifest',
    summary: 'The manifest of a snapshot: its tables, and the files that they were made from',
    mediaType: json,
    shape: 'manifest',
  },
  '/{snapshot}/data/{table}.json': {
    id: 'tableAsJson',
    summary: 'A table as it was published, with its method, columns and rows',
    mediaType: json,
    shape: 'table',
  },
  '/{snapshot}/data/{table}.csv': { id: 'tableAsCsv', summary: 'The rows of a table', mediaType: 'text/csv' },
  '/{snapshot}/data/{table}.parquet': {
    id: 'tableAsParquet',
    summary: 'The rows of a table',
    mediaType: 'application/vnd.apache.parquet',
  },
  [`/{snapshot}/data/${checksumsName}`]: {
    id: 'checksums',
    summary: 'SHA-256 of every file of data, for sha256sum -c',
    mediaType: 'text/plain',
  },
  [`/{snapshot}/data/${starterNames.python}`]: {
    id: 'starterInPython',
    summary: 'A notebook that reads a table, checks and draws it',
    mediaType: 'application/x-ipynb+json',
  },
  [`/{snapshot}/data/${starterNames.r}`]: {
    id: 'starterInR',
    summary: 'A script that reads a table, checks and draws it',
    mediaType: 'text/plain',
  },
};

/** The parameters of an address, in braces. */
const parameters: Readonly<Record<string, { readonly description: string; readonly schema: object }>> = {
  snapshot: { description: 'Name of a snapshot, as in `index.json`', schema: inner(SnapshotId) },
  table: { description: 'Name of a table, as in `index.json`', schema: inner(Slug) },
  shape: { description: 'Name of a shape, as in `index.json`', schema: { enum: shapeNames } },
};

/** A schema inside of another document, whose dialect is its own. */
function inner(shape: Parameters<typeof jsonSchema>[0]): object {
  const { $schema, ...schema } = jsonSchema(shape);
  if ($schema !== 'https://json-schema.org/draft/2020-12/schema')
    throw new Error(`OpenAPI 3.1 holds JSON Schema of draft 2020-12, not of ${$schema ?? 'no draft'}`);
  return schema;
}

/**
 * The description.
 *
 * @param site the address of the front page, with the path below which the site lives
 */
export function openapi(site: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Model Reuse Almanac',
      version: '1.0.0',
      summary: 'Dated snapshots of how pre-trained models are reused',
      description:
        'Static files, read with GET. Version 1 is promised: properties and addresses stay with their meaning, others may be added.',
      license: { name: licence.title, identifier: licence.id },
    },
    externalDocs: { url: new URL('api/', site).href },
    servers: [{ url: site.replace(/\/$/, '') }],
    paths: Object.fromEntries(
      Object.entries(answers).map(([path, { id, summary, mediaType, shape }]) => [
        path,
        {
          get: {
            operationId: id,
            summary,
            parameters: Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({
              $ref: `#/components/parameters/${name}`,
            })),
            responses: {
              200: {
                description: summary,
                content: { [mediaType]: shape ? { schema: { $ref: `#/components/schemas/${shape}` } } : {} },
              },
              404: { description: 'There is no such snapshot, table or shape: the page that says so, as HTML' },
            },
          },
        },
      ]),
    ),
    components: {
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [
          name,
          { name, in: 'path', required: true, ...parameter },
        ]),
      ),
      schemas: Object.fromEntries(shapeNames.map((name) => [name, inner(apiShapes[name])])),
    },
  };
}
