/**
 * How to cite a snapshot, in the Citation File Format 1.2.0, which reference managers and code hosts read.
 *
 * Source  https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md
 */
import { stringify } from 'yaml';
import { contactOf } from '../schema/almanac.ts';
import { type Dataset, type Version, citeAs } from './dataset.ts';
import { papersOf, urlOf } from './source.ts';

export function citationCff(dataset: Dataset): string {
  const { almanac, doi, licence, manifest, published, seriesDoi, sources, totals } = dataset;
  return stringify(
    {
      'cff-version': '1.2.0',
      type: 'dataset',
      message:
        published === null
          ? 'This snapshot is a draft: its numbers may still change. Cite it as a draft, with the checksum of its manifest.'
          : dataset.notice !== null
            ? `${dataset.notice} Cite ${dataset.correction === null ? 'this snapshot only to say so' : citeAs(dataset.correction)}.`
            : 'If you use numbers of this snapshot, cite it by its date, and with the checksum of its manifest.',
      title: dataset.title,
      abstract: dataset.description,
      authors: [{ name: almanac.editor, website: dataset.site }],
      ...(almanac.contact !== null && { contact: [{ name: almanac.editor, ...contactOf(almanac, 'website') }] }),
      version: dataset.id,
      ...(published !== null && { 'date-released': published }),
      ...(doi !== null && { doi }),
      license: licence.id,
      url: dataset.address,
      keywords: dataset.keywords,
      identifiers: [
        { type: 'other', value: `sha256:${manifest.sha256}`, description: 'SHA-256 of the manifest' },
        ...(dataset.corrects ? [versionId(dataset.corrects, 'Corrected by this snapshot')] : []),
        ...(dataset.correction ? [versionId(dataset.correction, 'The correction of this snapshot')] : []),
        ...(seriesDoi === null ? [] : [{ type: 'doi', value: seriesDoi, description: 'All snapshots' }]),
      ],
      references: [
        ...sources.map((source) => {
          const papers = papersOf(source);
          return {
            type: 'data',
            title: source.title,
            // Names of authors are not split: which part is the family name cannot be known from the text.
            authors: source.authors.map((name) => ({ name })),
            'date-published': source.published,
            ...urlOf(source),
            notes: source.citation,
            ...(papers.length > 0 && {
              identifiers: papers.map(({ type, id }) => ({ type: type === 'DOI' ? 'doi' : 'other', value: id })),
            }),
          };
        }),
        // The format asks for authors.
        ...totals.map((source) => ({
          type: 'data',
          title: source.title,
          authors: [{ name: 'unknown' }],
          ...urlOf(source),
        })),
      ],
    },
    // A long line stays one, so that a reader who does not know YAML's folding reads the same text.
    { lineWidth: 0, version: '1.1' },
  );
}

const versionId = ({ doi, address }: Version, description: string) =>
  doi === null ? { type: 'url', value: address, description } : { type: 'doi', value: doi, description };
