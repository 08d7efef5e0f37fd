/**
 * The tables of lineage from captured pages: how long the views take, then each count that asks who was built from what.
 *
 * Writes to the error stream, since the benchmark that calls it keeps the other one.
 */
import { globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/io/database.ts';
import { metrics } from '../../src/metrics/index.ts';
import { readModels } from '../../src/sources/hub/hub-views.ts';

const [capture = '', date = ''] = process.argv.slice(2);
const spill = join(capture, 'spill');
mkdirSync(spill, { recursive: true });
const database = await openDatabase({ memory: '1200MB', spill });
interface Spent {
  readonly seconds: number;
  /** Of both cores together: what stays about the same on a machine that others use too. */
  readonly cpu: number;
}
const say = (what: string, { seconds, cpu }: Spent) => {
  console.error(
    `  ${what.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s, ${cpu.toFixed(1).padStart(6)} s of processor time`,
  );
};
async function timed(task: () => Promise<unknown>): Promise<Spent> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  await task();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - begin) / 1000, cpu: (user + system) / 1e6 };
}
const add = (one: Spent, other: Spent): Spent => ({ seconds: one.seconds + other.seconds, cpu: one.cpu + other.cpu });
const nothing: Spent = { seconds: 0, cpu: 0 };

const files = globSync('*.json.gz', { cwd: join(capture, 'hub') })
  .sort()
  .map((file) => join(capture, 'hub', file));
say('views', await timed(() => readModels(database, { form: 'pages', files, spill }, date)));

const asked = /^(parents|training_data|languages)\./;
let all = nothing;
for (const metric of metrics) {
  if (metric.kind !== 'count') continue;
  const sql = metric.sql((column) => !column.startsWith('mentions.')).replaceAll('$as_of', `DATE '${date}'`);
  const beside = ['distributions', 'downloads', 'top-models'].includes(metric.id);
  if (!beside && !metric.needs?.some((column) => asked.test(column))) continue;
  const spent = await timed(() => database.rows(sql));
  all = add(all, spent);
  say(metric.id, spent);
}
say('all tables of lineage', all);
database.close();
rmSync(spill, { recursive: true, force: true });
