/** A definition has a version of its own, apart from its words: which words mean which version is in `content/definitions.json`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metrics } from '../metrics/index.ts';
import { definitionOf, listWording } from '../schema/definition.ts';
import { editionTables } from '../series/contents.ts';
import { readEdition, readSnapshot } from './read.ts';

const content = join(import.meta.dirname, '../../content');

test('the words of every table are known to mean a version of its definition', () => {
  const unknown = [...metrics, ...editionTables].filter((table) => definitionOf(table.id, table) === undefined);
  expect(unknown.map((table) => listWording(table.id, table))).toEqual([]);
});

test('of a table that has a version, words that are new go to it or begin the next one', () => {
  expect(listWording('population', { method: 'Other words.', key: [], columns: [] })).toMatch(
    /definitions\.json: add them to the last version where they mean the same, else as the next one$/,
  );
});

test('every published table is of a known version', () => {
  const ids = (folder: string) => readdirSync(join(content, folder));
  const all = [
    ...ids('snapshots').map((id) => readSnapshot(join(content, 'snapshots', id), id)),
    ...ids('editions').map((id) => readEdition(join(content, 'editions', id), id)),
  ];
  const unknown = all.flatMap(({ manifest, tables }) =>
    [...tables.values()]
      .filter(({ definition }) => definition === undefined)
      .map(({ name }) => `${manifest.id}: ${name}`),
  );
  expect(unknown).toEqual([]);
});
