/**
 * A snapshot as DataCite describes what has a DOI: the JSON form of its metadata kernel 4.
 *
 * DataCite asks for a DOI and a year only of what is registered. So a draft of ours is a draft of theirs: whole, but
 * for `doi` where none is reserved, and for `publicationYear` as long as there is none.
 *
 * Source  https://datacite-metadata-schema.readthedocs.io/en/4.6/
 */
import { type Dataset, type Version, allFiles } from './dataset.ts';
import { addressOf, authorsOf, linksOf } from './source.ts';

export function datacite(dataset: Dataset) {
  const {
    almanac,
    correction,
    corrects,
    date,
    doi,
    id,
    licence,
    limits,
    manifest,
    published,
    seriesDoi,
    sources,
    span,
    tables,
    totals,
  } = dataset;
  const links = linksOf(dataset);
  const nowhere = totals.filter((source) => addressOf(source) === null);
  const files = allFiles(dataset);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    ...(doi !== null && { doi }),
    schemaVersion: 'http://datacite.org/schema/kernel-4',
    types: { resourceTypeGeneral: 'Dataset', resourceType: 'Statistical tables' },
    creators: [{ name: almanac.editor, nameType: 'Organizational' }],
    contributors: [
      { name: almanac.editor, nameType: 'Organizational', contributorType: 'Editor' },
      // Whether a source was made by people or an organisation is not known from its names.
      ...authorsOf(sources).map((name) => ({ name, contributorType: 'DataCollector' })),
    ],
    titles: [{ title: dataset.title }],
    publisher: { name: almanac.publisher },
    ...(published !== null && { publicationYear: published.slice(0, 4) }),
    url: dataset.address,
    language: 'en',
    version: id,
    subjects: dataset.keywords.map((subject) => ({ subject })),
    dates: [
      ...(published === null ? [] : [{ date: published, dateType: 'Issued' }]),
      ...(dataset.status === 'withdrawn' && dataset.since !== null
        ? [{ date: dataset.since, dateType: 'Withdrawn', dateInformation: dataset.reason }]
        : []),
      { date, dateType: 'Collected', dateInformation: 'The day that the data describe' },
      ...(span === date ? [] : [{ date: span, dateType: 'Other', dateInformation: 'What the tables speak for' }]),
    ],
    descriptions: [
      { description: dataset.description, descriptionType: 'Abstract' },
      ...(dataset.notice === null ? [] : [{ description: dataset.notice, descriptionType: 'Other' }]),
      ...limits.map((description) => ({ description, descriptionType: 'Other' })),
      { description: `Made by ${dataset.madeBy}.`, descriptionType: 'TechnicalInfo' },
    ],
    rightsList: [
      {
        rights: licence.title,
        rightsUri: licence.address,
        rightsIdentifier: licence.id,
        rightsIdentifierScheme: 'SPDX',
        schemeUri: 'https://spdx.org/licenses/',
      },
    ],
    alternateIdentifiers: [
      { alternateIdentifier: `sha256:${manifest.sha256}`, alternateIdentifierType: 'SHA-256 of the manifest' },
    ],
    relatedIdentifiers: [
      ...(seriesDoi === null ? [] : [related(seriesDoi, 'DOI', 'IsVersionOf')]),
      ...(correction ? [version(correction, 'IsObsoletedBy')] : []),
      ...(corrects ? [version(corrects, 'IsNewVersionOf')] : []),
      ...links.papers.map(({ id: paper, type }) => related(paper, type, 'Cites')),
      ...links.addresses.map((url) => related(url, 'URL', 'IsDerivedFrom')),
    ],
    // What has no address is related by its title.
    ...(nowhere.length > 0 && {
      relatedItems: nowhere.map(({ title }) => ({
        relatedItemType: 'Other',
        relationType: 'IsDerivedFrom',
        titles: [{ title }],
      })),
    }),
    sizes: [`${tables.length} tables`, `${files.length} files`, `${bytes} bytes`],
    formats: [...new Set(files.map(({ mediaType }) => mediaType))],
  };
}

const version = ({ doi, address }: Version, relationType: string) =>
  doi === null ? related(address, 'URL', relationType) : related(doi, 'DOI', relationType);

const related = (relatedIdentifier: string, relatedIdentifierType: 'arXiv' | 'DOI' | 'URL', relationType: string) => ({
  relatedIdentifier,
  relatedIdentifierType,
  relationType,
});
