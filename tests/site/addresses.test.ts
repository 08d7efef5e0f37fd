/** Addresses that were cited stay: those of the last release are all in the built site. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressesIn, lost, readAddressList } from '../../scripts/address-list.ts';
import { readStatus } from '../../src/snapshot/read.ts';

const root = join(import.meta.dirname, '../..');
const released = readAddressList(readFileSync(join(root, 'tests/released-addresses.txt'), 'utf8'));
const published = readStatus(join(root, 'content')).published.map(({ id }) => id);

test('no address of the last release is lost', () => {
  expect(lost(released, addressesIn(join(root, 'dist')))).toEqual([]);
});

test('while nothing is published nothing is promised, and from the first publication on something is', () => {
  if (published.length === 0) expect(released).toEqual({ snapshots: [], addresses: [] });
  else expect(released.addresses).toEqual(expect.arrayContaining(['/', '/snapshots/']));
});

test('what was promised of a snapshot was published, and still is', () => {
  expect(released.snapshots.filter((id) => !published.includes(id))).toEqual([]);
});
