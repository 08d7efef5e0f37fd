/**
 * Lighthouse on one page of each kind, as it is by default: a phone of medium speed on a slow network, simulated. It
 * looks at the site as it was last built.
 *
 * What depends on time is looked at only where everything is: on a machine that is busy with other things it varies. A
 * page then has up to three runs to be fast in one of them.
 */
import { createServer } from 'node:net';
import { join } from 'node:path';
import lighthouse, { type Result } from 'lighthouse';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStatus } from '../../src/snapshot/read.ts';
import { type BuiltSite, builtSite } from '../built-site.ts';
import { everything } from '../everything.ts';
import { startBrowser } from './visit.ts';

const runs = 3;
/** Of accessibility, axe sees more in other tests, on more pages. */
const sound = [...(everything ? ['accessibility'] : []), 'best-practices', 'seo'];

let site: BuiltSite;
let browser: Browser;
let port: number;
beforeAll(async () => {
  site = await builtSite();
  port = await freePort();
  browser = await startBrowser(`--remote-debugging-port=${port}`);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });

const { rehearsal: isRehearsal = false } = readStatus(join(import.meta.dirname, '../../content'));

/** A run in which every audit had something to look at: a page may not be painted in time where the machine is busy. */
async function run(address: string, left = runs): Promise<Result> {
  const settings = everything ? {} : { onlyCategories: sound, onlyAudits: ['cumulative-layout-shift'] };
  const result = await lighthouse(site.origin + address, { port, output: 'json', logLevel: 'error', ...settings });
  if (!result) throw new Error(`Lighthouse said nothing of ${address}`);
  const unseen = Object.values(result.lhr.audits).find(({ scoreDisplayMode }) => scoreDisplayMode === 'error');
  if (!unseen) return result.lhr;
  if (left <= 1) throw new Error(`Lighthouse could not look at ${address}: ${unseen.errorMessage ?? unseen.title}`);
  return run(address, left - 1);
}

/** What a run found, as marks from 0 to 100, and what it would have liked otherwise. */
async function inspect(address: string) {
  const { categories, audits } = await run(address);
  const value = (name: string) => audits[name]?.numericValue ?? Infinity;
  const complaints = sound.flatMap((name) => {
    const refs = categories[name]?.auditRefs;
    if (!refs) throw new Error(`Lighthouse did not look at ${name} of ${address}`);
    return refs.flatMap(({ id, weight }) => {
      const audit = audits[id];
      // Robots are told to pass a rehearsal over.
      if (isRehearsal && id === 'is-crawlable') return [];
      return weight > 0 && typeof audit?.score === 'number' && audit.score < 1 ? [`${id}: ${audit.title}`] : [];
    });
  });
  return {
    complaints,
    layoutShift: value('cumulative-layout-shift'),
    performance: Math.round((categories.performance?.score ?? 0) * 100),
    blocked: Math.round(value('total-blocking-time')),
  };
}

/** By day the longest of them. A topic, the explorer, and data, of the newest sample and the largest. */
const addresses = [
  '/models/',
  ...(everything
    ? [
        ...['/', '/explore/', '/2026-08-22-r4/data/'],
        ...['/2023-06-30/models/', '/2023-06-30/documentation/', '/2023-06-30/models/bert/'],
      ]
    : []),
];

test.each(addresses)('%s is sound, can be found, and nothing moves while it comes', async (address) => {
  const { complaints, layoutShift } = await inspect(address);
  expect(complaints).toEqual([]);
  expect(layoutShift).toBe(0);
});

if (everything)
  test.each(addresses)('%s is fast on a slow phone', async (address) => {
    const found: Awaited<ReturnType<typeof inspect>>[] = [];
    const isFast = ({ performance }: (typeof found)[number]) => performance >= 98;
    while (found.length < runs && !found.some(isFast)) found.push(await inspect(address));
    console.log(address, JSON.stringify(found));
    expect(found.some(isFast), JSON.stringify(found, null, 2)).toBe(true);
  });
