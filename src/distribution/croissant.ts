/**
 * A snapshot as a Croissant 1.1 data set, which loaders for machine learning read: files, and what a record in them is.
 *
 * Croissant asks for a day of publication; a draft has none, and says so in `creativeWorkStatus`.
 *
 * Source  https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
 */
import type { Dataset, DatasetFile, DatasetTable } from './dataset.ts';
import { addressOf } from './source.ts';
import { kindOf, meaningOf, unitText } from './values.ts';

/** The terms of Croissant beside those of schema.org, as its specification gives them. */
const context = {
  '@language': 'en',
  '@vocab': 'http://schema.org/',
  sc: 'http://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  annotation: 'cr:annotation',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  excludes: 'cr:excludes',
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  readLines: 'cr:readLines',
  sdVersion: 'cr:sdVersion',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
  unArchive: 'cr:unArchive',
  value: 'cr:value',
} as const;

const dataTypes = {
  month: 'sc:Text',
  day: 'sc:Date',
  text: 'sc:Text',
  whole: 'sc:Integer',
  number: 'sc:Float',
} as const;

/** Files by their public addresses, and one set of records a table, read from its CSV. */
export function croissant(dataset: Dataset) {
  const { creator, doi, licence, manifest, published, site, sources, tables } = dataset;
  const organization = { '@type': 'sc:Organization', name: creator.name, url: site };
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: dataset.title,
    description: dataset.description,
    url: dataset.address,
    version: dataset.id,
    creativeWorkStatus: published === null ? 'Draft' : 'Published',
    ...(published !== null && { datePublished: published }),
    ...(doi !== null && { sameAs: `https://doi.org/${doi}` }),
    license: licence.address,
    creator: organization,
    publisher: organization,
    keywords: dataset.keywords,
    inLanguage: 'en',
    temporalCoverage: dataset.span,
    isLiveDataset: false,
    citeAs: `${creator.name}: ${dataset.title}. ${doi === null ? dataset.address : `https://doi.org/${doi}`}`,
    'rai:dataLimitations': dataset.limits,
    isBasedOn: sources.map((source) => {
      const address = addressOf(source);
      return {
        '@type': 'sc:CreativeWork',
        name: source.title,
        creditText: source.citation,
        ...(address !== null && { url: address }),
      };
    }),
    distribution: [...tables.flatMap(({ files }) => files), manifest].map(fileObject),
    recordSet: tables.map(recordSet),
  };
}

function fileObject({ name, mediaType, bytes, sha256, address }: DatasetFile) {
  return {
    '@type': 'cr:FileObject',
    '@id': name,
    name,
    contentUrl: address,
    contentSize: `${bytes} B`,
    encodingFormat: mediaType,
    sha256,
  };
}

function recordSet({ name, title, method, key, columns }: DatasetTable) {
  return {
    '@type': 'cr:RecordSet',
    '@id': name,
    name,
    description: `${title}. ${method}`,
    key: key.map((column) => ({ '@id': `${name}/${column}` })),
    field: columns.map((each) => {
      const { name: column, unit, missing } = each;
      return {
        '@type': 'cr:Field',
        '@id': `${name}/${column}`,
        name: column,
        description: [
          unitText[unit] === null ? meaningOf(each) : `${meaningOf(each)} (${unitText[unit]})`,
          ...(missing === undefined ? [] : [`empty: ${missing}`]),
        ].join('; '),
        dataType: dataTypes[kindOf(unit)],
        source: { fileObject: { '@id': `${name}.csv` }, extract: { column } },
      };
    }),
  };
}
