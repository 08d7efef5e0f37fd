/**
 * A snapshot as a Croissant 1.1 data set, which loaders for machine learning read: files, and what a record in them is.
 *
 * Croissant asks for a day of publication; a draft has none, and says so in `creativeWorkStatus`. Where specification
 * and loader differ, the loader decides: `https://schema.org/`, and a version of three numbers.
 *
 * Source  https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
 */
import { dayAndRevision } from '../schema/snapshot-id.ts';
import { bibtex, snapshotCitation } from './citation.ts';
import { type Dataset, type DatasetFile, type DatasetTable, aboutOf, allFiles, citeAs } from './dataset.ts';
import { linksOf, urlOf } from './source.ts';
import { kindOf, meaningOf, unitText } from './values.ts';

/** The terms of Croissant beside those of schema.org, as its specification gives them: most have the name that we use. */
const terms =
  'annotation arrayShape citeAs column conformsTo containedIn data dataType equivalentProperty examples excludes extract ' +
  'field fileProperty fileObject fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path ' +
  'recordSet references regex readLines repeated replace samplingRate sdVersion separator source subField transform ' +
  'unArchive value';
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  prov: 'http://www.w3.org/ns/prov#',
  ...Object.fromEntries(terms.split(' ').map((term) => [term, `cr:${term}`])),
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  description: { '@container': '@language' },
  name: { '@container': '@language' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
};

const dataTypes = {
  year: 'sc:Integer',
  month: 'sc:Text',
  day: 'sc:Date',
  text: 'sc:Text',
  whole: 'sc:Integer',
  number: 'sc:Float',
} as const;

/** Files by their public addresses, and one set of records a table, read from its CSV. */
export function croissant(dataset: Dataset) {
  const { almanac, correction, corrects, doi, licence, site, sources, tables, totals } = dataset;
  const organization = (name: string) => ({ '@type': 'sc:Organization', name, url: site });
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    ...aboutOf(dataset),
    version: versionOf(dataset),
    alternateName: dataset.id,
    ...(doi !== null && { sameAs: citeAs(dataset) }),
    license: licence.address,
    creator: organization(almanac.editor),
    publisher: organization(almanac.publisher),
    keywords: dataset.keywords,
    inLanguage: 'en',
    temporalCoverage: dataset.span,
    isLiveDataset: false,
    citeAs: bibtex(snapshotCitation(dataset)),
    'rai:dataLimitations': dataset.limits,
    isBasedOn: [
      ...sources.map((source) => ({
        '@type': 'sc:CreativeWork',
        name: source.title,
        author: source.authors,
        creditText: source.citation,
        ...urlOf(source),
      })),
      ...totals.map((source) => ({ '@type': 'sc:CreativeWork', name: source.title, ...urlOf(source) })),
    ],
    ...(correction && { 'dct:isReplacedBy': { '@id': citeAs(correction) } }),
    ...(corrects && { 'dct:replaces': { '@id': citeAs(corrects) } }),
    'prov:wasDerivedFrom': linksOf(dataset).addresses.map((address) => ({ '@id': address })),
    'prov:wasGeneratedBy': {
      '@type': 'prov:Activity',
      'prov:label': 'The tables were made from the files of the sources.',
      'prov:wasAssociatedWith': { '@type': 'prov:SoftwareAgent', 'prov:label': dataset.madeBy },
    },
    distribution: allFiles(dataset).map(fileObject),
    recordSet: tables.map(recordSet),
  };
}

/** MAJOR.MINOR.PATCH: the day, and which of that day it is, `20230630.2.0` for `2023-06-30-r2`. */
function versionOf({ id }: Dataset): string {
  const { day, revision } = dayAndRevision(id);
  return `${day.replaceAll('-', '')}.${revision}.0`;
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

function recordSet({ name, title, method, key, columns, from }: DatasetTable) {
  return {
    '@type': 'cr:RecordSet',
    '@id': name,
    name,
    description: `${title}. ${method}`,
    'prov:wasDerivedFrom': from,
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
