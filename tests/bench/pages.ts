/** Writes pages of an invented census as a capture would: called in a worker for a range of pages. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { packed } from '../../src/io/packing.ts';
import type { PageReceipt } from '../../src/schema/capture.ts';
import { syntheticModels } from '../stand-ins/hub-models.ts';

export interface Range {
  readonly folder: string;
  readonly models: number;
  readonly perPage: number;
  readonly first: number;
  readonly step: number;
}

const { folder, models, perPage, first, step } = workerData as Range;
const rows = syntheticModels(models);
const pages = Math.ceil(models / perPage);
for (let page = first; page <= pages; page += step) {
  const list = [];
  for (let i = (page - 1) * perPage; i < Math.min(models, page * perPage); i += 1)
    list.push(JSON.stringify(rows.at(i)));
  const text = `[${list.join(',')}]`;
  const file = await packed(Buffer.from(text), 'zstd');
  const name = String(page).padStart(6, '0');
  const receipt: PageReceipt = {
    part: 'hub',
    page,
    address: 'https://huggingface.co/api/models',
    fetchedAt: '2026-10-03T00:00:00.000Z',
    status: 200,
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
    stored: createHash('sha256').update(file).digest('hex'),
    rows: list.length,
    rejected: 0,
    unknownFields: {},
    cursor: page === 1 ? null : name,
    next: page === pages ? null : String(page + 1).padStart(6, '0'),
  };
  writeFileSync(join(folder, `${name}.json.zst`), file);
  writeFileSync(join(folder, `${name}.receipt.json`), `${JSON.stringify(receipt)}\n`);
}
parentPort?.postMessage('done');
