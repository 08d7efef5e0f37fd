/**
 * How a snapshot, a table of it or a figure is cited: as plain text, BibTeX, RIS and CSL-JSON, all with the same fields.
 *
 * A draft is cited as one, without a year of publication: it has none. The DOI is that of the whole snapshot, also where
 * a part of it is cited; title, address and checksum then say which part.
 */
import type { Dataset, DatasetFile, DatasetTable } from './dataset.ts';

/** What can be cited, and stays put: a dated address, and the checksum of a file that proves what stood there. */
export interface Citable {
  /** The name under which reference managers keep it: readable, and the same for good. */
  readonly key: string;
  readonly title: string;
  /** An organisation. */
  readonly author: string;
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

/** A citation in the words of the Citation Style Language, from which the other forms are written. */
export interface CslItem {
  readonly id: string;
  readonly 'citation-key': string;
  readonly type: 'dataset';
  readonly title: string;
  readonly author: readonly [{ readonly literal: string }];
  /** Year, month and day; absent for a draft. */
  readonly issued?: { readonly 'date-parts': readonly [readonly [number, number, number]] };
  readonly version: string;
  readonly URL: string;
  readonly DOI?: string;
  readonly note: string;
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
    key: `model-reuse-almanac-${dataset.id}`,
    title: oneLine(dataset.title),
    author: dataset.creator.name,
    published: dataset.published,
    date: dataset.date,
    version: dataset.id,
    address: dataset.address,
    doi: dataset.doi,
    file: dataset.manifest,
    notice: dataset.notice,
  };
}

/** One table, at its place on the data page; the checksum is that of its JSON. */
export function tableCitation(dataset: Dataset, table: DatasetTable): Citable {
  const whole = snapshotCitation(dataset);
  return {
    ...whole,
    key: `${whole.key}-${table.name}`,
    title: `${oneLine(table.title)} (table ${table.name}, snapshot ${dataset.id})`,
    address: table.address,
    file: jsonOf(table),
  };
}

/**
 * A figure, at a page of its own; the checksum is that of the table that it shows.
 *
 * @param figure its title in words, and its address below the id of the snapshot, as in `…/2023-06-30/models/mentions/`
 * @throws {Error} if the address is not a dated one: the key comes from it
 */
export function figureCitation(
  dataset: Dataset,
  table: DatasetTable,
  figure: { readonly title: string; readonly address: string },
): Citable {
  const whole = snapshotCitation(dataset);
  const [, place = ''] = new URL(figure.address).pathname.split(`/${dataset.id}/`);
  const name = place.split('/').filter((part) => part !== '');
  if (name.length === 0)
    throw new Error(`the figure at ${figure.address} cannot be cited: expected a place below /${dataset.id}/`);
  return {
    ...whole,
    key: `${whole.key}-figure-${name.join('-')}`,
    title: `${oneLine(figure.title)} (figure of table ${table.name}, snapshot ${dataset.id})`,
    address: figure.address,
    file: jsonOf(table),
  };
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
  const item = csl(citable);
  return [
    { label: 'BibTeX', extension: 'bib', mediaType: 'application/x-bibtex', text: bibtex(item) },
    { label: 'RIS', extension: 'ris', mediaType: 'application/x-research-info-systems', text: ris(item) },
    {
      label: 'CSL-JSON',
      extension: 'json',
      mediaType: 'application/vnd.citationstyles.csl+json',
      text: `${JSON.stringify([item], null, 2)}\n`,
    },
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
 * Zotero would take a data set for an article.
 */
export function citationTags(citable: Citable, keywords: readonly string[]): readonly (readonly [string, string])[] {
  const { title, author, published, doi, address } = citable;
  return [
    ['citation_title', title],
    ['citation_author', author],
    ...(published === null ? [] : [['citation_publication_date', published.replaceAll('-', '/')] as const]),
    ...(doi === null ? [] : [['citation_doi', doi] as const]),
    ['citation_public_url', address],
    ['citation_language', 'en'],
    ['citation_keywords', keywords.join('; ')],
    ['DC.type', 'dataset'],
  ];
}

function csl(citable: Citable): CslItem {
  const { key, title, author, published, version, address, doi } = citable;
  return {
    id: key,
    'citation-key': key,
    type: 'dataset',
    title,
    author: [{ literal: author }],
    ...(published !== null && { issued: { 'date-parts': [dateParts(published)] as const } }),
    version,
    URL: address,
    ...(doi !== null && { DOI: doi }),
    note: `${remarks(citable).join('. ')}.`,
  };
}

/** For BibTeX and its successors: the older styles read year and month, and take a type they do not know for `misc`. */
function bibtex({ id, title, author, issued, version, URL: address, DOI, note }: CslItem): string {
  const [year, month = 1, day] = issued?.['date-parts'][0] ?? [];
  const fields: readonly (readonly [string, string])[] = [
    // Two pairs of braces: an organisation has no first name, and a title keeps its capitals.
    ['author', `{{${escaped(author[0].literal)}}}`],
    ['title', `{{${escaped(title)}}}`],
    ...(issued === undefined
      ? []
      : [
          ['year', `{${String(year)}}`] as const,
          ['month', months[month - 1] ?? ''] as const,
          ['day', `{${String(day)}}`] as const,
        ]),
    ['version', `{${escaped(version)}}`],
    ...(DOI === undefined ? [] : [['doi', `{${DOI}}`] as const]),
    ['url', `{${address}}`],
    ['note', `{${escaped(note)}}`],
  ];
  return `@dataset{${id},\n${fields.map(([name, value]) => `  ${name} = ${value},\n`).join('')}}\n`;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What means something to TeX, by what prints it. Braces become words: BibTeX counts them even behind a backslash. */
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
const escaped = (text: string) =>
  text.replaceAll(/[\\{}~^<>`&%$#_]/g, (sign) => tex[sign] ?? `\\${sign}`).replaceAll(/([-,'])(?=\1)/g, '$1{}');

/** One line for each field, however long, ended as the format asks. */
function ris({ id, title, author, issued, version, URL: address, DOI, note }: CslItem): string {
  const [year, month, day] = (issued?.['date-parts'][0] ?? []).map((part) => String(part).padStart(2, '0'));
  const fields: readonly (readonly [string, string])[] = [
    ['TY', 'DATA'],
    ['ID', id],
    ['AU', author[0].literal],
    ['TI', title],
    ...(year === undefined ? [] : [['PY', year] as const, ['DA', [year, month, day, ''].join('/')] as const]),
    ['ET', version],
    ...(DOI === undefined ? [] : [['DO', DOI] as const]),
    ['UR', address],
    ['N1', note],
    ['ER', ''],
  ];
  return fields.map(([tag, value]) => `${tag}  - ${value}\r\n`).join('');
}

/** What a reader must know and no field of a citation has room for. */
function remarks({ published, notice, date, file }: Citable): string[] {
  return [
    ...(published === null ? ['Unpublished draft'] : []),
    ...(notice === null ? [] : [oneLine(notice).replace(/\.$/, '')]),
    `Data as of ${date}`,
    `SHA-256 of ${file.name}: ${file.sha256}`,
  ];
}

function dateParts(day: string): readonly [number, number, number] {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  return [year, month, date];
}

function jsonOf({ name, files }: DatasetTable): DatasetFile {
  const json = files.find(({ mediaType }) => mediaType === 'application/json');
  if (!json) throw new Error(`the table ${name} has no JSON whose checksum could be cited`);
  return json;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
