/** `npm run capture`: the Hub and the forum, as they answer, to `.capture/<date>/`. The same command again goes on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNoneUnfinished, isBegun, readAbout, readDone, writeAbout } from '../src/io/capture.ts';
import { openCapture, type OpenCapture } from '../src/io/open-capture.ts';
import { Outage, Stopped } from '../src/io/failures.ts';
import { type Client, createClient } from '../src/io/http.ts';
import { asPlainText } from '../src/io/secrets.ts';
import { type Part, parts } from '../src/schema/capture.ts';
import { captureForum, estimateForum, forumOrigin } from '../src/sources/forum/forum.ts';
import { robotName } from '../src/sources/forum/robots.ts';
import { captureDumps, cardsPlaces, partOfList } from '../src/sources/hub/dumps.ts';
import { tolerance } from '../src/sources/hub/days.ts';
import { captureHub, captureRecorded, hubOrigin, hubPage, hubPages } from '../src/sources/hub/hub.ts';
import { assertBegins, daysToBegin } from '../src/sources/hub/provenance.ts';
import { programAndCommit } from '../src/snapshot/write.ts';
import { createProgress, duration } from './capture-progress.ts';
import { type Options, readOptions, usage } from './capture-options.ts';
import { comeBack, command, type Surrounding } from './command.ts';

const root = join(import.meta.dirname, '..');
export const capture = command(usage, async (surrounding) => {
  const options = readOptions(surrounding.args);
  const progress = createProgress(surrounding.stdout);
  const clients = createClients(options, surrounding, progress.waiting);
  try {
    if (options.dryRun) {
      await estimate(options, clients, surrounding);
      return;
    }
    if (!options.anew) assertNoneUnfinished(options.folder, options.target);
    const capture = openCapture(options.target, {
      recorder: {
        program: programAndCommit(root),
        takeEffort: (part) => (part.startsWith('forum-') ? clients.forum : clients.hub).takeEffort(),
      },
      begin: (first) => {
        const isLater = options.later || isBegun(options.target);
        assertBegins(first, options.date, isLater ? daysToBegin : 0);
      },
    });
    try {
      await captureAll(options, capture, clients, progress, surrounding.signal);
    } finally {
      progress.end();
      await capture.close();
    }
  } catch (error) {
    const paused = error instanceof Outage;
    if (!paused && !(error instanceof Stopped)) throw error;
    const onwards = `the same command goes on from here (after today with --date ${options.date})`;
    surrounding.print(paused ? `paused; ${onwards}: ${error.message}` : `stopped; ${onwards}`);
    surrounding.exitWith(paused ? comeBack : 130);
  } finally {
    await Promise.all([clients.hub.close(), clients.forum.close()]);
  }
});

type Clients = ReturnType<typeof createClients>;
type Progress = ReturnType<typeof createProgress>;

const listParts = ['hub', 'hub-parquet', 'hub-jsonl', 'hub-csv'] as const satisfies readonly Part[];

/** Each service has its own pace; only the Hub's has the token. */
function createClients(
  options: Options,
  { env, print }: Surrounding,
  onWait: (milliseconds: number, reason: string) => void,
) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const { ALMANAC_CONTACT, ALMANAC_SITE, GITHUB_SERVER_URL, GITHUB_REPOSITORY, HF_TOKEN } = env;
  const repository = GITHUB_SERVER_URL && GITHUB_REPOSITORY && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  const [name, contact] = Object.entries({ ALMANAC_CONTACT, ALMANAC_SITE, GITHUB_REPOSITORY: repository }).find(
    ([, address]) => address,
  ) ?? ['', ''];
  if (/[^\x20-\x7e]/.test(contact ?? ''))
    throw new Error(`${name} has a line break or another character that a request cannot carry; expected an address`);
  const { hub, cards, forum, hubFiles, cardsFiles } = options;
  const isAsking = hub || cards || forum || [...hubFiles, ...cardsFiles].some((place) => /^https?:/.test(place));
  if (isAsking && !contact) print('note: ALMANAC_CONTACT is not set, so the services get no address for complaints');
  const userAgent = `${robotName}/${version}${contact && ` (+${contact})`}`;
  const value = HF_TOKEN?.trim();
  const { rate = Infinity } = options;
  // Stand-ins have clocks of their own.
  const clockTolerance = (asked: string, service: string) => (asked === service ? tolerance : undefined);
  return {
    hub: createClient({
      userAgent,
      perSecond: rate,
      clockTolerance: clockTolerance(options.hubOrigin, hubOrigin),
      onWait,
      token: value ? { value, origin: options.hubOrigin } : undefined,
    }),
    forum: createClient({
      userAgent,
      perSecond: options.rate ?? 1,
      clockTolerance: clockTolerance(options.forumOrigin, forumOrigin),
      onWait,
    }),
  };
}

