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
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { HubFile } from '../schema/hub.ts';
import { createClient } from './http.ts';
import { connectHub, type HubContent } from './hub.ts';

export interface Store {
  /** As people call it. */
  readonly name: string;
  /** The paths of its files, in order. */
  readonly list: () => Promise<readonly string[]>;
  /** Puts files in, each from a file here, the last one last: what is listed by it is whole. */
  readonly put: (files: readonly { readonly path: string; readonly from: string }[], title: string) => Promise<void>;
  /** Writes a file of it to a file here. */
  readonly take: (path: string, to: string) => Promise<void>;
  readonly remove: (paths: readonly string[], title: string) => Promise<void>;
}

const onHub = 'hf://datasets/';

/**
 * @param place a folder, or `hf://datasets/owner/name`
 * @throws {Error} if it is a dataset and there is no token
 */
export function openStore(place: string, hub: { readonly origin: string; readonly token: string | undefined }): Store {
  return place.startsWith(onHub) ? hubStore(place.slice(onHub.length), hub) : folderStore(place);
}

function folderStore(folder: string): Store {
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
    put: (files) => {
      for (const { path, from } of files) {
        const to = join(folder, path);
        mkdirSync(dirname(to), { recursive: true });
        copyFileSync(from, `${to}.partial`);
        renameSync(`${to}.partial`, to);
      }
      return Promise.resolve();
    },
    take: (path, to) => {
      copyFileSync(join(folder, path), to);
      return Promise.resolve();
    },
    remove: (paths) => {
      for (const path of paths) {
        rmSync(join(folder, path));
        if (readdirSync(dirname(join(folder, path))).length === 0)
          rmSync(dirname(join(folder, path)), { recursive: true });
      }
      return Promise.resolve();
    },
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
        `the dataset ${name} is public, and captures hold posts and names of people; make it private, or name another`,
      );
    return there;
  }

  return {
    name: `the dataset ${name}`,
    list: async () => ((await look())?.files ?? []).map(({ path }) => path).sort(),
    put: async (files, title) => {
      if ((await look()) === null) await hub.create(repository, 'private');
      const there = await look();
      if (there === null) throw new Error(`the dataset ${name} was created, and cannot be seen`);
      const upload = await Promise.all(files.map(fileOf));
      await hub.carryOut(repository, { upload, remove: [] }, { head: there.head, title });
    },
    take: async (path, to) => {
      const there = await look();
      if (there === null) throw new Error(`there is no dataset ${name} that HF_TOKEN may read`);
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
