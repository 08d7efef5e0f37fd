import { renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { statusText } from '../schema/snapshot.ts';
import { contentWith, edit, list } from './content.test-support.ts';
import { readSnapshots, readStatus } from './read.ts';

const first = 'snapshots/2020-02-29';

/** What reading says after something was done to the one snapshot that is there. */
async function complaint(spoil: (content: string) => void): Promise<unknown> {
  const content = await contentWith('2020-02-29');
  spoil(content);
  try {
    return readSnapshots(content);
  } catch (error) {
    return (error as Error).message.replace(content, 'content');
  }
}

test('what was written is read again, oldest snapshot first', async () => {
  const content = await contentWith('2020-02-29-r2', '2020-02-29');
  const { snapshots, status } = readSnapshots(content);
  expect(snapshots.map(({ manifest }) => manifest.id)).toEqual(['2020-02-29', '2020-02-29-r2']);
  expect(snapshots[0]?.tables.get('mentions')?.rows).toEqual([
    { month: '2020-01', modelType: 'bert', topics: 12 },
    { month: '2020-02', modelType: 'gpt2', topics: 3 },
  ]);
  expect(status.published).toEqual([]);
});

test('a table in which one digit was changed is refused, published or not', async () => {
  const oneDigit = (content: string) => {
    edit(content, 'mentions.json', '"topics":12', '"topics":13');
  };
  const sentence = `content/${first}/mentions.json was changed: its checksum is not the one in the manifest of 2020-02-29`;
  expect(await complaint(oneDigit)).toBe(sentence);
  expect(
    await complaint((content) => {
      list(content, '2020-02-29');
      oneDigit(content);
    }),
  ).toBe(sentence);
});

test.each([
  [
    'a missing table',
    (folder: string) => {
      rmSync(join(folder, 'mentions.json'));
    },
    `content/${first}/mentions.json is missing: the manifest of 2020-02-29 lists the table mentions`,
  ],
  [
    'a table that was cut short',
    (folder: string) => {
      truncateSync(join(folder, 'mentions.json'), 100);
    },
    expect.stringMatching(/mentions\.json has 100 bytes, but the manifest of 2020-02-29 says \d{3}/),
  ],
  [
    'an empty table',
    (folder: string) => {
      truncateSync(join(folder, 'mentions.json'));
    },
    expect.stringContaining('mentions.json has 0 bytes, but the manifest of 2020-02-29 says'),
  ],
  [
    'a file that nobody listed',
    (folder: string) => {
      writeFileSync(join(folder, 'notes.txt'), 'by hand');
    },
    `content/${first}/notes.txt is not listed in the manifest of 2020-02-29`,
  ],
  [
    'a missing manifest',
    (folder: string) => {
      rmSync(join(folder, 'manifest.json'));
    },
    `content/${first}/manifest.json is missing`,
  ],
  [
    'a manifest that was cut short',
    (folder: string) => {
      truncateSync(join(folder, 'manifest.json'), 50);
    },
    expect.stringContaining(`content/${first}/manifest.json is not JSON, it may have been cut short`),
  ],
  [
    'a folder that is not named as its manifest says',
    (folder: string) => {
      renameSync(folder, join(folder, '../2020-03-01'));
    },
    'content/snapshots/2020-03-01/manifest.json is that of 2020-02-29, but the folder is 2020-03-01',
  ],
  [
    'a folder that is no snapshot',
    (folder: string) => {
      writeFileSync(join(folder, '../latest'), '');
    },
    expect.stringContaining('content/snapshots/latest is not a snapshot'),
  ],
])('%s is refused by name', async (_, spoil, sentence) => {
  expect(
    await complaint((content) => {
      spoil(join(content, first));
    }),
  ).toEqual(sentence);
});

test('a manifest whose layout was touched is refused, though it says the same', async () => {
  const said = await complaint((content) => {
    edit(content, 'manifest.json', '{\n  "id"', '{ "id"');
  });
  expect(said).toBe(`content/${first}/manifest.json was edited: it is not in the form in which it is written`);
});

test('a manifest may be a draft as often as one likes, but once published its title is fixed', async () => {
  const rename = (content: string) => {
    edit(content, 'manifest.json', '"title": "Invented"', '"title": "Measured"');
  };
  expect(await complaint(rename)).toMatchObject({ snapshots: [{ manifest: { title: 'Measured' } }] });
  expect(
    await complaint((content) => {
      list(content, '2020-02-29');
      rename(content);
    }),
  ).toBe(`content/${first}/manifest.json was edited: its checksum is not the one with which status.json publishes it`);
});

test('a published snapshot that is not there is missed, whole or its manifest only', async () => {
  const without = (path: string) =>
    complaint((content) => {
      list(content, '2020-02-29');
      writeFileSync(join(content, 'snapshots/kept'), '');
      rmSync(join(content, first, path), { recursive: true });
    });
  expect(await without('.')).toBe(`the snapshot 2020-02-29 is published, but content/${first} is not there`);
  expect(await without('manifest.json')).toBe(
    `content/${first}/manifest.json is missing, and the snapshot 2020-02-29 is published`,
  );
});

test('no snapshot at all is an error, not an empty site', async () => {
  const says = 'the site is built from the snapshots in it';
  expect(
    await complaint((content) => {
      rmSync(join(content, first), { recursive: true });
    }),
  ).toBe(`content/snapshots is empty: ${says}`);
  expect(
    await complaint((content) => {
      rmSync(join(content, 'snapshots'), { recursive: true });
    }),
  ).toBe(`there is no folder content/snapshots: ${says}`);
});

test.each([
  ['is not there', null, 'content/status.json is missing'],
  ['is cut short', '{"published": [', expect.stringContaining('content/status.json is not JSON, it may have been cut')],
  ['is empty', '', expect.stringContaining('content/status.json is not JSON')],
  ['lists no snapshots', '{}', expect.stringContaining('content/status.json is not as expected')],
])('a list of published snapshots that %s is not a list of none', async (_, text, sentence) => {
  const said = await complaint((content) => {
    if (text === null) rmSync(join(content, 'status.json'));
    else writeFileSync(join(content, 'status.json'), text);
  });
  expect(said).toEqual(sentence);
});

test('a snapshot is published once', async () => {
  const said = await complaint((content) => {
    list(content, '2020-02-29');
    const { doi, published } = readStatus(content);
    writeFileSync(join(content, 'status.json'), statusText({ doi, published: [...published, ...published] }));
  });
  expect(said).toBe('content/status.json names the snapshot 2020-02-29 twice');
});
