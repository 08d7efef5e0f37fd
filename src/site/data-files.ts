/** The files of a snapshot or edition: its tables, its manifest, checksums, starters for analysis, and what describes them all. */
import type { APIRoute } from 'astro';
import { answerText } from '../distribution/api.ts';
import { checksums, checksumsName } from '../distribution/checksums.ts';
import { citationFiles, citationNames } from '../distribution/citation.ts';
import type { Dataset } from '../distribution/dataset.ts';
import { type TableForm, fileOf, tableForms } from '../distribution/files.ts';
import { metadataFiles, metadataForms } from '../distribution/metadata.ts';
import { notebook, rScript, starterNames } from '../distribution/starters.ts';
import { manifestText } from '../schema/snapshot.ts';
import { datasetOf } from './dataset.ts';
import { allEditions, sourceOf } from './edition.ts';
import { type Source, allSnapshots } from './snapshot.ts';
import { tableFrom } from './table-file.ts';

const names = [
  'manifest.json',
  checksumsName,
  ...Object.values(starterNames),
  ...metadataForms.map(({ name }) => name),
];

/** The names of the files in `data/`. */
const dataNames = ({ manifest }: Source): string[] => [
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
async function dataFile(source: Source, name: string, site: URL | undefined): Promise<File> {
  if (!names.includes(name)) {
    const [, table = name, form = ''] = /^(.*)\.(\w+)$/.exec(name) ?? [];
    const found = source.manifest.tables.find((each) => each.name === table);
    if (!found) throw new Error(`${source.manifest.id} has no table ${table}`);
    return fileOf(tableFrom(source.manifest.id, found).published, form as TableForm);
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

/** A file of `cite/`. @throws {Error} if there is none of that name */
async function citeFile(source: Source, name: string, site: URL | undefined): Promise<File> {
  const found = citationsOf(await datasetOf(source, site)).find((each) => each.name === name);
  if (!found) throw new Error(`${source.manifest.id} is not cited in a file ${name}`);
  return { bytes: found.form.text, mediaType: found.form.mediaType };
}

const folders = {
  data: { names: dataNames, file: dataFile },
  cite: { names: ({ manifest }: Source) => citationNames(manifest), file: citeFile },
};

interface Props {
  readonly source: Source;
  readonly name: string;
}

/** The route of all files in a folder of every snapshot, or of every edition. */
export function filesIn(folder: keyof typeof folders, of: 'snapshot' | 'edition') {
  const { names: namesOf, file } = folders[folder];
  return {
    getStaticPaths: async () => {
      const sources: Source[] = of === 'snapshot' ? await allSnapshots() : (await allEditions()).map(sourceOf);
      return sources.flatMap((source) =>
        namesOf(source).map((name) => ({
          params: { [of]: ('edition' in source ? source.edition : source).manifest.id, file: name },
          props: { source, name } satisfies Props,
        })),
      );
    },
    GET: (async ({ props: { source, name }, site }) => {
      const { bytes, mediaType } = await file(source, name, site);
      return new Response(Buffer.from(bytes), { headers: { 'content-type': mediaType } });
    }) satisfies APIRoute<Props>,
  };
}
