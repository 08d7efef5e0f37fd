/** `npm run watchdog`: whether the newest published census is as young as a monthly schedule makes it. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Day } from '../src/schema/scalars.ts';
import { isValid } from '../src/schema/snapshot.ts';
import { readSnapshots } from '../src/snapshot/read.ts';
import { command } from './command.ts';

const usage = `usage: npm run watchdog [-- --within 45] [--date YYYY-MM-DD] [--content content]

Fails if the newest published census is older than --within days (default: 45).`;

export const watchdog = command(usage, async ({ args, print }) => {
  const { values } = parseArgs({
    args,
    options: {
      within: { type: 'string', default: '45' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      content: { type: 'string', default: join(import.meta.dirname, '../content') },
    },
  });
  const { date } = values;
  if (!/^[1-9]\d*$/.test(values.within)) throw new Error(`--within ${values.within} is not a number of days`);
  if (!Day.safeParse(date).success) throw new Error(`--date ${date} is not a day such as 2026-11-20`);
  const { snapshots, status } = readSnapshots(values.content);
  const standing = new Set(status.published.filter(isValid).map(({ id }) => id));
  const days = snapshots
    .filter(({ manifest }) => manifest.coverage === 'census' && standing.has(manifest.id))
    .map(({ manifest }) => manifest.date);
  const newest = days.sort().at(-1);
  if (newest === undefined) throw new Error('no census is published; the monthly schedule makes one');
  const age = (Date.parse(date) - Date.parse(newest)) / (24 * 60 * 60 * 1000);
  if (age < 0) throw new Error(`the newest published census is of ${newest}, after ${date}; set the clock, or --date`);
  if (age > Number(values.within))
    throw new Error(
      `the newest published census is of ${newest}, ${age} days ago, expected one of the last ${values.within}: see whether a draft waits to be published, or the schedule stopped`,
    );
  print(`the newest published census is of ${newest}, ${age} days ago`);
  return Promise.resolve();
});

if (import.meta.main) process.exitCode = await watchdog();
