/** Serves the built site to tests, as a host of files would that reads `_headers`. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { headersFor, parseHeaders } from '../src/build/headers.ts';
import { listen } from './local-server.ts';

const contentTypes: Readonly<Record<string, string>> = {
  // `SHA256SUMS`, which has no ending.
  '': 'text/plain; charset=utf-8',
  '.R': 'text/plain; charset=utf-8',
  '.atom': 'application/atom+xml',
  '.avif': 'image/avif',
  '.bib': 'application/x-bibtex; charset=utf-8',
  '.cff': 'text/yaml; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.ipynb': 'application/x-ipynb+json',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.pagefind': 'application/octet-stream',
  '.parquet': 'application/vnd.apache.parquet',
  '.pdf': 'application/pdf',
  '.pf_filter': 'application/octet-stream',
  '.pf_fragment': 'application/octet-stream',
  '.pf_index': 'application/octet-stream',
  '.pf_meta': 'application/octet-stream',
  '.png': 'image/png',
  '.ris': 'application/x-research-info-systems',
  '.sql': 'application/sql',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
};

/** What is packed already, and would not be smaller packed again. */
const packed = ['.avif', '.jpg', '.pdf', '.png', '.webp', '.woff', '.woff2', '.zip'];
/** What was packed, by its file as it was then: tests ask for the same files over and over. */
const bodies = new Map<string, Buffer>();
/** As hard as hosts try while somebody waits. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

export interface BuiltSite {
  /** `http://127.0.0.1:<port>`, without a slash at the end; pages are under `base`. */
  readonly origin: string;
  /** The folder that is served, as an absolute path. */
  readonly dist: string;
  close(): Promise<void>;
}

export interface BuiltSiteOptions {
  /** Default: `dist/` of the project. */
  dist?: string;
  /** The path under which the site was built to live; default `ALMANAC_BASE`, as in the build. Nothing is served beside it. */
  base?: string;
}

/**
 * Serves a built site on a free port of this machine.
 *
 * A folder is met with its `index.html`, after a redirect to the address with the slash; an unknown address with
 * `404.html`. Text goes out as brotli or gzip to those who take it. What `_headers` says is sent along; files of which it
 * does not say how long they may be kept are asked for again each time.
 *
 * @throws {Error} if the site is not built
 */
export async function builtSite({
  dist = join(import.meta.dirname, '../dist'),
  base = process.env.ALMANAC_BASE ?? '/',
}: BuiltSiteOptions = {}): Promise<BuiltSite> {
  for (const page of ['index.html', '404.html'])
    if (!existsSync(join(dist, page)))
      throw new Error(`the site is not built: ${join(dist, page)} is not there; \`npm run build\` makes it`);
  const prefix = `/${base}/`.replace(/\/{2,}/g, '/');

  const rules = existsSync(join(dist, '_headers')) ? parseHeaders(readFileSync(join(dist, '_headers'), 'utf8')) : [];

  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = decoded(pathname);
    const takes = request.headers['accept-encoding'] ?? '';
    // A header that several rules name is sent with all its values, as hosts do.
    for (const [name, values] of headersFor(rules, pathname)) response.setHeader(name, values.join(', '));
    const file = path?.startsWith(prefix) ? join(dist, path.slice(prefix.length)) : undefined;
    if (file === undefined || !`${file}${sep}`.startsWith(join(dist, sep)) || !existsSync(file)) {
      send(response, takes, 404, join(dist, '404.html'));
    } else if (!statSync(file).isDirectory()) {
      send(response, takes, 200, file);
    } else if (!pathname.endsWith('/')) {
      response.writeHead(301, { location: `${pathname}/${search}` }).end();
    } else if (existsSync(join(file, 'index.html'))) {
      send(response, takes, 200, join(file, 'index.html'));
    } else {
      send(response, takes, 404, join(dist, '404.html'));
    }
  });
  return { ...(await listen(server)), dist };
}

function send(response: ServerResponse, takes: string, status: number, file: string): void {
  const type = contentTypes[extname(file)];
  if (type === undefined) {
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`no content type for ${file} in tests/built-site.ts`);
    return;
  }
  const encodings = packed.includes(extname(file)) ? [] : takes.split(/[,;\s]+/);
  const encoding = (['br', 'gzip'] as const).find((each) => encodings.includes(each));
  const { mtimeMs, size } = statSync(file);
  const key = `${encoding ?? ''} ${mtimeMs} ${size} ${file}`;
  const body = bodies.get(key) ?? packedBody(readFileSync(file), encoding);
  bodies.set(key, body);
  response
    .writeHead(status, {
      'content-type': type,
      'content-length': body.length,
      ...(!response.hasHeader('cache-control') && { 'cache-control': 'no-cache' }),
      vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
    })
    .end(body);
}

const packedBody = (bytes: Buffer, encoding?: 'br' | 'gzip'): Buffer =>
  encoding === undefined ? bytes : encoding === 'br' ? brotliCompressSync(bytes, brotli) : gzipSync(bytes);

/** The path without its percent signs; `undefined` if they are not in order. */
function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
