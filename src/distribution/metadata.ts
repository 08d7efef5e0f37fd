/** The files beside the tables that describe them: the same things, for the programs that ask in different words. */
import { citationCff } from './citation-cff.ts';
import { croissant } from './croissant.ts';
import { datacite } from './datacite.ts';
import { dataPackage } from './data-package.ts';
import type { Dataset } from './dataset.ts';
import type { TableFile } from './files.ts';
import { roCrate } from './ro-crate.ts';

const [json, linked] = ['application/json', 'application/ld+json'];

/** The files, and for whom each is; they are in the folder of the tables. */
export const metadataForms = [
  { name: 'croissant.json', mediaType: linked, title: 'Croissant', use: 'loaders for machine learning' },
  { name: 'datapackage.json', mediaType: json, title: 'Data Package', use: 'tools that check and load tables' },
  {
    name: 'ro-crate-metadata.json',
    mediaType: linked,
    title: 'RO-Crate',
    use: 'archives of research, with what it was made from',
  },
  { name: 'datacite.json', mediaType: json, title: 'DataCite', use: 'whoever registers a DOI' },
  { name: 'CITATION.cff', mediaType: 'application/yaml', title: 'Citation File Format', use: 'reference managers' },
] as const;
export type MetadataName = (typeof metadataForms)[number]['name'];

/** All of them, in the order of `metadataForms`. The bytes depend on the description alone. */
export function metadataFiles(dataset: Dataset): TableFile[] {
  const written = (form: (typeof metadataForms)[number], value: object | string) => {
    const text = typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
    return { ...form, bytes: Buffer.from(text) };
  };
  const [ofCroissant, ofPackage, ofCrate, ofDatacite, ofCff] = metadataForms;
  const [first, second, ...rest] = [
    written(ofCroissant, croissant(dataset)),
    written(ofPackage, dataPackage(dataset)),
    written(ofDatacite, datacite(dataset)),
    written(ofCff, citationCff(dataset)),
  ] as const;
  return [first, second, written(ofCrate, roCrate(dataset, [first, second, ...rest])), ...rest];
}
