/**
 * Pages whose inputs did not change are taken from the last build instead of being rendered again.
 *
 * Astro does the keeping (`experimental.incrementalBuild`): a path with the key of the last build
 * (`src/components/kept.ts`) gets the file of the last build, out of the cache. Astro trusts that cache, so it is
 * checked here first. It serves only if the same code made it, if the last build came to its end, and if every file in
 * it is as that build left it; otherwise it is thrown away, and all pages are rendered.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** What Astro keeps in its cache: the key of every page, and the pages. */
const kept = ['incremental-build.json', 'dist'] as const;
/** The list that the cache is held against. It is gone while a build runs, and there once it has come to its end. */
const listName = 'kept-pages.json';

interface List {
  /** Digest of the code that made the pages. */
  readonly code: string;
  /** Scripts and styles by name, which the pages ask for. */
  readonly assets: readonly string[];
  /** SHA-256 of every file that is kept, by path. */
  readonly files: Readonly<Record<string, string>>;
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const filesIn = (folder: string, pattern: string) =>
  globSync(pattern, { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

/**
 * A digest over all that every page depends on: the code, prose and definitions, the packages, the runtime, and where
 * the site will stand. Snapshots and their status are not in it: each page has its own of those in its key.
 */
export function codeDigest(root: string, { site, base }: { site?: string | undefined; base: string }): string {
  const whole = /^(src|content)$/;
  const own = readdirSync(root).filter((name) => whole.test(name) || /\.(mjs|json)$/.test(name));
  const files = own
    .flatMap((name) => (whole.test(name) ? filesIn(root, `${name}/**/*`) : [name]))
    .filter((file) => !/^content\/(snapshots\/|status\.json$)|\.test(-support)?\.ts$/.test(file));
  const digest = createHash('sha256').update(JSON.stringify([process.version, site, base]));
  for (const file of files.sort()) digest.update(JSON.stringify([file, sha256(readFileSync(join(root, file)))]));
  return digest.digest('hex');
}

/** Digests that this process has made: by file, with its size and the time of its last change. */
type Seen = Map<string, string>;

/** The digest of every kept file. What this build has read already and not written since is not read twice. */
function digestsOf(cache: string, seen: Seen): Record<string, string> {
  const digestOf = (file: string) => {
    const { size, mtimeNs } = statSync(file, { bigint: true });
    const state = `${file} ${size} ${mtimeNs}`;
    const digest = seen.get(state) ?? sha256(readFileSync(file));
    seen.set(state, digest);
    return digest;
  };
  const files = [kept[0], ...filesIn(cache, `${kept[1]}/**/*`)];
  return Object.fromEntries(files.map((file) => [file, digestOf(join(cache, file))]));
}

/**
 * The list of the last build, if its pages may be used; otherwise a sentence that says why not.
 *
 * @param seen takes the digests that are made here
 */
export function readKept(cache: string, code: string, seen: Seen = new Map()): List | string {
  const file = join(cache, listName);
  if (!existsSync(file)) return 'no build that came to its end left any';
  let list: List;
  try {
    list = JSON.parse(readFileSync(file, 'utf8')) as List;
  } catch {
    return 'their list cannot be read';
  }
  if (list.code !== code) return 'the code, the prose, a package or the address of the site changed';
  if (!existsSync(join(cache, kept[0]))) return 'their keys are missing';
  const found = digestsOf(cache, seen);
  const wrong = [...new Set([...Object.keys(list.files), ...Object.keys(found)])].find(
    (path) => list.files[path] !== found[path],
  );
  return wrong === undefined ? list : `${wrong} is not as the last build left it`;
}

/**
 * Lists what a finished build keeps, whole or not at all.
 *
 * @param seen digests that `readKept` made before the build
 */
export function writeKept(cache: string, code: string, assets: readonly string[], seen: Seen = new Map()): void {
  const list: List = { code, assets, files: digestsOf(cache, seen) };
  writeFileSync(join(cache, `${listName}.new`), JSON.stringify(list));
  renameSync(join(cache, `${listName}.new`), join(cache, listName));
}

/** Keeps pages from build to build. `astro build --force` renders all of them. */
export function keptPages(): AstroIntegration {
  let [cache, code] = ['', ''];
  let last: List | undefined;
  const seen: Seen = new Map();
  return {
    name: 'almanac-kept-pages',
    hooks: {
      'astro:config:setup': ({ command, config, updateConfig, logger }) => {
        if (command !== 'build') return;
        updateConfig({ experimental: { incrementalBuild: true } });
        cache = fileURLToPath(config.cacheDir);
        code = codeDigest(fileURLToPath(config.root), config);
        const found = readKept(cache, code, seen);
        if (typeof found === 'string') {
          for (const name of kept) rmSync(join(cache, name), { recursive: true, force: true });
          logger.info(`all pages are rendered, none is kept from the last build: ${found}`);
        } else last = found;
        // Until this build has come to its end there is nothing to trust.
        rmSync(join(cache, listName), { force: true });
      },
      'astro:build:done': ({ dir }) => {
        const assets = readdirSync(join(fileURLToPath(dir), '_astro')).sort();
        const missing = last?.assets.find((name) => !assets.includes(name));
        if (missing !== undefined)
          throw new Error(
            `pages kept from the last build ask for _astro/${missing}, which this build did not make; npm run build -- --force renders all of them`,
          );
        writeKept(cache, code, assets, seen);
      },
    },
  };
}
