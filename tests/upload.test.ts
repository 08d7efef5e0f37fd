/** `npm run upload` as it is called, against a stand-in for the Hub: what it says, how it ends, and what arrived. */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { upload } from '../scripts/upload.ts';
import { statusText } from '../src/schema/snapshot.ts';
import { contentWith, list, material, write } from '../src/snapshot/content.test-support.ts';
import { addFacts, makeEdition, publishEditionIn } from '../src/snapshot/edition.test-support.ts';
import { readSnapshots } from '../src/snapshot/read.ts';
import { publish } from '../src/snapshot/status.ts';
import { call, oneSentence } from './call.ts';
import { listen } from './local-server.ts';
import { startWritableHub, type WritableHubOptions } from './stand-ins/hub-repositories.ts';
import { json } from './stand-ins/server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const token = 'hf_secretOfAda';
const both = ['--space', 'ada/Model_Almanac', '--dataset', 'ada/almanac'];
const site = 'https://ada-model-almanac.static.hf.space/';

async function setting({
  ids = ['2020-02-29'],
  published = ids,
  builtFor = site,
  edition,
  ...hubOptions
}: { ids?: string[]; published?: string[]; builtFor?: string; edition?: string } & Partial<WritableHubOptions> = {}) {
  const content = await contentWith(...ids);
  list(content, ...published);
  if (edition !== undefined) {
    addFacts(content);
    await makeEdition(content, edition);
    publishEditionIn(content, edition);
  }
  const dist = temporaryFolder();
  const build = () => {
    put(dist, 'index.html', '<h1>Almanac</h1>');
    put(dist, 'snapshots/index.html', `<link rel="canonical" href="${builtFor}snapshots/" />`);
    put(dist, '_astro/font.woff2', Buffer.from([0, 1, 2, 0, 255]));
    for (const id of readdirSync(join(content, 'snapshots')))
      put(dist, `${id}/data/manifest.json`, readFileSync(join(content, 'snapshots', id, 'manifest.json')));
    if (edition !== undefined)
      put(
        dist,
        `editions/${edition}/data/manifest.json`,
        readFileSync(join(content, 'editions', edition, 'manifest.json')),
      );
  };
  build();
  const hub = await startWritableHub({ token, ...hubOptions });
  onTestFinished(() => hub.close());
  const send = (...args: string[]) => sendWith({ HF_TOKEN: token }, ...args);
  const sendWith = (env: NodeJS.ProcessEnv, ...args: string[]) =>
    run(env, ...args, '--content', content, '--dist', dist, '--hub-origin', hub.origin);
  const filesOf = (name: string) => hub.repositories.get(name)?.files ?? new Map<string, never>();
  return { content, dist, build, hub, send, sendWith, filesOf };
}

function put(folder: string, path: string, bytes: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}

const run = (env: NodeJS.ProcessEnv, ...args: string[]) => call(upload, args, { env });

