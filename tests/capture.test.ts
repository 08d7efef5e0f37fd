/** `npm run capture` as it is called: what it asks, what it prints, how it ends, and what it leaves. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readDone, readReceipts } from '../src/io/capture.ts';
import { capture } from '../scripts/capture.ts';
import { captured, everythingIn } from '../src/sources/hub/capture.test-support.ts';
import { call, spawnScript } from './call.ts';
import { everything } from './everything.ts';
import { type ForumOptions, startForum } from './stand-ins/forum.ts';
import { type HubOptions, startHub } from './stand-ins/hub.ts';
import { type Faults, randomOf } from './stand-ins/server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const date = '2026-10-03';
const token = 'hf_0123456789abcdef';

async function services(options: HubOptions = {}, forumOptions: ForumOptions = {}) {
  const hub = await startHub({ count: 400, maxPage: 10, ...options });
  const forum = await startForum({ count: 60, perPage: 10, ...forumOptions });
  onTestFinished(async () => {
    await Promise.all([hub.close(), forum.close()]);
  });
  return { hub, forum, origins: ['--hub-origin', hub.origin, '--forum-origin', forum.origin] };
}

const env = { HF_TOKEN: token, ALMANAC_CONTACT: 'https://example.org/' };
const run = (args: readonly string[], signal?: AbortSignal) => call(capture, args, { env, ...(signal && { signal }) });
const spawned = (args: readonly string[], onStart?: (child: ChildProcess) => void) =>
  spawnScript('capture.ts', args, { env, ...(onStart && { onStart }) });

test('hub and forum are captured, a token is in no file or line and goes to the Hub alone', async () => {
  const { hub, forum, origins } = await services();
  const folder = temporaryFolder();
  const args = ['--date', date, '--folder', folder, '--rate', '10000', ...origins];
  const ended = await run(args);
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  expect(ended.stdout).toMatch(/^hub: done, 40 pages, 400 rows$/m);
  expect(ended.stdout).toMatch(/^forum-posts: done, \d+ pages, \d+ rows$/m);
  expect(readDone(join(folder, date), 'hub')).toEqual({ pages: 40, rows: 400 });
  expect(everythingIn(folder) + ended.stdout).not.toContain(token);
  expect(hub.requests.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
  expect(forum.requests.some(({ headers }) => JSON.stringify(headers).includes(token))).toBe(false);
  expect(forum.requests[0]?.headers['user-agent']).toMatch(/^model-reuse-almanac\/\S+ \(\+https:\/\/example\.org\/\)$/);

  const before = captured(folder);
  const asked = hub.requests.length + forum.requests.length;
  const again = await run(args);
  expect(again.stdout).toMatch(/^hub: already done, 40 pages, 400 rows$/m);
  expect(hub.requests.length + forum.requests.length).toBe(asked);
  expect(captured(folder)).toEqual(before);
});

test('the latest capture to go on from is one of the same forum', async () => {
  const { origins } = await services();
  const folder = temporaryFolder();
  const args = ['--forum', '--folder', folder, '--rate', '10000', ...origins];
  expect((await run([...args, '--date', date])).status).toBe(0);
  const others = args.map((arg) => arg.replace('127.0.0.1', 'localhost'));
  const ended = await run([...others, '--date', '2026-10-04', '--since', 'latest']);
  expect(ended.stdout).toMatch(/^forum: no earlier capture has all of it, so all of it is read$/m);
});

test('that services get no address for complaints is said where one is asked', async () => {
  const { origins } = await services();
  const list = join(temporaryFolder({ 'a.csv': 'id,createdAt\na/b,2023-01-01T00:00:00Z\n' }), 'a.csv');
  const without = async (...args: string[]) =>
    (await call(capture, ['--date', date, '--folder', temporaryFolder(), ...args], { env: {} })).stdout;
  expect(await without('--forum', '--rate', '10000', ...origins)).toMatch(/^note: ALMANAC_CONTACT is not set/);
  expect(await without('--hub-file', list, ...said)).toMatch(/^hub-csv: done, 1 pages, 1 rows$/m);
  expect(await without('--hub-file', list, ...said)).not.toContain('ALMANAC_CONTACT');
});

test('a dry run says how many requests and how long, and writes nothing', async () => {
  const { hub, origins } = await services({ rateLimit: { q: 500, w: 300 } });
  const folder = temporaryFolder();
  const { status, stdout } = await run(['--dry-run', '--folder', folder, ...origins]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^hub: 500 requests in 300 seconds are allowed, of which 80 % are used$/m);
  expect(stdout).toMatch(/^hub: about 3119 requests, 39 min$/m);
  expect(stdout).toMatch(/^forum: about \d+ requests, \d+ s$/m);
  expect(hub.requests).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['ALMANAC_CONTACT', { ALMANAC_CONTACT: 'https://example.org/\r\nX: y', ALMANAC_SITE: 'https://example.org' }],
  ['ALMANAC_SITE', { ALMANAC_SITE: 'https://exämple.org' }],
])('%s that no request can carry is named before anybody is asked', async (name, given) => {
  const { hub, origins } = await services();
  const { status, stderr } = await call(capture, ['--folder', temporaryFolder(), ...origins], { env: given });
  expect([status, stderr]).toEqual([
    1,
    `error: ${name} has a line break or another character that a request cannot carry; expected an address\n`,
  ]);
  expect(hub.requests).toEqual([]);
});

// Three kills with every change, 25 in five captures at night.
const [captures, killsEach] = everything ? [5, 5] : [1, 3];

test(
  `the command that was killed ${captures * killsEach} times at any moment leaves the capture that was never disturbed`,
  { timeout: 600_000 },
  async () => {
    let asked = 0;
    let kill: { readonly at: number; readonly now: () => void } | undefined;
    const faults: Faults = () => {
      asked += 1;
      if (asked === kill?.at) kill.now();
      // However slow the machine is, the command is not done before it is dead.
      return kill && asked > kill.at + 5 ? { kind: 'hang' } : undefined;
    };
    const { origins } = await services({ faults }, { faults });
    const args = (folder: string) => ['--date', date, '--folder', folder, '--rate', '10000', ...origins];
    const whole = temporaryFolder();
    expect(await run(args(whole))).toMatchObject({ status: 0, stderr: '' });
    const requests = asked;

    const random = randomOf(2026, 11);
    for (let i = 0; i < captures; i++) {
      const folder = temporaryFolder();
      for (let j = 0; j < killsEach; j++) {
        // Between two pages, or within one.
        const [at, wait] = [1 + Math.floor((random() * requests) / (killsEach + 1)), random() * 20];
        asked = 0;
        const { signal } = await spawned(args(folder), (child) => {
          kill = { at, now: () => setTimeout(() => child.kill('SIGKILL'), wait) };
        });
        kill = undefined;
        expect(signal).toBe('SIGKILL');
      }
      expect(await run(args(folder))).toMatchObject({ status: 0, stderr: '' });
      expect(captured(folder)).toEqual(captured(whole));
    }
  },
);

test('a signal ends after the page in hand and says how to go on, and going on makes it whole', async () => {
  const stopping = new AbortController();
  const { origins } = await services({
    faults: ({ n }) => {
      if (n === 3) stopping.abort();
      return undefined;
    },
  });
  const folder = temporaryFolder();
  const args = ['--hub', '--date', date, '--folder', folder, ...origins];
  const ended = await run(args, stopping.signal);
  expect(ended).toMatchObject({ status: 130, stderr: '' });
  expect(ended.stdout).toMatch(/^stopped; the same command goes on from here \(after today with --date 2026-10-03\)$/m);
  expect(readReceipts(join(folder, date), 'hub')).toHaveLength(3);

  const whole = temporaryFolder();
  expect((await run(args)).status).toBe(0);
  expect((await run(args.map((arg) => (arg === folder ? whole : arg)))).status).toBe(0);
  expect(captured(folder)).toEqual(captured(whole));
});

test('the first Ctrl-C asks to stop, a second one ends at once, also in the middle of a wait', async () => {
  let interrupt: () => unknown = () => undefined;
  const { origins } = await services({
    faults: ({ n }) => {
      if (n === 3) interrupt();
      return n === 3 ? { kind: 'hang' } : undefined;
    },
  });
  const args = ['--hub', '--date', date, '--folder', temporaryFolder(), ...origins];
  let said = '';
  const ended = await spawned(args, (child) => {
    interrupt = () => child.kill('SIGINT');
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('once more')) child.kill('SIGINT');
    });
  });
  expect(ended.status).toBe(130);
  expect(ended.stdout).toMatch(/^stopping after the page in hand; once more to stop at once$/m);
});

test.each([
  [['--date', 'yesterday'], /^error: --date yesterday is not a day such as 2026-11-20\n$/],
  [['--limit', '0'], /^error: --limit 0 is not a number above 0\n$/],
  [['--limit', '1.5'], /^error: --limit 1\.5 is not a number of pages\n$/],
  [['--rate', 'fast'], /^error: --rate fast is not a number above 0\n$/],
  [['--since', '2026-10-03'], /^error: --since 2026-10-03 is not before 2026-10-03\n$/],
  [['--hub', '--since', 'latest'], /^error: --since goes with --forum: [^\n]+\n$/],
  [['--cards', '--since', '2026-09-20'], /^error: --since goes with --forum: [^\n]+\n$/],
  [['--hub-origin', 'huggingface'], /^error: --hub-origin is not an address such as https:\/\/huggingface\.co\n$/],
  [
    ['--forum', '--since', '2026-09-20'],
    /^error: \S+2026-09-20 has no topics that were captured to the end, [^\n]+\n$/,
  ],
  [
    ['--hub-file', '/nowhere/a.parquet', '--coverage', 'census', '--population', 'All.'],
    /^error: there is no file \/nowhere\/a\.parquet\n$/,
  ],
  [
    ['--date', '2026-10-04'],
    /^error: 127\.0\.0\.1:\d+ says that it is 3 October 2026 at 12:00, and [^\n]+ cannot be called 2026-10-04; [^\n]+\n$/,
  ],
  [
    ['--forum', '--date', '2026-10-02'],
    /^error: 127\.0\.0\.1:\d+ says that it is 3 October 2026 at 12:00, and [^\n]+ 2026-10-02; [^\n]+\n$/,
  ],
  [['--sparkle'], /^error: [^\n]+--sparkle[^\n]*\n$/],
])('what cannot be done is one sentence: %j', async (args, sentence) => {
  const { origins } = await services();
  const folder = temporaryFolder();
  const { status, stderr } = await run([...origins, '--date', date, '--folder', folder, ...args]);
  expect(stderr).toMatch(sentence);
  expect(status).toBe(1);
});

test('a part may begin three days after the day of its capture, and the first one only where that was begun elsewhere', async () => {
  const [{ hub, forum }, late] = [
    await services({ count: 20 }, { clock: '2026-10-06T23:00:00.000Z' }),
    await services({}, { clock: '2026-10-07T01:00:00.000Z' }),
  ];
  const folder = temporaryFolder();
  const from = (forumOrigin: string, ...args: string[]) =>
    run([...args, '--folder', folder, '--hub-origin', hub.origin, '--forum-origin', forumOrigin, '--rate', '10000']);
  expect((await from(forum.origin, '--hub', '--date', date)).status).toBe(0);
  expect((await from(late.forum.origin, '--forum', '--date', date)).stderr).toMatch(
    /^error: \S+ says that it is 7 October 2026 at 01:00, and a capture begins in all of its parts in the 3 days after /,
  );
  expect((await from(forum.origin, '--forum', '--date', date)).status).toBe(0);
  // Named after a day before, with nothing there of it.
  expect((await from(forum.origin, '--hub', '--date', '2026-10-02', '--anew')).stderr).toMatch(/give --later where/);
  expect((await from(forum.origin, '--hub', '--date', '2026-10-02', '--anew', '--later')).status).toBe(0);
  expect((await from(forum.origin, '--hub', '--date', '2026-09-29', '--anew', '--later')).status).toBe(1);
});

const said = ['--coverage', 'census', '--population', 'All.'];
const sound = '[{"id":"a/b","createdAt":"2023-01-01T00:00:00Z"}]';
test.each([
  ['a table without a time of creation', { 'a.csv': 'id\na/b\n' }, ['--hub-file', 'a.csv']],
  ['lines that are none', { 'a.jsonl': 'text\n' }, ['--hub-file', 'a.jsonl']],
  [
    'a second file that is none',
    { 'a.csv': 'id,createdAt\na/b,2023-01-01T00:00:00Z\n', 'b.csv': 'id\na/c\n' },
    ['--hub-file', 'a.csv', '--hub-file', 'b.csv'],
  ],
  ['a page that was cut off', { 'pages/1.json': sound, 'pages/2.json': '[{"id":"a/c",' }, ['--hub-pages', 'pages']],
  ['a page twice', { 'pages/1.json': sound, 'pages/2.json': sound }, ['--hub-pages', 'pages']],
  ['a folder without pages', { 'pages/readme.txt': 'x' }, ['--hub-pages', 'pages']],
])('a list that is refused leaves nothing behind: %s', async (_, files, args) => {
  const given = temporaryFolder(files);
  const folder = temporaryFolder();
  const places = args.map((arg) => (arg.startsWith('--') ? arg : join(given, arg)));
  const { status } = await run([...places, ...said, '--date', date, '--folder', folder]);
  expect(status).toBe(1);
  expect(readdirSync(folder, { recursive: true })).toEqual([]);
});

test.each([
  ['nothing', [], 'coverage: expected census or sample; population: expected a sentence'],
  ['its coverage alone', ['--coverage', 'census'], 'population: expected a sentence that says which models'],
  ['its population alone', ['--population', 'Trending models.'], 'coverage: expected census or sample'],
  [
    'no selection of a sample',
    ['--coverage', 'sample', '--population', 'Trending models.'],
    'selection: expected how it was selected, of a sample, and nothing of a census',
  ],
  ['an empty population', ['--coverage', 'census', '--population', ''], 'population: expected a sentence'],
  [
    'a coverage that there is none of',
    ['--coverage', 'trending', '--population', 'Trending models.'],
    'coverage: expected census or sample',
  ],
  [
    'a selection of all',
    ['--coverage', 'census', '--population', 'All.', '--selection', 'The 201 that trend.'],
    'selection: expected how it was selected, of a sample, and nothing of a census',
  ],
  ['half of it in a file', ['--about', 'half.json'], 'population: expected a sentence'],
  ['half a publication', ['--about', 'publication.json'], 'publication.authors: is missing, expected array;'],
])(
  'a list of which is said %s is refused: it is every public model only where somebody says so',
  async (_, told, where) => {
    const given = temporaryFolder({
      'a.csv': 'id,createdAt\na/b,2023-01-01T00:00:00Z\n',
      'pages/1.json': sound,
      'half.json': '{"coverage": "census"}',
      'publication.json': '{"coverage": "census", "population": "All.", "publication": {"title": "A list"}}',
    });
    const args = told.map((arg) => (arg.endsWith('.json') ? join(given, arg) : arg));
    for (const list of [
      ['--hub-file', join(given, 'a.csv')],
      ['--hub-pages', join(given, 'pages')],
    ]) {
      const folder = temporaryFolder();
      const { status, stderr } = await run([...list, ...args, '--date', date, '--folder', folder]);
      expect(stderr).toMatch(/^error: it must be said what the list is, with --coverage census or sample, [^\n]+\n$/);
      expect(stderr).toContain(`--selection: ${where}`);
      expect(stderr).not.toMatch(/undefined|Invalid|Too small/);
      expect(status).toBe(1);
      expect(readdirSync(folder, { recursive: true })).toEqual([]);
    }
  },
);

test('a list that is refused leaves what was captured before it', async () => {
  const { origins } = await services();
  const given = temporaryFolder({ 'a.csv': 'id\na/b\n' });
  const folder = temporaryFolder();
  await run(['--forum', '--date', date, '--folder', folder, '--rate', '10000', ...origins]);
  const before = captured(folder);
  expect((await run(['--hub-file', join(given, 'a.csv'), ...said, '--date', date, '--folder', folder])).status).toBe(1);
  expect(captured(folder)).toEqual(before);
});

test('an outage of a service pauses the command with a status of its own, and the same command makes the capture whole', async () => {
  let isDown = true;
  const down: Faults = ({ n }) =>
    n >= 3 && isDown ? { kind: 'status', status: 503, headers: { 'retry-after': '7200' } } : undefined;
  const { origins } = await services({ faults: down });
  const folder = temporaryFolder();
  const args = ['--hub', '--date', date, '--folder', folder, ...origins];
  const paused = await run(args);
  expect(paused).toMatchObject({ status: 75, stderr: '' });
  expect(paused.stdout).toMatch(
    /^paused; the same command goes on from here \(after today with --date 2026-10-03\): the server asks to wait 7200 seconds; go on later$/m,
  );
  expect(readReceipts(join(folder, date), 'hub')).toHaveLength(2);
  isDown = false;
  expect((await run(args)).status).toBe(0);
  const whole = temporaryFolder();
  expect((await run(args.map((arg) => (arg === folder ? whole : arg)))).status).toBe(0);
  expect(captured(folder)).toEqual(captured(whole));
});

test('a capture that waits to be gone on with is named before another begins', async () => {
  const { origins } = await services();
  const folder = temporaryFolder();
  const args = ['--forum', '--folder', folder, '--rate', '10000', ...origins];
  await run([...args, '--date', date, '--name', 'first', '--limit', '1']);
  const other = [...args, '--date', date];
  const { status, stderr } = await run(other);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `error: ${join(folder, date)}-first was not captured to its end (forum-topics, forum-posts): go on with --date ${date} --name first, or begin another capture all the same with --anew\n`,
  });
  expect((await run([...other, '--anew'])).status).toBe(0);
  // One that was begun goes on, whatever else waits.
  expect((await run(other)).status).toBe(0);
  expect((await run([...args, '--date', date, '--name', 'first'])).status).toBe(0);
});

test('a limit leaves a capture that is not done, and says so', async () => {
  const { origins } = await services();
  const folder = temporaryFolder();
  const args = ['--hub', '--limit', '3', '--date', date, '--folder', folder, ...origins];
  const { status, stdout } = await run(args);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^hub: stopped at the limit of 3 pages, so it is not done$/m);
  expect(readReceipts(join(folder, date), 'hub')).toHaveLength(3);
  expect(existsSync(join(folder, date, 'hub/done.json'))).toBe(false);
});
