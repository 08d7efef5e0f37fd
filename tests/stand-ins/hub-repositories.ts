/**
 * A stand-in for the Hub as one who writes sees it: making a repository, listing it, and committing to it.
 *
 * It answers the requests that `@huggingface/hub` makes for Spaces and datasets, and is strict where the Hub is: about
 * the token, about the parent of a commit, and about large files that were never uploaded. Those go to another origin,
 * as they do on the Hub.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '../local-server.ts';
import { type Answer, json } from './server.ts';

export interface Stored {
  readonly bytes: Buffer;
  /** Whether it is kept beside git. */
  readonly large: boolean;
}

export interface Repository {
  readonly sdk: string | undefined;
  /** Whether only those with the token see it. */
  readonly isPrivate: boolean;
  readonly files: Map<string, Stored>;
  /** Their messages, the first one first. */
  readonly commits: string[];
}

export interface WriteRequest {
  readonly method: string;
  readonly path: string;
  /** The `authorization` header. */
  readonly token: string | undefined;
}

export interface WritableHub {
  readonly origin: string;
  /** By `spaces/owner/name` and `datasets/owner/name`. */
  readonly repositories: Map<string, Repository>;
  /** What the Hub was asked, in order. */
  readonly requests: WriteRequest[];
  /** What the place was asked to which large files go. */
  readonly storageRequests: WriteRequest[];
  close(): Promise<void>;
}

export interface WritableHubOptions {
  readonly token: string;
  /** The one who may be written for; default `ada`. */
  readonly owner?: string;
  /** How many files and folders a page of a list has; default 7, so that lists have several pages. */
  readonly perPage?: number;
  /** Whether the place to which large files go refuses them all. */
  readonly storageFails?: boolean;
  /** In place of the true answer; `break` ends the connection. */
  readonly instead?: (request: WriteRequest) => Answer | 'break' | undefined;
}

