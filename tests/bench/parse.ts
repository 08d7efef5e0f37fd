/** A plain pass in Node that parses each captured record once and counts the types. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unpacked } from '../../src/io/packing.ts';

const [folder = ''] = process.argv.slice(2);
const types = new Map<string, number>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json.zst'))) {
  const page = JSON.parse(unpacked(readFileSync(join(folder, file))).toString('utf8')) as {
    config?: { model_type?: string };
  }[];
  for (const { config } of page)
    types.set(config?.model_type ?? 'untyped', (types.get(config?.model_type ?? 'untyped') ?? 0) + 1);
}
console.log(types.size);
