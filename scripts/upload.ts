/** `npm run upload`: dist/ → a static Space, content/snapshots/ → a dataset. A dry run, unless `--really` is given. */
import { existsSync, openAsBlob, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesBelow } from '../src/build/links.ts';
import { describeDataset } from '../src/distribution/dataset.ts';
import {
  datasetFiles,
  hubFile,
  type HubSnapshot,
  placeInWords,
  planDataset,
  planSpace,
  repositoryName,
  spaceAddress,
  spaceCard,
} from '../src/distribution/hub.ts';
import { asPlainText } from '../src/io/secrets.ts';
import { connectHub, type HubConnection, type HubContent, hubOrigin } from '../src/io/hub.ts';
import type { HubEntry, HubFile, HubPlan, HubRepository } from '../src/schema/hub.ts';
import { placeOf } from '../src/schema/edition.ts';
import { manifestText } from '../src/schema/snapshot.ts';
import { readSnapshots } from '../src/snapshot/read.ts';
import { type Call, command } from './command.ts';

const root = join(import.meta.dirname, '..');
const usage = `usage: npm run upload -- [--space OWNER/NAME] [--dataset OWNER/NAME] [options]

Dry run: prints what would be created, uploaded, left and deleted on the Hub.

  --space OWNER/NAME     the static Space for the built site, at https://OWNER-NAME.static.hf.space/
  --dataset OWNER/NAME   the dataset for the tables of the published snapshots and editions
  --really               do it, with a token in HF_TOKEN that may write there; it is sent to the Hub only
  --drafts               also upload drafts, marked as such, below drafts/
  --site ADDRESS         the address that the site was built for, if not that of the Space
  --dist FOLDER          the built site (default: dist)
  --content FOLDER       folder of content (default: content)
  --hub-origin ADDRESS   ${hubOrigin}`;

/** A repository with what it should hold. */
interface Target {
  readonly repository: HubRepository;
  readonly files: readonly HubFile[];
  readonly plan: (there: readonly HubEntry[]) => HubPlan;
}

export const upload = command(usage, async ({ args, env, print }) => {
  const options = readOptions(args, env);
  const { snapshots, editions, status } = readSnapshots(options.content);
  const rehearsed = snapshots.find(({ manifest }) => manifest.rehearsal)?.manifest.id;
  if (status.rehearsal === true || rehearsed !== undefined)
    throw new Error(
      `${status.rehearsal === true ? options.content : `the snapshot ${rehearsed ?? ''} in ${options.content}`} is a rehearsal, which is never uploaded; remove it and build the site anew`,
    );
  const targets: Target[] = [];

  if (options.dataset !== undefined) {
    const name = options.dataset;
    const listedIn = <Entry extends { id: string }>(list: readonly Entry[], id: string) =>
      list.find((entry) => entry.id === id) ?? null;
    const all = [
      ...snapshots.map((each) => ({ ...each, listed: listedIn(status.published, each.manifest.id) })),
      ...editions.map((each) => ({ ...each, listed: listedIn(status.editions ?? [], each.manifest.id) })),
    ].map(({ manifest, files: tables, listed }) => ({ manifest, tables, listed }));
    const chosen = all
      .filter(({ listed }) => options.drafts || listed !== null)
      .map(({ listed, ...own }): HubSnapshot => ({
        ...own,
        dataset: describeDataset(
          { ...own, listed, seriesDoi: status.doi, snapshots: all.slice(0, snapshots.length) },
          options.site,
        ),
      }));
    if (chosen.length === 0) print(`dataset ${name}: nothing to publish, as all snapshots are drafts`);
    else {
      const files = datasetFiles(name, chosen);
      const plan = (there: readonly HubEntry[]) => planDataset(name, files, there);
      targets.push({ repository: { type: 'dataset', name }, files, plan });
    }
  }
  if (options.space !== undefined) {
    checkBuild(
      options,
      [...snapshots, ...editions].map(({ manifest }) => [placeOf(manifest), manifestText(manifest)]),
    );
    const dataset = targets.length > 0 ? options.dataset : undefined;
    const card = spaceCard({ address: options.site, dataset });
    const built = filesBelow(options.dist).map(async (file) => {
      const path = join(options.dist, file);
      return hubFile(file, readFileSync(path), await openAsBlob(path));
    });
    const files = [hubFile('README.md', Buffer.from(card)), ...(await Promise.all(built))];
    const plan = (there: readonly HubEntry[]) => planSpace(files, there);
    targets.push({ repository: { type: 'space', name: options.space }, files, plan });
  }

  const hub = connectHub({ origin: options.hubOrigin, token: options.token });
  // All is looked at before anything is done: what must not be done stops the whole.
  const seen = new Map<Target, HubContent | null>();
  for (const target of targets) {
    const there = await hub.look(target.repository);
    print(planText(target, target.plan(there?.files ?? []), there === null));
    seen.set(target, there);
  }
  if (!options.really) {
    print('a dry run: nothing was created, uploaded or deleted; --really does it');
    return;
  }
  for (const [target, there] of seen) print(await carryOut(hub, target, there));
});

type Options = ReturnType<typeof readOptions>;