const sha = (algorithm: 'sha1' | 'sha256', bytes: string | Buffer) => createHash(algorithm).update(bytes).digest('hex');
const gitOid = (bytes: Buffer) => sha('sha1', Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]));
const pointer = (bytes: Buffer) =>
  Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${sha('sha256', bytes)}\nsize ${bytes.length}\n`);
const headOf = (name: string, { commits }: Repository) => sha('sha1', `${name}\n${commits.length}`);
const refusal = (status: number, error: string): Answer => json({ error }, status);

export async function startWritableHub(options: WritableHubOptions): Promise<WritableHub> {
  const { token, owner = 'ada', instead, storageFails = false, perPage = 7 } = options;
  const repositories = new Map<string, Repository>();
  const requests: WriteRequest[] = [];
  const storageRequests: WriteRequest[] = [];
  const storage = new Map<string, Buffer>();

  const oidOf = (bytes: Buffer) => [...storage].find(([, stored]) => stored === bytes)?.[0] ?? '';

  const storageServer = createServer((request, response) => {
    void read(request).then((bytes) => {
      storageRequests.push(seen(request));
      const oid = request.url?.slice(1) ?? '';
      const there = storage.get(oid);
      if (request.method === 'GET' && there) return void response.writeHead(200).end(there);
      const isRight = request.method === 'PUT' && sha('sha256', bytes) === oid;
      if (isRight) storage.set(oid, bytes);
      response.writeHead(storageFails ? 503 : isRight ? 200 : 400).end();
    });
  });
  const storagePlace = await listen(storageServer);

  function answer(request: WriteRequest, url: URL, body: Buffer): Answer {
    if (request.token !== undefined && request.token !== `Bearer ${token}`)
      return refusal(401, 'Invalid username or password.');
    const mayWrite = request.token !== undefined;

    if (request.method === 'POST' && url.pathname === '/api/repos/create') {
      if (!mayWrite) return refusal(401, 'Invalid username or password.');
      const asked = JSON.parse(body.toString()) as {
        type: string;
        organization: string;
        name: string;
        sdk?: string;
        private?: boolean;
        visibility?: string;
      };
      if (asked.organization !== owner) return refusal(403, `You cannot write for ${asked.organization}`);
      const name = `${asked.type}s/${owner}/${asked.name}`;
      if (repositories.has(name)) return refusal(409, 'You already created this repo');
      const first = asked.type === 'space' ? ['.gitattributes', 'README.md', 'style.css'] : ['.gitattributes'];
      const files = new Map(first.map((path) => [path, { bytes: Buffer.from(`the Hub's ${path}`), large: false }]));
      const isPrivate = asked.private === true || asked.visibility === 'private';
      repositories.set(name, { sdk: asked.sdk, isPrivate, files, commits: ['initial commit'] });
      return json({ url: `${url.origin}/${name}`, name: `${owner}/${asked.name}`, id: '1' });
    }

    const [, name = '', verb = '', rest = ''] =
      /^(?:\/api)?\/((?:spaces|datasets)\/[^/]+\/[^/]+?)(?:\/|\.git\/info\/)([^/]+)\/(.*)$/.exec(url.pathname) ?? [];
    const repository = repositories.get(name);
    if (!repository || (repository.isPrivate && !mayWrite))
      return mayWrite ? refusal(404, 'Repository not found') : refusal(401, 'Invalid username or password.');

    if (request.method === 'GET' && verb === 'revision') {
      const [, id] = /^[^/]+\/(.*)$/.exec(name) ?? [];
      const about = { _id: '1', id, likes: 0, private: repository.isPrivate, lastModified: '2026-11-20T00:00:00.000Z' };
      return json({ ...about, sdk: repository.sdk, sha: headOf(name, repository) });
    }
    if (request.method === 'GET' && verb === 'resolve') {
      const [, revision, path = ''] = /^([^/]+)\/(.*)$/.exec(rest) ?? [];
      const file = repository.files.get(path);
      if (!file || revision !== headOf(name, repository)) return refusal(404, 'Entry not found');
      // Large files lie elsewhere, as on the Hub.
      if (file.large)
        return { status: 302, headers: { location: `${storagePlace.origin}/${oidOf(file.bytes)}` }, body: '' };
      return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.bytes };
    }
    if (request.method === 'GET' && verb === 'tree') {
      if (rest !== headOf(name, repository)) return refusal(404, 'Invalid rev id');
      return tree(repository, url, perPage);
    }
    if (!mayWrite) return refusal(401, 'Invalid username or password.');
    if (verb === 'preupload') {
      const { files } = JSON.parse(body.toString()) as { files: { path: string; sample: string }[] };
      const isLarge = ({ path, sample }: { path: string; sample: string }) =>
        /\.(parquet|tar)$/.test(path) || Buffer.from(sample, 'base64').includes(0);
      return json({
        files: files.map((file) => ({ path: file.path, uploadMode: isLarge(file) ? 'lfs' : 'regular' })),
      });
    }
    if (verb === 'lfs' && rest === 'objects/batch') {
      const { objects } = JSON.parse(body.toString()) as { objects: { oid: string; size: number }[] };
      const upload = (oid: string) => ({ upload: { href: `${storagePlace.origin}/${oid}` } });
      return json({
        transfer: 'basic',
        objects: objects.map(({ oid, size }) => ({ oid, size, ...(storage.has(oid) ? {} : { actions: upload(oid) }) })),
      });
    }
    if (verb === 'commit' && rest === 'main') return commit(name, repository, body);
    return refusal(404, `the stand-in knows no ${request.method} ${url.pathname}`);
  }

  /** Whole or not at all. */
  function commit(name: string, repository: Repository, body: Buffer): Answer {
    interface Line {
      key: string;
      value: { path: string; content: string; oid: string; summary: string; parentCommit?: string };
    }
    const lines = body
      .toString()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const [header, ...operations] = lines;
    if (header?.key !== 'header') return refusal(400, 'no header');
    const { parentCommit, summary } = header.value;
    if (parentCommit !== undefined && parentCommit !== headOf(name, repository))
      return refusal(412, 'A commit has happened since. Please refresh and try again.');
    const files = new Map(repository.files);
    for (const { key, value } of operations) {
      const large = storage.get(value.oid);
      if (key === 'file') files.set(value.path, { bytes: Buffer.from(value.content, 'base64'), large: false });
      else if (key === 'lfsFile' && large) files.set(value.path, { bytes: large, large: true });
      else if (key === 'deletedFile' && files.has(value.path)) files.delete(value.path);
      else return refusal(400, `cannot do ${key} of ${value.path}`);
    }
    repository.files.clear();
    for (const [path, file] of files) repository.files.set(path, file);
    repository.commits.push(summary);
    const oid = headOf(name, repository);
    return json({ success: true, commitOid: oid, commitUrl: `/${name}/commit/${oid}`, hookOutput: '' });
  }

  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const asked = seen(request);
      requests.push(asked);
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
      const given = instead?.(asked) ?? answer(asked, url, body);
      if (given === 'break') request.socket.resetAndDestroy();
      else response.writeHead(given.status, given.headers).end(given.body);
    });
  });
  const place = await listen(server);
  return {
    origin: place.origin,
    repositories,
    requests,
    storageRequests,
    close: async () => {
      await Promise.all([place.close(), storagePlace.close()]);
    },
  };
}

/** The files of a repository and the folders that they are in, in pages. */
function tree({ files }: Repository, url: URL, perPage: number): Answer {
  const folders = new Set(
    [...files.keys()].flatMap((path) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, i, parts) => parts.slice(0, i + 1).join('/')),
    ),
  );
  const entries = [
    ...[...folders].map((path) => ({ type: 'directory', path, size: 0, oid: sha('sha1', path) })),
    ...[...files].map(([path, { bytes, large }]) => ({
      type: 'file',
      path,
      size: bytes.length,
      oid: gitOid(large ? pointer(bytes) : bytes),
      ...(large ? { lfs: { oid: sha('sha256', bytes), size: bytes.length, pointerSize: pointer(bytes).length } } : {}),
    })),
  ];
  const from = Number(url.searchParams.get('cursor') ?? '0');
  const next = new URL(url);
  next.searchParams.set('cursor', String(from + perPage));
  const link = from + perPage < entries.length ? { link: `<${next.href}>; rel="next"` } : {};
  return json(entries.slice(from, from + perPage), 200, link);
}

function seen({ method = 'GET', url = '/', headers }: IncomingMessage): WriteRequest {
  return { method, path: new URL(url, 'http://localhost').pathname, token: headers.authorization };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
