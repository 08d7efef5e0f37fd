/** What the guides say of files and commands: whoever follows them must find these there. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Count } from '../src/metrics/metric.ts';
import { model, rows } from '../src/metrics/rows.test-support.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const guides = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];
const walkthrough = read('CONTRIBUTING.md');

/** The table of the walkthrough, which nobody has made. */
const awaited = /^src\/metrics\/models\/libraries(?:\.test)?\.ts$/;

/** The paths that a text names in code: files, and folders, without the parts that a reader puts in. */
const pathsIn = (text: string) =>
  Array.from(text.matchAll(/(?<=[`\s"(])(?:src|scripts|tests|content|\.github)\/[\w./-]+/g), ([path]) =>
    path.replace(/[.,]$/, ''),
  );

test.each(guides)('the files and folders that %s names exist', (guide) => {
  const paths = pathsIn(read(guide));
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !existsSync(join(root, path)) && !awaited.test(path))).toEqual([]);
});

test('a test that is run by its name is in the file that is named', () => {
  const named = Array.from(walkthrough.matchAll(/(\S+\.test\.ts) -t "([^"]+)"/g));
  expect(named).toHaveLength(1);
  for (const [, file = '', name = ''] of named) expect(read(file)).toContain(`'${name}'`);
});

test('the table of the walkthrough can be made as it is printed, in the file that is named', async () => {
  const [file] = pathsIn(walkthrough).filter((path) => awaited.test(path));
  const [, printed = ''] = /```ts\n(.*?)```/s.exec(walkthrough) ?? [];
  const folder = join(root, dirname(file ?? ''));
  const code = printed.replaceAll(/from '(\.[^']+)'/g, (_, path: string) => {
    expect(existsSync(join(folder, path)), path).toBe(true);
    return `from '${pathToFileURL(join(folder, path)).href}'`;
  });
  const made = temporaryFolder({ 'libraries.ts': code });
  const { libraries } = (await import(join(made, 'libraries.ts'))) as { libraries: Count };
  const models = [
    model('ada/one', { library: 'peft' }),
    model('ada/two', { library: 'peft' }),
    model('ada/three', { library: null }),
  ];
  expect(await rows(libraries, models)).toEqual([
    { library: 'peft', models: 2 },
    { library: null, models: 1 },
  ]);
});

test('every command that takes the token is named with it', () => {
  const commands = globSync('scripts/*.ts', { cwd: root }).flatMap((file) =>
    /\bHF_TOKEN\b(?=[?},\s]|\))/.test(read(file)) && !file.endsWith('capture-options.ts')
      ? [/(\w+)\.ts$/.exec(file)?.[1] ?? file]
      : [],
  );
  const [said = ''] = /^- \*\*a token that leaks.*$/m.exec(read('SECURITY.md')) ?? [];
  expect(Array.from(said.matchAll(/`npm run (\w+)`/g), ([, name]) => name).sort()).toEqual(commands.sort());
});

test('the changelog says nothing twice', () => {
  // Above it are the entries of snapshots, which commands write.
  const [, written = ''] = read('CHANGELOG.md').split(/^## Unreleased$/m);
  const entries = Array.from(written.matchAll(/^- (.*)$/gm), ([, entry = '']) => entry);
  const sentences = entries.flatMap((entry) => entry.split(/(?<=[.:]) (?=[A-Z])/).filter(({ length }) => length > 80));
  expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index)).toEqual([]);
});
