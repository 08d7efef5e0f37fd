import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentWith, list as publish } from '../src/snapshot/content.test-support.ts';
import { call } from '../tests/call.ts';
import { temporaryFolder } from '../tests/temporary-folder.ts';
import { addressListText, addressesIn, lost, promised, readAddressList } from './address-list.ts';
import { writeAddresses } from './addresses.ts';

const [one, two, three, draft] = ['2020-01-31', '2020-02-29', '2020-02-29-r2', '2020-03-31'] as const;
const published = [three, one, two];
const all = [...published, draft];
const comparisons = [`${one}...${two}`, `${one}...${three}`, `${two}...${three}`];
const promisedOf = (...addresses: string[]) => promised(addresses, all, published, comparisons).addresses;

test('pages, tables and pictures of published snapshots are promised, those of drafts are not', () => {
  const kept = [`/${one}/`, `/${two}/data/mentions.csv`, `/${three}/cards/models.png`, `/api/v1/snapshots/${one}.json`];
  expect(promisedOf(...kept, `/${draft}/`, `/api/v1/snapshots/${draft}.json`)).toEqual(kept);
});

test('what is about all snapshots is promised, parts of pages are not', () => {
  const kept = ['/', '/snapshots/', '/feed.xml', '/api/v1/index.json'];
  expect(promisedOf(...kept, '/_astro/a.1234.css', '/pagefind/pagefind.js', '/_headers', '/404.html')).toEqual(kept);
});

test('a comparison is promised if it is one that stays, and of published snapshots', () => {
  const kept = [`/compare/${one}...${two}/`, `/compare/${one}...${three}/comparison.json`];
  const others = [`/compare/${three}...${draft}/`, `/compare/${two}...${one}/`];
  expect(promisedOf(...kept, ...others)).toEqual(kept);
});

test('pages and answers of a published edition are promised, those of a draft are not', () => {
  const of = (id: string) => [
    `/api/v1/editions/${id}.json`,
    `/editions/${id}/`,
    `/figures/editions/${id}/overview/cards/`,
  ];
  const addresses = [...of('2020-04-30'), ...of('2020-05-31')];
  expect(promised(addresses, all, published, comparisons, ['2020-05-31']).addresses).toEqual(of('2020-04-30'));
});

test('a date in an address that is no snapshot is part of a name', () => {
  expect(promisedOf('/notes/1999-12-31/', `/${one}/models/gpt-2020-05-28/`)).toHaveLength(2);
});

test('what was written is read again, and a pattern is a line', () => {
  const addresses = [
    '/',
    `/${one}/`,
    `/${two}/`,
    `/${three}/`,
    `/${one}/models/bert/`,
    `/${three}/models/bert/`,
    `/compare/${one}...${two}/`,
    `/compare/${two}...${three}/`,
    `/compare/${one}...${three}/`,
  ].sort();
  const text = addressListText(promised(addresses, all, published, comparisons), '1.0.0');
  expect(text).toBe(
    [
      '# Addresses that 1.0.0 promises for good; npm run addresses writes them.',
      `snapshots ${one} ${two} ${three}`,
      '/',
      `/compare/${one}...${three}/`,
      `/compare/{snapshot}...{next}/ ${one}..${two}`,
      `/{snapshot}/ ${one}..${three}`,
      `/{snapshot}/models/bert/ ${one} ${three}`,
      '',
    ].join('\n'),
  );
  expect(readAddressList(text)).toEqual({ snapshots: [one, two, three], addresses });
});

test('a hundred snapshots of a hundred and fifty addresses are less than 20 kB', () => {
  const ids = Array.from(
    { length: 100 },
    (_, index) => `${2020 + Math.floor(index / 12)}-${String(1 + (index % 12)).padStart(2, '0')}-28`,
  );
  const addresses = ids.flatMap((id, index) =>
    Array.from({ length: 150 }, (_, page) => `/${id}/models/a-rather-long-type-${page}/`).slice(0, 100 + (index % 50)),
  );
  const text = addressListText(promised(addresses, ids, ids, []), '9.0.0');
  expect(addresses.length).toBeGreaterThan(12_000);
  expect(text.length).toBeLessThan(20_000);
  expect(readAddressList(text).addresses).toEqual(addresses.sort());
});

test('an address that went away is lost, a new one is none of its business', () => {
  const list = { snapshots: [one], addresses: ['/', `/${one}/`] };
  expect(lost(list, ['/', '/new/'])).toEqual([`/${one}/`]);
  expect(lost(list, ['/', '/new/', `/${one}/`])).toEqual([]);
});

test.each([
  ['without its snapshots', '/ \n', 'the list of released addresses does not begin with its snapshots'],
  [
    'with another snapshot',
    `snapshots ${one}\n/{snapshot}/ ${two}\n`,
    `the list of released addresses has no snapshot "${two}"`,
  ],
])('a list %s is refused', (_, text, sentence) => {
  expect(() => readAddressList(text)).toThrow(sentence);
});

describe('the command', () => {
  /** A content with a published snapshot and a draft, and a site with these files. */
  async function setting(...files: string[]) {
    const content = await contentWith(one, draft);
    publish(content, one);
    const dist = temporaryFolder();
    for (const file of files) {
      mkdirSync(dirname(join(dist, file)), { recursive: true });
      writeFileSync(join(dist, file), '');
    }
    const list = join(temporaryFolder({ 'list.txt': 'snapshots\n' }), 'list.txt');
    return { content, dist, list };
  }
  async function run({ content, dist, list }: Awaited<ReturnType<typeof setting>>) {
    const { status, stderr } = await call(writeAddresses, ['--content', content, '--dist', dist, '--list', list]);
    return { status, stderr };
  }

  test('writes what the built site has of published snapshots', async () => {
    const given = await setting('index.html', `${one}/index.html`, `${draft}/index.html`, `${one}/data/mentions.csv`);
    expect(addressesIn(given.dist)).toHaveLength(4);
    expect(await run(given)).toEqual({ status: 0, stderr: '' });
    const { addresses } = readAddressList(readFileSync(given.list, 'utf8'));
    expect(addresses).toEqual(['/', `/${one}/`, `/${one}/data/mentions.csv`]);
    expect((await run(given)).status).toBe(0);
  });

  test('refuses to drop an address of the last release, and leaves the list', async () => {
    const given = await setting('index.html', `${one}/index.html`);
    const before = `snapshots ${one}\n/about/\n/feed.xml\n`;
    writeFileSync(given.list, before);
    expect(await run(given)).toEqual({
      status: 1,
      stderr: 'error: /about/ and 1 more of the last release is not there any more, and addresses stay for good\n',
    });
    expect(readFileSync(given.list, 'utf8')).toBe(before);
  });

  test('has nothing to promise while nothing is published', async () => {
    const given = await setting('index.html', `${one}/index.html`);
    publish(given.content);
    expect((await run(given)).stderr).toBe('error: nothing is published: there are no addresses to promise yet\n');
  });

  test('refuses a site that was not built, or built before the publication', async () => {
    const given = await setting();
    expect((await run(given)).stderr).toContain('the site is not built: ');
    expect((await run(await setting('index.html'))).stderr).toContain(`has no page of ${one}, which is published`);
  });
});
