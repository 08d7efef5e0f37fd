/**
 * The tables of lineage from captured pages: how long the views take, then each count that asks who was built from what.
 *
 * Writes to the error stream, since the benchmark that calls it keeps the other one.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/io/database.ts';
import { metrics } from '../../src/metrics/index.ts';
import { viewsOfPages } from '../../src/sources/hub-views.ts';

const [capture = '', date = ''] = process.argv.slice(2);
const spill = join(capture, 'spill');
mkdirSync(spill, { recursive: true });
const database = await openDatabase({ memory: '1200MB', spill });
const say = (what: string, seconds: number) => {
  console.error(`  ${what.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s`);
};
/** What a task takes, in seconds. */
async function timed(task: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await task();
  return (performance.now() - begin) / 1000;
}

let views = 0;
for (const view of Object.values(viewsOfPages(join(capture, 'hub', '*.json.gz'), date)))
  if (typeof view !== 'string') for (const step of view.sql) views += await timed(() => database.run(step));
say('views', views);

const asked = /^(parents|training_data|languages)\./;
let all = 0;
for (const metric of metrics) {
  if (metric.kind !== 'count') continue;
  const sql = metric.sql((column) => !column.startsWith('mentions.')).replaceAll('$as_of', `DATE '${date}'`);
  const beside = ['distributions', 'downloads', 'top-models'].includes(metric.id);
  if (!beside && !metric.needs?.some((column) => asked.test(column))) continue;
  const seconds = await timed(() => database.rows(sql));
  all += seconds;
  say(metric.id, seconds);
}
say('all tables of lineage', all);
database.close();
rmSync(spill, { recursive: true, force: true });
