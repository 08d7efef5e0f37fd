/** A small `content/` for tests: invented snapshots of a few rows, and a git repository around it where one is needed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { sha256 } from '../io/files.ts';
import type { Metric } from '../metrics/metric.ts';
import { mentions } from '../metrics/models/mentions.ts';
import { tasks } from '../metrics/models/tasks.ts';
import { correctionOf } from '../schema/snapshot-id.ts';
import { Manifest, type StatusList, statusText } from '../schema/snapshot.ts';
import type { Material } from '../schema/source.ts';
import { make } from './make.ts';
import { correct, publish } from './status.ts';
import { writeSnapshot } from './write.ts';

/** What a source gives for a snapshot of two mentions, and of nothing else. */
export function material({ id = '2020-02-29', ...description }: Partial<Material['description']> = {}): Material {
  return {
    name: 'invented',
    description: {
      id,
      date: id.slice(0, '2020-02-29'.length),
      coverage: 'census',
      title: 'Invented',
      population: 'Nothing that exists.',
      selection: null,
      partialMonths: [],
      floorMonth: null,
      limits: [],
      ...description,
    },
    publications: [
      {
        name: 'invented',
        title: 'Invented numbers',
        authors: ['N. Obody'],
        published: '2020-03-01',
        location: 'nowhere',
        licence: 'none',
        citation: 'N. Obody: Invented numbers.',
        files: [{ name: 'numbers.csv', bytes: 3, sha256: sha256('abc') }],
      },
    ],
    source: 'Invented numbers',
    counts: new Map([
      [
        'mentions',
        {
          rows: [
            { month: '2020-01', modelType: 'bert', topics: 12 },
            { month: '2020-02', modelType: 'gpt2', topics: 3 },
          ],
          notes: [],
          window: { from: '2020-01', to: '2020-02' },
        },
      ],
    ]),
    views: noViews,
    absent: { tasks: 'Nobody invented tasks.' },
    notes: {},
  };
}

/** What a source says that has no records of any kind. */
export const noViews = {
  models: 'Nobody invented models.',
  parents: 'Nobody invented parents.',
  training_data: 'Nobody invented data sets.',
  languages: 'Nobody invented languages.',
  topics: 'Nobody invented topics.',
  codings: 'Nobody invented codings.',
  mentions: 'Nobody invented mentions.',
  fates: 'There is one list.',
  commits: 'Nobody invented commits.',
  cards: 'Nobody invented cards.',
};

/** Writes a snapshot as an import does. */
export async function write(
  content: string,
  given: Material = material(),
  redo = false,
  metrics: readonly Metric[] = [mentions, tasks],
): Promise<void> {
  const made = await make(given, metrics);
  writeSnapshot(content, given, made, { madeBy: 'a test', redo });
}

/** A `content/` with these drafts in it. */
export async function contentWith(...ids: string[]): Promise<string> {
  const content = join(temporaryFolder(), 'content');
  mkdirSync(content);
  writeFileSync(join(content, '../CHANGELOG.md'), '# Changelog\n\n## Snapshots\n\n## 0.1.0\n');
  list(content);
  for (const id of ids) await write(content, material({ id }));
  return content;
}

/** Lists exactly these snapshots as published, as they are, one after the other. */
export function list(content: string, ...ids: string[]): void {
  const manifests = ids.map((id) => Manifest.parse(JSON.parse(readFileSync(manifestIn(content, id), 'utf8'))));
  const on = '2020-03-02';
  let status: StatusList = { doi: null, published: [] };
  for (const id of ids)
    status =
      correctionOf(id) === null
        ? publish(status, manifests, [id], { on })
        : correct(status, manifests, id, { on, reason: 'It was counted wrongly.' });
  writeFileSync(join(content, 'status.json'), statusText(status));
}

const manifestIn = (content: string, id: string) => join(content, 'snapshots', id, 'manifest.json');

/** Replaces text in a file of the first snapshot; it must be there, so that a test does not test nothing. */
export function edit(content: string, file: string, from: string, to: string): void {
  const path = join(content, 'snapshots/2020-02-29', file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/** Every file below a folder with its bytes, to see whether anything changed. */
export function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((file) => join(file.parentPath, file.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

// Git is to know nobody's settings, and no repository but those that a test makes.
for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) vi.stubEnv(name, undefined);
vi.stubEnv('GIT_CONFIG_GLOBAL', devNull);
vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
// Nor is it to look after each commit whether there is something to tidy, which is a process more.
vi.stubEnv('GIT_CONFIG_COUNT', '1');
vi.stubEnv('GIT_CONFIG_KEY_0', 'maintenance.auto');
vi.stubEnv('GIT_CONFIG_VALUE_0', 'false');
for (const role of ['AUTHOR', 'COMMITTER']) {
  vi.stubEnv(`GIT_${role}_NAME`, 'N. Obody');
  vi.stubEnv(`GIT_${role}_EMAIL`, 'nobody@example.org');
}

/** Runs git in a folder. */
export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** Makes a folder a repository, the one around `content/` unless told. */
export function startHistory(content: string, repository: string = join(content, '..')): void {
  git(repository, 'init', '--quiet', '--initial-branch=main', '--template=');
}

/** Commits all of `content/`, and returns the commit as errors name it. From one shell: to start a process takes longest. */
export function commit(content: string, subject = 'a change'): string {
  const steps = 'git add --all . && git -c core.abbrev=10 commit --allow-empty --message "$0"';
  const said = execFileSync('sh', ['-c', steps, subject], { cwd: content, encoding: 'utf8', stdio: 'pipe' });
  return /^\[[^\]]*?([0-9a-f]{10})\]/.exec(said)?.[1] ?? '';
}
