import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { statusText } from '../schema/snapshot.ts';
import { commit, contentWith, edit, git, list, material, startHistory, write } from './content.test-support.ts';
import { readSnapshots } from './read.ts';
import { correct } from './status.ts';
import { verifiedText, verify } from './verify.ts';

const id = '2020-02-29';
const folder = `content/snapshots/${id}`;

const published = temporaryFolder({}, afterAll);
let publication: Promise<string> | undefined;
async function publish(): Promise<string> {
  const content = await contentWith(id);
  startHistory(content);
  commit(content, 'a draft');
  list(content, id);
  const made = commit(content, 'publish it');
  cpSync(join(content, '..'), published, { recursive: true });
  return made;
}

/** A repository with a draft in the first commit, and its publication in the second: a copy of one that was made once. */
async function publishedContent(): Promise<{ content: string; publication: string }> {
  publication ??= publish();
  const made = await publication;
  const repository = temporaryFolder();
  cpSync(published, repository, { recursive: true });
  return { content: join(repository, 'content'), publication: made };
}

/** Changes a digit and then makes manifest and list agree with it, as somebody would who knows how. */
async function editThoroughly(content: string): Promise<void> {
  const status = readFileSync(join(content, 'status.json'), 'utf8');
  const given = material();
  const rows = [{ month: '2020-01', modelType: 'bert', topics: 99 }];
  const counts = new Map([['mentions', { rows, notes: [], window: null }]]);
  list(content);
  await write(content, { ...given, counts }, true);
  writeFileSync(join(content, 'status.json'), status);
}

test('with nothing published history has nothing to prove, in a repository or not', async () => {
  const content = await contentWith(id, '2020-03-31');
  const text = [
    '2020-02-29    census     draft       1 table  checked',
    '2020-03-31    census     draft       1 table  checked',
    '2 drafts, nothing published yet',
  ].join('\n');
  expect(verifiedText(verify(content))).toBe(text);
  startHistory(content);
  expect(verifiedText(verify(content))).toBe(text);
  commit(content);
  expect(verifiedText(verify(content))).toBe(text);
});

test('a published snapshot is unchanged since the commit that listed it, and not since it was drafted', async () => {
  const { content, publication } = await publishedContent();
  await write(content, material({ id: '2020-03-31' }));
  commit(content, 'another draft');
  expect(verifiedText(verify(content))).toBe(
    [
      `2020-02-29    census     published   1 table  checked, unchanged since ${publication}`,
      '2020-03-31    census     draft       1 table  checked',
      '1 draft, 1 published',
    ].join('\n'),
  );
});

test('a snapshot about to be published is said to be in no commit yet', async () => {
  const content = await contentWith(id);
  startHistory(content);
  commit(content);
  list(content, id);
  expect(verify(content)).toMatchObject([{ id, published: true, commit: null }]);
  expect(verifiedText(verify(content))).toContain('checked, in no commit seen here yet');
});

test('the content may be the repository itself', async () => {
  const content = await contentWith(id);
  startHistory(content, content);
  list(content, id);
  const publication = commit(content);
  expect(verify(content)).toMatchObject([{ published: true, commit: expect.stringContaining(publication) }]);
  edit(content, 'mentions.json', '"topics":12', '"topics":13');
  expect(() => verify(content)).toThrow(`the working tree changed snapshots/${id}/mentions.json`);
});

test('a draft may be made anew before it is published', async () => {
  const content = await contentWith(id);
  startHistory(content);
  commit(content);
  await write(content, material({ title: 'Better' }), true);
  commit(content);
  list(content, id);
  commit(content);
  expect(verify(content)).toMatchObject([{ published: true }]);
});

test('a published snapshot that a later commit edited is refused, with file and commits', async () => {
  const { content, publication } = await publishedContent();
  edit(content, 'mentions.json', '"topics":12', '"topics":13');
  const culprit = commit(content);
  expect(() => verify(content)).toThrow(
    `commit ${culprit} changed ${folder}/mentions.json, but the snapshot ${id} is published since commit ${publication} and stays as it was`,
  );
});

test('an edit that was taken back is still an edit', async () => {
  const { content } = await publishedContent();
  edit(content, 'mentions.json', '"topics":12', '"topics":13');
  const culprit = commit(content);
  edit(content, 'mentions.json', '"topics":13', '"topics":12');
  commit(content);
  expect(() => verify(content)).toThrow(`commit ${culprit} changed ${folder}/mentions.json`);
});

