/**
 * What the makers of the forms demand of them. Their schemas of the Citation File Format 1.2.0, of Data Package and Table
 * Schema 2.0 and of DataCite 4.5 are read from `../shared/schemas`, where they are kept; without it their tests are
 * skipped, and say so.
 *
 * Croissant has no schema. Its rules are put in our own words as far as our files make use of them. They were last checked
 * by hand with its loader, mlcroissant 1.1.0: of 23 snapshots and editions 23 open without a warning, and 512 record sets
 * with 437,457 cells are those of the JSON. Of RO-Crate 1.2, roc-validator 0.11.2 found
 * all that is required in 23 of 23, and of what is recommended nothing amiss but that the publisher has no ROR and no contact.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const text = { type: 'string', minLength: 1 } as const;
const day = { type: 'string', format: 'date' } as const;
const address = { type: 'string', pattern: '^https?://' } as const;
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const list = (items: AnySchemaObject) => ({ type: 'array', minItems: 1, items });
const open = (required: string[], properties: Record<string, AnySchemaObject>) => ({
  type: 'object',
  required,
  properties,
});
const closed = (required: string[], properties: Record<string, AnySchemaObject>) => ({
  ...open(required, properties),
  additionalProperties: false,
});

const reference = closed(['@id'], { '@id': text });
const croissantNode = (type: string, required: string[], properties: Record<string, AnySchemaObject>) =>
  open(['@type', '@id', 'name', ...required], { '@type': { const: type }, '@id': text, name: text, ...properties });
const croissant = open(
  [
    '@context',
    '@type',
    'conformsTo',
    'name',
    'description',
    'license',
    'url',
    'creator',
    'datePublished',
    'distribution',
  ],
  {
    '@context': open(['@vocab', 'sc', 'cr', 'dct'], {
      '@vocab': { const: 'https://schema.org/' },
      sc: { const: 'https://schema.org/' },
      cr: { const: 'http://mlcommons.org/croissant/' },
      dct: { const: 'http://purl.org/dc/terms/' },
    }),
    '@type': { const: 'sc:Dataset' },
    conformsTo: { const: 'http://mlcommons.org/croissant/1.1' },
    name: text,
    description: text,
    license: address,
    url: address,
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    citeAs: { type: 'string', pattern: '^@misc\\{' },
    datePublished: day,
    creator: open(['@type', 'name'], { '@type': { enum: ['sc:Organization', 'sc:Person'] }, name: text }),
    distribution: list(
      croissantNode('cr:FileObject', ['contentUrl', 'encodingFormat', 'sha256'], {
        contentUrl: address,
        contentSize: { type: 'string', pattern: '^\\d+ B$' },
        encodingFormat: { type: 'string', pattern: '^[a-z]+/[a-z.+-]+$' },
        sha256,
      }),
    ),
    recordSet: list(
      croissantNode('cr:RecordSet', ['field'], {
        key: list(reference),
        field: list(
          croissantNode('cr:Field', ['dataType', 'source'], {
            dataType: { enum: ['sc:Text', 'sc:Integer', 'sc:Float', 'sc:Date', 'sc:Boolean'] },
            source: closed(['fileObject', 'extract'], {
              fileObject: reference,
              extract: closed(['column'], { column: text }),
            }),
          }),
        ),
      }),
    ),
  },
);

const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
addFormats(ajv);

const folder = fileURLToPath(new URL('../../../shared/schemas/', import.meta.url));
const hasSchemas = existsSync(folder);
/** What is not there is not checked. @throws {Error} where `CI` is set, which leaves nothing out in silence */
function schemaIn(file: string): ValidateFunction | null {
  if (!hasSchemas && process.env.CI) throw new Error(`the makers’ schemas are missing: ${folder}`);
  if (!hasSchemas) return null;
  // They are of several drafts, with formats of their makers’ own.
  const theirs = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats(theirs);
  const schema = JSON.parse(readFileSync(folder + file, 'utf8')) as Record<string, unknown>;
  delete schema.$schema;
  delete schema.id;
  return theirs.compile(schema);
}
const rules = {
  'croissant.json': ajv.compile(croissant),
  'datapackage.json': schemaIn('frictionless-2.0-datapackage.json'),
  'datacite.json': schemaIn('datacite-v4.5.json'),
  'CITATION.cff': schemaIn('cff-1.2.0.json'),
};
const tableSchema = schemaIn('frictionless-2.0-tableschema.json');

/** What is wrong with a form by its makers: nothing, or a line for each place. */
export function wrongBy(form: keyof typeof rules, value: unknown): string[] {
  const of = (rule: ValidateFunction | null, part: unknown) =>
    rule === null || rule(part)
      ? []
      : (rule.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
  const resources = form === 'datapackage.json' ? (value as { resources: { schema?: object }[] }).resources : [];
  return [...of(rules[form], value), ...resources.flatMap(({ schema }) => (schema ? of(tableSchema, schema) : []))];
}
export const ruledForms = Object.keys(rules) as (keyof typeof rules)[];
export const isChecked = (form: keyof typeof rules) => rules[form] !== null;
/** Why the test of a form that is not checked is skipped. */
export const unchecked = '../shared/schemas is not there';
