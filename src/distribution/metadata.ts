/** The files beside the tables that describe them: the same things, for the programs that ask in different words. */
import { citationCff } from './citation-cff.ts';
import { croissant } from './croissant.ts';
import { datacite } from './datacite.ts';
import { dataPackage } from './data-package.ts';
import type { Dataset } from './dataset.ts';
import type { TableFile } from './files.ts';
import { roCrate } from './ro-crate.ts';

/** The files, and for whom each is; they are in the folder of the tables. */
export const metadataForms = [
  { name: 'croissant.json', title: 'Croissant', use: 'loaders for machine learning' },
  { name: 'datapackage.json', title: 'Data Package', use: 'tools that check and load tables' },
  { name: 'ro-crate-metadata.json', title: 'RO-Crate', use: 'archives of research, with what it was made from' },
  { name: 'datacite.json', title: 'DataCite', use: 'whoever registers a DOI' },
  { name: 'CITATION.cff', title: 'Citation File Format', use: 'reference managers' },
] as const;
export type MetadataName = (typeof metadataForms)[number]['name'];

const json = (name: MetadataName, mediaType: string, value: object): TableFile => ({
  name,
  mediaType,
  bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
});

/** All of them, in the order of `metadataForms`. The bytes depend on the description alone. */
export function metadataFiles(dataset: Dataset): TableFile[] {
  const croissantFile = json('croissant.json', 'application/ld+json', croissant(dataset));
  const packageFile = json('datapackage.json', 'application/json', dataPackage(dataset));
  const dataciteFile = json('datacite.json', 'application/json', datacite(dataset));
  const cff = { name: 'CITATION.cff', mediaType: 'application/yaml', bytes: Buffer.from(citationCff(dataset)) };
  const others = [croissantFile, packageFile, dataciteFile, cff];
  const crateFile = json('ro-crate-metadata.json', 'application/ld+json', roCrate(dataset, others));
  return [croissantFile, packageFile, crateFile, dataciteFile, cff];
}
