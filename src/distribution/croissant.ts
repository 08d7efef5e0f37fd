/**
 * A snapshot as a Croissant 1.1 data set, which loaders for machine learning read: files, and what a record in them is.
 *
 * Croissant asks for a day of publication; a draft has none, and says so in `creativeWorkStatus`.
 *
 * Source  https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
 */
import { plainCitation, snapshotCitation } from './citation.ts';
import { type Dataset, type DatasetFile, type DatasetTable, aboutOf, allFiles, citeAs } from './dataset.ts';
import { urlOf } from './source.ts';
import { kindOf, meaningOf, unitText } from './values.ts';

/** The terms of Croissant beside those of schema.org, as its specification gives them: most have the name that we use. */
const terms =
  'annotation arrayShape citeAs column conformsTo containedIn data dataType equivalentProperty examples excludes extract ' +
  'field fileProperty fileObject fileSet format includes isArray isLiveDataset jsonPath key md5 parentField recordSet ' +
  'references regex readLines sdVersion separator source subField transform unArchive value';
const context = {
  '@language': 'en',
  '@vocab': 'http://schema.org/',
  sc: 'http://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  ...Object.fromEntries(terms.split(' ').map((term) => [term, `cr:${term}`])),
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
};

const dataTypes = {
  month: 'sc:Text',
  day: 'sc:Date',
  text: 'sc:Text',
  whole: 'sc:Integer',
  number: 'sc:Float',
} as const;

/** Files by their public addresses, and one set of records a table, read from its CSV. */
export function croissant(dataset: Dataset) {
  const { almanac, doi, licence, site, sources, tables } = dataset;
  const organization = (name: string) => ({ '@type': 'sc:Organization', name, url: site });
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    ...aboutOf(dataset),
    ...(doi !== null && { sameAs: citeAs(dataset) }),
    license: licence.address,
    creator: organization(almanac.editor),
    publisher: organization(almanac.publisher),
    keywords: dataset.keywords,
    inLanguage: 'en',
    temporalCoverage: dataset.span,
    isLiveDataset: false,
    citeAs: plainCitation(snapshotCitation(dataset)),
    'rai:dataLimitations': dataset.limits,
    isBasedOn: sources.map((source) => ({
      '@type': 'sc:CreativeWork',
      name: source.title,
      author: source.authors,
      creditText: source.citation,
      ...urlOf(source),
    })),
    distribution: allFiles(dataset).map(fileObject),
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
