/** What `astro build` must refuse: each case is a copy of the project with one thing broken. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { metrics } from '../../src/metrics/index.ts';
import type { StatusList } from '../../src/schema/snapshot.ts';
import type { Material } from '../../src/schema/source.ts';
import { material } from '../../src/snapshot/content.test-support.ts';
import { make } from '../../src/snapshot/make.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { buildCopy, copySite } from '../site-copy.ts';
import { startForum, syntheticForum } from '../stand-ins/forum.ts';
import { startHub } from '../stand-ins/hub.ts';

const root = join(import.meta.dirname, '../..');
/** The snapshot that the copies hold: the smallest that may stand on the front page. */
const id = '2022-10-01';
let site: string;

beforeEach(() => {
  site = copySite(id);
});

afterEach(() => {
  rmSync(site, { recursive: true });
});

const path = (name: string) => join(site, 'content', name);
const edit = (name: string, change: (text: string) => string) => {
  const before = readFileSync(path(name), 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${name} was not changed, so the test would show nothing`);
  writeFileSync(path(name), after);
};

const build = () => buildCopy(site);

/** A list of one published snapshot. */
const listing = (published: string, manifestSha256: string): StatusList => ({
  doi: null,
  published: [{ id: published, published: '2026-12-01', manifestSha256, status: 'current' }],
});

/** A source that knows nothing but a few forum categories. */
function inventedCategories(names: readonly string[]): Material {
  const absent = Object.fromEntries(metrics.map(({ id: table }) => [table, 'It was not counted.']));
  const rows = names.map((forumCategory, index) => ({ forumCategory, topics: 1, codes: 10 - index }));
  return {
    ...material({ id: '2024-01-01' }),
    counts: new Map([['challenge-by-forum-category', { rows, notes: [], window: null }]]),
    absent,
  };
}

function expectRefusal(...sentence: readonly string[]): void {
  const { status, said } = build();
  expect(said).toContain(sentence[0]);
  for (const part of sentence) expect(said).toContain(part);
  expect(status).not.toBe(0);
  // No page of a report that could be taken for a whole one.
  expect(existsSync(join(site, 'dist/index.html'))).toBe(false);
}

test('the copy itself builds, so that every refusal below is for what was broken', () => {
  const { status, said } = build();
  expect(status, said).toBe(0);
  expect(existsSync(join(site, 'dist', id, 'index.html'))).toBe(true);
});

describe('the build stops at a snapshot', () => {
  const table = `snapshots/${id}/cards-by-month.json`;
  const manifest = `snapshots/${id}/manifest.json`;

  test('of which one digit was changed', () => {
    edit(table, (text) => text.replace('"models":6111', '"models":6112'));
    expectRefusal('cards-by-month.json was changed');
  });

  test('of which a table is missing', () => {
    rmSync(path(table));
    expectRefusal('cards-by-month.json is missing');
  });

  test('of which a table was cut short', () => {
    edit(table, (text) => text.slice(0, text.length / 2));
    expectRefusal('cards-by-month.json has', 'bytes, but the manifest');
  });

  test('of which a table is empty', () => {
    edit(table, () => '');
    expectRefusal('cards-by-month.json has 0 bytes');
  });

  test('of which a table has no rows, though manifest and checksum agree with it', () => {
    edit(table, (text) => `${text.slice(0, text.indexOf('"rows"'))}"rows": []\n}\n`);
    const bytes = readFileSync(path(table));
    edit(manifest, (text) => {
      const parsed = JSON.parse(text) as { tables: { name: string; bytes: number; sha256: string }[] };
      const tables = parsed.tables.map((entry) =>
        entry.name === 'cards-by-month'
          ? { ...entry, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
          : entry,
      );
      return `${JSON.stringify({ ...parsed, tables }, null, 2)}\n`;
    });
    expectRefusal('cards-by-month.json is not as expected', 'a table without rows is not published');
  });

  test('with a file that its manifest does not list', () => {
    writeFileSync(path(`snapshots/${id}/extra.json`), '{}');
    expectRefusal('extra.json is not listed in the manifest');
  });

  test('whose manifest was edited after it was published', () => {
    const sha256 = createHash('sha256')
      .update(readFileSync(path(manifest)))
      .digest('hex');
    writeFileSync(path('status.json'), JSON.stringify(listing(id, sha256)));
    edit(manifest, (text) => text.replace('All models of', 'Most models of'));
    expectRefusal('manifest.json was edited: its checksum is not the one with which status.json publishes it');
  });

  test('that is published and gone', () => {
    writeFileSync(path('status.json'), JSON.stringify(listing('2021-01-01', '0'.repeat(64))));
    expectRefusal('2021-01-01 is published, but');
  });

  test('when there is none at all', () => {
    rmSync(path('snapshots'), { recursive: true });
    expectRefusal('there is no folder');
  });
});

describe('the build stops at prose', () => {
  test('that names a table nobody knows', () => {
    edit('chapters/documentation.mdx', (text) =>
      text.replace('<Figure table="cards-by-task"', '<Figure table="card-by-task"'),
    );
    expectRefusal('there is no table card-by-task; the tables are', 'cards-by-task');
  });

  test('that names a column the table does not have', () => {
    edit('chapters/documentation.mdx', (text) => text.replace('y="shareWithCard"', 'y="shareWithCrad"'));
    expectRefusal('table cards-by-month has no column shareWithCrad; it has month, models');
  });

  test('that takes a number from a misspelt column', () => {
    edit('chapters/documentation.mdx', (text) =>
      text.replace('column="shareWithCard" interval', 'column="shareWithCrad" interval'),
    );
    expectRefusal('has no column shareWithCrad');
  });

  test('that takes a number from a row that is not there', () => {
    edit('chapters/documentation.mdx', (text) =>
      text.replaceAll("measure: 'models-with-card'", "measure: 'models-with-crad'"),
    );
    expectRefusal('content/chapters/documentation.mdx', 'shows a number that is not there', 'models-with-crad');
  });

  test('that shows a number outside the part for snapshots that have it', () => {
    edit('chapters/overview.mdx', (text) =>
      text.replace('## In short', '## In short\n\n<Stat table="challenges" row={1} column="codes" />\n'),
    );
    expectRefusal('content/chapters/overview.mdx', 'shows a number that is not there', 'codes of challenges');
  });

  test('with a key in its front matter that means nothing', () => {
    edit('chapters/benefits.mdx', (text) => text.replace('order: 4', 'order: 4\nauthor: somebody'));
    expectRefusal('benefits', 'author');
  });

  test('that lists a table nobody knows', () => {
    edit('chapters/benefits.mdx', (text) => text.replace('    benefits,\n', '    benefits,\n    advantages,\n'));
    expectRefusal('content/chapters/benefits.mdx: there is no table advantages');
  });

  test('that uses a table without listing it', () => {
    edit('chapters/benefits.mdx', (text) => text.replace('    benefits,\n', ''));
    expectRefusal('the chapter uses the table benefits; list it under "tables"');
  });

  test('when there is none', () => {
    rmSync(path('chapters'), { recursive: true });
    expectRefusal('there is no prose in');
  });
});

test('the build stops at a link that leads nowhere', () => {
  edit('chapters/documentation.mdx', (text) => `${text}\n[There](/2022-10-01/nowhere/)\n`);
  const { status, said } = build();
  expect(said).toContain('/2022-10-01/documentation/ leads to /2022-10-01/nowhere/, where there is nothing');
  expect(status).not.toBe(0);
});

test('a snapshot of a live capture builds like the others', async () => {
  const [hub, forum] = [await startHub({ count: 3000 }), await startForum(syntheticForum(300))];
  const run = (...args: string[]) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, args, { cwd: root, env: { PATH: process.env.PATH } });
      let said = '';
      child.stderr.on('data', (text: Buffer) => (said += text.toString()));
      child.once('close', (status) => {
        if (status === 0) resolve(said);
        else reject(new Error(said));
      });
    });
  const captures = join(site, 'captures');
  try {
    await run(
      'scripts/capture.ts',
      '--date',
      '2026-11-20',
      '--folder',
      captures,
      '--rate',
      '1000',
      '--hub-origin',
      hub.origin,
      '--forum-origin',
      forum.origin,
    );
    await run('scripts/snapshot.ts', '2026-11-20', '--folder', captures, '--content', path(''), '--accept', 'invented');
  } finally {
    await Promise.all([hub.close(), forum.close()]);
  }
  const { status, said } = build();
  expect(status, said).toBe(0);
  const front = readFileSync(join(site, 'dist/index.html'), 'utf8');
  expect(front).toContain('3,000');
  expect(front).toContain('href="/2026-11-20/models/"');
});

test('hostile names come out as text: on the page, and in the files', async () => {
  const hostile = [
    `<script>alert(1)</script>`,
    `=HYPERLINK("http://example.org")`,
    `'; DROP TABLE topics; --`,
    '{alert(1)}',
  ];
  const data = inventedCategories(hostile);
  const made = await make(data);
  writeSnapshot(path(''), data, made, { madeBy: 'a test' });
  const { status, said } = build();
  expect(status, said).toBe(0);
  const page = new JSDOM(readFileSync(join(site, 'dist/2024-01-01/challenges/index.html'), 'utf8')).window.document;
  expect(page.querySelectorAll('script:not([src]):not([type="application/ld+json"])').length).toBe(0);
  for (const name of hostile) expect(page.body.textContent).toContain(name);
  const csv = readFileSync(join(site, 'dist/2024-01-01/data/challenge-by-forum-category.csv'), 'utf8');
  expect(csv).toContain(`"'=HYPERLINK(""http://example.org"")"`);
});

test('the build stops at a taxonomy with a missing definition', () => {
  edit('taxonomy/benefits.json', (text) => text.replace(/"definition": "[^"]+"/, '"definition": ""'));
  expectRefusal('benefits', 'definition');
});
