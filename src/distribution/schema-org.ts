/** A snapshot in the words of schema.org, as search engines read it from a page. */
import type { DataDownload, Dataset as SchemaDataset, WebPage, WithContext } from 'schema-dts';
import { contactOf } from '../schema/almanac.ts';
import { type Dataset, type DatasetFile, type DatasetTable, aboutOf, allFiles, citeAs } from './dataset.ts';
import { linksOf, urlOf } from './source.ts';
import { methodOf, testOf, unitText } from './values.ts';

/** The whole snapshot with its tables, their columns and their files: JSON-LD for its data page. */
export function schemaOrg(dataset: Dataset): WithContext<SchemaDataset> {
  const { almanac, correction, doi, licence, notice, site, sources, tables, totals } = dataset;
  const organization = (name: string) => ({ '@type': 'Organization', name, url: site }) as const;
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': dataset.address,
    ...aboutOf(dataset),
    ...(doi === null
      ? { identifier: dataset.address }
      : {
          sameAs: citeAs(dataset),
          identifier: { '@type': 'PropertyValue', propertyID: 'DOI', value: doi, url: citeAs(dataset) },
        }),
    ...(notice !== null && {
      correction: {
        '@type': 'CorrectionComment',
        text: notice,
        ...(correction && { url: citeAs(correction) }),
      },
    }),
    license: licence.address,
    creator: organization(almanac.editor),
    publisher: {
      ...organization(almanac.publisher),
      ...(almanac.contact !== null && { contactPoint: { '@type': 'ContactPoint', ...contactOf(almanac) } }),
    },
    keywords: dataset.keywords,
    temporalCoverage: dataset.span,
    isAccessibleForFree: true,
    includedInDataCatalog: {
      '@type': 'DataCatalog',
      name: almanac.name,
      url: site,
      ...(dataset.seriesDoi !== null && { sameAs: `https://doi.org/${dataset.seriesDoi}` }),
    },
    citation: linksOf(dataset).papers.map(({ address, citation }) => ({
      '@type': 'ScholarlyArticle' as const,
      name: citation,
      url: address,
    })),
    isBasedOn: [
      ...sources.map((source) => ({
        '@type': 'CreativeWork' as const,
        name: source.title,
        datePublished: source.published,
        author: source.authors,
        creditText: source.citation,
        usageInfo: { '@type': 'CreativeWork' as const, text: source.licence },
        ...urlOf(source),
      })),
      ...totals.map((source) => ({ '@type': 'CreativeWork' as const, name: source.title, ...urlOf(source) })),
    ],
    distribution: allFiles(dataset).map(download),
    hasPart: tables.map((table) => part(table, dataset)),
  } satisfies WithContext<SchemaDataset>;
}

/** The same without what only the data page shows: its tables and their columns. */
export function overviewOf(dataset: Dataset): WithContext<SchemaDataset> {
  const whole: WithContext<SchemaDataset> = schemaOrg(dataset);
  delete whole.hasPart;
  return whole;
}

/** A page of a snapshot, with its data set: the data page has the whole description. */
export function pageOf(dataset: Dataset, page: { readonly title: string; readonly address: string }) {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    '@id': page.address,
    name: page.title,
    url: page.address,
    isPartOf: { '@type': 'WebSite', name: dataset.almanac.name, url: dataset.site },
    about: {
      '@type': 'Dataset',
      '@id': dataset.address,
      name: dataset.title,
      description: dataset.description,
      url: dataset.address,
      version: dataset.id,
      license: dataset.licence.address,
      creator: { '@type': 'Organization', name: dataset.almanac.editor, url: dataset.site },
      mainEntityOfPage: new URL('data/', dataset.address).href,
    },
  } satisfies WithContext<WebPage>;
}

/** JSON-LD as the text of a script element. A `<` is written as its number: no text ends the element early. */
export const scriptText = (value: object) => JSON.stringify(value).replaceAll('<', '\\u003c');

function part(table: DatasetTable, { licence }: Dataset): SchemaDataset {
  return {
    '@type': 'Dataset',
    name: table.title,
    description: [table.method, ...table.notes].join(' '),
    url: table.address,
    license: licence.address,
    isBasedOn: table.from.map((name) => ({ '@type': 'CreativeWork' as const, name })),
    variableMeasured: table.columns.map(({ name, unit, description, interval, test }) => ({
      '@type': 'PropertyValue' as const,
      name,
      description,
      ...(unitText[unit] !== null && { unitText: unitText[unit] }),
      ...(interval && { measurementTechnique: `95 % confidence interval: ${methodOf(interval)}` }),
      ...(test && { measurementTechnique: testOf(test) }),
    })),
    distribution: table.files.map(({ address }) => ({ '@id': address })),
    ...(table.window && { temporalCoverage: `${table.window.from}/${table.window.to}` }),
  };
}

function download({ name, mediaType, bytes, sha256, address }: DatasetFile): DataDownload {
  return {
    '@type': 'DataDownload',
    '@id': address,
    name,
    encodingFormat: mediaType,
    contentUrl: address,
    contentSize: `${bytes} B`,
    sha256,
  };
}