function readOptions(args: readonly string[], env: Call['env']) {
  const { values } = parseArgs({
    args,
    options: {
      space: { type: 'string' },
      dataset: { type: 'string' },
      really: { type: 'boolean', default: false },
      drafts: { type: 'boolean', default: false },
      site: { type: 'string' },
      dist: { type: 'string', default: join(root, 'dist') },
      content: { type: 'string', default: join(root, 'content') },
      'hub-origin': { type: 'string', default: hubOrigin },
    },
  });
  if (values.space === undefined && values.dataset === undefined)
    throw new Error('neither --space nor --dataset says where to publish, as in --space owner/name');
  const space = values.space === undefined ? undefined : repositoryName(values.space, '--space');
  const dataset = values.dataset === undefined ? undefined : repositoryName(values.dataset, '--dataset');
  if (space === undefined && values.site === undefined)
    throw new Error('--dataset without --space needs --site, the address of the site that the card points to');
  const site = values.site === undefined ? spaceAddress(space ?? '') : address('--site', values.site).href;
  const { origin } = address('--hub-origin', values['hub-origin']);
  // A dry run has no use for the token, and so does not have it.
  const token = values.really ? env.HF_TOKEN?.trim() : undefined;
  if (values.really && !token) throw new Error('HF_TOKEN is not set: --really needs a token that may write to the Hub');
  return { ...values, space, dataset, site: site.endsWith('/') ? site : `${site}/`, hubOrigin: origin, token };
}

function address(option: string, text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash)
    throw new Error(`${option} is not an address such as ${hubOrigin}`);
  return url;
}

/**
 * Citations print the address that the site was built for, and links the path below which it lives.
 *
 * @throws {Error} if there is no built site, or it was built for another address or from other snapshots or editions
 */
function checkBuild(
  { dist, site, space }: Options,
  manifests: readonly (readonly [place: string, text: string])[],
): void {
  const { origin, pathname } = new URL(site);
  if (space !== undefined && pathname !== '/')
    throw new Error(`a Space is served from the root, so --site ${site} cannot have a path`);
  const howTo = `ALMANAC_SITE=${origin} ALMANAC_BASE=/ npm run build`;
  const page = join(dist, 'snapshots', 'index.html');
  if (!existsSync(join(dist, 'index.html')) || !existsSync(page))
    throw new Error(`there is no built site in ${dist}; ${howTo} makes it`);
  const html = readFileSync(page, 'utf8');
  if (html.includes('data-status="rehearsal"'))
    throw new Error(`${dist} is a rehearsal, and is not uploaded; ${howTo}`);
  const canonical = /<link rel="canonical" href="([^"]+)"/.exec(html)?.[1] ?? 'no address';
  const expected = new URL('snapshots/', site).href;
  if (canonical !== expected)
    throw new Error(
      `${dist} was built for another address, which its citations would print: expected ${expected}, found ${canonical}; ${howTo}`,
    );
  const manifestOf = (place: string) => join(dist, place, 'data', 'manifest.json');
  const other = manifests.find(([place, text]) => {
    const file = manifestOf(place);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  if (other) throw new Error(`${dist} was built without ${placeInWords(other[0])} as it is now; ${howTo}`);
  const editions = join(dist, 'editions');
  const gone = [
    ...readdirSync(dist),
    ...(existsSync(editions) ? readdirSync(editions).map((id) => `editions/${id}`) : []),
  ].find((place) => existsSync(manifestOf(place)) && !manifests.some(([known]) => known === place));
  if (gone !== undefined) throw new Error(`${dist} was built with ${placeInWords(gone)}, which is not there; ${howTo}`);
  if (existsSync(join(dist, 'README.md'))) throw new Error(`${dist} has a README.md, where the Space needs its own`);
}

function planText({ repository }: Target, { upload, leave, remove }: HubPlan, isNew: boolean): string {
  const counts = Object.entries({ upload, leave, delete: remove }).map(([verb, files]) => {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return `  ${verb.padEnd(7)} ${files.length} files, ${bytes} bytes`;
  });
  return [
    `${repository.type} ${repository.name}`,
    ...(isNew ? ['  create  the repository, as none can be seen there'] : []),
    ...counts,
    ...remove.slice(0, 10).map(({ path }) => `          deletes ${asPlainText(path)}`),
    ...(remove.length > 10 ? [`          and ${remove.length - 10} more`] : []),
  ].join('\n');
}

/** One commit for a repository, or none if nothing is to be done. @returns what was done, in a line */
async function carryOut(hub: HubConnection, { repository, plan }: Target, seen: HubContent | null): Promise<string> {
  const named = `${repository.type} ${repository.name}`;
  if (seen === null) await hub.create(repository);
  // A new repository comes with files of the Hub's own.
  const there = seen ?? (await hub.look(repository));
  if (there === null) throw new Error(`the ${named} was created, and cannot be seen`);
  const { upload, remove, leave } = plan(there.files);
  if (upload.length + remove.length === 0) return `${named}: all ${leave.length} files are as they should be`;
  const commit = await hub.carryOut(repository, { upload, remove }, { head: there.head, title: 'Publish the almanac' });
  return `${named}: ${upload.length} files uploaded, ${remove.length} deleted, in commit ${asPlainText(commit)}`;
}

if (import.meta.main) process.exitCode = await upload();
