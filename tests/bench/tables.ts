/**
 * A snapshot from captured pages, step by step: what comparing with the receipts takes, the reading, and each count.
 *
 * Writes to the error stream, since the benchmark that calls it keeps the other one. Processor time is that of both
 * cores together: what stays about the same on a machine that others use too.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/io/database.ts';
import { metrics } from '../../src/metrics/index.ts';
import type { ViewColumn } from '../../src/schema/views.ts';
import { live } from '../../src/sources/hub/live.ts';

const [capture = '', date = ''] = process.argv.slice(2);
const spill = join(capture, 'spill');
mkdirSync(spill, { recursive: true });
const database = await openDatabase({ memory: '1100MB', spill });
interface Spent {
  readonly what: string;
  readonly seconds: number;
  readonly cpu: number;
}
async function timed<T>(what: string, task: () => Promise<T>): Promise<{ spent: Spent; found: T }> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const found = await task();
  const { user, system } = process.cpuUsage(before);
  return { found, spent: { what, seconds: (performance.now() - begin) / 1000, cpu: (user + system) / 1e6 } };
}
const say = ({ what, seconds, cpu }: Spent) => {
  console.error(
    `  ${what.padEnd(28)} ${seconds.toFixed(2).padStart(7)} s, ${cpu.toFixed(2).padStart(7)} s of processor time`,
  );
};

const reading = await timed('receipts and reading', () => live(database, capture, date, spill));
say(reading.spent);
const { views } = reading.found.material;
const has = (column: ViewColumn) => {
  const [name = '', field = ''] = column.split('.');
  const view = Object.entries(views).find(([each]) => each === name)?.[1];
  return view !== undefined && typeof view !== 'string' && view.lacks[field] === undefined;
};
const all: Spent[] = [];
for (const metric of metrics)
  if (metric.kind === 'count' && metric.needs?.every(has))
    all.push(
      (await timed(metric.id, () => database.rows(metric.sql(has).replaceAll('$as_of', `DATE '${date}'`)))).spent,
    );
for (const spent of all.toSorted((a, b) => b.cpu - a.cpu)) say(spent);
say(
  all.reduce((sum, { seconds, cpu }) => ({ ...sum, seconds: sum.seconds + seconds, cpu: sum.cpu + cpu }), {
    what: 'all tables',
    seconds: 0,
    cpu: 0,
  }),
);
database.close();
rmSync(spill, { recursive: true, force: true });
