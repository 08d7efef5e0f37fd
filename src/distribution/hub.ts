/** What goes to the Hub, and where: the site as a static Space, the tables as a dataset with its card. */
import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { HubEntry, HubFile, HubPlan } from '../schema/hub.ts';
import type { AnyManifest } from '../schema/edition.ts';
import { textInMarkdown } from '../schema/markdown.ts';
import { manifestText } from '../schema/snapshot.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import type { Table } from '../schema/table.ts';
import { almanac } from './almanac.ts';
import { plainCitation, snapshotCitation } from './citation.ts';
import { type Dataset, keywords, licence } from './dataset.ts';
import { filesOf, sha256 } from './files.ts';
import { totalsText } from './source.ts';

/** Drafts have a folder of their own, which is replaced each time. */
const drafts = 'drafts/';

/**
 * The name of a repository, `owner/name`, as the Hub allows it.
 *
 * @param option where it was given, for the error
 * @throws {Error} if it is not one
 */
export function repositoryName(text: string, option: string): string {
  const part = /^(?!.*(--|\.\.))[A-Za-z0-9_]([\w.-]*[A-Za-z0-9_])?$/;
  const [owner = '', name = '', ...rest] = text.split('/');
  if (rest.length > 0 || text.length > 96 || !part.test(owner) || !part.test(name) || /\.(git|ipynb)$/.test(name))
    throw new Error(`${option} ${JSON.stringify(text)} is not the name of a repository, such as owner/name`);
  return text;
}

/** Where a static Space is read, which is the address that the site has to be built for. */
export function spaceAddress(name: string): string {
  return `https://${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.static.hf.space/`;
}

export function hubFile(path: string, bytes: Uint8Array, content = new Blob([new Uint8Array(bytes)])): HubFile {
  const gitOid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  return { path, bytes: bytes.length, sha256: sha256(bytes), gitOid, content };
}

/** The README of the Space, which tells the Hub how to serve it. Of all headers, the Hub lets three be chosen. */
export function spaceCard({ address, dataset }: { address: string; dataset: string | undefined }): string {
  const front = {
    title: almanac.name,
    emoji: '📚',
    colorFrom: 'blue',
    colorTo: 'gray',
    sdk: 'static',
    app_file: 'index.html',
    pinned: false,
    license: licence.id.toLowerCase(),
    short_description: 'How pre-trained models are reused: dated, citable',
    ...(dataset === undefined ? {} : { datasets: [dataset] }),
    tags: tags(),
    custom_headers: {
      'cross-origin-opener-policy': 'same-origin',
      // Figures and tables are there to be used elsewhere.
      'cross-origin-resource-policy': 'cross-origin',
    },
  };
  const tables =
    dataset === undefined
      ? ''
      : `\nIts tables are the dataset [${dataset}](https://huggingface.co/datasets/${dataset}).\n`;
  return `${frontMatter(front)}
# The ${almanac.name}

A dated, citable report on how pre-trained models are reused in the Hugging Face community, to be read at <${address}>.
${tables}
The files here are written by a build and replaced by the next one.
`;
}

/** A snapshot or an edition for the dataset: its description, and what the description is of. */
export interface HubSnapshot {
  readonly dataset: Dataset;
  readonly manifest: AnyManifest;
  /** All of them as their files have them, in the order of the manifest. */
  readonly tables: readonly Table[];
}

/** How it is called beside others: `2023-06-30`, `editions/2026-11-29`. */
const placeOf = ({ kind, id }: Dataset) => (kind === 'edition' ? `editions/${id}` : id);
/** Its folder in the dataset, with a slash at the end. */
const folderOf = (dataset: Dataset) => `${dataset.published === null ? drafts : ''}${placeOf(dataset)}/`;

/** The files of the dataset: the card, and a folder with manifest, JSON and Parquet for each snapshot and edition. */
export function datasetFiles(name: string, snapshots: readonly HubSnapshot[]): HubFile[] {
  const datasets = snapshots.map(({ dataset }) => dataset);
  return [
    hubFile('README.md', Buffer.from(datasetCard(name, datasets))),
    ...snapshots.flatMap(({ dataset, manifest, tables }) => [
      hubFile(`${folderOf(dataset)}manifest.json`, Buffer.from(manifestText(manifest))),
      ...tables
        .flatMap(filesOf)
        .filter((file) => !file.name.endsWith('.csv'))
        .map((file) => hubFile(`${folderOf(dataset)}${file.name}`, file.bytes)),
    ]),
  ];
}

/** The Space contains the site and nothing else, apart from what the Hub needs for itself. */
export function planSpace(files: readonly HubFile[], there: readonly HubEntry[]): HubPlan {
  return plan(files, there, ({ path }) => path !== '.gitattributes');
}

