/** Views as Parquet: a snapshot that is made of them alone has the bytes of the one that is made of the capture. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capture } from '../scripts/capture.ts';
import { snapshot } from '../scripts/snapshot.ts';
import { literal, openDatabase } from '../src/io/database.ts';
import type { Material } from '../src/schema/source.ts';
import type { MaterialFile } from '../src/schema/views.ts';
import { writeViews } from '../src/snapshot/view-files.ts';
import { call, oneSentence } from './call.ts';
import { everything } from './everything.ts';
import { describeWithSharedData, sharedData } from './shared-data.ts';
import { startForum, syntheticForum } from './stand-ins/forum.ts';
import { startHub, recentModels } from './stand-ins/hub.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..');
const date = '2026-10-03';
const folder = temporaryFolder({}, afterAll);
const accept = ['shrunk', 'missing-months'].flatMap((gate) => [
  '--accept',
  `${gate}=few and invented models, for a test`,
]);

/** Another `content/`, with a census before it. */
function content(name: string): string {
  const place = join(folder, name);
  cpSync(join(root, 'content/snapshots/2022-10-01'), join(place, 'snapshots/2022-10-01'), { recursive: true });
  cpSync(join(root, 'content/published'), join(place, 'published'), { recursive: true });
  writeFileSync(join(place, 'status.json'), JSON.stringify({ doi: null, published: [] }));
  return place;
}

