/** Where parts of captures are kept: a folder, which an artifact or a disk can carry, or a private dataset on the Hub. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openAsBlob,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { HubFile } from '../schema/hub.ts';
import { createClient } from './http.ts';
import { connectHub, type HubContent, Refusal } from './hub.ts';
import { acquireLock } from './lock.ts';

export interface Store {
  /** As people call it. */
  readonly name: string;
  /** The paths of its files, in order. */
  readonly list: () => Promise<readonly string[]>;
  /** Puts files of one capture in, each from a file here, the last one last: what is listed by it is whole. */
  readonly put: (files: readonly { readonly path: string; readonly from: string }[], title: string) => Promise<void>;
  /** Writes a file of it to a file here. */
  readonly take: (path: string, to: string) => Promise<void>;
  /** Removes files of one capture. */
  readonly remove: (paths: readonly string[], title: string) => Promise<void>;
}

const onHub = 'hf://datasets/';
const mostTries = 10;

/**
 * @param place a folder, or `hf://datasets/owner/name`
 * @param captures the folder that captures are in
 * @throws {Error} if it is a dataset and there is no token, or no folder of its own
 */
export function openStore(
  place: string,
  captures: string,
  hub: { readonly origin: string; readonly token: string | undefined },
): Store {
  if (/^[a-z\d]+:\/\//i.test(place)) {
    const [, name] = /^hf:\/\/datasets\/([\w.-]+\/[\w.-]+)$/.exec(place) ?? [];
    // As a folder it would be kept on this machine, which a schedule throws away.
    if (name === undefined) throw new Error(`the store ${place} is none; expected ${onHub}owner/name, or a folder`);
    return hubStore(name, hub);
  }
  if (place === '') throw new Error(`the store has no name; expected ${onHub}owner/name, or a folder`);
  if (!statSync(firstThere(place)).isDirectory())
    throw new Error(`the store ${place} is a file, or in one; expected a folder, or ${onHub}owner/name`);
  if (`${placeOf(place)}${sep}`.startsWith(`${placeOf(captures)}${sep}`))
    throw new Error(
      `the store ${place} is in the folder of captures, where it would be mistaken for a capture; name another folder`,
    );
  return folderStore(place);
}

/** The folder itself, or the nearest one around it that exists. */
const firstThere = (folder: string): string => (existsSync(folder) ? folder : firstThere(dirname(resolve(folder))));

/** Where a folder is, links followed, also before it exists. */
function placeOf(folder: string): string {
  const there = firstThere(folder);
  return join(realpathSync(there), relative(resolve(there), resolve(folder)));
}

const noArchive = (store: string, path: string) =>
  new Error(`${store} lists ${path} and does not have it; keep the part again`);

function folderStore(folder: string): Store {
  /** Changes a capture in it while nobody else does. */
  function change(path: string, work: () => void): Promise<void> {
    const capture = dirname(join(folder, path));
    mkdirSync(capture, { recursive: true });
    const unlock = acquireLock(capture);
    try {
      work();
    } finally {
      if (readdirSync(capture).every((name) => name.startsWith('.'))) rmSync(capture, { recursive: true });
      unlock();
    }
    return Promise.resolve();
  }

  return {
    name: folder,
    list: () =>
      Promise.resolve(
        existsSync(folder)
          ? readdirSync(folder, { recursive: true, withFileTypes: true })
              .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.partial'))
              .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
              .sort()
          : [],
      ),
    put: (files) =>
      change(files[0]?.path ?? '', () => {
        for (const { path, from } of files) {
          const to = join(folder, path);
          copyFileSync(from, `${to}.partial`);
          renameSync(`${to}.partial`, to);
        }
      }),
    take: (path, to) => {
      if (!existsSync(join(folder, path))) throw noArchive(folder, path);
      copyFileSync(join(folder, path), to);
      return Promise.resolve();
    },
    remove: (paths) =>
      change(paths[0] ?? '', () => {
        for (const path of paths) rmSync(join(folder, path));
      }),
  };
}

/** Posts and the names of their authors are in a capture, so that only a private dataset may keep it. */
function hubStore(
  name: string,
  { origin, token }: { readonly origin: string; readonly token: string | undefined },
): Store {
  if (token === undefined) throw new Error(`HF_TOKEN is not set: captures are kept in the dataset ${name} privately`);
  const repository = { type: 'dataset', name } as const;
  const hub = connectHub({ origin, token });

  async function look(): Promise<HubContent | null> {
    const there = await hub.look(repository);
    if (there?.isPrivate === false)
      throw new Error(
        `the dataset ${name} is public, and captures contain posts and names of people; make it private, or name another`,
      );
    return there;
  }

  return {
    name: `the dataset ${name}`,
    list: async () => ((await look())?.files ?? []).map(({ path }) => path).sort(),
    put: async (files, title) => {
      const upload = await Promise.all(files.map(fileOf));
      for (let tried = 1; ; tried++)
        try {
          if ((await look()) === null) await hub.create(repository, 'private');
          const there = await look();
          if (there === null) throw new Error(`the dataset ${name} was created, and cannot be seen`);
          await hub.carryOut(repository, { upload, remove: [] }, { head: there.head, title });
          return;
        } catch (error) {
          // The jobs of the schedule keep their parts in one dataset, and whoever comes second looks anew.
          if (!(error instanceof Refusal && [409, 412].includes(error.status)) || tried === mostTries) throw error;
        }
    },
    take: async (path, to) => {
      const there = await look();
      if (there === null) throw new Error(`there is no dataset ${name} that HF_TOKEN may read`);
      if (!there.files.some((file) => file.path === path)) throw noArchive(`the dataset ${name}`, path);
      const client = createClient({
        userAgent: 'model-reuse-almanac',
        perSecond: Infinity,
        token: { value: token, origin },
      });
      try {
        await client.download(`${origin}/datasets/${name}/resolve/${there.head}/${path}`, (body) =>
          pipeline(body, createWriteStream(to)),
        );
      } finally {
        await client.close();
      }
    },
    remove: async (paths, title) => {
      const there = await look();
      if (there === null) return;
      const remove = there.files.filter(({ path }) => paths.includes(path));
      await hub.carryOut(repository, { upload: [], remove }, { head: there.head, title });
    },
  };
}

async function fileOf({ path, from }: { readonly path: string; readonly from: string }): Promise<HubFile> {
  const bytes = statSync(from).size;
  const [sha256, sha1] = [createHash('sha256'), createHash('sha1').update(`blob ${bytes}\0`)];
  for await (const chunk of createReadStream(from)) for (const hash of [sha256, sha1]) hash.update(chunk as Buffer);
  return { path, bytes, sha256: sha256.digest('hex'), gitOid: sha1.digest('hex'), content: await openAsBlob(from) };
}
