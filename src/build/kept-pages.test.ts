import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { codeDigest, readKept, writeKept } from './kept-pages.ts';

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe('the digest of the code', () => {
  const address = { site: 'https://example.org', base: '/' };
  const project = {
    'astro.config.mjs': 'export default {};',
    'package-lock.json': '{}',
    'src/pages/[snapshot]/page.astro': '<p />',
    'src/styles/fonts/serif.ttf': 'a font',
    'content/chapters/models.mdx': 'prose',
    'content/taxonomy/benefits.json': '{}',
  };
  const digest = (changed: Readonly<Record<string, string>> = {}) => {
    const folder = temporaryFolder();
    write(folder, { ...project, ...changed });
    return codeDigest(folder, address);
  };

  test('is the same in another folder', () => {
    expect(digest()).toBe(digest());
  });

  test.each([...Object.keys(project), 'src/pages/new.astro'])('changes with %s', (name) => {
    expect(digest({ [name]: 'something else' })).not.toBe(digest());
  });

  test.each(['content/snapshots/2023-06-30/manifest.json', 'content/status.json', 'src/charts/line.test.ts'])(
    'does not change with %s, of which pages have their own in their key, or nothing',
    (name) => {
      expect(digest({ [name]: 'something else' })).toBe(digest());
    },
  );

  test.each([{ site: 'https://example.com' }, { base: '/almanac/' }])(
    'changes with the address of the site',
    (other) => {
      const folder = temporaryFolder();
      write(folder, project);
      expect(codeDigest(folder, { ...address, ...other })).not.toBe(codeDigest(folder, address));
    },
  );
});

describe('what the last build left is used', () => {
  const code = 'a digest';
  const page = 'dist/2023-06-30/index.html';
  function cache(): string {
    const folder = temporaryFolder();
    write(folder, { 'incremental-build.json': '{}', [page]: '<p>1</p>', 'dist/2023-06-30/data/totals.csv': '1' });
    writeKept(folder, code, ['style.css']);
    return folder;
  }

  test('if it is whole', () => {
    expect(readKept(cache(), code)).toMatchObject({ code, assets: ['style.css'] });
  });

  test.each<[string, (folder: string) => void, string]>([
    [
      'a page was changed',
      (folder) => {
        writeFileSync(join(folder, page), '<p>2</p>');
      },
      page,
    ],
    [
      'a page was cut short',
      (folder) => {
        writeFileSync(join(folder, page), '');
      },
      page,
    ],
    [
      'a page is missing',
      (folder) => {
        rmSync(join(folder, page));
      },
      page,
    ],
    [
      'a page is there that was not',
      (folder) => {
        write(folder, { 'dist/new/index.html': '' });
      },
      'dist/new/index.html',
    ],
    [
      'the keys were changed',
      (folder) => {
        write(folder, { 'incremental-build.json': '{"a":1}' });
      },
      'incremental-build.json',
    ],
    [
      'the keys are missing',
      (folder) => {
        rmSync(join(folder, 'incremental-build.json'));
      },
      'their keys are missing',
    ],
    [
      'its list is missing',
      (folder) => {
        rmSync(join(folder, 'kept-pages.json'));
      },
      'no build that came to its end',
    ],
    [
      'its list was cut short',
      (folder) => {
        const list = join(folder, 'kept-pages.json');
        writeFileSync(list, readFileSync(list, 'utf8').slice(0, 60));
      },
      'their list cannot be read',
    ],
  ])('but not if %s', (_, damage, why) => {
    const folder = cache();
    damage(folder);
    expect(readKept(folder, code)).toEqual(expect.stringContaining(why));
  });

  test('and a page that the build has written anew, as long as it was, is listed as it is now', () => {
    const folder = cache();
    // The last build was not in this millisecond.
    utimesSync(join(folder, page), 1, 1);
    writeKept(folder, code, []);
    const seen = new Map<string, string>();
    expect(readKept(folder, code, seen)).toMatchObject({ code });
    writeFileSync(join(folder, page), '<p>2</p>');
    writeKept(folder, code, [], seen);
    expect(readKept(folder, code)).toMatchObject({ code });
  });

  test('but not if other code made it', () => {
    expect(readKept(cache(), 'another digest')).toEqual(expect.stringContaining('changed'));
  });
});
