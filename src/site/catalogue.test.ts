import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Manifest } from '../schema/snapshot.ts';
import { lackingIn } from './catalogue.ts';

const root = join(import.meta.dirname, '../..');

test('no source is said to be silent on fields that were only not counted', () => {
  const manifests = globSync('content/snapshots/*/manifest.json', { cwd: root }).map((file) =>
    Manifest.parse(JSON.parse(readFileSync(join(root, file), 'utf8'))),
  );
  const lacking = manifests.flatMap((manifest) => lackingIn(manifest).filter(({ name }) => name === 'intake'));
  expect(lacking.length).toBeGreaterThan(0);
  expect([...new Set(lacking.map(({ reason }) => reason))].sort()).toEqual([
    'The fields of the source’s records were not counted.',
    'This table was introduced after the snapshot was made.',
  ]);
});
