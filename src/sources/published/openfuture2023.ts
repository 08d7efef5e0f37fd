/**
 * Licences on the whole Hub on five days from September 2022 to February 2023, as totalled by Open Future: an edition a day.
 */
import { sum } from 'd3-array';
import { expectColumns, expectOnce, readCsv, wholeNumber, type Csv } from '../../io/csv.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import { totalsByClass } from '../../schema/licence.ts';
import type { Material } from '../../schema/source.ts';
import { dayText } from '../hub/days.ts';
import { knownEdition, readFilesOfEdition } from './source-editions.ts';
import { onlyHandMade } from './hand-made.ts';
import { noForum, noModels } from '../hub/lacking.ts';

const source = 'openfuture2023';

interface Total {
  readonly name: string;
  readonly models: number;
  readonly downloads: number;
}

/**
 * Reads the licences of a day from a folder.
 *
 * @throws {Error} if a file is missing, is not that of the edition, lacks a column, or does not add up
 */
export async function openfuture2023(folder: string, edition: SourceEdition = knownEdition(source)): Promise<Material> {
  const { date, commit } = edition;
  const [year, month, day] = date.split('-');
  const stem = `general/${day}_${month}_${year}`;
  const files = { licences: `${stem}.csv`, categories: `${stem}_categories.csv`, groups: 'licenses.csv' } as const;
  const inputs = readFilesOfEdition(folder, files, edition);
  const csv = (key: keyof typeof files) => readCsv(files[key], inputs[key].bytes);
  const totals = readTotals(csv('licences'));
  expectGroups(files.licences, totals, readTotals(csv('categories')), csv('groups'));
  const declaring = sum(totals, ({ models }) => models);
  const allDownloads = sum(totals, ({ downloads }) => downloads);

  const identifiers = totals.map(({ name: licence, models, downloads }) => ({
    licence,
    models,
    declaring,
    downloads,
    allDownloads,
  }));
  const notes = [
    'The whole is the sum over all identifiers; a model with two licences may count in both.',
    'The authors’ own groups of licences differ from the classes here for a few identifiers, such as ms-pl; their totals by group were recomputed from the identifiers and agree.',
  ];

  const onlyLicences = 'Only models and downloads by licence were published.';
  const hubOnly = 'The data set is about the Hub only.';
  return {
    name: source,
    description: {
      id: date,
      date,
      coverage: 'aggregate',
      title: `Licences on the Hub on ${dayText(date)}`,
      population: `Every public model on the Hugging Face Hub that declared a licence on ${dayText(date)}, as totalled by Open Future.`,
      selection: null,
      partialMonths: [],
      floorMonth: null,
      limits: [
        'Only totals by licence were published: how many models there were in all, and how many declared no licence, is not among them. The authors say that around 30 % of the repositories have one.',
        'The day is that of the dump of the Hub from which the authors counted, which the Hub published every week.',
        'Models deleted before the dump was made are missing.',
      ],
    },
    publications: [
      {
        name: source,
        title: 'AI model licensing: licences of models on Hugging Face',
        authors: ['Open Future Foundation'],
        published: edition.published,
        location: `github.com/Open-Future-Foundation/AI-model-licensing, commit ${commit ?? 'not recorded'}`,
        licence: 'CC0-1.0',
        citation:
          'Open Future Foundation: AI model licensing. github.com/Open-Future-Foundation/AI-model-licensing, CC0-1.0',
        files: Object.values(inputs).map(({ receipt }) => receipt),
      },
    ],
    source: `Open Future (AI-model-licensing, CC0-1.0), licences on ${dayText(date)}`,
    counts: new Map([
      ['licence-identifiers', { rows: identifiers, window: null, notes }],
      ['licence-classes', { rows: totalsByClass(identifiers), window: null, notes }],
    ]),
    views: {
      ...noModels(onlyLicences),
      ...noForum(hubOnly),
      commits: onlyLicences,
      cards: onlyLicences,
    },
    absent: {
      ...onlyHandMade(hubOnly, onlyLicences),
      licences: 'Licences were not counted by year of creation; the table licence-identifiers has them all together.',
      'licences-by-downloads':
        'Licences were not counted by how much a model is downloaded; the table licence-identifiers has the downloads of each.',
    },
    notes: {},
  };
}

/** Names with models and downloads: the later files call the columns otherwise, and add the shares of both. */
function readTotals(csv: Csv): Total[] {
  const withShares = csv.header.length > 3;
  expectColumns(
    csv,
    withShares ? ['license', 'repos', 'downloads', '% of repos', '% of downloads'] : ['license', 'count', 'sum'],
  );
  const [, modelsColumn, downloadsColumn] = csv.header;
  const totals = csv.rows.map(([padded = '', models = '', downloads = '']) => {
    // The groups of the source end in a space.
    const name = padded.trim();
    if (name === '') throw new Error(`${csv.name}: a row has no licence`);
    const where = (column = '') => `${csv.name}: ${column} of ${name}`;
    return {
      name,
      models: wholeNumber(models, where(modelsColumn)),
      downloads: wholeNumber(downloads, where(downloadsColumn)),
    };
  });
  expectOnce(
    csv.name,
    totals.map(({ name }) => name),
  );
  const all = sum(totals, ({ models }) => models);
  for (const [index, { name, models }] of totals.entries()) {
    const printed = csv.rows[index]?.[3];
    if (withShares && Math.abs((100 * models) / all - Number(printed)) > 0.0051)
      throw new Error(
        `${csv.name}: ${name} has ${models} of ${all} repositories, which is not the printed ${printed} %`,
      );
  }
  return totals;
}

/** The licences of each group must add up to what is printed of it: a row more, less or doubled then shows. */
function expectGroups(name: string, licences: readonly Total[], groups: readonly Total[], list: Csv): void {
  expectColumns(list, ['license_id', 'license', 'category', 'type']);
  const groupOf = new Map(list.rows.map(([id = '', , group = '']) => [id, group.trim()]));
  const stray = licences.find((licence) => !groupOf.has(licence.name));
  if (stray)
    throw new Error(`${name}: ${list.name} does not say which group the licence ${JSON.stringify(stray.name)} is in`);
  const byGroup = Map.groupBy(licences, (licence) => groupOf.get(licence.name));
  for (const group of new Set([...byGroup.keys(), ...groups.map((each) => each.name)])) {
    const printed = groups.find((each) => each.name === group);
    for (const count of ['models', 'downloads'] as const) {
      const ours = sum(byGroup.get(group) ?? [], (licence) => licence[count]);
      if (ours !== (printed?.[count] ?? 0))
        throw new Error(
          `${name}: the ${count} of the group ${JSON.stringify(group)} add up to ${ours}, but ${printed?.[count] ?? 'nothing'} is printed`,
        );
    }
  }
}