/**
 * What is published stays: only the card and the drafts are replaced.
 *
 * @throws {Error} if the dataset has a published folder otherwise than it is here, or one that is not published here
 */
export function planDataset(name: string, files: readonly HubFile[], there: readonly HubEntry[]): HubPlan {
  const replaced = ({ path }: HubEntry) => path === 'README.md' || path.startsWith(drafts);
  const folder = (path: string) => /^(editions\/)?\d{4}-\d{2}-\d{2}[^/]*(?=\/)/.exec(path)?.[0];
  const published = new Set(files.map(({ path }) => folder(path)));
  const unknown = there.map(({ path }) => folder(path)).find((it) => it !== undefined && !published.has(it));
  if (unknown !== undefined)
    throw new Error(`the dataset ${name} has ${placeInWords(unknown)}, which is not among the published ones here`);

  const planned = plan(files, there, replaced);
  const paths = new Set(there.map(({ path }) => path));
  const changed = planned.upload.find((file) => paths.has(file.path) && !replaced(file));
  if (changed)
    throw new Error(
      `${changed.path} is published in the dataset ${name} with other content; what is published is never overwritten`,
    );
  return planned;
}

/** A snapshot or an edition by its folder, in words. */
export const placeInWords = (place: string) =>
  place.startsWith('editions/') ? place.replace('editions/', 'the edition ') : `the snapshot ${place}`;

function plan(files: readonly HubFile[], there: readonly HubEntry[], isOurs: (entry: HubEntry) => boolean): HubPlan {
  const found = new Map(there.map((entry) => [entry.path, entry]));
  const wanted = new Set(files.map(({ path }) => path));
  const upload = files.filter((file) => !isSame(file, found.get(file.path)));
  const remove = there.filter((entry) => !wanted.has(entry.path) && isOurs(entry));
  const touched = new Set([...upload, ...remove].map(({ path }) => path));
  return { upload, remove, leave: there.filter(({ path }) => !touched.has(path)) };
}

function isSame(file: HubFile, entry: HubEntry | undefined): boolean {
  if (entry === undefined) return false;
  return entry.sha256 === null ? entry.gitOid === file.gitOid : entry.sha256 === file.sha256;
}

/**
 * The name of the split of a snapshot or an edition: the Hub takes letters, digits and underscores, and some readers of YAML take
 * `2023_06_30` for a number.
 */
export function splitName({ kind, id, published }: Pick<Dataset, 'kind' | 'id' | 'published'>): string {
  return `${published === null ? 'draft' : kind}_${id.replaceAll('-', '_')}`;
}

interface Config {
  readonly config_name: string;
  readonly data_files: { readonly split: string; readonly path: string }[];
}

/**
 * One config for each table, with a split for each snapshot or edition. The Hub wants the same columns in all splits of a config:
 * where a table had others before, the older splits are a config of their own, `<table>-until-<snapshot>`.
 */
function configsOf(datasets: readonly Dataset[]): Config[] {
  const names = [...new Set(datasets.flatMap(({ tables }) => tables.map(({ name }) => name)))].sort();
  return names.flatMap((name) => {
    const byColumns = new Map<string, Dataset[]>();
    for (const dataset of datasets) {
      const table = dataset.tables.find((each) => each.name === name);
      if (!table) continue;
      const columns = JSON.stringify(
        table.columns.map(({ name: column }, index) => [column, table.parquetTypes[index]]),
      );
      byColumns.set(columns, [...(byColumns.get(columns) ?? []), dataset]);
    }
    const groups = [...byColumns.values()].sort((a, b) => compareSnapshotIds(b.at(-1)?.id ?? '', a.at(-1)?.id ?? ''));
    return groups.map((group, index) => ({
      config_name: index === 0 ? name : `${name}-until-${group.at(-1)?.id ?? ''}`,
      data_files: group.map((each) => ({ split: splitName(each), path: `${folderOf(each)}${name}.parquet` })),
    }));
  });
}

/**
 * The card of the dataset: metadata for the Hub, and text for people, both from the descriptions of the snapshots.
 *
 * @param datasets snapshots, oldest first, and then editions
 */
