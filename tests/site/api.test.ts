/** What programs take from the built site: the JSON interface, checksums, starters. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { metadataForms } from '../../src/distribution/metadata.ts';
import { builtSite } from '../built-site.ts';
import { everything } from '../everything.ts';
import { snapshotsToLookAt } from './pages.ts';

const dist = join(import.meta.dirname, '../../dist');
const snapshots = readdirSync(join(import.meta.dirname, '../../content/snapshots'));
const editions = readdirSync(join(import.meta.dirname, '../../content/editions'));
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(dist, path), 'utf8'));
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `/${relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/')}`);
const { site } = readJson('api/v1/index.json') as { site: string };

interface Described {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<
    Record<
      string,
      { get: { responses: { 200: { content: Record<string, { schema?: { $ref: string } }> } }; summary: string } }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
const description = readJson('api/v1/openapi.json') as Described;

/** The address of the description that a file answers, the most literal first, as OpenAPI has it. */
function pathOf(file: string): string | undefined {
  const fits = (path: string) =>
    new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\\?\{\w+\}/g, '[^/]+')}$`).test(file);
  return Object.keys(description.paths)
    .filter(fits)
    .sort((a, b) => a.split('{').length - b.split('{').length)[0];
}

describe('the JSON interface', () => {
  test('has an answer for every snapshot and table, and for nothing else', () => {
    const answers = files.filter((file) => file.startsWith('/api/v1/'));
    const tables = new Set(
      snapshots.flatMap((id) =>
        (readJson(`${id}/data/manifest.json`) as { tables: { name: string }[] }).tables.map(({ name }) => name),
      ),
    );
    expect(answers.filter((file) => file.startsWith('/api/v1/snapshots/')).sort()).toEqual(
      snapshots.map((id) => `/api/v1/snapshots/${id}.json`).sort(),
    );
    expect(answers.filter((file) => file.startsWith('/api/v1/tables/')).sort()).toEqual(
      [...tables].map((name) => `/api/v1/tables/${name}.json`).sort(),
    );
    expect(answers.filter((file) => file.startsWith('/api/v1/editions/')).sort()).toEqual(
      editions.map((id) => `/api/v1/editions/${id}.json`).sort(),
    );
    expect(answers.filter((file) => pathOf(file) === undefined)).toEqual([]);
  });

  test('every answer and every file of data is what the OpenAPI description says it is', () => {
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    const validators = new Map(
      Object.entries(description.components.schemas).map(([name, schema]) => [
        `#/components/schemas/${name}`,
        ajv.compile(schema),
      ]),
    );
    const checked = new Set<string>();
    for (const file of files) {
      // What describes the tables in other words keeps to rules of its own.
      if (metadataForms.some(({ name }) => file.endsWith(`/data/${name}`))) continue;
      const path = pathOf(file);
      const content = path === undefined ? undefined : description.paths[path]?.get.responses[200].content;
      const [schema] = Object.values(content ?? {}).map((each) => each.schema?.$ref);
      if (path !== undefined) checked.add(path);
      if (schema === undefined) continue;
      const validate = validators.get(schema);
      expect(validate, `${file}: ${schema} is not in the description`).toBeDefined();
      expect(validate?.(readJson(file)), `${file}: ${JSON.stringify(validate?.errors)}`).toBe(true);
    }
    expect([...checked].sort()).toEqual(Object.keys(description.paths).sort());
  });

  test('every address in an answer leads to a file or page of the site', () => {
    const leadsNowhere = files
      .filter((file) => file.startsWith('/api/v1/') && !file.startsWith('/api/v1/schema/'))
      .flatMap((file) => {
        const addresses: string[] = [];
        JSON.stringify(readJson(file), (key, value: unknown) => {
          if (key !== 'location' && typeof value === 'string' && value.startsWith('http')) addresses.push(value);
          return value;
        });
        expect(addresses.length, file).toBeGreaterThan(0);
        return addresses
          .filter((address) => address.startsWith(site))
          .map((address) => `/${decodeURIComponent(new URL(address).pathname.slice(new URL(site).pathname.length))}`)
          .filter((path) => !existsSync(join(dist, path.endsWith('/') ? posix.join(path, 'index.html') : path)))
          .map((path) => `${file}: ${path}`);
      });
    expect(leadsNowhere).toEqual([]);
  });

  test('the checksum and size that an answer gives are those of the file', () => {
    for (const id of [...snapshots, ...editions.map((edition) => `editions/${edition}`)]) {
      const kind = id.startsWith('editions/') ? '' : 'snapshots/';
      const { tables, manifest } = readJson(`api/v1/${kind}${id}.json`) as {
        manifest: { name: string; sha256: string; bytes: number };
        tables: { files: { name: string; sha256: string; bytes: number }[] }[];
      };
      const sums = readFileSync(join(dist, id, 'data/SHA256SUMS'), 'utf8');
      for (const { name, sha256, bytes } of [manifest, ...tables.flatMap((table) => table.files)]) {
        expect(sums).toContain(`${sha256}  ${name}\n`);
        expect(readFileSync(join(dist, id, 'data', name)).length).toBe(bytes);
      }
    }
  });
});

test
  .skipIf(spawnSync('sha256sum', ['--version']).status !== 0)
  .each([...snapshots, ...editions.map((id) => `editions/${id}`)])(
  'sha256sum finds every file of %s as it was published',
  (id) => {
    const { status, stdout, stderr } = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
      cwd: join(dist, id, 'data'),
      encoding: 'utf8',
    });
    expect(status, stdout + stderr).toBe(0);
    const data = readdirSync(join(dist, id, 'data')).filter((name) => /\.(csv|parquet)$|^manifest\.json$/.test(name));
    const found = new Set(stdout.split('\n').map((line) => line.replace(/: OK$/, '')));
    expect(data.filter((name) => !found.has(name))).toEqual([]);
  },
);

test.skipIf(spawnSync('python3', ['--version']).status !== 0)(
  'the notebook of every kind of snapshot runs from beginning to end against the site',
  async () => {
    const server = await builtSite({ dist });
    try {
      // A program each, and by night all of them: the notebooks differ in the table that they read.
      const kinds = [...Map.groupBy(snapshotsToLookAt(), ({ coverage }) => coverage).values()];
      const looked = everything ? snapshots : kinds.flatMap((some) => some.slice(-1)).map(({ id }) => id);
      for (const id of [...looked, ...editions.slice(-1).map((edition) => `editions/${edition}`)]) {
        const { cells } = readJson(`${id}/data/starter.ipynb`) as { cells: { cell_type: string; source: string[] }[] };
        const program = cells
          .filter((cell) => cell.cell_type === 'code')
          .map((cell) => cell.source.join(''))
          .join('\n')
          .replaceAll(site, `${server.origin}${new URL(site).pathname}`);
        const python = spawn('python3', ['-'], { env: { PATH: process.env.PATH, MPLBACKEND: 'agg' } });
        let said = '';
        for (const stream of [python.stdout, python.stderr])
          stream.on('data', (text: Buffer) => (said += String(text)));
        python.stdin.end(program);
        const status = await new Promise((resolve) => python.once('close', resolve));
        expect(status, said).toBe(0);
        expect(said).toContain('bytes, as published');
        expect(said).toContain(`${id.replace('editions/', '')} `);
      }
    } finally {
      await server.close();
    }
  },
);
