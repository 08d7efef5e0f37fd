/**
 * How a snapshot, a table of it or a figure is cited: as plain text, BibTeX, RIS and CSL-JSON, all with the same fields.
 *
 * A draft is cited as one, without a year of publication: it has none. The DOI is that of the whole snapshot, also where
 * a part of it is cited; title, address and checksum then say which part.
 */
import type { Dataset, DatasetFile, DatasetTable } from './dataset.ts';
import { referencesOf } from './source.ts';

/** What can be cited, and stays put: a dated address, and the checksum of a file that proves what stood there. */
export interface Citable {
  /** The name under which reference managers keep it: readable, and the same for good. */
  readonly key: string;
  readonly title: string;
  /** Organisations. */
  readonly author: string;
  readonly publisher: string;
  /** Those whose data it is made from, as a text names them. */
  readonly basedOn: readonly string[];
  /** The day of publication; null for a draft. */
  readonly published: string | null;
  /** The day that the data describe. */
  readonly date: string;
  /** The id of the snapshot. */
  readonly version: string;
  readonly address: string;
  readonly doi: string | null;
  readonly file: Pick<DatasetFile, 'name' | 'sha256'>;
  /** What became of the snapshot since, if it does not hold any more. */
  readonly notice: string | null;
}

/** A citation as a file for reference managers. */
export interface CitationForm {
  readonly label: 'BibTeX' | 'RIS' | 'CSL-JSON';
  /** Without a dot. */
  readonly extension: 'bib' | 'ris' | 'json';
  readonly mediaType: string;
  readonly text: string;
}

/** The whole snapshot; its manifest has the checksums of all tables. */
export function snapshotCitation(dataset: Dataset): Citable {
  return {
    key: `model-reuse-almanac-${dataset.kind === 'edition' ? 'edition-' : ''}${dataset.id}`,
    title: oneLine(dataset.title),
    author: dataset.almanac.editor,
    publisher: dataset.almanac.publisher,
    basedOn: referencesOf(dataset),
    published: dataset.published,
    date: dataset.date,
    version: dataset.id,
    address: dataset.address,
    doi: dataset.doi,
    file: dataset.manifest,
    notice: dataset.notice,
  };
}

/** A part of a snapshot under the title of its table, with the checksum of its JSON. */
function partCitation(dataset: Dataset, table: DatasetTable, kind: string, part: string, address: string): Citable {
  const whole = snapshotCitation(dataset);
  const title = `${oneLine(table.title)} (${kind} ${table.name}, ${dataset.kind} ${dataset.id})`;
  return { ...whole, key: `${whole.key}-${part}`, title, address, basedOn: referencesOf(table), file: table.json };
}

/** One table, at its place on the data page. */
export const tableCitation = (dataset: Dataset, table: DatasetTable): Citable =>
  partCitation(dataset, table, 'table', table.name, table.address);

/**
 * A figure, at a page of its own. What it shows may be told otherwise one day: its title is that of its table.
 *
 * @param address below the id of the snapshot, as in `…/2023-06-30/models/mentions/`
 * @throws {Error} if the address is not a dated one: the key comes from it
 */
export function figureCitation(dataset: Dataset, table: DatasetTable, address: string): Citable {
  const [, place = ''] = new URL(address).pathname.split(`/${dataset.id}/`);
  const name = place.split('/').filter((part) => part !== '');
  if (name.length === 0)
    throw new Error(`the figure at ${address} cannot be cited: expected a place below /${dataset.id}/`);
  return partCitation(dataset, table, 'figure of table', `figure-${name.join('-')}`, address);
}

/** In a sentence or two, for a list of references. It ends with the address, and without a full stop that could stick to it. */
export function plainCitation(citable: Citable): string {
  const { author, published, title, doi, address } = citable;
  const year = published === null ? '' : ` (${published.slice(0, 4)})`;
  const state = published === null ? [] : [`Published ${published}`];
  const links = doi === null ? [address] : [`https://doi.org/${doi}`, address];
  return `${author}${year}: ${title} [data set]. ${[...state, ...remarks(citable)].join('. ')}. ${links.join(' ')}`;
}

/** As files for reference managers. */
export function citationForms(citable: Citable): readonly CitationForm[] {
  return [
    { label: 'BibTeX', extension: 'bib', mediaType: 'application/x-bibtex', text: bibtex(citable) },
    { label: 'RIS', extension: 'ris', mediaType: 'application/x-research-info-systems', text: ris(citable) },
    { label: 'CSL-JSON', extension: 'json', mediaType: 'application/vnd.citationstyles.csl+json', text: csl(citable) },
  ];
}

/** A citation as a data address, for pages that have no files of their own. */
export const dataAddress = ({ mediaType, text }: CitationForm) =>
  `data:${mediaType};charset=utf-8,${encodeURIComponent(text)}`;

/** The name of a snapshot among its citations. */
export const wholeSnapshot = 'snapshot';

/** The names of the files in `cite/`, for a snapshot with these tables. */
export const citationNames = ({ tables }: { readonly tables: readonly { readonly name: string }[] }): string[] =>
  [wholeSnapshot, ...tables.map(({ name }) => name)].flatMap((name) =>
    ['bib', 'ris', 'json'].map((extension) => `${name}.${extension}`),
  );