async function captureAll(
  options: Options,
  capture: OpenCapture,
  clients: Clients,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<void> {
  const walk = { limit: options.limit, signal, onPage: progress.page };
  const skipped = (names: readonly Part[]) => {
    const done = names.every((name) => readDone(capture.folder, name));
    if (done) for (const name of names) progress.line(`${name}: already done, ${said(capture.folder, name)}`);
    return done;
  };
  const ended = (names: readonly Part[], whole: boolean) => {
    for (const name of names) {
      if (readDone(capture.folder, name)) progress.line(`${name}: done, ${said(capture.folder, name)}`);
      else if (!whole) progress.line(`${name}: stopped at the limit of ${options.limit ?? 0} pages, so it is not done`);
    }
  };
  const step = async (names: readonly Part[], work: () => Promise<boolean>) => {
    if (!skipped(names)) ended(names, await work());
  };

  if (options.hub) await step(['hub'], () => captureHub(capture, clients.hub, { ...walk, origin: options.hubOrigin }));
  const { about, hubPages: pages, hubFiles, date: asOf } = options;
  const other = listParts.find((part) => readDone(capture.folder, part) !== null);
  const takeList = async (part: Part, work: () => Promise<boolean>) => {
    if (other !== undefined && (other !== part || readAbout(capture.folder) === null))
      throw new Error(`${capture.folder} has a list of models already, as ${other}; a capture can have only one`);
    // What a list is is said first: without it, it would pass for the Hub's own answer.
    if (about) writeAbout(capture.folder, about);
    ended([part], await work());
  };
  if (pages !== undefined) await takeList('hub', () => captureRecorded(capture, pages, walk));
  if (hubFiles.length > 0) {
    const [part, another] = [...new Set(hubFiles.map(partOfList))];
    if (another) throw new Error(`a list is given as ${part ?? ''} and as ${another}; a capture can have only one`);
    if (part) await takeList(part, () => captureDumps(capture, clients.hub, { ...walk, part, places: hubFiles, asOf }));
  }
  if (options.cards || options.cardsFiles.length > 0)
    await step(['cards-parquet'], async () => {
      const places = options.cards
        ? await cardsPlaces(clients.hub, { origin: options.hubOrigin, signal })
        : options.cardsFiles;
      const ofService = options.cards;
      return captureDumps(capture, clients.hub, { ...walk, part: 'cards-parquet', places, asOf, ofService });
    });
  if (options.forum)
    await step(
      parts.filter((part) => part.startsWith('forum-')),
      () => {
        if (options.sinceLatest)
          progress.line(
            options.since === undefined
              ? 'forum: no earlier capture has all of it, so all of it is read'
              : `forum: goes on from ${options.since}`,
          );
        return captureForum(capture, clients.forum, {
          ...walk,
          origin: options.forumOrigin,
          since: options.since,
        });
      },
    );
  progress.line(`${capture.folder}: captured`);
}

function said(folder: string, part: Part): string {
  const done = readDone(folder, part);
  return done ? `${done.pages} pages, ${done.rows} rows` : 'nothing';
}

async function estimate(options: Options, clients: Clients, { print, signal }: Surrounding): Promise<void> {
  const { rate = Infinity } = options;
  const say = (what: string, requests: number, perSecond: number) => {
    const pages = Math.min(requests, options.limit ?? Infinity);
    print(`${what}: about ${pages} requests, ${duration(pages / Math.min(rate, perSecond))}`);
  };
  if (options.hub) {
    const { requests, perSecond } = await estimateHub(clients.hub, options.hubOrigin, { print, signal });
    say('hub', requests, perSecond);
  }
  const dumps = options.hubFiles.length + options.cardsFiles.length;
  if (dumps > 0) print(`dumps: ${dumps} files`);
  if (options.cards) print('cards: one request for the list of files, and one for each file');
  if (options.forum) {
    const requests = await estimateForum(clients.forum, { origin: options.forumOrigin, signal });
    say('forum', requests, options.rate ?? 1);
    if (options.since !== undefined) print('forum: fewer with --since, by the posts that are known already');
  }
}

/** By one model's page: how many pages there are, and how many the Hub allows; what it allows anyone, if not said. */
async function estimateHub(
  client: Client,
  hub: string,
  { print, signal }: Pick<Surrounding, 'print' | 'signal'>,
): Promise<{ requests: number; perSecond: number }> {
  const answer = await client.get(hubPage(hub, null, 1), { signal });
  const [, q = '500', w = '300'] = /q=(\d+);\s*w=(\d+)/.exec(answer.headers['ratelimit-policy'] ?? '') ?? [];
  const perSecond = (0.8 * Number(q)) / Number(w);
  print(asPlainText(`hub: ${q} requests in ${w} seconds are allowed, of which 80 % are used`));
  return { requests: hubPages(answer) + 1, perSecond };
}

/** A signal that the first Ctrl-C gives; the second ends the process. */
function stopOnCtrlC(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(130);
      console.log('\nstopping after the page in hand; once more to stop at once');
      stopping.abort();
    });
  return stopping.signal;
}

if (import.meta.main) process.exitCode = await capture({ signal: stopOnCtrlC() });
