/** The files of a snapshot or edition: its tables, its manifest, checksums, starters for analysis, and what describes them all. */
import { answerText } from '../distribution/api.ts';
import { checksums, checksumsName } from '../distribution/checksums.ts';
import { citationFiles, citationNames } from '../distribution/citation.ts';
import type { Dataset } from '../distribution/dataset.ts';
import { type TableForm, fileOf, tableForms } from '../distribution/files.ts';
import { metadataFiles, metadataForms } from '../distribution/metadata.ts';
import { notebook, rScript, starterNames } from '../distribution/starters.ts';
import { manifestText } from '../schema/snapshot.ts';
import { datasetOf } from './dataset.ts';
import { publishedTables as tablesOfEdition } from './edition.ts';
import { publishedTables, type Source } from './snapshot.ts';

const names = [
  'manifest.json',
  checksumsName,
  ...Object.values(starterNames),
  ...metadataForms.map(({ name }) => name),
];

/** The names of the files in `data/`. */
export const dataNames = ({ manifest }: Source): string[] => [
  ...manifest.tables.flatMap(({ name }) => tableForms.map((form) => `${name}.${form}`)),
  ...names,
];

interface File {
  readonly bytes: Uint8Array | string;
  readonly mediaType: string;
}

/** What is made of a snapshot at once, for its files are asked for one after the other. */
function madeOnce<Made>(make: (dataset: Dataset) => Made): (dataset: Dataset) => Made {
  let last: { readonly dataset: Dataset; readonly made: Made } | undefined;
  return (dataset) => {
    if (last?.dataset !== dataset) last = { dataset, made: make(dataset) };
    return last.made;
  };
}
const metadataOf = madeOnce(metadataFiles);
const citationsOf = madeOnce(citationFiles);

/** A file of `data/`. @throws {Error} if there is none of that name */
export async function dataFile(source: Source, name: string, site: URL | undefined): Promise<File> {
  if (!names.includes(name)) {
    const tables = 'edition' in source ? tablesOfEdition(source.edition) : publishedTables(source);
    const [, table = name, form = ''] = /^(.*)\.(\w+)$/.exec(name) ?? [];
    const found = tables.find((each) => each.name === table);
    if (!found) throw new Error(`${source.manifest.id} has no table ${table}`);
    return fileOf(found, form as TableForm);
  }
  const dataset = await datasetOf(source, site);
  switch (name) {
    case 'manifest.json': {
      const { manifest } = 'edition' in source ? source.edition : source;
      return { bytes: manifestText(manifest), mediaType: 'application/json; charset=utf-8' };
    }
    case checksumsName:
      return { bytes: checksums(dataset), mediaType: 'text/plain; charset=utf-8' };
    case starterNames.r:
      return { bytes: rScript(dataset), mediaType: 'text/plain; charset=utf-8' };
    case starterNames.python:
      return { bytes: answerText(notebook(dataset)), mediaType: 'application/x-ipynb+json' };
  }
  const found = metadataOf(dataset).find((each) => each.name === name);
  if (!found) throw new Error(`${source.manifest.id} has no file ${name}`);
  return found;
}

/** The names of the files in `cite/`. */
export const citeNames = ({ manifest }: Source): string[] => citationNames(manifest);

/** A file of `cite/`. @throws {Error} if there is none of that name */
export async function citeFile(source: Source, name: string, site: URL | undefined): Promise<File> {
  const found = citationsOf(await datasetOf(source, site)).find((each) => each.name === name);
  if (!found) throw new Error(`${source.manifest.id} is not cited in a file ${name}`);
  return { bytes: found.form.text, mediaType: found.form.mediaType };
}

/** A file as the answer to a request. */
export const answerWithFile = ({ bytes, mediaType }: File): Response =>
  new Response(Buffer.from(bytes), { headers: { 'content-type': mediaType } });