test('a file that was added and removed again is an edit', async () => {
  const { content } = await publishedContent();
  writeFileSync(join(content, `snapshots/${id}/notes.txt`), 'by hand');
  const culprit = commit(content);
  rmSync(join(content, `snapshots/${id}/notes.txt`));
  commit(content);
  expect(() => verify(content)).toThrow(`commit ${culprit} changed ${folder}/notes.txt`);
});

test('a snapshot made anew so that all checksums agree is refused all the same', async () => {
  const { content, publication } = await publishedContent();
  await editThoroughly(content);
  list(content, id);
  expect(() => verify(content)).toThrow(
    `the working tree changed the checksum of the snapshot ${id} in content/status.json, but it is published since commit ${publication}, and that is for good; take the change back, and correct or withdraw the snapshot`,
  );
  const culprit = commit(content);
  expect(() => verify(content)).toThrow(`commit ${culprit} changed the checksum of the snapshot ${id}`);
});

test('a snapshot that was taken off the list is published all the same', async () => {
  const { content, publication } = await publishedContent();
  list(content);
  const sentence = `took the snapshot ${id} out of content/status.json, but it is published since commit ${publication}, and that is for good; take the change back, and correct or withdraw the snapshot`;
  expect(() => verify(content)).toThrow(`the working tree ${sentence}`);
  const culprit = commit(content);
  expect(() => verify(content)).toThrow(`commit ${culprit} ${sentence}`);
  list(content, id);
  commit(content, 'as if nothing had been');
  expect(() => verify(content)).toThrow(`commit ${culprit} ${sentence}`);
});

test('a list that is gone lists nothing', async () => {
  const { content } = await publishedContent();
  git(content, 'rm', '--quiet', 'status.json');
  const culprit = commit(content);
  list(content, id);
  commit(content);
  expect(() => verify(content)).toThrow(`commit ${culprit} took the snapshot ${id} out of content/status.json`);
});

test('a published snapshot that a later commit removed is missed', async () => {
  const { content } = await publishedContent();
  await write(content, material({ id: '2020-03-31' }));
  rmSync(join(content, `snapshots/${id}`), { recursive: true });
  const culprit = commit(content);
  expect(() => verify(content)).toThrow(`commit ${culprit} changed ${folder}/manifest.json`);
});

test.each([
  [
    'edited',
    (content: string) => {
      edit(content, 'mentions.json', '"topics":12', '"topics":13');
    },
    'mentions.json',
  ],
  [
    'edited and staged',
    (content: string) => {
      edit(content, 'mentions.json', '"topics":12', '"topics":13');
      git(content, 'add', '.');
    },
    'mentions.json',
  ],
  [
    'removed',
    (content: string) => {
      rmSync(join(content, `snapshots/${id}/mentions.json`));
    },
    'mentions.json',
  ],
  [
    'added',
    (content: string) => {
      writeFileSync(join(content, `snapshots/${id}/notes.txt`), 'by hand');
    },
    'notes.txt',
  ],
])('a file of a published snapshot that was %s is refused before it is committed', async (_, spoil, file) => {
  const { content, publication } = await publishedContent();
  spoil(content);
  expect(() => verify(content)).toThrow(
    `the working tree changed ${folder}/${file}, but the snapshot ${id} is published since commit ${publication}`,
  );
});

test('a table that never was what its manifest says is refused, whatever history says', async () => {
  const content = await contentWith(id);
  edit(content, 'mentions.json', '"topics":12', '"topics":13');
  startHistory(content);
  list(content, id);
  commit(content);
  expect(() => verify(content)).toThrow('mentions.json was changed: its checksum is not the one in the manifest');
});

test('a list that names a snapshot without its folder is refused, with the commit', async () => {
  const content = await contentWith(id);
  startHistory(content);
  list(content, id);
  writeFileSync(join(content, '.gitignore'), 'snapshots\n');
  const culprit = commit(content);
  expect(() => verify(content)).toThrow(`commit ${culprit} published the snapshot ${id}, but has no folder ${folder}`);
});

test('a list that names a snapshot that never was is refused', async () => {
  const content = await contentWith(id);
  list(content, id);
  writeFileSync(
    join(content, 'status.json'),
    readFileSync(join(content, 'status.json'), 'utf8').replace(id, '2020-01-31'),
  );
  startHistory(content);
  expect(() => verify(content)).toThrow('2020-01-31');
  const culprit = commit(content);
  expect(() => verify(content)).toThrow(`commit ${culprit} published the snapshot 2020-01-31, but has no folder`);
});

