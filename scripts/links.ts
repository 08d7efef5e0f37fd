/** `npm run links`: asks every address elsewhere that the built site leads to, once, and says which are dead. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { filesBelow, linksIn } from '../src/build/links.ts';
import { createClient } from '../src/io/http.ts';
import { command } from './command.ts';

const root = join(import.meta.dirname, '..');
const usage = `usage: npm run links [-- --dist <folder>] [--exceptions <file>] [--rate <requests a second>]
Requests every external link of dist/. Those in content/links.json are skipped, each for the stated reason.`;

const Exceptions = z.array(z.strictObject({ address: z.url(), reason: z.string().min(10) }));

/** Every address elsewhere that the pages of a folder lead to, without the place in a page; and one page that does. */
function elsewhere(folder: string): Map<string, string> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`the site is not built: there is no ${folder}; \`npm run build\` makes it`);
  const found = new Map<string, string>();
  for (const page of filesBelow(folder).filter((file) => file.endsWith('.html')))
    for (const { address, isFollowed } of linksIn(readFileSync(join(folder, page), 'utf8'))) {
      const whole = address.replace(/#.*$/, '');
      if (isFollowed && /^https?:/.test(whole) && !found.has(whole)) found.set(whole, page);
    }
  return found;
}

/** What to ask in place of an address. A DOI is alive when it is registered; where it leads, robots are often refused. */
const asked = (address: string) => address.replace(/^https:\/\/doi\.org\/(?=10\.)/, 'https://doi.org/api/handles/');

export const checkLinks = command(usage, async ({ args, print }) => {
  const { values } = parseArgs({
    args,
    options: {
      dist: { type: 'string', default: join(root, 'dist') },
      exceptions: { type: 'string', default: join(root, 'content/links.json') },
      rate: { type: 'string', default: '1' },
    },
  });
  const perSecond = Number(values.rate);
  if (!(perSecond > 0)) throw new Error(`--rate is ${values.rate}, expected requests a second, above 0`);
  const addresses = elsewhere(values.dist);
  const parsed = Exceptions.safeParse(JSON.parse(readFileSync(values.exceptions, 'utf8')));
  if (!parsed.success) throw new Error(`${values.exceptions} is not as expected: ${z.prettifyError(parsed.error)}`);
  const exceptions = parsed.data;
  const unused = exceptions.find(({ address }) => !addresses.has(address));
  if (unused) throw new Error(`${values.exceptions} excepts ${unused.address}, to which no page leads; take it out`);
  for (const { address, reason } of exceptions) print(`not asked: ${address}: ${reason}`);

  const client = createClient({ userAgent: 'model-reuse-almanac-links', perSecond, tries: 3, timeout: 20_000 });
  const dead: string[] = [];
  const wanted = [...addresses].filter(([address]) => !exceptions.some((each) => each.address === address));
  try {
    for (const [address, page] of wanted) {
      // An address that gives no answer is what is looked for here, and no reason to stop.
      const failure = await client.status(asked(address)).then(
        (status) => (status < 400 ? null : `status ${status}`),
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (failure === null) continue;
      dead.push(address);
      print(`dead: ${address}, to which ${page} leads: ${failure}`);
    }
  } finally {
    await client.close();
  }
  if (dead.length > 0) throw new Error(`${dead.length} of ${wanted.length} addresses elsewhere are dead`);
  print(`${wanted.length} addresses elsewhere answer; ${exceptions.length} were not asked`);
});

if (import.meta.main) process.exitCode = await checkLinks();
