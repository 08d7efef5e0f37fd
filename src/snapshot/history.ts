/** What git remembers of published snapshots and editions: from the commit that published one, nothing may have touched it. */
import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { Sha256, SnapshotId } from '../schema/scalars.ts';
import type { StatusList } from '../schema/snapshot.ts';

/** What every version of `status.json` has in common, so that older ones can be read when it has grown. */
const Entries = z.array(z.object({ id: SnapshotId, manifestSha256: Sha256 }));
const AnyStatus = z.object({ published: Entries, editions: Entries.optional() });

/** What is published, by its folder: `snapshots/2023-06-30`, `editions/2026-11-29`. */
type Listed = readonly { readonly folder: string; readonly manifestSha256: string }[];

const listedIn = ({ published, editions = [] }: z.infer<typeof AnyStatus>): Listed => [
  ...published.map(({ id, manifestSha256 }) => ({ folder: `snapshots/${id}`, manifestSha256 })),
  ...editions.map(({ id, manifestSha256 }) => ({ folder: `editions/${id}`, manifestSha256 })),
];

/** `the snapshot 2023-06-30`, `the edition 2026-11-29`. */
const named = (folder: string) => `the ${folder.replace(/s\//, ' ')}`;

/** Git has not all that it takes to prove something: no repository that it can read, or a shallow one. */
export class IncompleteHistory extends Error {}

/** The first commit that lists a folder as published, and what it then was. */
interface Publication {
  readonly commit: string;
  readonly manifestSha256: string;
  /** Git's name for the folder with all that is in it: another content, another name. */
  readonly tree: string;
}

interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly listed: Listed;
  /** Git's name for a folder of `content/`, undefined where it is not there. */
  readonly treeOf: (folder: string) => string | undefined;
}

/**
 * Proves that no published snapshot or edition was edited, from the first commit whose `status.json` lists it to the
 * working tree.
 *
 * Every commit is compared with its parents: a branch on which something is still a draft is no offence, an edit that a
 * later commit took back is one.
 *
 * @returns by folder (`snapshots/<id>`, `editions/<id>`) the commit that published it; what only the working tree lists
 *   has none
 * @throws {IncompleteHistory} if there is something to prove and git has not all of its history
 * @throws {Error} if something was edited or taken off the list after it was published
 */
export function checkHistory(content: string, list: StatusList): ReadonlyMap<string, string> {
  const published = listedIn(list);
  const git = gitIn(content);
  const proof = `that ${published.map(({ folder }) => folder.replace(/^snapshots\//, '')).join(', ')} did not change since publication is proved from a full clone`;
  let shallow = '';
  let prefix = '';
  try {
    const about = git(['rev-parse', '--is-shallow-repository', '--show-prefix', '--verify', 'HEAD']);
    [shallow = '', prefix = ''] = about.split('\n');
  } catch (error) {
    if (published.length === 0) return new Map();
    const { stderr, message } = error as Error & { stderr?: string };
    const [said = ''] = (stderr ?? message).split('\n');
    throw new IncompleteHistory(`${proof}, and git cannot read the history of ${content}: ${said}`, { cause: error });
  }
  if (published.length > 0 && shallow === 'true')
    throw new IncompleteHistory(`${proof}, and this one is shallow; "git fetch --unshallow" completes it`);
  const status = `${prefix}status.json`;

  const publications = new Map<string, ReadonlyMap<string, Publication>>();
  const inheritedBy = (parents: readonly string[]) => parents.flatMap((id) => [...(publications.get(id) ?? [])]);
  let head = '';
  for (const { id, parents, listed, treeOf } of readCommits(git, prefix, status)) {
    const here = `commit ${short(id)}`;
    const known = new Map(inheritedBy(parents));
    for (const [folder, publication] of inheritedBy(parents)) {
      expectListed(folder, publication, listed, status, here);
      if (treeOf(folder) === publication.tree) continue;
      const files = git(['diff-tree', '-r', '--name-only', publication.commit, id, '--', folder]);
      throw edited(folder, publication, files.split('\n')[0] ?? `${prefix}${folder}`, here);
    }
    for (const { folder, manifestSha256 } of listed) {
      if (known.has(folder)) continue;
      const tree = treeOf(folder);
      if (tree === undefined)
        throw new Error(`${here} published ${named(folder)}, but has no folder ${prefix}${folder}`);
      known.set(folder, { commit: id, manifestSha256, tree });
    }
    publications.set(id, known);
    head = id;
  }

  const atHead = publications.get(head) ?? new Map<string, Publication>();
  for (const [folder, publication] of atHead) {
    expectListed(folder, publication, published, status, 'the working tree');
    const changes = git(['status', '--porcelain', '-z', '--untracked-files=all', '--', folder]);
    const [first] = changes.split('\0');
    if (first) throw edited(folder, publication, first.slice('XY '.length), 'the working tree');
  }
  return new Map([...atHead].map(([folder, { commit }]) => [folder, commit]));
}

