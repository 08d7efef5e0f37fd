/**
 * A snapshot as a Data Package, version 2: its folder of data with a Table Schema for each CSV.
 *
 * Source  https://datapackage.org/standard/data-package/ and https://datapackage.org/standard/table-schema/
 */
import { contactOf } from '../schema/almanac.ts';
import type { Column } from '../schema/table.ts';
import { type Dataset, type DatasetFile, type DatasetTable, citeAs } from './dataset.ts';
import { addressOf, authorsOf } from './source.ts';
import { boundsOf, kindOf, unitText } from './values.ts';

const types = {
  year: 'year',
  month: 'yearmonth',
  day: 'date',
  text: 'string',
  whole: 'integer',
  number: 'number',
} as const;

/** Paths are relative to the folder of the tables. `created` is there once the snapshot is published. */
export function dataPackage(dataset: Dataset) {
  const { almanac, correction, corrects, licence, manifest, published, sources, tables } = dataset;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `model-reuse-almanac-${dataset.id}`,
    id: citeAs(dataset),
    title: dataset.title,
    description: dataset.description,
    homepage: dataset.address,
    version: dataset.id,
    ...(published !== null && { created: `${published}T00:00:00Z` }),
    temporalCoverage: dataset.span,
    keywords: dataset.keywords,
    licenses: [{ name: licence.id, path: licence.address, title: licence.title }],
    contributors: [
      { title: almanac.editor, path: dataset.site, ...contactOf(almanac, 'path'), roles: ['creator', 'editor'] },
      { title: almanac.publisher, path: dataset.site, roles: ['publisher'] },
      ...authorsOf(sources).map((title) => ({ title, roles: ['dataCollector'] })),
    ],
    // What became of it and what made it have no term of the standard, which leaves room for properties of one’s own.
    status: dataset.status,
    ...(dataset.notice !== null && { notice: dataset.notice }),
    ...(correction && { correctedBy: citeAs(correction) }),
    ...(corrects && { corrects: citeAs(corrects) }),
    madeBy: dataset.madeBy,
    sources: sourcesOf(dataset),
    resources: [...tables.flatMap(resources), { ...resource(manifest), title: 'Manifest', name: manifest.name }],
  };
}

/** What it was made from; two lists of one source, which are cited alike, are one. */
function sourcesOf({ sources, totals }: Dataset) {
  const all = [...sources.map(({ citation, location }) => ({ title: citation, location })), ...totals];
  return [...new Map(all.map((source) => [source.title, source])).values()].map((source) => {
    const address = addressOf(source);
    return { title: source.title, ...(address !== null && { path: address }) };
  });
}

/** A table with its schema, and the same rows in other forms. */
function resources(table: DatasetTable) {
  return table.files.map((file) =>
    file.mediaType === 'text/csv'
      ? {
          ...resource(file),
          name: table.name,
          type: 'table',
          title: table.title,
          description: [table.method, ...table.notes].join(' '),
          encoding: 'utf-8',
          sources: table.from.map((title) => ({ title })),
          schema: tableSchema(table),
        }
      : { ...resource(file), name: file.name, title: table.title },
  );
}

const resource = ({ name, mediaType, bytes, sha256 }: DatasetFile) => ({
  path: name,
  format: name.slice(name.lastIndexOf('.') + 1),
  mediatype: mediaType,
  bytes,
  hash: `sha256:${sha256}`,
});

/** A key of which a part may be empty identifies rows, but cannot be a primary key. */
function tableSchema({ columns, key, categories }: DatasetTable) {
  const mayBeEmpty = key.some((name) => columns.find((column) => column.name === name)?.missing !== undefined);
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: columns.map((column) => field(column, categories[column.name])),
    missingValues: [''],
    ...(mayBeEmpty ? { uniqueKeys: [key] } : { primaryKey: key }),
  };
}

/**
 * What columns are to each other has no term in a Table Schema, which leaves room for properties of one’s own.
 *
 * @param categories the values of a column of slugs
 */
function field(
  { name, unit, description, missing, interval, exact, test, share, lorenz }: Column,
  categories: readonly string[] | undefined,
) {
  const constraints = {
    ...(missing === undefined && { required: true }),
    ...boundsOf(unit),
    ...(categories && categories.length > 0 && { enum: categories }),
  };
  return {
    name,
    type: types[kindOf(unit)],
    description,
    ...(unitText[unit] !== null && { unit: unitText[unit] }),
    ...(categories && categories.length > 0 && { categories }),
    ...(missing !== undefined && { missingValues: [{ value: '', label: missing }] }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
    ...(interval && { interval: { level: 0.95, ...interval } }),
    ...(exact && { exact }),
    ...(test && { test }),
    ...(share && { share }),
    ...(lorenz !== undefined && { lorenz }),
  };
}
