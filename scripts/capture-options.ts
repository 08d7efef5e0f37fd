/** The options of `npm run capture`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { capturesIn, readDone } from '../src/io/capture.ts';
import { ListAbout } from '../src/schema/capture.ts';
import { parseAs, parseJson } from '../src/schema/problem.ts';
import { Day, SnapshotId } from '../src/schema/scalars.ts';
import { correctionOf } from '../src/schema/snapshot-id.ts';
import { isOfForum } from '../src/sources/forum/earlier.ts';
import { forumOrigin } from '../src/sources/forum/forum.ts';
import { hubOrigin } from '../src/sources/hub/hub.ts';

const root = join(import.meta.dirname, '..');

export const usage = `usage: npm run capture -- [options]

What to capture (default: the Hub and the forum):
  --hub                  the list of models, from the Hub's API
  --hub-file PLACE       the same list from another source, a file or an address that ends in .parquet, .jsonl or .csv,
                         with nested fields as JSON; may be given several times
  --hub-pages FOLDER     the same list from recorded pages of the API, as JSON, compressed or not
  --cards                model cards, from the Parquet files of a data set on the Hub
  --cards-file PLACE     model cards from a Parquet file with a column card; may be given several times
  --forum                categories, topics and posts of the forum
Description of such a list (required):
  --coverage WHAT        census if it has every public model, or sample
  --population TEXT      the population that it represents, in a sentence
  --selection TEXT       for a sample, how it was selected
  --about FILE           the same and its publication, as JSON: coverage, population, selection, limits, publication
How:
  --date YYYY-MM-DD      the capture's name (default: today, UTC)
  --name WORD            a suffix for that name, for a second list of the same day
  --later                the capture began elsewhere on its day, as in another job: a part may begin up to three
                         days after it (implied if a part of it is here)
  --since DATE           reuse the forum's posts that have not changed since this earlier capture, or since the latest one
                         that has all of them (--since latest), and fetch the others
  --limit N              stop each part after N pages; the command without --limit continues it
  --rate N               maximum requests per second (default: one for the forum, and for the
                         Hub sequential requests within its limit)
  --anew                 start this capture although an earlier one is incomplete
  --dry-run              print the number of requests and the expected time, and write nothing
  --folder FOLDER        folder of captures (default: .capture)
  --hub-origin ADDRESS   ${hubOrigin}
  --forum-origin ADDRESS ${forumOrigin}

HF_TOKEN is sent to the Hub's origin only. ALMANAC_CONTACT is an address for complaints; it is sent with
every request. Ctrl-C stops after the current page, a second Ctrl-C at once. If a service does not answer for six
minutes, the exit status is 75: run the same command later to continue. A capture is dated by the clocks of the services;
if the clock of this machine differs from one by more than ten minutes, nothing is captured.`;

export type Options = ReturnType<typeof readOptions>;

/** @throws {Error} that names an option which is invalid, or goes with another one */
export function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args,
    options: {
      hub: { type: 'boolean', default: false },
      'hub-file': { type: 'string', multiple: true, default: [] },
      'hub-pages': { type: 'string' },
      coverage: { type: 'string' },
      population: { type: 'string' },
      selection: { type: 'string' },
      about: { type: 'string' },
      name: { type: 'string' },
      cards: { type: 'boolean', default: false },
      'cards-file': { type: 'string', multiple: true, default: [] },
      forum: { type: 'boolean', default: false },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      since: { type: 'string' },
      limit: { type: 'string' },
      rate: { type: 'string' },
      anew: { type: 'boolean', default: false },
      later: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      folder: { type: 'string', default: join(root, '.capture') },
      'hub-origin': { type: 'string', default: hubOrigin },
      'forum-origin': { type: 'string', default: forumOrigin },
    },
  });
  const { date, folder, since } = values;
  if (!Day.safeParse(date).success) throw new Error(`--date ${date} is not a day such as 2026-11-20`);
  const isLatest = since === 'latest';
  if (since !== undefined && !isLatest && !Day.safeParse(since).success)
    throw new Error(`--since ${since} is not the name of a capture, such as 2026-10-20, nor latest`);
  if (since !== undefined && !isLatest && since >= date) throw new Error(`--since ${since} is not before ${date}`);
  const hubFiles = values['hub-file'];
  const cardsFiles = values['cards-file'];
  const hubPages = values['hub-pages'];
  const lists = [values.hub, hubFiles.length > 0, hubPages !== undefined].filter(Boolean).length;
  if (lists > 1) throw new Error('--hub, --hub-file and --hub-pages each name a list, and a capture can have only one');
  const hasList = hubFiles.length > 0 || hubPages !== undefined;
  const nothingSaid = !values.hub && !values.forum && !values.cards && !hasList && cardsFiles.length === 0;
  const id = values.name === undefined ? date : `${date}-${values.name}`;
  if (!SnapshotId.safeParse(id).success || correctionOf(id) !== null)
    throw new Error(`--name ${values.name ?? ''} is not a word in lower case, such as details`);
  const limit = number('--limit', values.limit);
  if (limit !== undefined && !Number.isInteger(limit)) throw new Error(`--limit ${limit} is not a number of pages`);
  const forum = origin('--forum-origin', values['forum-origin']);
  if (since !== undefined && !values.forum && !nothingSaid)
    throw new Error('--since goes with --forum: models and cards are fetched for every capture; leave it out');
  return {
    hub: values.hub || nothingSaid,
    forum: values.forum || nothingSaid,
    cards: values.cards && cardsFiles.length === 0,
    hubFiles,
    hubPages,
    about: aboutList(values, hasList),
    cardsFiles,
    date,
    folder,
    target: join(folder, id),
    since: since === undefined ? undefined : isLatest ? latestForum(folder, date, forum) : join(folder, since),
    sinceLatest: isLatest,
    limit,
    rate: number('--rate', values.rate),
    anew: values.anew,
    later: values.later,
    dryRun: values['dry-run'],
    hubOrigin: origin('--hub-origin', values['hub-origin']),
    forumOrigin: forum,
  };
}

