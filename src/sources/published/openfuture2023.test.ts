import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { editionIn } from './source-editions.test-support.ts';
import { knownEdition } from './source-editions.ts';
import { tablesOf } from './imports.test-support.ts';
import { openfuture2023 } from './openfuture2023.ts';

describeWithSharedData('the licences of five days', () => {
  test.each([
    ['2022-09-27', 54, 22_420, 191_195_486, 13_448],
    ['2022-10-31', 55, 25_622, 199_714_403, 14_622],
    ['2022-12-12', 59, 32_200, 196_311_975, 17_271],
    ['2023-01-24', 61, 39_115, 211_041_240, 19_827],
    ['2023-02-27', 61, 45_203, 311_090_457, 22_356],
  ])('%s: %d licences of %d models with %d downloads', async (day, licences, declaring, allDownloads, apache) => {
    const material = await openfuture2023(join(sharedData, 'openfuture2023'), knownEdition('openfuture2023', day));
    expect(material.description).toMatchObject({ id: day, date: day, coverage: 'aggregate' });
    const tables = await tablesOf(material);
    expect(tables['licence-identifiers']).toHaveLength(licences);
    expect(tables['licence-identifiers']?.[0]).toMatchObject({
      licence: 'apache-2.0',
      models: apache,
      declaring,
      allDownloads,
    });
    const sum = (column: string) => tables['licence-classes']?.reduce((total, row) => total + Number(row[column]), 0);
    expect([sum('models'), sum('downloads')]).toEqual([declaring, allDownloads]);
  });
});

const day = '2022-12-12';
const given = {
  'licenses.csv':
    'license_id,license,category,type\nmit,MIT,Permissive / BY ,software\nopenrail,OpenRAIL,RAIL,models\n',
  'general/12_12_2022.csv': 'license,count,sum\nmit,3,30\nopenrail,1,5\n',
  'general/12_12_2022_categories.csv': 'license,count,sum\nPermissive / BY ,3,30\nRAIL,1,5\n',
};
const opened = (files: Partial<typeof given> = {}) => {
  const folder = temporaryFolder({ ...given, ...files });
  return openfuture2023(folder, editionIn(folder, 'openfuture2023', day));
};

test('a licence is a share of the models that declare any, and so are its downloads', async () => {
  expect((await tablesOf(await opened()))['licence-identifiers']).toMatchObject([
    { licence: 'mit', models: 3, declaring: 4, downloads: 30, allDownloads: 35, share: 0.75 },
    { licence: 'openrail', models: 1, declaring: 4, downloads: 5, allDownloads: 35, share: 0.25 },
  ]);
});

test('the names of the later files are read as those of the first', async () => {
  const header = 'license,repos,downloads,% of repos,% of downloads\n';
  const tables = await tablesOf(
    await opened({
      'general/12_12_2022.csv': `${header}mit,3,30,75.0,85.71\nopenrail,1,5,25.0,14.29\n`,
      'general/12_12_2022_categories.csv': `${header}Permissive / BY ,3,30,75.0,85.71\nRAIL,1,5,25.0,14.29\n`,
    }),
  );
  expect(tables['licence-identifiers']).toMatchObject([{ models: 3, downloads: 30 }, { models: 1 }]);
});

const licences = 'general/12_12_2022.csv';
test.each([
  [
    'a renamed column',
    licences,
    'license,models,sum\nmit,3,30\nopenrail,1,5\n',
    'column 2 is "models", expected "count"',
  ],
  [
    'a column of the later files alone',
    licences,
    'license,count,sum,% of repos\nmit,3,30,75\nopenrail,1,5,25\n',
    'column 2 is "count", expected "repos"',
  ],
  ['a column less', licences, 'license,count\nmit,3\nopenrail,1\n', 'column 3 is "absent", expected "sum"'],
  ['a row more', licences, `${given[licences]}mit-0,1,1\n`, 'does not say which group the licence "mit-0" is in'],
  ['a row of totals', licences, `${given[licences]}SUM,4,35\n`, 'which group the licence "SUM" is in'],
  ['a row twice', licences, `${given[licences]}mit,3,30\n`, 'mit occurs twice'],
  [
    'a row less',
    licences,
    'license,count,sum\nmit,3,30\n',
    'the models of the group "RAIL" add up to 0, but 1 is printed',
  ],
  [
    'other downloads',
    licences,
    'license,count,sum\nmit,3,31\nopenrail,1,5\n',
    'the downloads of the group "Permissive / BY"',
  ],
  ['a licence without a name', licences, 'license,count,sum\n,3,30\nopenrail,1,5\n', 'a row has no licence'],
  ['half a model', licences, 'license,count,sum\nmit,3.5,30\nopenrail,1,5\n', '"3.5", expected a whole number'],
  [
    'a share that is not that of its numbers',
    licences,
    'license,repos,downloads,% of repos,% of downloads\nmit,3,30,74.0,85.71\nopenrail,1,5,25.0,14.29\n',
    'mit has 3 of 4 repositories, which is not the printed 74.0 %',
  ],
  ['groups of other columns', 'licenses.csv', 'id,license,category,type\nmit,MIT,RAIL,a\n', 'column 1 is "id"'],
  ['a page of the Hub', licences, '<html>\n<p>not found</p>\n', 'column 1 is "<html>", expected "license"'],
])('%s is refused in a sentence', async (_, name, text, sentence) => {
  await expect(opened({ [name]: text })).rejects.toThrow(sentence);
});

test('the files of one day are not taken for those of another', async () => {
  const folder = temporaryFolder(given);
  await expect(openfuture2023(folder, knownEdition('openfuture2023', day))).rejects.toThrow(
    'general/12_12_2022.csv is not the file of the edition of 2022-12-12 (commit b45b050)',
  );
  await expect(openfuture2023(folder, knownEdition('openfuture2023', '2022-10-31'))).rejects.toThrow(
    'the input file general/31_10_2022.csv is missing',
  );
});