async function run(args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await call(snapshot, args);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const filesIn = (place: string, id = date) => {
  const made = join(place, 'snapshots', id);
  return Object.fromEntries(readdirSync(made).map((file) => [file, readFileSync(join(made, file), 'utf8')]));
};

/** Runs SQL in a database of its own. */
async function sql(...steps: readonly string[]): Promise<void> {
  const database = await openDatabase();
  for (const step of steps) await database.run(step);
  database.close();
}

const captures = join(folder, 'captures');
const views = join(folder, 'views');
beforeAll(async () => {
  const models = recentModels(400);
  const [hub, forum] = [await startHub({ models }), await startForum(syntheticForum(60))];
  const cards = join(folder, 'cards.parquet');
  const texts = Array.from({ length: 400 }, (_, i) => models.at(i)?.id ?? '').map((id, i) =>
    [id, `---\nlicense: mit\n---\n# Card\n\n## Limitations\n\nIt was trained on ${i} old newspapers alone.\n`]
      .map(literal)
      .join(', '),
  );
  await sql(
    `COPY (SELECT * FROM (VALUES (${texts.join('), (')})) AS cards("modelId", card)) TO ${literal(cards)} (FORMAT parquet)`,
  );
  const origins = ['--hub-origin', hub.origin, '--forum-origin', forum.origin, '--rate', '10000'];
  const what = ['--hub', '--forum', '--cards-file', cards, '--date', date, '--folder', captures];
  const { status, stderr } = await call(capture, [...what, ...origins]);
  await Promise.all([hub.close(), forum.close()]);
  expect(status, stderr).toBe(0);
  await run([date, '--folder', captures, '--write-views', views]);
});

test('a file for each view that there is, and material.json beside them', () => {
  expect(readdirSync(views).sort()).toEqual([
    ...['cards', 'codings', 'intake', 'languages'].map((view) => `${view}.parquet`),
    'material.json',
    ...['mentions', 'models', 'parents', 'topics', 'training_data'].map((view) => `${view}.parquet`),
  ]);
});

test('the snapshot of views has the bytes of that of the capture, whoever wrote them, and needs no capture', async () => {
  // Rows and columns in another order, and a narrower number; and a folder whose name could be a pattern.
  const others = join(temporaryFolder(), 'views [*] of v?ews');
  cpSync(views, others, { recursive: true });
  for (const file of readdirSync(others).filter((name) => name.endsWith('.parquet')))
    await sql(
      `CREATE TABLE view AS FROM read_parquet(${literal(join(views, file))})`,
      `COPY (SELECT ${file === 'models.parquet' ? 'likes::INTEGER AS likes, * EXCLUDE (likes)' : '*'} FROM view ORDER BY hash(view)) TO ${literal(join(others, file))} (FORMAT parquet)`,
    );
  const [ofCapture, ofViews] = [content('of-capture'), content('of-views')];
  await run([date, '--folder', captures, '--content', ofCapture, ...accept]);
  await run([date, '--folder', join(folder, 'nowhere'), '--content', ofViews, '--views', others, ...accept]);
  const files = filesIn(ofCapture);
  expect(Object.keys(files).length).toBeGreaterThan(70);
  expect(filesIn(ofViews)).toEqual(files);
});

function copyOfViews(): string {
  const copy = temporaryFolder();
  cpSync(views, copy, { recursive: true });
  return copy;
}
const rewritten =
  (file: string, select: string, rest = '') =>
  (copy: string) =>
    sql(
      `CREATE TABLE view AS FROM read_parquet(${literal(join(copy, file))})`,
      `COPY (SELECT ${select} FROM view ${rest}) TO ${literal(join(copy, file))} (FORMAT parquet)`,
    );
const said = (change: (file: MaterialFile) => unknown) => (copy: string) => {
  const file = join(copy, 'material.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as MaterialFile)));
};

const saidOf = (file: MaterialFile, lacks: Record<string, string>) => ({
  ...file,
  views: { ...file.views, parents: { ...(file.views.parents as object), lacks } },
});

test.each<[string, (copy: string) => unknown, RegExp]>([
  [
    'the newest models are lost',
    rewritten('models.parquet', '*', 'QUALIFY row_number() OVER (ORDER BY created_at) <= 390'),
    /models\.parquet has 390 rows, and material\.json says that it has 400; write it again$/,
  ],
  [
    'a column that is there and never null is said to be lacking',
    said((file) => saidOf(file, { child: 'Nobody told.' })),
    /material\.json says that parents lack child, which is never lacking; leave it out$/,
  ],
  [
    'a column of no view is said to be lacking',
    said((file) => saidOf(file, { sparkle: 'Nobody told.' })),
    /material\.json says that parents lack sparkle, which is none of their columns; leave it out$/,
  ],
  [
    'a view is not spoken of',
    said((file) => ({ ...file, views: { ...file.views, intake: undefined } })),
    /material\.json is invalid: views\.intake/,
  ],
  [
    'a reason is given why there is no view, and it is there',
    said((file) => ({ ...file, views: { ...file.views, models: 'Nobody told.' } })),
    /material\.json gives a reason why there are no models, and \S+models\.parquet is there; remove what is wrong$/,
  ],
  [
    'a byte of a file was changed',
    (copy) => {
      const bytes = readFileSync(join(copy, 'models.parquet'));
      bytes.fill(255, 1000, 1100);
      writeFileSync(join(copy, 'models.parquet'), bytes);
    },
    /models\.parquet cannot be read as Parquet: /,
  ],
  [
    'a column is missing',
    rewritten('models.parquet', '* EXCLUDE (licence)'),
    /models\.parquet has no column licence; expected one of type VARCHAR/,
  ],
  [
    'a column is of another type',
    rewritten('models.parquet', '* REPLACE (downloads::VARCHAR AS downloads)'),
    /models\.parquet: the column downloads holds VARCHAR, expected BIGINT$/,
  ],
  [
    'a moment has a fraction of a day alone',
    rewritten('topics.parquet', '* REPLACE (created_at::DATE AS created_at)'),
    /topics\.parquet: the column created_at holds DATE, expected TIMESTAMP$/,
  ],
  [
    'a name is null',
    rewritten('parents.parquet', '* REPLACE (NULL::VARCHAR AS parent)'),
    /parents\.parquet: the column parent is null in \d+ rows, expected none$/,
  ],
  [
    'a column that is never null is missing, and said to be lacking',
    async (copy) => {
      await rewritten('parents.parquet', '* EXCLUDE (child)')(copy);
      said((file) => saidOf(file, { child: 'Nobody told.' }))(copy);
    },
    /parents\.parquet has no column child, expected one of type VARCHAR: it is never null, nor lacking$/,
  ],
  [
    'there is a column of no view',
    rewritten('parents.parquet', '*, 1 AS sparkle'),
    /parents\.parquet has a column sparkle, which parents do not have; expected child, parent, relation$/,
  ],
  [
    'a file is missing',
    (copy) => {
      rmSync(join(copy, 'mentions.parquet'));
    },
    /there is no \S+mentions\.parquet, and material\.json gives no reason why there are no mentions$/,
  ],
  [
    'a file is none',
    (copy) => {
      writeFileSync(join(copy, 'codings.parquet'), 'text');
    },
    /codings\.parquet cannot be read as Parquet: /,
  ],
  [
    'nothing is said of the views',
    (copy) => {
      rmSync(join(copy, 'material.json'));
    },
    /there is no \S+material\.json, which says what the views beside it are of$/,
  ],
  [
    'it is cut off',
    (copy) => {
      writeFileSync(join(copy, 'material.json'), '{ "name":');
    },
    /material\.json/,
  ],
  [
    'it is of another day',
    said((file) => ({ ...file, description: { ...file.description, id: '2026-10-04', date: '2026-10-04' } })),
    /material\.json is of 2026-10-04, and 2026-10-03 was asked for$/,
  ],
  ['it says more than it may', said((file) => ({ ...file, sparkle: true })), /material\.json is invalid: .*sparkle/],
  [
    'it has no lists for the checks',
    said((file) => ({ ...file, lists: undefined })),
    /material\.json is invalid: lists/,
  ],
])('where %s, that is one sentence, and nothing is written', async (_, change, sentence) => {
  const copy = copyOfViews();
  await change(copy);
  const place = temporaryFolder();
  mkdirSync(join(place, 'snapshots'));
  cpSync(join(root, 'content/published'), join(place, 'published'), { recursive: true });
  writeFileSync(join(place, 'status.json'), JSON.stringify({ doi: null, published: [] }));
  const { status, stderr } = await call(snapshot, [date, '--views', copy, '--content', place]);
  expect(stderr).toMatch(oneSentence);
  expect(stderr.trim()).toMatch(sentence);
  expect({ status, left: readdirSync(join(place, 'snapshots')) }).toEqual({ status: 1, left: [] });
});

test.each([
  [['--views', 'a', '--write-views', 'b'], /--views reads what --write-views writes; give one$/],
  [['--views', '/nowhere'], /there is no \/nowhere\/material\.json, /],
  [['--folder', captures, '--write-views', views], /views is not empty; name another folder for the views$/],
])('what cannot be done is one sentence: %j', async (args, sentence) => {
  const { status, stderr } = await call(snapshot, [date, ...args]);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr.trim()).toMatch(sentence);
});

test('views that cannot be written to the end leave nothing', async () => {
  const database = await openDatabase();
  const place = temporaryFolder();
  const view = { sql: [], lacks: {} };
  await database.run('CREATE TABLE parents (child VARCHAR, parent VARCHAR, relation VARCHAR)');
  const material = { counts: new Map(), views: { parents: view, training_data: view } } as unknown as Material;
  await expect(writeViews(database, join(place, 'views'), { material, lists: [] })).rejects.toThrow(/training_data/);
  database.close();
  expect(readdirSync(place)).toEqual([]);
});

if (everything)
  describeWithSharedData('the list of July 2024', () => {
    test('its snapshot of views has the bytes of that of its pages', async () => {
      const id = '2024-07-11';
      const said = ['--coverage', 'census', '--population', 'Every public model on the Hub.'];
      const given = ['--hub-pages', join(sharedData, 'stalnaker2024/hub'), ...said];
      const place = join(folder, 'real');
      expect(await call(capture, [...given, '--date', id, '--folder', place])).toMatchObject({ status: 0 });
      const real = join(folder, 'real-views');
      await run([id, '--folder', place, '--write-views', real]);
      const [ofPages, ofViews] = [content('real-pages'), content('real-of-views')];
      await run([id, '--folder', place, '--content', ofPages]);
      await run([id, '--views', real, '--content', ofViews]);
      expect(filesIn(ofViews, id)).toEqual(filesIn(ofPages, id));
      // Half a minute on a machine that does nothing else.
    }, 600_000);
  });