export function datasetCard(name: string, datasets: readonly Dataset[]): string {
  const snapshots = datasets.filter(({ kind }) => kind === 'snapshot');
  const newest = snapshots.findLast(({ published }) => published !== null) ?? datasets.at(-1);
  if (!newest) throw new Error('a dataset without snapshots has no card');
  const rows = datasets.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
  const all = configsOf(datasets);
  const example = all.find(({ data_files }) => data_files.some(({ split }) => split === splitName(newest)));
  // What a reader of the Hub gets who names no table.
  const configs = all.map((config) => (config === example ? { ...config, default: true } : config));
  const front = {
    license: licence.id.toLowerCase(),
    pretty_name: almanac.name,
    language: ['en'],
    tags: tags(),
    size_categories: [sizeCategory(rows)],
    configs,
  };
  return `${frontMatter(front)}
# The ${almanac.name}: tables

Dated tables on how pre-trained models are reused in the Hugging Face community, behind the report at <${newest.site}>. Each snapshot is a folder that never changes once it is published: a correction is a new one beside it, \`<date>-r2\`. An edition, below \`editions/\`, follows numbers over snapshots, and never changes either.

## Snapshots and editions

| Snapshot | State | Coverage | Tables | Rows |
| --- | --- | --- | ---: | ---: |
${datasets.map(snapshotRow).join('\n')}

A \`census\` speaks for all public models of its day, an \`aggregate\` is made from the published totals of a census, and a \`sample\` speaks for a stated selection only and feeds no trend.

${datasets.map(snapshotText).join('\n\n')}

## Load it

\`\`\`python
from datasets import load_dataset

table = load_dataset("${name}", "${example?.config_name ?? ''}", split="${splitName(newest)}")
\`\`\`

Every table is a config, and every snapshot or edition a split. A split may not have a hyphen in its name: that of the snapshot \`2023-06-30\` is \`snapshot_2023_06_30\`, that of its correction \`snapshot_2023_06_30_r2\`, that of the edition \`2026-11-29\` is \`edition_2026_11_29\`, and that of a draft begins with \`draft_\`. Where a table had other columns before, the older splits are the config \`<table>-until-<snapshot>\`.

In each folder, \`<table>.parquet\` and \`<table>.json\` hold the same rows; title, method, units and the meaning of every column are in the JSON, and in the Parquet file's metadata under \`almanac\`.

## Cite it

Cite the snapshot or edition as above; its page has BibTeX.

## Verify it

The checksum of the manifest is part of the citation, and the manifest has those of the tables. In a folder:

\`\`\`sh
sha256sum manifest.json
jq -r '.tables[] | "\\(.sha256)  \\(.name).json"' manifest.json | sha256sum -c
\`\`\`

## Licence

[${licence.title}](${licence.address}), unless a source says otherwise: each is named above with its own terms.
`;
}

/** A snapshot that was corrected or withdrawn stays, and says so. */
const stateOf = ({ published, notice, status }: Dataset) =>
  published === null ? 'draft' : `published ${published}${notice === null ? '' : `, ${status}`}`;

function snapshotRow(dataset: Dataset): string {
  const rows = dataset.tables.reduce((sum, table) => sum + table.rows, 0);
  return `| [${placeOf(dataset)}](${dataset.address}) | ${stateOf(dataset)} | ${dataset.coverage ?? 'several'} | ${dataset.tables.length} | ${rows} |`;
}

function snapshotText(dataset: Dataset): string {
  const { published, description, limits, sources, totals, madeBy } = dataset;
  return [
    `### ${placeOf(dataset)}${published === null ? ' (draft)' : ''}`,
    ...(published === null ? ['**A draft: it may change or go, and is not to be cited as published.**'] : []),
    `${textInMarkdown(description)} The data describe ${dataset.date}; made by ${textInMarkdown(madeBy)}.`,
    ...(limits.length === 0 ? [] : [limits.map((limit) => `- ${textInMarkdown(limit)}`).join('\n')]),
    `Made from:`,
    [
      ...sources.map((source) => `${source.citation} From ${source.location}. Licence: ${source.licence}.`),
      ...totals.map(totalsText),
    ]
      .map((source) => `- ${textInMarkdown(source)}`)
      .join('\n'),
    `Cite as: ${textInMarkdown(plainCitation(snapshotCitation(dataset)))}`,
  ].join('\n\n');
}

const tags = () => keywords.map((keyword) => keyword.toLowerCase().replaceAll(' ', '-'));

/** Text is quoted, for readers of YAML differ on what is a date, a number or a yes. */
function frontMatter(front: object): string {
  return `---\n${stringify(front, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })}---\n`;
}

/** The Hub's names for how many rows there are. */
function sizeCategory(rows: number): string {
  const steps = ['1K', '10K', '100K', '1M', '10M', '100M'];
  const above = [1e3, 1e4, 1e5, 1e6, 1e7, Infinity].findIndex((limit) => rows < limit);
  return above === 0 ? 'n<1K' : `${steps[above - 1] ?? ''}<n<${steps[above] ?? ''}`;
}