type Git = (args: readonly string[], input?: string) => string;

function gitIn(folder: string): Git {
  return (args, input = '') =>
    execFileSync('git', ['-C', folder, '--no-replace-objects', '--no-optional-locks', ...args], {
      input,
      encoding: 'utf8',
      maxBuffer: Infinity,
      stdio: 'pipe',
    });
}

/** All commits up to the present one, parents before children. */
function readCommits(git: Git, prefix: string, status: string): Commit[] {
  const history = git(['rev-list', '--topo-order', '--reverse', '--parents', 'HEAD'])
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([id = '', ...parents]) => ({ id, parents }));

  const statusAt = objects(
    git,
    history.map(({ id }) => `${id}:${status}`),
  );
  // Most commits have the list of the one before.
  const nameOf = new Map<string, string>();
  for (const [name, object] of statusAt) if (!nameOf.has(object)) nameOf.set(object, name);
  const texts = contents(git, [...nameOf.keys()]);
  const lists = new Map([...nameOf].map(([object, name], place) => [object, readList(texts[place] ?? '', name)]));
  const folders = [...new Set([...lists.values()].flat().map(({ folder }) => folder))];
  const trees = objects(
    git,
    history.flatMap(({ id }) => folders.map((folder) => `${id}:${prefix}${folder}`)),
  );
  return history.map(({ id, parents }) => ({
    id,
    parents,
    listed: lists.get(statusAt.get(`${id}:${status}`) ?? '') ?? [],
    treeOf: (folder) => trees.get(`${id}:${prefix}${folder}`),
  }));
}

/** Git's names of the objects at `<commit>:<path>`, without those that do not exist. */
function objects(git: Git, names: readonly string[]): Map<string, string> {
  const lines = git(['cat-file', '--batch-check=%(objectname)'], names.map((name) => `${name}\n`).join('')).split('\n');
  return new Map(
    names.map((name, index) => [name, lines[index] ?? ''] as const).filter(([, object]) => /^[0-9a-f]+$/.test(object)),
  );
}

/** The texts of objects, by git's names of them; from one process, which takes longer to start than to answer. */
function contents(git: Git, names: readonly string[]): string[] {
  let rest = Buffer.from(git(['cat-file', '--batch=%(objectsize)'], names.map((name) => `${name}\n`).join('')));
  return names.map(() => {
    const start = rest.indexOf('\n') + 1;
    const end = start + Number(rest.toString('utf8', 0, start));
    const text = rest.toString('utf8', start, end);
    rest = rest.subarray(end + 1);
    return text;
  });
}

function readList(text: string, name: string): Listed {
  try {
    return listedIn(AnyStatus.parse(JSON.parse(text)));
  } catch (error) {
    throw new Error(`${name} is not a list of published snapshots`, { cause: error });
  }
}

function expectListed(folder: string, publication: Publication, listed: Listed, status: string, where: string): void {
  const since = `, but it is published since commit ${short(publication.commit)}, and that is for good; take the change back, and ${folder.startsWith('editions/') ? 'make an edition of a later day' : 'correct or withdraw the snapshot'}`;
  const entry = listed.find((each) => each.folder === folder);
  if (!entry) throw new Error(`${where} took ${named(folder)} out of ${status}${since}`);
  if (entry.manifestSha256 !== publication.manifestSha256)
    throw new Error(`${where} changed the checksum of ${named(folder)} in ${status}${since}`);
}

const edited = (folder: string, { commit }: Publication, file: string, where: string) =>
  new Error(
    `${where} changed ${file}, but ${named(folder)} is published since commit ${short(commit)} and stays as it was`,
  );

const short = (commit: string) => commit.slice(0, 10);