/** The metadata at the head of a card, and the text below. */
function card(text: string): { front: Record<string, unknown>; text: string } {
  const [, front = '', rest = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  return { front: parse(front) as Record<string, unknown>, text: rest };
}

test('a dry run says what it would do, changes nothing, and has no token', async () => {
  const { hub, send } = await setting();
  const { status, stdout, stderr } = await send(...both);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^dataset ada\/almanac\n {2}create .*\n {2}upload {2}4 files, \d+ bytes\n/);
  expect(stdout).toMatch(/\nspace ada\/Model_Almanac\n {2}create .*\n {2}upload {2}5 files, \d+ bytes\n/);
  expect(stdout).toContain('a dry run: nothing was created, uploaded or deleted');
  expect(hub.requests.length).toBeGreaterThan(0);
  expect(hub.requests.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual([]);
  expect(hub.requests.filter((request) => request.token !== undefined)).toEqual([]);
  expect(hub.repositories.size).toBe(0);
});

test('the site arrives as a static Space, in one commit, and the Hub’s own first files go', async () => {
  const { dist, hub, send, filesOf } = await setting();
  const { status, stderr } = await send(...both, '--really');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const files = filesOf('spaces/ada/Model_Almanac');
  expect([...files.keys()].sort()).toEqual([
    '.gitattributes',
    '2020-02-29/data/manifest.json',
    'README.md',
    '_astro/font.woff2',
    'index.html',
    'snapshots/index.html',
  ]);
  for (const path of ['index.html', '_astro/font.woff2'])
    expect(files.get(path)?.bytes.equals(readFileSync(join(dist, path)))).toBe(true);
  expect(hub.repositories.get('spaces/ada/Model_Almanac')).toMatchObject({
    sdk: 'static',
    commits: ['initial commit', 'Publish the almanac'],
  });
  const { front, text } = card(files.get('README.md')?.bytes.toString() ?? '');
  expect(front).toMatchObject({
    sdk: 'static',
    app_file: 'index.html',
    license: 'cc-by-4.0',
    datasets: ['ada/almanac'],
  });
  expect(text).toContain(site);
});

test('the tables arrive with a card whose configs name files that are there', async () => {
  const { content, send, filesOf } = await setting({ ids: ['2020-02-29', '2020-02-29-r2'] });
  expect(await send(...both, '--really')).toMatchObject({ status: 0 });
  const files = filesOf('datasets/ada/almanac');
  const { front, text } = card(files.get('README.md')?.bytes.toString() ?? '');
  expect(front).toMatchObject({
    license: 'cc-by-4.0',
    language: ['en'],
    size_categories: ['n<1K'],
    configs: [
      {
        config_name: 'mentions',
        data_files: [
          { split: 'snapshot_2020_02_29', path: '2020-02-29/mentions.parquet' },
          { split: 'snapshot_2020_02_29_r2', path: '2020-02-29-r2/mentions.parquet' },
        ],
      },
    ],
  });
  const { bytes } = files.get('2020-02-29/mentions.parquet') ?? { bytes: Buffer.of() };
  expect(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })).toContainEqual({
    month: '2020-01',
    modelType: 'bert',
    topics: 12n,
  });
  for (const file of ['manifest.json', 'mentions.json'])
    expect(files.get(`2020-02-29/${file}`)?.bytes.toString()).toBe(
      readFileSync(join(content, 'snapshots/2020-02-29', file), 'utf8'),
    );
  expect(text).toContain('Nothing that exists.');
  expect(text).toMatch(/Published 2020-03-02\. .*Data as of 2020-02-29\. SHA-256 of manifest\.json: \w{64}\. https/);
});

test('a published edition arrives beside the snapshots, is described, and is never overwritten', async () => {
  const edition = '2020-04-30';
  const { dist, send, filesOf } = await setting({ edition });
  expect(await send(...both, '--really')).toMatchObject({ status: 0 });
  const files = filesOf('datasets/ada/almanac');
  expect([...files.keys()].filter((path) => path.startsWith('editions/'))).toEqual([
    'editions/2020-04-30/manifest.json',
    'editions/2020-04-30/mentions-of-bert.json',
    'editions/2020-04-30/mentions-of-bert.parquet',
  ]);
  const { front, text } = card(files.get('README.md')?.bytes.toString() ?? '');
  expect(front.configs).toContainEqual({
    config_name: 'mentions-of-bert',
    data_files: [{ split: 'edition_2020_04_30', path: 'editions/2020-04-30/mentions-of-bert.parquet' }],
  });
  expect(text).toContain('### editions/2020-04-30\n');
  expect(text).toContain('load_dataset("ada/almanac", "mentions", split="snapshot_2020_02_29")');

  rmSync(join(dist, 'editions'), { recursive: true });
  expect((await send(...both)).stderr).toContain('was built without the edition 2020-04-30 as it is now');
  files.set('editions/2020-04-30/manifest.json', { bytes: Buffer.from('edited'), large: false });
  expect((await send('--dataset', 'ada/almanac', '--site', site)).stderr).toContain(
    'editions/2020-04-30/manifest.json is published in the dataset ada/almanac with other content',
  );
  files.set('editions/2019-01-01/manifest.json', { bytes: Buffer.from('old'), large: false });
  expect((await send('--dataset', 'ada/almanac', '--site', site)).stderr).toContain(
    'the dataset ada/almanac has the edition 2019-01-01, which is not among the published ones here',
  );
});

const hasTools = spawnSync('sh', ['-c', 'command -v jq && command -v sha256sum']).status === 0;

