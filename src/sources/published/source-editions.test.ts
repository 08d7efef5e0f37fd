import { join } from 'node:path';
import { expect, test } from 'vitest';
import editionsFile from '../../../content/source-editions.json' with { type: 'json' };
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { sha256 } from '../../io/files.ts';
import { SourceEditions } from '../../schema/source-edition.ts';
import { describedEdition, expectDay, knownEdition, readFilesOfEdition, readOfEdition } from './source-editions.ts';

const edition = {
  date: '2026-08-25',
  published: '2026-08-26',
  commit: 'abc1234',
  files: { 'models.jsonl': sha256('{"id":"ada/a"}\n') },
};
const described = (change: object) => () =>
  describedEdition('mine.json', Buffer.from(JSON.stringify({ ...edition, ...change })));

test('the only edition of a source is taken without a day', () => {
  expect(knownEdition('radar2026')).toMatchObject({ date: '2026-08-22', commit: '95e4d93' });
});

test('of several editions the day says which', () => {
  expect(knownEdition('openfuture2023', '2022-12-12').date).toBe('2022-12-12');
  expect(() => knownEdition('openfuture2023')).toThrow(
    'openfuture2023 has the editions 2022-09-27, 2022-10-31, 2022-12-12, 2023-01-24, 2023-02-27; choose one with --edition <day>',
  );
});

test.each([
  ['radar2026', '2026-08-23', 'no edition of radar2026 of 2026-08-23, it has 2026-08-22; describe it in a file'],
  ['nowhere', undefined, 'no edition of nowhere; describe it in a file'],
])('an edition of %s of %s that nobody listed is refused', (source, day, sentence) => {
  expect(() => knownEdition(source, day)).toThrow(sentence);
});

test('a file that is the one of the edition is read, with its receipt', () => {
  const folder = temporaryFolder({ 'models.jsonl': '{"id":"ada/a"}\n' });
  expect(readOfEdition(folder, 'models.jsonl', edition).receipt).toEqual({
    name: 'models.jsonl',
    bytes: 15,
    sha256: edition.files['models.jsonl'],
  });
});

test.each([
  ['of another day', '{"id":"ada/b"}\n'],
  ['that was cut short', '{"id":"a'],
  ['whose ends of lines were changed', '{"id":"ada/a"}\r\n'],
])('a file %s is refused, with both checksums', (_, text) => {
  const folder = temporaryFolder({ 'models.jsonl': text });
  expect(() => readOfEdition(folder, 'models.jsonl', edition)).toThrow(
    `models.jsonl is not the file of the edition of 2026-08-25 (commit abc1234): its checksum is ${sha256(text)}, expected ${edition.files['models.jsonl']}`,
  );
});

test('a missing or empty file is named, whichever of several is read first', () => {
  const folder = temporaryFolder({ 'models.jsonl': '' });
  expect(() => readOfEdition(folder, 'models.jsonl', edition)).toThrow('the input file models.jsonl is empty');
  expect(() => readFilesOfEdition(folder, { list: 'list.csv' }, edition)).toThrow(
    `the input file list.csv is missing: expected it at ${join(folder, 'list.csv')}`,
  );
});

test('a file of which the edition says nothing is refused', () => {
  const folder = temporaryFolder({ 'more.jsonl': 'a' });
  expect(() => readOfEdition(folder, 'more.jsonl', { ...edition, commit: null })).toThrow(
    'the edition of 2026-08-25 (commit not recorded) gives no checksum of more.jsonl',
  );
});

test('an edition can be described in a file', () => {
  expect(described({})()).toEqual(edition);
});

test.each([
  ['without a day', { date: undefined }, 'date'],
  ['of a day that is none', { date: '2026-02-30' }, 'date'],
  ['with a branch in the place of a commit', { commit: 'main' }, 'expected a commit of 7 to 40 hexadecimal digits'],
  ['with half a checksum', { files: { 'models.jsonl': 'abc' } }, 'expected 64 hexadecimal digits'],
  ['with a field more', { note: 'newer' }, 'note'],
])('a description %s is refused', (_, change, sentence) => {
  expect(described(change)).toThrow(/^mine\.json describes no edition: /);
  expect(described(change)).toThrow(sentence);
});

test('a description that is not JSON is refused', () => {
  expect(() => describedEdition('mine.json', Buffer.from('date: 2026'))).toThrow(
    /^mine\.json is not JSON, it may have been cut short: /,
  );
});

test('a source that is described by the numbers of one edition refuses another day', () => {
  expect(() => {
    expectDay('gaissa2024', edition, '2024-12-04');
  }).toThrow(
    'gaissa2024 is described as it was on 2024-12-04, and its text quotes numbers of that day; an edition of 2026-08-25 needs a text of its own',
  );
});

describeWithSharedData('the editions that the almanac was made from', () => {
  const folders: Readonly<Record<string, string>> = { cards2024: 'cards', gaissa2024: 'commits' };

  test.each(Object.entries(SourceEditions.parse(editionsFile)))('%s is at hand, file by file', (source, editions) => {
    for (const known of editions)
      for (const name of Object.keys(known.files))
        expect(readOfEdition(join(sharedData, folders[source] ?? source), name, known).receipt.name).toBe(name);
  });
});
