/** What the six forms say of a data set, read back from their text by readers that are not ours where there are some. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROCrate } from 'ro-crate';
import { parse } from 'yaml';
import type { Dataset } from './dataset.ts';
import { metadataFiles } from './metadata.ts';
import { schemaOrg, scriptText } from './schema-org.ts';

/** In every form. `published` and `doi` are null where the form says nothing of them. */
export interface Facts {
  title: string;
  version: string;
  licence: string;
  /** The day that the data describe. */
  date: string;
  published: string | null;
  doi: string | null;
  /** The checksum of the manifest. */
  manifest: string;
  /** The checksum of every file by its name; null in forms that have no place for them. */
  files: Record<string, string> | null;
}

const require = createRequire(import.meta.url);
// These two come without types.
const jsonld = require('jsonld') as {
  expand(document: unknown, options: object): Promise<Expanded[]>;
};
require('@citation-js/plugin-software-formats');
const { Cite } = require('@citation-js/core') as {
  Cite: new (text: string) => {
    data: { title: string; version: string; DOI?: string; issued?: { 'date-parts': [number[]] } }[];
  };
};
/** RO-Crate's own, which the package of its makers holds; it names every term of schema.org. */
export const crateContext = require(join(require.resolve('ro-crate'), '../lib/context.json')) as {
  '@id': string;
  '@context': Record<string, unknown>;
};

export type Expanded = Record<string, { '@id'?: string; '@value'?: string }[]>;

/** JSON-LD in its long form, in which every term is an address. @throws {Error} if a term would be lost */
export function expanded(document: unknown): Promise<Expanded[]> {
  const contexts: Readonly<Record<string, unknown>> = {
    'https://schema.org': { '@context': { '@vocab': 'http://schema.org/' } },
    [crateContext['@id']]: crateContext,
  };
  return jsonld.expand(document, {
    safe: true,
    base: 'https://almanac.example.org/data/',
    documentLoader: async (address: string) => {
      if (!contexts[address]) throw new Error(`no context ${address} is installed`);
      return { document: contexts[address], documentUrl: address };
    },
  });
}

/** The text of each form by its name. */
export function formsOf(dataset: Dataset): Record<string, string> {
  const files = metadataFiles(dataset).map(({ name, bytes }) => [name, Buffer.from(bytes).toString()] as const);
  return { 'schema.org': scriptText(schemaOrg(dataset)), ...Object.fromEntries(files) };
}

const licences: Readonly<Record<string, string>> = {
  'CC-BY-4.0': 'CC-BY-4.0',
  'https://creativecommons.org/licenses/by/4.0/': 'CC-BY-4.0',
};
/** What all of these agree on; where they do not, all of them. */
const agreed = (...said: (string | undefined)[]) => [...new Set(said)].join(' or ');
const licence = (...said: (string | undefined)[]) => agreed(...said.map((each) => licences[each ?? ''] ?? each));
const bareDoi = (address: string | undefined) => address?.replace('https://doi.org/', '') ?? null;
const bareSha = (value: string | undefined) => value?.replace('sha256:', '') ?? '';
const lastDay = (span: string | undefined) => span?.split('/').at(-1) ?? '';

/** schema.org and Croissant, which share their words, in the long form; the loader of the latter wants them by https. */
async function linked(text: string, schema: 'http://schema.org/' | 'https://schema.org/'): Promise<Facts> {
  const [dataset] = await expanded(JSON.parse(text));
  if (!dataset) throw new Error('there is no data set');
  const first = (node: Expanded, name: string) => {
    const [value] = node[schema + name] ?? [];
    return value?.['@value'] ?? value?.['@id'];
  };
  const sameAs = bareDoi(first(dataset, 'sameAs'));
  const [identifier] = (dataset[`${schema}identifier`] ?? []) as unknown as Expanded[];
  const files = (dataset[`${schema}distribution`] ?? []) as unknown as Expanded[];
  const sums = Object.fromEntries(files.map((file) => [first(file, 'name') ?? '', first(file, 'sha256') ?? '']));
  return {
    title: first(dataset, 'name') ?? '',
    // Where versions are three numbers, the name of the snapshot stands beside them.
    version: first(dataset, 'alternateName') ?? first(dataset, 'version') ?? '',
    licence: licence(first(dataset, 'license')),
    date: lastDay(first(dataset, 'temporalCoverage')),
    published: first(dataset, 'datePublished') ?? null,
    doi: identifier && !('@value' in identifier) ? agreed(sameAs ?? '', first(identifier, 'value')) : sameAs,
    manifest: sums['manifest.json'] ?? '',
    files: sums,
  };
}

