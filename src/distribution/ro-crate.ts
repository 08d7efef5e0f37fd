/**
 * A snapshot as an RO-Crate 1.2: its folder of data, who made it, on what terms, and from which files.
 *
 * Source  https://www.researchobject.org/ro-crate/specification/1.2/
 */
import { contactOf } from '../schema/almanac.ts';
import { type Dataset, type DatasetFile, aboutOf, citeAs } from './dataset.ts';
import type { TableFile } from './files.ts';
import { linksOf, urlOf } from './source.ts';

/**
 * Everything that the crate describes, as one flat list. Paths are relative to the folder of the tables.
 *
 * @param others files beside the tables that describe them
 */
export function roCrate(
  dataset: Dataset,
  others: readonly (TableFile & { readonly title: string; readonly use: string })[],
) {
  const { almanac, correction, doi, licence, manifest, notice, site, sources, tables, totals } = dataset;
  const contact =
    almanac.contact === null
      ? []
      : [{ '@id': '#contact', '@type': 'ContactPoint', contactType: 'editor', ...contactOf(almanac) }];
  const reached = contact.length === 0 ? {} : { contactPoint: reference('#contact') };
  const files = [
    ...tables.flatMap((table) =>
      table.files.map((file) => fileEntity(file, table.title, `${table.method} Made from ${table.from.join(', ')}.`)),
    ),
    fileEntity(manifest, 'Manifest', 'The tables with their checksums, and the files that they were made from.'),
    // Without checksums: they are made anew with every version of the program.
    ...others.map(({ name, mediaType, bytes, title, use }) => ({
      '@id': name,
      '@type': 'File',
      name: title,
      description: `The same description for ${use}.`,
      encodingFormat: mediaType,
      contentSize: String(bytes.length),
      about: reference('./'),
    })),
  ];
  const papers = linksOf(dataset).papers.map(({ address, citation }) => ({
    '@id': address,
    '@type': 'ScholarlyArticle',
    name: citation,
    url: address,
  }));
  const made = sources.map((source, index) => {
    // An edition may have several of a name, of several days.
    const earlier = sources.slice(0, index).filter(({ name }) => name === source.name).length;
    const id = `#source-${source.name}${earlier === 0 ? '' : `-${earlier + 1}`}`;
    return { entity: sourceEntity(source, id), receipts: source.files.map(receipt(id)) };
  });
  const ofTotals = totals.map((source, index) => ({
    '@id': `#totals-${index + 1}`,
    '@type': 'CreativeWork',
    name: source.title,
    ...(source.location !== null && { description: `Published at ${source.location}.` }),
    ...urlOf(source),
  }));
  return {
    '@context': 'https://w3id.org/ro/crate/1.2/context',
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        about: reference('./'),
        conformsTo: reference('https://w3id.org/ro/crate/1.2'),
      },
      {
        '@id': './',
        '@type': 'Dataset',
        ...aboutOf(dataset),
        ...(doi !== null && { identifier: reference(citeAs(dataset)) }),
        license: reference(licence.address),
        creator: reference(site),
        publisher: reference('#publisher'),
        keywords: dataset.keywords,
        temporalCoverage: dataset.span,
        isBasedOn: [...made.map(({ entity }) => entity), ...ofTotals].map((entity) => reference(entity['@id'])),
        citation: papers.map((paper) => reference(paper['@id'])),
        mentions: reference('#making'),
        ...(notice !== null && { correction: reference('#correction') }),
        hasPart: files.map((file) => reference(file['@id'])),
      },
      ...(doi === null
        ? []
        : [{ '@id': citeAs(dataset), '@type': 'PropertyValue', name: 'DOI', propertyID: 'DOI', value: doi }]),
      { '@id': site, '@type': 'Organization', name: almanac.editor, url: site, ...reached },
      { '@id': '#publisher', '@type': 'Organization', name: almanac.publisher, url: site, ...reached },
      ...contact,
      {
        '@id': licence.address,
        '@type': 'CreativeWork',
        name: licence.title,
        description: 'Use, share and adapt it for any purpose, with credit and a link to the licence.',
        identifier: licence.id,
        url: licence.address,
      },
      ...(notice === null
        ? []
        : [
            {
              '@id': '#correction',
              '@type': 'CorrectionComment',
              name: 'What became of this snapshot',
              text: notice,
              ...(correction && { url: citeAs(correction) }),
            },
          ]),
      ...files,
      {
        '@id': '#making',
        '@type': 'CreateAction',
        name: 'The tables were made from the files of the sources.',
        agent: reference(site),
        instrument: reference('#program'),
        object: made.flatMap(({ receipts }) => receipts.map((entity) => reference(entity['@id']))),
        result: reference('./'),
      },
      // Where it is kept is not known here; the site says what it does.
      { '@id': '#program', '@type': 'SoftwareApplication', ...programOf(dataset.madeBy), url: site },
      ...made.flatMap(({ entity, receipts }) => [entity, ...receipts]),
      ...ofTotals,
      ...papers,
    ],
  };
}

/** `model-reuse-almanac 1.1.0` as a name and a version. */
const programOf = (madeBy: string) => {
  const [, name = madeBy, version = 'unknown'] = /^(.+) (\S+)$/.exec(madeBy) ?? [];
  return { name, version };
};

const reference = (id: string) => ({ '@id': id });

const fileEntity = ({ name, mediaType, bytes, sha256, address }: DatasetFile, title: string, description: string) => ({
  '@id': name,
  '@type': 'File',
  name: title,
  description,
  encodingFormat: mediaType,
  contentSize: String(bytes),
  sha256,
  url: address,
});

type Source = Dataset['sources'][number];
const receiptId = (source: string, file: string) => `${source}/${encodeURIComponent(file)}`;

const sourceEntity = (source: Source, id: string) => ({
  '@id': id,
  '@type': 'CreativeWork',
  name: source.title,
  description: `Published at ${source.location}.`,
  datePublished: source.published,
  author: source.authors,
  creditText: source.citation,
  copyrightNotice: source.licence,
  hasPart: source.files.map(({ name }) => reference(receiptId(id, name))),
  ...urlOf(source),
});

/** A file that was read but is not published: enough to recognise the same file later. */
const receipt =
  (source: string) =>
  ({ name, bytes, sha256 }: Source['files'][number]) => ({
    '@id': receiptId(source, name),
    '@type': 'CreativeWork',
    name,
    contentSize: String(bytes),
    sha256,
    isPartOf: reference(source),
  });