test.skipIf(!hasTools)(
  'the card’s way to verify a snapshot, with jq and sha256sum, holds for what arrived',
  async () => {
    const { send, filesOf } = await setting();
    await send(...both, '--really');
    const files = filesOf('datasets/ada/almanac');
    const { text } = card(files.get('README.md')?.bytes.toString() ?? '');
    const [, script = ''] = /```sh\n(.*?)```/s.exec(text) ?? [];
    const folder = temporaryFolder();
    for (const [path, { bytes }] of files) put(folder, path, bytes);
    const cwd = join(folder, '2020-02-29');
    const { stdout, status } = spawnSync('sh', ['-ec', script], { cwd, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('mentions.json: OK');
    expect(text).toContain(`SHA-256 of manifest.json: ${stdout.slice(0, 64)}.`);
  },
);

test('a second run uploads nothing, and makes no commit', async () => {
  const { hub, send } = await setting();
  await send(...both, '--really');
  hub.requests.length = 0;
  const { status, stdout } = await send(...both, '--really');
  expect(status).toBe(0);
  expect(stdout).toContain('dataset ada/almanac: all 5 files are as they should be');
  expect(stdout).toContain('space ada/Model_Almanac: all 6 files are as they should be');
  expect(hub.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('what changed in the site is uploaded, what went is deleted, and the rest stays', async () => {
  const { dist, send, filesOf } = await setting();
  put(dist, 'old/index.html', 'old');
  await send(...both, '--really');
  rmSync(join(dist, 'old'), { recursive: true });
  put(dist, '_astro/font.woff2', Buffer.from([0, 9]));
  const dry = await send(...both);
  expect(dry.stdout).toMatch(
    /upload {2}1 files, 2 bytes\n {2}leave {3}5 files, .*\n {2}delete {2}1 files, 3 bytes\n {10}deletes old\/index.html/,
  );
  expect(await send(...both, '--really')).toMatchObject({ status: 0 });
  const files = filesOf('spaces/ada/Model_Almanac');
  expect(files.has('old/index.html')).toBe(false);
  expect([...(files.get('_astro/font.woff2')?.bytes ?? [])]).toEqual([0, 9]);
});

test.each(['mentions.parquet', 'mentions.json', 'manifest.json'])(
  'a published %s with other content is refused, and nothing is done to the Space either',
  async (file) => {
    const { hub, send, filesOf } = await setting();
    await send('--dataset', 'ada/almanac', '--site', site, '--really');
    filesOf('datasets/ada/almanac').set(`2020-02-29/${file}`, {
      bytes: Buffer.from('edited'),
      large: file.endsWith('t'),
    });
    const { status, stderr } = await send(...both, '--really');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `error: 2020-02-29/${file} is published in the dataset ada/almanac with other content; what is published is never overwritten\n`,
    });
    expect(hub.repositories.has('spaces/ada/Model_Almanac')).toBe(false);
    expect(filesOf('datasets/ada/almanac').get(`2020-02-29/${file}`)?.bytes.toString()).toBe('edited');
  },
);

test('a snapshot that is published there and not here stops the run', async () => {
  const { content, send } = await setting({ ids: ['2020-02-29', '2020-03-31'] });
  await send(...both, '--really');
  list(content, '2020-02-29');
  const { status, stderr } = await send(...both, '--really');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'error: the dataset ada/almanac has the snapshot 2020-03-31, which is not among the published ones here\n',
  });
});

test('with drafts alone there is nothing to publish but the site', async () => {
  const { hub, send } = await setting({ published: [] });
  const { status, stdout } = await send(...both, '--really');
  expect(status).toBe(0);
  expect(stdout).toContain('dataset ada/almanac: nothing to publish, as all snapshots are drafts');
  expect([...hub.repositories.keys()]).toEqual(['spaces/ada/Model_Almanac']);
});

test('drafts go into a folder of their own when they are asked for, are marked, and leave when published', async () => {
  const { content, send, filesOf } = await setting({ ids: ['2020-02-29', '2020-03-31'], published: ['2020-02-29'] });
  await send(...both, '--really', '--drafts');
  const files = filesOf('datasets/ada/almanac');
  expect(files.has('drafts/2020-03-31/mentions.parquet')).toBe(true);
  const { front, text } = card(files.get('README.md')?.bytes.toString() ?? '');
  expect(JSON.stringify(front.configs)).toContain('draft_2020_03_31');
  expect(text).toMatch(/### 2020-03-31 \(draft\)\n\n\*\*A draft/);
  expect(text).toContain('Unpublished draft.');

  const { snapshots, status } = readSnapshots(content);
  const manifests = snapshots.map(({ manifest }) => manifest);
  const published = publish(status, manifests, ['2020-03-31'], { on: '2020-04-02' });
  writeFileSync(join(content, 'status.json'), statusText(published));
  await send(...both, '--really');
  expect([...files.keys()].filter((path) => path.startsWith('drafts/'))).toEqual([]);
  expect(files.has('2020-03-31/mentions.parquet')).toBe(true);
});

test('the token goes to the Hub alone: not to where large files are put, and never to the screen', async () => {
  const { hub, send } = await setting();
  const { stdout, stderr } = await send(...both, '--really');
  expect(hub.requests.some((request) => request.token === `Bearer ${token}`)).toBe(true);
  expect(hub.storageRequests.length).toBe(2);
  expect(hub.storageRequests.filter((request) => request.token !== undefined)).toEqual([]);
  expect(stdout + stderr).not.toContain(token);
});

test.each([
  ['redirect', 'the Hub points elsewhere (307), which is not followed'],
  ['next page', 'the token would have been sent to http://127.0.0.1:'],
])('a %s to another origin does not get the token', async (way, sentence) => {
  const asked: (string | undefined)[] = [];
  const elsewhere = await listen(
    createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end('[]');
    }),
  );
  onTestFinished(() => elsewhere.close());
  const { send } = await setting({
    instead: ({ path }) => {
      if (way === 'redirect') return { status: 307, headers: { location: `${elsewhere.origin}/` }, body: '' };
      return path.includes('/tree/') ? json([], 200, { link: `<${elsewhere.origin}/>; rel="next"` }) : undefined;
    },
  });
  const { status, stderr } = await send('--space', 'ada/Model_Almanac', '--really');
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
  expect(asked).toEqual([]);
});