interface Package {
  title: string;
  version: string;
  id: string;
  created?: string;
  temporalCoverage: string;
  licenses: { name: string; path: string }[];
  resources: { path: string; hash: string }[];
}
interface DataCite {
  doi?: string;
  titles: { title: string }[];
  version: string;
  publicationYear?: string;
  rightsList: { rightsIdentifier: string; rightsUri: string }[];
  dates: { date: string; dateType: string }[];
  alternateIdentifiers: { alternateIdentifier: string }[];
}

/** What a form says, from its text alone. */
export async function factsOf(form: string, text: string): Promise<Facts> {
  switch (form) {
    case 'schema.org':
      return linked(text, 'http://schema.org/');
    case 'croissant.json':
      return linked(text, 'https://schema.org/');
    case 'datapackage.json': {
      const { title, version, id, created, temporalCoverage, licenses, resources } = JSON.parse(text) as Package;
      const files = Object.fromEntries(resources.map(({ path, hash }) => [path, bareSha(hash)]));
      return {
        title,
        version,
        licence: licence(...licenses.flatMap(({ name, path }) => [name, path])),
        date: lastDay(temporalCoverage),
        published: created?.slice(0, 10) ?? null,
        doi: id.startsWith('https://doi.org/') ? bareDoi(id) : null,
        manifest: files['manifest.json'] ?? '',
        files,
      };
    }
    case 'ro-crate-metadata.json': {
      const crate = new ROCrate(JSON.parse(text) as object, { link: true });
      const root = crate.root as unknown as Record<string, string> & {
        license: Record<string, string>;
        identifier?: Record<string, string>;
        hasPart: Record<string, string>[];
      };
      const files = Object.fromEntries(
        root.hasPart.flatMap((file) => (file.sha256 === undefined ? [] : [[file['@id'] ?? '', file.sha256]])),
      ) as Record<string, string>;
      return {
        title: root.name ?? '',
        version: root.version ?? '',
        licence: licence(root.license['@id'], root.license.identifier),
        date: lastDay(root.temporalCoverage),
        published: root.datePublished ?? null,
        doi: root.identifier ? agreed(bareDoi(root.identifier['@id']) ?? '', root.identifier.value) : null,
        manifest: files['manifest.json'] ?? '',
        files,
      };
    }
    case 'datacite.json': {
      const datacite = JSON.parse(text) as DataCite;
      const { titles, version, rightsList, dates, alternateIdentifiers, publicationYear, doi } = datacite;
      const day = (type: string) => dates.find(({ dateType }) => dateType === type)?.date ?? null;
      const issued = day('Issued');
      return {
        title: agreed(...titles.map(({ title }) => title)),
        version,
        licence: licence(...rightsList.flatMap(({ rightsIdentifier, rightsUri }) => [rightsIdentifier, rightsUri])),
        date: day('Collected') ?? '',
        published: issued?.slice(0, 4) === publicationYear ? issued : agreed(issued ?? 'none', publicationYear),
        doi: doi ?? null,
        manifest: bareSha(alternateIdentifiers[0]?.alternateIdentifier),
        files: null,
      };
    }
    case 'CITATION.cff': {
      const [cited] = new Cite(text).data;
      if (!cited) throw new Error('nothing is cited');
      const { license, identifiers } = parse(text) as { license: string; identifiers: { value: string }[] };
      const [year, ...rest] = cited.issued?.['date-parts'][0] ?? [];
      const day = [year, ...rest.map((part) => String(part).padStart(2, '0'))].join('-');
      return {
        title: cited.title,
        version: cited.version,
        licence: licence(license),
        // The format has no place for it: the version begins with it.
        date: cited.version.slice(0, '2023-06-30'.length),
        published: year === undefined ? null : day,
        doi: cited.DOI ?? null,
        manifest: bareSha(identifiers[0]?.value),
        files: null,
      };
    }
    default:
      throw new Error(`there is no form ${form}`);
  }
}