test('a branch on which the snapshot is still a draft is no offence', async () => {
  const content = await contentWith(id);
  startHistory(content);
  commit(content);
  git(content, 'switch', '--quiet', '--create', 'elsewhere');
  writeFileSync(join(content, 'prose.mdx'), 'words');
  commit(content);
  git(content, 'switch', '--quiet', 'main');
  list(content, id);
  const publication = commit(content);
  git(content, 'merge', '--quiet', '--no-edit', 'elsewhere');
  expect(verify(content)).toMatchObject([{ published: true, commit: expect.stringContaining(publication) }]);
});

test('a merge that brings back the draft of a branch is an edit', async () => {
  const content = await contentWith(id);
  startHistory(content);
  commit(content);
  git(content, 'switch', '--quiet', '--create', 'elsewhere');
  await write(content, material({ title: 'Another' }), true);
  commit(content);
  git(content, 'switch', '--quiet', 'main');
  list(content, id);
  const publication = commit(content);
  git(content, 'merge', '--quiet', '--no-edit', 'elsewhere');
  const merge = git(content, 'rev-parse', 'HEAD').slice(0, 10);
  expect(() => verify(content)).toThrow(
    `commit ${merge} changed ${folder}/manifest.json, but the snapshot ${id} is published since commit ${publication}`,
  );
});

test('a correction is published beside the snapshot, which stays', async () => {
  const { content } = await publishedContent();
  await write(content, material({ id: `${id}-r2` }));
  const { snapshots, status } = readSnapshots(content);
  const manifests = snapshots.map(({ manifest }) => manifest);
  const after = correct(status, manifests, `${id}-r2`, { on: '2020-04-01', reason: 'A month was cut short.' });
  writeFileSync(join(content, 'status.json'), statusText(after));
  commit(content);
  expect(verify(content)).toMatchObject([{ published: true }, { published: true }]);
});

test('older lists that said less can be read, broken ones cannot', async () => {
  const { content } = await publishedContent();
  const status = join(content, 'status.json');
  const text = readFileSync(status, 'utf8');
  writeFileSync(status, text.replace('"published":"2020-03-02"', '"date":"2020-03-02"'));
  commit(content);
  writeFileSync(status, text);
  commit(content);
  expect(verify(content)).toMatchObject([{ published: true }]);

  writeFileSync(status, '<<<<<<< HEAD');
  const culprit = git(content, 'rev-parse', commit(content));
  writeFileSync(status, text);
  commit(content);
  expect(() => verify(content)).toThrow(`${culprit}:content/status.json is not a list of published snapshots`);
});

test('without a repository nothing proves that a published snapshot is what it was', async () => {
  const content = await contentWith(id);
  list(content, id);
  expect(() => verify(content)).toThrow(
    `that ${id} did not change since publication is proved from a full clone, and git cannot read the history of ${content}: fatal: `,
  );
});

test('a shallow clone proves nothing, and the sentence says what does', async () => {
  const { content } = await publishedContent();
  commit(content, 'later');
  const clones = temporaryFolder();
  git(clones, 'clone', '--quiet', '--depth=1', `file://${join(content, '..')}`, 'shallow');
  git(clones, 'clone', '--quiet', `file://${join(content, '..')}`, 'full');
  expect(() => verify(join(clones, 'shallow/content'))).toThrow(
    `that ${id} did not change since publication is proved from a full clone, and this one is shallow; "git fetch --unshallow" completes it`,
  );
  expect(verify(join(clones, 'full/content'))).toMatchObject([{ published: true }]);

  const said: string[] = [];
  const withoutHistory = (why: string) => said.push(why);
  expect(verify(join(clones, 'shallow/content'), { withoutHistory })).toMatchObject([
    { published: true, commit: null },
  ]);
  expect(said).toEqual([expect.stringContaining('this one is shallow')]);
});

test('who takes a shallow clone for enough still learns of an edit where the history is whole', async () => {
  const { content } = await publishedContent();
  edit(content, 'mentions.json', '"topics":12', '"topics":13');
  expect(() => verify(content, { withoutHistory: () => undefined })).toThrow('mentions.json');
});

test('a shallow clone is enough for drafts', async () => {
  const content = await contentWith(id);
  startHistory(content);
  commit(content);
  commit(content, 'later');
  const clones = temporaryFolder();
  git(clones, 'clone', '--quiet', '--depth=1', `file://${join(content, '..')}`, 'shallow');
  expect(verify(join(clones, 'shallow/content'))).toMatchObject([{ published: false, commit: null }]);
});

test('what lies beside the snapshots is nobody’s business', async () => {
  const { content } = await publishedContent();
  mkdirSync(join(content, 'chapters'));
  writeFileSync(join(content, 'chapters/trends.mdx'), 'words');
  commit(content);
  writeFileSync(join(content, 'chapters/trends.mdx'), 'other words');
  expect(verify(content)).toMatchObject([{ published: true }]);
});
