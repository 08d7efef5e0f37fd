/**
 * What the specifications demand of the forms for which their makers' schemas cannot be had from the registries that
 * this project installs from: Croissant 1.1, Data Package and Table Schema 2.0, DataCite 4.6, Citation File Format
 * 1.2.0. Read from the specifications and put in our own words, as far as our files make use of them; what is not
 * named here is not allowed where a specification closes its list of properties.
 */
import { Ajv, type AnySchemaObject } from 'ajv';
import addFormats from 'ajv-formats';

const text = { type: 'string', minLength: 1 } as const;
const day = { type: 'string', format: 'date' } as const;
const address = { type: 'string', pattern: '^https?://' } as const;
const email = { type: 'string', format: 'email' } as const;
const doi = { type: 'string', pattern: '^10\\.\\d{4,9}/[-._;()/:A-Za-z0-9]+$' } as const;
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
      '@vocab': { const: 'http://schema.org/' },
      sc: { const: 'http://schema.org/' },
      cr: { const: 'http://mlcommons.org/croissant/' },
      dct: { const: 'http://purl.org/dc/terms/' },
    }),
    '@type': { const: 'sc:Dataset' },
    conformsTo: { const: 'http://mlcommons.org/croissant/1.1' },
    name: text,
    description: text,
    license: address,
    url: address,
    version: text,
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

/** A path goes down from the folder: no address, no way up, not absolute. */
const relativePath = { type: 'string', pattern: '^(?![/~.])(?!.*\\.\\.)(?!.*:)[^\\\\]+$' };
const bounds = { minimum: { type: 'number' }, maximum: { type: 'number' } };
const field = (type: string, constraints: Record<string, AnySchemaObject>) =>
  open(['name', 'type'], {
    name: text,
    type: { const: type },
    missingValues: list(closed(['value'], { value: { type: 'string' }, label: text })),
    constraints: { ...closed([], { required: { type: 'boolean' }, ...constraints }), minProperties: 1 },
  });
const dataPackage = open(['resources', '$schema'], {
  $schema: { const: 'https://datapackage.org/profiles/2.0/datapackage.json' },
  name: { type: 'string', pattern: '^[a-z0-9._-]+$' },
  id: text,
  title: text,
  description: text,
  homepage: address,
  version: text,
  created: { type: 'string', format: 'date-time' },
  keywords: list(text),
  licenses: list({
    ...closed([], { name: { type: 'string', pattern: '^[-a-zA-Z0-9._]+$' }, path: address, title: text }),
    anyOf: [{ required: ['name'] }, { required: ['path'] }],
  }),
  contributors: list(closed(['title'], { title: text, path: address, email, roles: list(text) })),
  sources: list(closed(['title'], { title: text, path: address, version: text })),
  resources: list(
    open(['name', 'path'], {
      name: { type: 'string', pattern: '^[a-z0-9._-]+$' },
      path: relativePath,
      type: { const: 'table' },
      mediatype: { type: 'string', pattern: '^.+/.+$' },
      bytes: { type: 'integer', minimum: 1 },
      hash: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
      schema: open(['fields'], {
        $schema: { const: 'https://datapackage.org/profiles/2.0/tableschema.json' },
        fields: list({
          oneOf: [
            field('string', {}),
            field('integer', bounds),
            field('number', bounds),
            field('date', {}),
            field('yearmonth', {}),
          ],
        }),
        missingValues: { type: 'array', items: { type: 'string' } },
        primaryKey: list(text),
        uniqueKeys: list(list(text)),
      }),
    }),
  ),
});

const datacite = closed(['schemaVersion', 'creators', 'titles', 'publisher', 'publicationYear', 'types', 'doi'], {
  doi,
  schemaVersion: { const: 'http://datacite.org/schema/kernel-4' },
  types: closed(['resourceTypeGeneral'], { resourceTypeGeneral: { const: 'Dataset' }, resourceType: text }),
  creators: list(closed(['name'], { name: text, nameType: { enum: ['Organizational', 'Personal'] } })),
  contributors: list(
    closed(['name', 'contributorType'], {
      name: text,
      nameType: { enum: ['Organizational', 'Personal'] },
      contributorType: { enum: ['DataCollector', 'Editor'] },
    }),
  ),
  titles: list(closed(['title'], { title: text })),
  publisher: closed(['name'], { name: text }),
  publicationYear: { type: 'string', pattern: '^\\d{4}$' },
  url: address,
  language: { type: 'string', pattern: '^[a-z]{2}$' },
  version: text,
  subjects: list(closed(['subject'], { subject: text })),
  dates: list(
    closed(['date', 'dateType'], {
      date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}(/\\d{4}-\\d{2}-\\d{2})?$' },
      dateType: { enum: ['Issued', 'Collected', 'Other'] },
      dateInformation: text,
    }),
  ),
  descriptions: list(
    closed(['description', 'descriptionType'], { description: text, descriptionType: { enum: ['Abstract', 'Other'] } }),
  ),
  rightsList: list(
    closed([], {
      rights: text,
      rightsUri: address,
      rightsIdentifier: text,
      rightsIdentifierScheme: text,
      schemeUri: address,
    }),
  ),
  alternateIdentifiers: list(
    closed(['alternateIdentifier', 'alternateIdentifierType'], {
      alternateIdentifier: text,
      alternateIdentifierType: text,
    }),
  ),
  relatedIdentifiers: {
    type: 'array',
    items: closed(['relatedIdentifier', 'relatedIdentifierType', 'relationType'], {
      relatedIdentifier: text,
      relatedIdentifierType: { enum: ['arXiv', 'DOI', 'URL'] },
      relationType: { enum: ['Cites', 'IsDerivedFrom', 'IsVersionOf'] },
    }),
  },
  sizes: list(text),
  formats: list(text),
});

const identifier = {
  oneOf: [
    closed(['type', 'value'], { type: { const: 'doi' }, value: doi, description: text }),
    closed(['type', 'value'], { type: { const: 'other' }, value: text, description: text }),
  ],
};
const entity = closed(['name'], { name: text, website: address, email });
const cff = closed(['cff-version', 'message', 'title', 'authors'], {
  'cff-version': { const: '1.2.0' },
  type: { enum: ['software', 'dataset'] },
  message: text,
  title: text,
  abstract: text,
  authors: list(entity),
  contact: list(entity),
  version: text,
  'date-released': day,
  doi,
  license: { const: 'CC-BY-4.0' },
  url: address,
  keywords: list(text),
  identifiers: list(identifier),
  references: list(
    closed(['type', 'title', 'authors'], {
      type: { const: 'data' },
      title: text,
      authors: list(entity),
      'date-published': day,
      url: address,
      notes: text,
      identifiers: list(identifier),
    }),
  ),
});

const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
addFormats(ajv);
const rules = {
  'croissant.json': ajv.compile(croissant),
  'datapackage.json': ajv.compile(dataPackage),
  'datacite.json': ajv.compile(datacite),
  'CITATION.cff': ajv.compile(cff),
};

/** What is wrong with a form by its specification: nothing, or a line for each place. */
export function wrongBy(form: keyof typeof rules, value: unknown): string[] {
  const rule = rules[form];
  return rule(value) ? [] : (rule.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
export const ruledForms = Object.keys(rules) as (keyof typeof rules)[];
