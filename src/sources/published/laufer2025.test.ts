import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import type { Row } from '../../schema/table.ts';
import { make } from '../../snapshot/make.ts';
import { editionIn } from './source-editions.test-support.ts';
import { tablesOf } from './imports.test-support.ts';
import { laufer2025 } from './laufer2025.ts';

const shared = join(sharedData, 'laufer2025');

describeWithSharedData('the totals as they were printed', () => {
  let tables: Record<string, Row[]> = {};
  beforeAll(async () => {
    tables = await tablesOf(await laufer2025(shared));
  });
  const sum = (name: string, column: string) => tables[name]?.reduce((total, row) => total + Number(row[column]), 0);

  test('1,860,411 models, of which 1,247,149 have a card of more than three characters', () => {
    expect(tables.population).toMatchObject([
      { measure: 'models', count: 1_860_411 },
      { measure: 'models-with-card', count: 1_247_149, whole: 1_860_411, share: 0.6703620866571957 },
    ]);
  });

  test('the months from March 2022 to July 2025 add up to all models, each within its bounds', () => {
    expect(sum('models-by-month', 'models')).toBe(1_860_411);
    expect(tables['models-by-month']).toHaveLength(41);
    expect(tables['models-by-month']?.at(0)).toMatchObject({ month: '2022-03', models: 33_003 });
    expect(tables['models-by-month']?.at(-1)).toMatchObject({ month: '2025-07', models: 37_835 });
    for (const row of tables['models-by-month'] ?? []) {
      expect(Number(row.fewest)).toBeLessThan(Number(row.models));
      expect(Number(row.most)).toBeGreaterThan(Number(row.models));
    }
  });

  test('the first month of the window is the floor, the last is partial', async () => {
    const made = await make(await laufer2025(shared));
    expect(made.tables.find(({ name }) => name === 'models-by-month')?.window).toEqual({
      from: '2022-03',
      to: '2025-07',
      partial: ['2025-07'],
      floor: '2022-03',
    });
    const { description } = await laufer2025(shared);
    expect(description).toMatchObject({
      id: '2025-07-14',
      coverage: 'aggregate',
      floorMonth: '2022-03',
      partialMonths: ['2025-07'],
    });
  });

  test('573,653 pairs, most of them adapters', () => {
    expect(tables.relations?.map(({ relation, pairs }) => [relation, pairs])).toEqual([
      ['any', 573_653],
      ['adapter', 241_417],
      ['finetune', 189_391],
      ['quantized', 101_921],
    ]);
  });

  test('79 licences, of which apache-2.0 leads with 298,442 of 671,895 declarations', () => {
    expect(tables['licence-identifiers']).toHaveLength(79);
    expect(tables['licence-identifiers']?.[0]).toMatchObject({
      licence: 'apache-2.0',
      models: 298_442,
      declaring: 671_895,
      downloads: null,
    });
    expect([sum('licence-identifiers', 'models'), sum('licence-classes', 'models')]).toEqual([671_895, 671_895]);
  });

  test('184 languages stand by code, with nothing said of what was not printed', () => {
    expect(tables.languages).toHaveLength(184);
    expect(tables.languages?.slice(0, 2)).toMatchObject([
      { language: 'en', models: 221_550, declaring: null, share: null, pairs: null, kept: null },
      { language: 'zh', models: 12_917 },
    ]);
    expect(tables.languages?.find(({ language }) => language === 'nn')).toMatchObject({ models: 580 });
  });

  /** The totals with a change in one file. */
  const changed = (name: string, change: (text: string) => string) => {
    const folder = temporaryFolder();
    cpSync(shared, folder, { recursive: true });
    writeFileSync(join(folder, name), change(readFileSync(join(shared, name), 'utf8').replaceAll('\r', '')));
    return laufer2025(folder, editionIn(folder, 'laufer2025'));
  };
  const months = 'created_by_month_digitised.csv';
  const bins = 'created_bins_digitised.csv';

  test.each([
    [
      'a renamed column',
      'licences.csv',
      /^licences/,
      'license',
      'licences.csv: column 1 is "license", expected "licences"',
    ],
    ['a column less', 'languages.csv', /,models/, '', 'languages.csv'],
    ['a column more', 'licences.csv', /$/gm, ',0', 'there is a column "0", expected licences, models alone'],
    ['a licence twice', 'licences.csv', /^mit,/m, 'apache-2.0,', 'apache-2.0 occurs twice'],
    ['a row of totals', 'licences.csv', /$/, '\nall,671895', 'all is the sum of all other rows'],
    ['an empty name', 'licences.csv', /^mit,/m, ',', 'row 3 has the name ""'],
    ['a padded name', 'languages.csv', /^French/m, 'French ', 'row 4 has the name "French "'],
    ['more models than there are', 'licences.csv', '298442', '1860412', 'more than the 1860411 there are'],
    ['a number in words', 'licences.csv', '298442', '298k', '"298k", expected a whole number'],
    ['a number with a sign', 'languages.csv', '221550', '-5', '"-5", expected a whole number'],
    ['a language of no code', 'languages.csv', 'Chinese', 'Klingon', 'the language "Klingon" has no code'],
    ['a name that every object has', 'languages.csv', 'Chinese', 'toString', 'the language "toString" has no code'],
    ['a month less', months, /2023-05.*\n/, '', 'created_by_month_digitised.csv add up to 1836286'],
    ['a month twice', months, '2023-05', '2023-04', 'the month 2023-04 comes after 2023-04'],
    ['a month beside its bars', months, /2024-09,124072\n2024-10,70407/, '2024-09,194479\n2024-10,0', 'by the bars of'],
    ['bars with a gap', bins, '2022-03-15,2022-03-27', '2022-03-16,2022-03-27', 'bar 2 begins on 2022-03-16'],
    ['bars that do not add up', bins, '31013', '31014', 'add up to 1860412 models, expected 1860411'],
  ])('%s is refused in a sentence', async (_, name, from, to, sentence) => {
    await expect(changed(name, (text) => text.trimEnd().replace(from, to))).rejects.toThrow(sentence);
  });

  test('a file that was changed is not the edition, and a missing one is named', async () => {
    const folder = temporaryFolder();
    cpSync(shared, folder, { recursive: true });
    writeFileSync(join(folder, 'licences.csv'), 'licences,models\nmit,1\n');
    await expect(laufer2025(folder)).rejects.toThrow('licences.csv is not the file of the edition of 2025-07-14');
    await expect(laufer2025(temporaryFolder())).rejects.toThrow('the input file licences.csv is missing');
  });

  test('an edition of another day has no printed totals', async () => {
    const edition = { ...editionIn(shared, 'laufer2025'), date: '2025-08-01' };
    await expect(laufer2025(shared, edition)).rejects.toThrow(
      'content/published/hub-totals.json has no models of laufer2025 for 2025-08-01',
    );
  });
});