/**
 * The files of `cite/`: the snapshot as `snapshot`, each table under its name.
 *
 * @throws {Error} if a table has the name that the snapshot has there
 */
export function citationFiles(dataset: Dataset): readonly { readonly name: string; readonly form: CitationForm }[] {
  if (dataset.tables.some(({ name }) => name === wholeSnapshot))
    throw new Error(`${dataset.id} has a table ${wholeSnapshot}, the name under which the whole is cited`);
  const cited = [
    { name: wholeSnapshot, citable: snapshotCitation(dataset) },
    ...dataset.tables.map((table) => ({ name: table.name, citable: tableCitation(dataset, table) })),
  ];
  return cited.flatMap(({ name, citable }) =>
    citationForms(citable).map((form) => ({ name: `${name}.${form.extension}`, form })),
  );
}

/**
 * The tags that Zotero and Google Scholar read in the head of a page, as name and content. Without the word of Dublin Core
 * Zotero would take a data set for an article. The comma tells it that a name has one part, which an organisation’s has.
 */
export function citationTags(citable: Citable, keywords: readonly string[]): readonly (readonly [string, string])[] {
  const { title, author, published, doi, version, address } = citable;
  return [
    ['citation_title', title],
    ['citation_author', `${author},`],
    ...(published === null ? [] : [['citation_publication_date', published.replaceAll('-', '/')] as const]),
    ...(doi === null ? [] : [['citation_doi', doi] as const]),
    ['citation_public_url', address],
    ['citation_language', 'en'],
    ['citation_keywords', keywords.join('; ')],
    ['DC.type', 'dataset'],
    ['prism.edition', version],
  ];
}

/** What a reader must know and no field of a citation has room for. */
const noteOf = (citable: Citable) => `${remarks(citable).join('. ')}.`;

function csl(citable: Citable): string {
  const { key, title, author, publisher, published, version, address, doi } = citable;
  const item = {
    id: key,
    'citation-key': key,
    type: 'dataset',
    title,
    author: [{ literal: author }],
    publisher,
    ...(published !== null && { issued: { 'date-parts': [published.split('-').map(Number)] } }),
    version,
    URL: address,
    ...(doi !== null && { DOI: doi }),
    note: noteOf(citable),
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}

/**
 * For BibTeX and its successors: the older styles read year and month, and several programs drop an entry whose type
 * they do not know, as that of data sets.
 */
export function bibtex(citable: Citable): string {
  const { key, title, author, publisher, published, version, address, doi } = citable;
  const [year, month, day] = published?.split('-').map(Number) ?? [];
  const fields = {
    // Two pairs of braces: an organisation has no first name, and a title keeps its capitals.
    author: `{{${escaped(author)}}}`,
    title: `{{${escaped(title)}}}`,
    publisher: `{{${escaped(publisher)}}}`,
    howpublished: `{Data set, version ${escaped(version)}}`,
    ...(month !== undefined && { year: `{${year ?? ''}}`, month: months[month - 1], day: `{${day ?? ''}}` }),
    version: `{${escaped(version)}}`,
    ...(doi !== null && { doi: `{${doi}}` }),
    url: `{${address}}`,
    note: `{${escaped(noteOf(citable))}}`,
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = ${value},\n`);
  return `@misc{${key},\n${lines.join('')}}\n`;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What means something to TeX, by what prints it. Braces without a partner become words: BibTeX counts them even behind a backslash. */
const tex: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '`': '\\textasciigrave{}',
};
/** Two hyphens, commas or apostrophes would run together to another sign. */
function escaped(text: string): string {
  let left = text.replaceAll(/[^{}]/g, '');
  while (left.includes('{}')) left = left.replaceAll('{}', '');
  const inWords = (sign: string) => left !== '' || !/[{}]/.test(sign);
  return text
    .replaceAll(/[\\{}~^<>`&%$#_]/g, (sign) => (inWords(sign) ? tex[sign] : undefined) ?? `\\${sign}`)
    .replaceAll(/([-,'])(?=\1)/g, '$1{}');
}

/** One line for each field, however long, ended as the format asks. */
function ris(citable: Citable): string {
  const { key, title, author, publisher, published, version, address, doi } = citable;
  const fields = {
    TY: 'DATA',
    ID: key,
    AU: author,
    TI: title,
    PB: publisher,
    ...(published !== null && { PY: published.slice(0, 4), DA: `${published.replaceAll('-', '/')}/` }),
    ET: version,
    ...(doi !== null && { DO: doi }),
    UR: address,
    N1: noteOf(citable),
    ER: '',
  };
  return Object.entries(fields)
    .map(([tag, value]) => `${tag}  - ${value}\r\n`)
    .join('');
}

function remarks({ published, notice, basedOn, date, file }: Citable): string[] {
  return [
    ...(published === null ? ['Unpublished draft'] : []),
    ...(notice === null ? [] : [oneLine(notice).replace(/\.$/, '')]),
    ...(basedOn.length === 0 ? [] : [`Based on ${oneLine(basedOn.join('; '))}`]),
    `Data as of ${date}`,
    `SHA-256 of ${file.name}: ${file.sha256}`,
  ];
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