/** The newest capture of an earlier day with all of this forum; undefined where there is none. */
function latestForum(folder: string, date: string, forum: string): string | undefined {
  const whole = (name: string) =>
    (['forum-topics', 'forum-posts'] as const).every((part) => readDone(join(folder, name), part) !== null) &&
    isOfForum(join(folder, name), forum);
  const name = capturesIn(folder).findLast((each) => each.slice(0, date.length) < date && whole(each));
  return name === undefined ? undefined : join(folder, name);
}

/** What is said of a list that somebody made; null where there is none. @throws {Error} if too little is said */
function aboutList(
  {
    about,
    coverage,
    population,
    selection,
  }: Partial<Record<'about' | 'coverage' | 'population' | 'selection', string>>,
  hasList: boolean,
): ListAbout | null {
  const said = [about, coverage, population, selection].some((each) => each !== undefined);
  if (!hasList && !said) return null;
  if (!hasList) throw new Error('--about, --coverage, --population and --selection go with --hub-file or --hub-pages');
  if (about !== undefined && !existsSync(about)) throw new Error(`there is no file ${about}`);
  const fromFile = about === undefined ? {} : (parseJson(readFileSync(about, 'utf8'), about) as object);
  return parseAs(
    ListAbout,
    {
      ...fromFile,
      ...(coverage !== undefined && { coverage }),
      ...(population !== undefined && { population }),
      ...(selection !== undefined && { selection }),
    },
    'it must be said what the list is, with --coverage census or sample, --population and, of a sample, --selection',
  );
}

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) <= 0) throw new Error(`${name} ${text} is not a number above 0`);
  return Number(text);
}

function origin(name: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Error(`${name} is not an address such as ${hubOrigin}`);
  return new URL(text).origin;
}
