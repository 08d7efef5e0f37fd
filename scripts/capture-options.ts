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

What to capture; the Hub and the forum, where nothing is said:
  --hub                  the list of models, from the Hub's API
  --hub-file PLACE       the same list as somebody made it, a file or an address that ends in .parquet, .jsonl or .csv,
                         with nested fields as JSON; may be given several times
  --hub-pages FOLDER     the same list from pages of the API that somebody recorded, as JSON, compressed or not
  --cards                model cards, from the Parquet files of a data set on the Hub
  --cards-file PLACE     model cards from a Parquet file with a column card; may be given several times
  --forum                categories, topics and posts of the forum
What such a list is, which must be said of it:
  --coverage WHAT        census, where it holds every public model, or sample
  --population TEXT      the models that it speaks for, in a sentence
  --selection TEXT       of a sample, how it was selected
  --about FILE           the same and who published it, as JSON: coverage, population, selection, limits, publication
How:
  --date YYYY-MM-DD      the capture's name; today's date (UTC) where nothing is said
  --name WORD            what is added to that name, so that a day can have a list of another kind
  --later                the capture was begun elsewhere on its day, as in another job: a part may begin on the three
                         days after it. Where a part of it is here, that is so anyway
  --since DATE           take over what still holds of the forum's posts in this earlier capture, or in the latest one
                         that has all of them (--since latest), and fetch the others
  --limit N              stop each part at N pages; it is then not done, and the command without --limit goes on
  --rate N               requests a second, at most; the forum is asked once a second where nothing is said, and the
                         Hub one request after the other, as far as it allows
  --anew                 begin this capture although an earlier one was not walked to its end
  --dry-run              say how many requests it takes and how long, and write nothing
  --folder FOLDER        where captures are; .capture where nothing is said
  --hub-origin ADDRESS   ${hubOrigin}
  --forum-origin ADDRESS ${forumOrigin}

HF_TOKEN is sent to the Hub's origin, and nowhere else. ALMANAC_CONTACT is an address for complaints; it is sent with
every request. Ctrl-C stops after the page in hand, and a second one at once. Where a service gives no good answer for
six minutes, the exit status is 75: the same command goes on later.`;

export type Options = ReturnType<typeof readOptions>;

/** @throws {Error} that names an option which is not what it must be, or goes with another one */
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
  if (lists > 1) throw new Error('--hub, --hub-file and --hub-pages are one list each; a capture holds one');
  const hasList = hubFiles.length > 0 || hubPages !== undefined;
  const nothingSaid = !values.hub && !values.forum && !values.cards && !hasList && cardsFiles.length === 0;
  const id = values.name === undefined ? date : `${date}-${values.name}`;
  if (!SnapshotId.safeParse(id).success || correctionOf(id) !== null)
    throw new Error(`--name ${values.name ?? ''} is not a word in small letters, such as details`);
  const limit = number('--limit', values.limit);
  if (limit !== undefined && !Number.isInteger(limit)) throw new Error(`--limit ${limit} is not a number of pages`);
  const forum = origin('--forum-origin', values['forum-origin']);
  if (since !== undefined && !values.forum && !nothingSaid)
    throw new Error('--since goes with --forum: models and cards are read anew for every capture; leave it out');
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
