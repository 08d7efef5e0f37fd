/** `npm run captures`: the captures that are here, and those that a store keeps. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assertUnchanged, capturesIn, readDone, readReceipts } from '../src/io/capture.ts';
import { hubOrigin } from '../src/io/hub.ts';
import { acquireLock } from '../src/io/lock.ts';
import { keepPart, keptCaptures, restoreKept, verifyKept } from '../src/io/kept.ts';
import { openStore, type Store } from '../src/io/store.ts';
import { Part, parts } from '../src/schema/capture.ts';
import type { KeptPart } from '../src/schema/kept.ts';
import { parseAs, parseJson } from '../src/schema/problem.ts';
import { Day, SnapshotId } from '../src/schema/scalars.ts';
import { Manifest } from '../src/schema/snapshot.ts';
import { runSummary } from '../src/snapshot/run-summary.ts';
import { command, type Surrounding } from './command.ts';

const root = join(import.meta.dirname, '..');
const usage = `usage: npm run captures -- COMMAND [options]

  list                lists local captures and, with --store, those in the store, by part
  verify [CAPTURE]    verifies all checksums, of local captures or, with --store, of the store
  keep CAPTURE        copies its parts into the store, incomplete ones too, so that they can be continued
  restore CAPTURE     copies parts from the store; the capture can then continue. latest: the newest of which
                      all stored parts are complete, or those of --part if given
  prune --retain N    lists the captures that are older than the N newest complete ones with the same --name;
                      --really removes them
  due                 prints the day of this month's capture: that of the one in the store, or today (UTC)
  summary CAPTURE     requests, records and checks of a capture and its snapshot, as Markdown

  --store PLACE       a folder, or hf://datasets/OWNER/NAME, which must be private: HF_TOKEN is sent there
  --part PART         only this part; may be given several times
  --before DAY        for latest: a capture of an earlier day
  --newest N          for latest: number of captures, the newest ones (default: 1)
  --date DAY          for due: a day other than today
  --folder FOLDER     folder of captures (default: .capture)
  --content FOLDER    folder of snapshots (default: content)
  --hub-origin ADDRESS ${hubOrigin}`;

/** The commands, each with the options that it has besides those of where things are. */
const optionsOf = {
  list: [],
  verify: ['part'],
  keep: ['part'],
  restore: ['part', 'before', 'newest'],
  prune: ['retain', 'really'],
  due: ['date'],
  summary: [],
} as const;
type CommandName = keyof typeof optionsOf;
const commands = Object.keys(optionsOf) as CommandName[];
type Options = ReturnType<typeof readOptions>;

export const captures = command(usage, async (surrounding) => {
  const options = readOptions(surrounding);
  const work: Record<CommandName, (options: Options, surrounding: Surrounding) => Promise<void> | void> = {
    ...{ list, verify, keep, restore, prune, due, summary },
  };
  await work[options.command](options, surrounding);
});

