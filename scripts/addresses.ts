/** `npm run addresses`: writes the addresses that a release promises, once none of the last release is lost. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import kept from '../content/kept-pages.json' with { type: 'json' };
import { comparisonId } from '../src/schema/comparison.ts';
import { placed, stepPairs } from '../src/snapshot/pairs.ts';
import { readSnapshots } from '../src/snapshot/read.ts';
import { programName } from '../src/snapshot/write.ts';
import { addressListText, addressesIn, lost, promised, readAddressList } from './address-list.ts';
import { command } from './command.ts';

const root = join(import.meta.dirname, '..');

const usage = 'usage: npm run addresses [-- --dist <folder>] [--content <folder>] [--list <file>]';

export const writeAddresses = command(usage, async ({ args, print }) => {
  const { values } = parseArgs({
    args,
    options: {
      dist: { type: 'string', default: join(root, 'dist') },
      content: { type: 'string', default: join(root, 'content') },
      list: { type: 'string', default: join(root, 'tests/released-addresses.txt') },
    },
  });
  const { snapshots, editions, status } = readSnapshots(values.content);
  const published = status.published.map(({ id }) => id);
  if (published.length === 0) throw new Error('nothing is published: there are no addresses to promise yet');

  const present = addressesIn(values.dist);
  const unbuilt = published.find((id) => !present.includes(`/${id}/`));
  if (unbuilt !== undefined)
    throw new Error(`${values.dist} has no page of ${unbuilt}, which is published; npm run build makes it`);
  const [missing, ...more] = lost(readAddressList(readFileSync(values.list, 'utf8')), present);
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  if (missing !== undefined)
    throw new Error(`${missing}${others} of the last release is not there any more, and addresses stay for good`);

  const all = snapshots.map(({ manifest }) => manifest.id);
  const places = snapshots.map(({ manifest }) =>
    placed(manifest, status.published.find(({ id }) => id === manifest.id) ?? null),
  );
  const steps = stepPairs(places).map((pair) => comparisonId(...pair));
  const drafts = editions
    .map(({ manifest }) => manifest.id)
    .filter((id) => !status.editions?.some((entry) => entry.id === id));
  const list = promised(present, all, published, [...steps, ...kept.comparisons], drafts);
  writeFileSync(values.list, addressListText(list, programName(root)));
  print(`${values.list}: ${list.addresses.length} addresses of ${published.length} published snapshots`);
});

if (import.meta.main) process.exitCode = await writeAddresses();