test.each([
  ['no token', {}, 'HF_TOKEN is not set'],
  ['what is not a token', { HF_TOKEN: 'password' }, 'HF_TOKEN is not a token of the Hub: it begins with hf_'],
  ['somebody else’s token', { HF_TOKEN: 'hf_other1' }, 'not authorised (401): HF_TOKEN needs the right to write there'],
])('with %s nothing is written', async (_, env, sentence) => {
  const { hub, sendWith } = await setting();
  const { status, stderr } = await sendWith(env, ...both, '--really');
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/hf_\w/);
  expect(hub.repositories.size).toBe(0);
});

test('the owner must be one whom the token may write for', async () => {
  const { send } = await setting({ owner: 'grace' });
  const { status, stderr } = await send(...both, '--really');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: not authorised \(403\): [^\n]+\n$/);
});

test.each([
  [
    'the rate limit',
    json({ error: 'slow' }, 429, { 'retry-after': '42' }),
    'limit is reached (429); try again in 42 seconds',
  ],
  [
    'a failure that echoes the token',
    json({ error: `broken for ${token}\n\u001b[2J` }, 500),
    'status 500: {"error":"broken for [token]',
  ],
  [
    'a page in place of an answer',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Be right back</h1>' },
    'the Hub answered with something that is not JSON, at POST http',
  ],
  ['a broken connection', 'break' as const, 'the connection broke at POST http'],
])('%s at the commit ends it in a sentence, and leaves the repository as it was', async (_, answer, sentence) => {
  const { send, filesOf } = await setting({
    instead: ({ path }) => (path.includes('/commit/') ? answer : undefined),
  });
  const { status, stderr } = await send(...both, '--really');
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain(token);
  expect([...filesOf('datasets/ada/almanac').keys()]).toEqual(['.gitattributes']);
});

test('what somebody else commits between the look and the commit is not overwritten', async () => {
  const commits = ['initial commit'];
  const { hub, send } = await setting({
    instead: ({ path }) => {
      if (path.includes('/preupload/')) commits.push('by somebody else');
      return undefined;
    },
  });
  hub.repositories.set('spaces/ada/Model_Almanac', { sdk: 'static', isPrivate: false, files: new Map(), commits });
  const { status, stderr } = await send('--space', 'ada/Model_Almanac', '--really');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^error: somebody else has changed the repository meanwhile \(412\); run it again, at [^\n]+\n$/,
  );
  expect(commits).toEqual(['initial commit', 'by somebody else']);
});

test('when large files cannot be put away, the run ends in a sentence and no commit is made', async () => {
  const { dist, hub, send } = await setting({ storageFails: true });
  for (let i = 0; i < 12; i += 1) put(dist, `_astro/${i}.woff2`, Buffer.from([0, i]));
  const { status, stderr } = await send('--space', 'ada/Model_Almanac', '--really');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: the Hub’s storage answered with status 503[^\n]*\n$/);
  expect(hub.repositories.get('spaces/ada/Model_Almanac')?.commits).toEqual(['initial commit']);
});

test('a run that broke is finished by the next one', async () => {
  let broken = true;
  const { send } = await setting({
    instead: ({ path }) => (broken && path.includes('/commit/') ? 'break' : undefined),
  });
  expect(await send(...both, '--really')).toMatchObject({ status: 1 });
  broken = false;
  expect(await send(...both, '--really')).toMatchObject({ status: 0 });
  expect((await send(...both, '--really')).stdout).toMatch(/all 5 files .*\n.*all 6 files/);
});

