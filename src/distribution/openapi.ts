/** The JSON interface and the dated files of data, described as OpenAPI 3.1. */
import { contactOf } from '../schema/almanac.ts';
import { type ApiShape, apiShapes } from '../schema/api.ts';
import { jsonSchema } from '../schema/json-schema.ts';
import { Day, Slug, SnapshotId } from '../schema/scalars.ts';
import { almanac } from './almanac.ts';
import { shapeNames } from './api.ts';
import { checksumsName } from './checksums.ts';
import { licence } from './dataset.ts';
import { starterNames } from './starters.ts';

/** What an address answers with: one of our shapes, other JSON, or a file of another kind. */
interface Answer {
  readonly id: string;
  readonly summary: string;
  readonly mediaType: string;
  readonly shape: ApiShape | undefined;
}
const answer = (id: string, summary: string, mediaType: string, shape?: ApiShape): Answer => ({
  id,
  summary,
  mediaType,
  shape,
});

const json = 'application/json';
const [ofSnapshot, ofTable, ofEdition, ofSeries] = [
  'A snapshot: its tables with files and checksums, and what it lacks',
  'A table in all snapshots that have it, with its columns',
  'An edition: its tables with files and checksums, and the snapshots that it rests on',
  'A table in all editions that have it, with its columns',
];
const ofManifest = 'The manifest of a snapshot: its tables, and the files that they were made from';
const sums = 'SHA-256 of every file of data, for sha256sum -c';
const asPublished = 'A table as it was published, with its method, columns and rows';

/** The files of data of a snapshot, or of an edition, whose names end in something else. */
function filesBelow(folder: string, table: string, of: string, manifest: Answer): Record<string, Answer> {
  const parquet = 'application/vnd.apache.parquet';
  const [python, r] = ['A notebook', 'A script'].map((what) => `${what} that reads a table, checks and draws it`);
  return {
    [`${folder}/manifest.json`]: manifest,
    [`${folder}/${table}.json`]: answer(`tableAsJson${of}`, asPublished, json, 'table'),
    [`${folder}/${table}.csv`]: answer(`tableAsCsv${of}`, 'The rows of a table', 'text/csv'),
    [`${folder}/${table}.parquet`]: answer(`tableAsParquet${of}`, 'The rows of a table', parquet),
    [`${folder}/${checksumsName}`]: answer(`checksums${of}`, sums, 'text/plain'),
    [`${folder}/${starterNames.python}`]: answer(`starterInPython${of}`, python ?? '', 'application/x-ipynb+json'),
    [`${folder}/${starterNames.r}`]: answer(`starterInR${of}`, r ?? '', 'text/plain'),
  };
}

/** Every address, with what it answers. */
export const answers: Readonly<Record<string, Answer>> = {
  '/api/v1/index.json': answer('index', 'Every snapshot, edition and table', json, 'index'),
  '/api/v1/status.json': answer(
    'status',
    'How current it is: the newest census, and when the next is expected',
    json,
    'freshness',
  ),
  '/api/v1/snapshots/{snapshot}.json': answer('snapshot', ofSnapshot, json, 'snapshot'),
  '/api/v1/tables/{table}.json': answer('tableOverTime', ofTable, json, 'table-over-time'),
  '/api/v1/editions/{edition}.json': answer('edition', ofEdition, json, 'edition'),
  '/api/v1/series/{series}.json': answer('seriesOverEditions', ofSeries, json, 'series-over-editions'),
  '/api/v1/schema/{shape}.json': answer('schema', 'JSON Schema of an answer or file', json),
  '/api/v1/openapi.json': answer('openapi', 'This description', json),
  ...filesBelow('/{snapshot}/data', '{table}', '', answer('manifest', ofManifest, json, 'manifest')),
  ...filesBelow(
    '/editions/{edition}/data',
    '{series}',
    'OfEdition',
    answer('manifestOfEdition', 'The manifest of an edition', json, 'edition-manifest'),
  ),
};

/** The parameters of an address, in braces. */
const parameters: Readonly<Record<string, { readonly description: string; readonly schema: object }>> = {
  snapshot: { description: 'Name of a snapshot, as in `index.json`', schema: inner(SnapshotId) },
  table: { description: 'Name of a table, as in `index.json`', schema: inner(Slug) },
  edition: { description: 'Name of an edition, as in `index.json`', schema: inner(Day) },
  series: { description: 'Name of a table of editions, as in `index.json`', schema: inner(Slug) },
  shape: { description: 'Name of a shape, as in `index.json`', schema: { enum: shapeNames } },
};

const tags = {
  interface: 'What there is, since when and where: the answers below `/api/v1/`',
  data: 'The dated files of tables, which never change once they are published',
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
      title: almanac.name,
      version: '1.0.0',
      summary: 'Dated snapshots of how pre-trained models are reused',
      description:
        'Static files, read with GET. Version 1 is promised: properties and addresses stay with their meaning, others may be added.',
      contact: { name: almanac.editor, ...contactOf(almanac) },
      license: { name: licence.title, identifier: licence.id },
    },
    security: [],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    externalDocs: { url: new URL('api/', site).href },
    servers: [{ url: site.replace(/\/$/, '') }],
    paths: Object.fromEntries(
      Object.entries(answers).map(([path, { id, summary, mediaType, shape }]) => [
        path,
        {
          get: {
            operationId: id,
            tags: [path.startsWith('/api/') ? 'interface' : 'data'],
            summary,
            description: `${summary}. Nothing else is asked for: a static file, read with GET.`,
            parameters: Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({
              $ref: `#/components/parameters/${name}`,
            })),
            responses: {
              200: {
                description: summary,
                content: { [mediaType]: shape ? { schema: { $ref: `#/components/schemas/${shape}` } } : {} },
              },
              404: {
                description: 'There is no such snapshot, edition, table or shape: the page that says so, as HTML',
              },
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