function readOptions({ args, env }: Surrounding) {
  const { values, positionals, tokens } = parseArgs({
    args,
    allowPositionals: true,
    tokens: true,
    options: {
      store: { type: 'string' },
      part: { type: 'string', multiple: true },
      before: { type: 'string' },
      newest: { type: 'string' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      retain: { type: 'string' },
      really: { type: 'boolean', default: false },
      folder: { type: 'string', default: join(root, '.capture') },
      content: { type: 'string', default: join(root, 'content') },
      'hub-origin': { type: 'string', default: hubOrigin },
    },
  });
  const [name = '', capture, ...rest] = positionals;
  const known = commands.find((each) => each === name);
  if (!known) throw new Error(`${name || 'nothing'} is not a command; expected ${commands.join(', ')}`);
  // An option that is passed over would let prune remove more than was asked for.
  const own: readonly string[] = [...optionsOf[known], 'store', 'folder', 'content', 'hub-origin'];
  const foreign = tokens.find((token) => token.kind === 'option' && !own.includes(token.name));
  if (foreign?.kind === 'option') throw new Error(`${known} has no option --${foreign.name}; --help says what it has`);
  const names = ['keep', 'restore', 'summary'].includes(known);
  const takesOne = names || known === 'verify';
  if (rest.length > 0 || (!takesOne && capture !== undefined))
    throw new Error(
      `${known} takes ${takesOne ? 'one capture' : 'no capture'}; found ${positionals.slice(1).join(' ')}`,
    );
  if (names && capture === undefined) throw new Error(`${known} needs the name of a capture, such as 2026-11-20`);
  const isLatest = known === 'restore' && capture === 'latest';
  for (const option of ['before', 'newest'] as const)
    if (values[option] !== undefined && !isLatest) throw new Error(`--${option} goes with restore latest`);
  if (!/^[1-9]\d*$/.test(values.newest ?? '1'))
    throw new Error(`--newest ${values.newest} is not a number of captures`);
  if (capture !== undefined && !isLatest && !SnapshotId.safeParse(capture).success)
    throw new Error(`${capture} is not the name of a capture, such as 2026-11-20`);
  const wrong = values.part?.find((part) => !Part.safeParse(part).success);
  if (wrong !== undefined) throw new Error(`--part ${wrong} is none of ${parts.join(', ')}`);
  for (const option of ['before', 'date'] as const)
    if (values[option] !== undefined && !Day.safeParse(values[option]).success)
      throw new Error(`--${option} ${values[option]} is not a day such as 2026-11-20`);
  if (known === 'prune' && !/^[1-9]\d*$/.test(values.retain ?? ''))
    throw new Error('prune needs --retain and a number of captures, such as --retain 13');
  if (['keep', 'restore'].includes(known) && values.store === undefined)
    throw new Error(`${known} needs --store, a folder or hf://datasets/owner/name`);
  const token = env.HF_TOKEN?.trim();
  if (!URL.canParse(values['hub-origin'])) throw new Error(`--hub-origin is not an address such as ${hubOrigin}`);
  const hub = { origin: new URL(values['hub-origin']).origin, token: token === '' ? undefined : token };
  return {
    ...values,
    command: known,
    capture,
    parts: parts.filter((part) => values.part?.includes(part) ?? true),
    /** The parts that a capture must have to be the latest. */
    needed: parts.filter((part) => values.part?.includes(part)),
    retain: Number(values.retain),
    newest: Number(values.newest ?? 1),
    store: values.store === undefined ? null : openStore(values.store, values.folder, hub),
  };
}

/** A store that was asked for. */
const given = ({ store }: Options): Store => {
  if (store === null) throw new Error('no store is given; --store names one');
  return store;
};

async function list({ folder, store }: Options, { print }: Surrounding): Promise<void> {
  print(folder);
  for (const name of capturesIn(folder))
    for (const part of parts) {
      const receipts = readReceipts(join(folder, name), part);
      const rows = receipts.reduce((sum, receipt) => sum + receipt.rows, 0);
      const done = readDone(join(folder, name), part) !== null;
      if (receipts.length > 0) print(line({ capture: name, part, done, pages: receipts.length, rows }));
    }
  if (store === null) return;
  print(store.name);
  for (const kept of (await keptCaptures(store)).values()) for (const part of kept) print(line(part));
}

const line = ({ capture, part, done, pages, rows }: Pick<KeptPart, 'capture' | 'part' | 'done' | 'pages' | 'rows'>) =>
  `  ${capture}  ${part}: ${pages} pages, ${rows} rows${done ? '' : ', not done'}`;

async function verify({ folder, store, capture, parts: chosen }: Options, { print }: Surrounding): Promise<void> {
  let verified = 0;
  if (store)
    for (const kept of await keptParts(store, capture, chosen)) {
      await verifyKept(store, kept);
      verified += 1;
    }
  else
    for (const name of capture === undefined ? capturesIn(folder) : [capture])
      for (const part of chosen) {
        const receipts = readReceipts(join(folder, name), part);
        await assertUnchanged(join(folder, name), receipts);
        if (receipts.length > 0) verified += 1;
      }
  if (verified === 0) throw new Error(`there is nothing to verify in ${store?.name ?? folder}`);
  print(`${verified} parts in ${store?.name ?? folder} are as they were captured`);
}

async function keptParts(store: Store, capture: string | undefined, chosen: readonly Part[]): Promise<KeptPart[]> {
  const all = [...(await keptCaptures(store)).values()].flat();
  return all.filter((kept) => (capture === undefined || kept.capture === capture) && chosen.includes(kept.part));
}

async function keep(options: Options, { print }: Surrounding): Promise<void> {
  const { folder, capture = '', parts: chosen } = options;
  const store = given(options);
  const already = await keptParts(store, capture, chosen);
  const there = chosen.filter((part) => readReceipts(join(folder, capture), part).length > 0);
  if (there.length === 0) throw new Error(`${join(folder, capture)} has nothing to keep`);
  for (const part of there) {
    const kept = await keepPart(
      store,
      folder,
      { capture, part },
      already.find((each) => each.part === part),
    );
    print(kept ? `kept in ${store.name}:${line(kept)}` : `${part} of ${capture} is kept already in ${store.name}`);
  }
}

async function restore(options: Options, { print }: Surrounding): Promise<void> {
  const { folder, capture, before, newest, parts: chosen, needed } = options;
  const store = given(options);
  const all = await keptParts(store, capture === 'latest' ? undefined : capture, chosen);
  const latest = () => {
    const names = [...new Set(all.map((kept) => kept.capture))].filter(
      (name) => before === undefined || name.slice(0, before.length) < before,
    );
    const whole = names.filter((name) => {
      const there = all.filter((kept) => kept.capture === name);
      return there.every(({ done }) => done) && needed.every((part) => there.some((kept) => kept.part === part));
    });
    return whole.sort().slice(-newest);
  };
  const asked = capture === 'latest' ? latest() : [capture];
  const wanted = all.filter((kept) => asked.includes(kept.capture));
  // On the first day of a schedule nothing is kept yet.
  if (wanted.length === 0) print(`${store.name} keeps nothing of ${capture ?? ''}`);
  for (const kept of wanted)
    print((await restoreKept(store, kept, folder)) ? `restored:${line(kept)}` : `here already:${line(kept)}`);
}

async function prune({ folder, store, retain, really }: Options, { print }: Surrounding): Promise<void> {
  const kept = store && (await keptCaptures(store));
  /** The parts of each capture, and whether they are done. */
  const there = new Map<string, ReadonlyMap<Part, boolean>>(
    kept
      ? [...kept].map(([name, its]) => [name, new Map(its.map(({ part, done }) => [part, done]))])
      : capturesIn(folder).map((name) => [name, partsHere(join(folder, name))]),
  );
  // A folder without parts, such as one of a store, is no capture: whatever is in it stays.
  const names = [...there.keys()].filter((name) => there.get(name)?.size).sort();
  const word = (name: string) => name.slice('YYYY-MM-DD'.length);
  // A capture is kept part by part, so that one which is done in what is there may lack the rest.
  const replaces = (newer: string, older: string) =>
    newer > older &&
    word(newer) === word(older) &&
    [...(there.get(older)?.keys() ?? [])].every((part) => there.get(newer)?.get(part));
  const old = names.filter((name) => names.filter((other) => replaces(other, name)).length >= retain);
  for (const name of old) {
    print(`${really ? 'removes' : 'would remove'} ${name} from ${store?.name ?? folder}`);
    if (!really) continue;
    if (store) {
      const files = (await store.list()).filter((path) => path.startsWith(`${name}/`));
      await store.remove(files, `Remove ${name}`);
    } else {
      const unlock = acquireLock(join(folder, name));
      rmSync(join(folder, name), { recursive: true });
      unlock();
    }
  }
  if (old.length === 0) print('there is nothing to remove');
}

function partsHere(capture: string): ReadonlyMap<Part, boolean> {
  const begun = parts.filter((part) => readReceipts(capture, part).length > 0);
  return new Map(begun.map((part) => [part, readDone(capture, part) !== null]));
}

async function due({ store, folder, date }: Options, { print }: Surrounding): Promise<void> {
  const names = store ? [...(await keptCaptures(store)).keys()] : capturesIn(folder);
  const days = names.filter((name) => Day.safeParse(name).success && name.slice(0, 7) === date.slice(0, 7));
  print(days.sort()[0] ?? date);
}

function summary({ folder, content, capture = '' }: Options, { print }: Surrounding): void {
  const receipts = parts.flatMap((part) => readReceipts(join(folder, capture), part));
  const path = join(content, 'snapshots', capture, 'manifest.json');
  const manifest = existsSync(path)
    ? parseAs(Manifest, parseJson(readFileSync(path, 'utf8'), path), `${path} is no manifest`)
    : null;
  if (receipts.length === 0 && manifest === null) throw new Error(`there is no capture and no snapshot ${capture}`);
  print(runSummary(capture, receipts, manifest));
}

if (import.meta.main) process.exitCode = await captures();