test('a Space of another kind is left alone', async () => {
  const { hub, send } = await setting();
  hub.repositories.set('spaces/ada/Model_Almanac', {
    sdk: 'gradio',
    isPrivate: false,
    files: new Map(),
    commits: ['initial commit'],
  });
  for (const really of [[], ['--really']]) {
    const { status, stderr } = await send(...both, ...really);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'error: the Space ada/Model_Almanac is of another kind: expected static, found gradio\n',
    });
  }
  expect(hub.repositories.size).toBe(1);
});

test.each([
  ['https://example.org/', `expected ${site}snapshots/, found https://example.org/snapshots/`],
  [`${site}almanac/`, `expected ${site}snapshots/, found ${site}almanac/snapshots/`],
])('a site built for %s does not go to a Space that is read elsewhere', async (builtFor, sentence) => {
  const { hub, send } = await setting({ builtFor });
  const { status, stderr } = await send(...both);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
  expect(stderr).toContain('ALMANAC_SITE=https://ada-model-almanac.static.hf.space ALMANAC_BASE=/ npm run build');
  expect(hub.requests).toEqual([]);
});

test('a site built for a domain of one’s own goes to the Space when that is said', async () => {
  const { send } = await setting({ builtFor: 'https://example.org/' });
  expect(await send(...both, '--site', 'https://example.org')).toMatchObject({ status: 0, stderr: '' });
});

test('nothing of a rehearsal is uploaded: no draft, no folder that is one, and no site that was built from one', async () => {
  const { content, dist, build, hub, send } = await setting();
  const refusal = async (...args: string[]) => {
    const { status, stderr } = await send(...args);
    expect({ status, requests: hub.requests.length }).toEqual({ status: 1, requests: 0 });
    expect(stderr).toMatch(oneSentence);
    return stderr;
  };
  put(dist, 'snapshots/index.html', `<link rel="canonical" href="${site}snapshots/" /><main data-status="rehearsal">`);
  expect(await refusal(...both)).toContain(`${dist} is a rehearsal, and is not uploaded`);
  put(dist, '2020-03-31/data/manifest.json', '{}');
  build();
  expect(await refusal(...both)).toContain('was built with the snapshot 2020-03-31, which is not there');
  await write(content, material({ id: '2020-03-31', rehearsal: true }));
  build();
  expect(await refusal(...both)).toContain('the snapshot 2020-03-31 in ');
  rmSync(join(content, 'snapshots/2020-03-31'), { recursive: true });
  const list = join(content, 'status.json');
  writeFileSync(list, JSON.stringify({ rehearsal: true, ...(JSON.parse(readFileSync(list, 'utf8')) as object) }));
  expect(await refusal('--dataset', 'ada/almanac', '--site', site, '--really')).toContain(
    'is a rehearsal, which is never uploaded',
  );
});

test('a site built before the snapshots changed is not published', async () => {
  const { content, build, send } = await setting();
  await write(content, material({ id: '2020-03-31' }));
  const { status, stderr } = await send(...both);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain('was built without the snapshot 2020-03-31 as it is now; ALMANAC_SITE=');
  build();
  expect(await send(...both)).toMatchObject({ status: 0 });
});

test.each([
  [[], 'neither --space nor --dataset says where to publish'],
  [['--space', 'almanac'], '--space "almanac" is not the name of a repository, such as owner/name'],
  [['--space', 'a/b/c'], '--space "a/b/c" is not the name'],
  [['--dataset', '../almanac', '--site', site], '--dataset "../almanac" is not the name'],
  [['--dataset', 'ada/almanac'], '--dataset without --space needs --site'],
  [['--space', 'ada/x', '--dist', '/nowhere'], 'there is no built site in /nowhere'],
  [['--space', 'ada/x', '--site', 'https://example.org/a/'], 'cannot have a path'],
  [['--space', 'ada/x', '--site', 'example.org'], '--site is not an address'],
  [['--space', 'ada/x', '--hub-origin', 'hub'], '--hub-origin is not an address'],
])('%j ends in a sentence', async (args, sentence) => {
  const { status, stderr } = await run({}, ...args);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
});

test('the token is not sent where everyone on the way can read it', async () => {
  const content = await contentWith('2020-02-29');
  list(content, '2020-02-29');
  const args = ['--dataset', 'ada/almanac', '--site', site, '--content', content, '--hub-origin', 'http://hub.example'];
  const { status, stderr } = await run({ HF_TOKEN: token }, ...args, '--really');
  expect(status).toBe(1);
  expect(stderr).toBe('error: a token is not sent to http://hub.example, where everyone on the way can read it\n');
});
