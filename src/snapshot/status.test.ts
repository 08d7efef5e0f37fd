import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Coverage, Manifest, PublishedSnapshot, StatusList } from '../schema/snapshot.ts';
import { contentWith, material, write } from './content.test-support.ts';
import { readEarlier, readSnapshots, readStatus } from './read.ts';
import { checkStatus, correct, publish, statusLines, withdraw } from './status.ts';

const [one, two, three, sample] = ['2020-01-31', '2020-02-29', '2020-03-31', '2020-05-31'] as const;
const on = '2020-06-01';
const reason = 'A month was cut short.';
const manifestSha256 = '0'.repeat(64);

/** What there is of manifests that matters here. */
const manifest = (id: string, coverage: Coverage, ...counts: string[]) =>
  ({ id, coverage, tables: counts.map((name) => ({ name, kind: 'count' })) }) as Manifest;
const there = (...ids: string[]) => ids.map((id) => manifest(id, id.startsWith(sample) ? 'sample' : 'census'));
const all = there(one, `${one}-r2`, `${one}-r3`, two, `${two}-r2`, three, sample, `${sample}-r2`, '2020-06-30');

/** A list of these, published on one day; a status is given in words: `superseded by 2020-02-29`. */
function listOf(entries: Readonly<Record<string, string>>): StatusList {
  const published = Object.entries(entries).map(([id, said]) => {
    const [status = '', , by] = said.split(' ');
    const base = { id, published: on, manifestSha256 };
    const fallen = { since: on, reason };
    return {
      ...base,
      status,
      ...(by === undefined ? {} : { by }),
      ...(['corrected', 'withdrawn'].includes(status) ? fallen : {}),
    } as PublishedSnapshot;
  });
  return { doi: null, published };
}
const said = ({ published }: StatusList) =>
  Object.fromEntries(
    published.map((entry) => [entry.id, 'by' in entry ? `${entry.status} by ${entry.by}` : entry.status]),
  );

const none: StatusList = { doi: null, published: [] };

describe('publishing', () => {
  test('several at once leaves the newest of the whole Hub current, and every sample', () => {
    const after = publish(none, all, [three, one, sample, two], { on });
    expect(said(after)).toEqual({
      [one]: `superseded by ${two}`,
      [two]: `superseded by ${three}`,
      [three]: 'current',
      [sample]: 'current',
    });
    expect(after.published.map(({ id }) => id)).toEqual([one, two, three, sample]);
    expect(after.published[0]).toMatchObject({
      published: on,
      manifestSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('a new one changes what is said of its predecessor, and of nothing else', () => {
    const before = publish(none, all, [one, two], { on });
    const after = publish(before, all, [three], { on });
    expect(said(after)).toEqual({ [one]: `superseded by ${two}`, [two]: `superseded by ${three}`, [three]: 'current' });
  });

  test('one between two others is superseded at once, and the older one keeps its successor', () => {
    const before = publish(none, all, [one, three], { on });
    expect(said(publish(before, all, [two], { on }))).toEqual({
      [one]: `superseded by ${three}`,
      [two]: `superseded by ${three}`,
      [three]: 'current',
    });
  });

  test('totals supersede older totals, and leave a census current', () => {
    const [totals, counted] = [['2020-07-31', '2020-09-30'], '2020-08-31'] as const;
    const ids = [...totals, counted];
    const manifests = ids.map((id) => manifest(id, id === counted ? 'census' : 'aggregate'));
    expect(said(publish(none, manifests, totals, { on }))).toEqual({
      [totals[0]]: `superseded by ${totals[1]}`,
      [totals[1]]: 'current',
    });
    expect(said(publish(none, manifests, ids, { on }))).toEqual({
      [totals[0]]: `superseded by ${counted}`,
      [counted]: 'current',
      [totals[1]]: 'current',
    });
    // What was once superseded by totals stays so.
    const before = listOf({ [counted]: `superseded by ${totals[1]}`, [totals[1]]: 'current' });
    expect(() => {
      checkStatus('status.json', before, manifests);
    }).not.toThrow();
  });

  test('one that counts what no later one does stays current, and the next that counts it takes its place', () => {
    const manifests = [
      manifest(one, 'aggregate', 'licences'),
      manifest(two, 'census', 'cards', 'tasks'),
      manifest(three, 'aggregate', 'licences', 'languages'),
      manifest('2020-06-30', 'census', 'licences', 'tasks'),
    ];
    const before = publish(none, manifests, [one, two], { on });
    expect(said(before)).toEqual({ [one]: 'current', [two]: 'current' });
    expect(said(publish(before, manifests, [three, '2020-06-30'], { on }))).toEqual({
      [one]: `superseded by ${three}`,
      [two]: 'current',
      [three]: 'current',
      '2020-06-30': 'current',
    });
    const named = listOf({ [one]: `superseded by ${two}`, [two]: 'current' });
    expect(() => {
      checkStatus('status.json', named, manifests);
    }).toThrow(`${one} is superseded by ${two}, but it is current`);
  });

  test('findings follow from counts, so that a successor needs none', () => {
    const finding = { name: 'cards-revisited', kind: 'finding' } as Manifest['tables'][number];
    const [first, second] = [manifest(one, 'census', 'cards'), manifest(two, 'census', 'cards')];
    const manifests = [{ ...first, tables: [...first.tables, finding] }, second];
    expect(said(publish(none, manifests, [one, two], { on }))[one]).toBe(`superseded by ${two}`);
  });

  test('a sample is superseded only by saying so', () => {
    const before = publish(none, all, [sample], { on });
    expect(said(publish(before, all, ['2020-06-30'], { on }))[sample]).toBe('current');
    const after = publish(before, all, ['2020-06-30'], { on, supersedes: [sample] });
    expect(said(after)[sample]).toBe('superseded by 2020-06-30');
  });

  test.each([
    [
      'one that is not there',
      () => publish(none, all, ['2019-01-01'], { on }),
      'there is no snapshot 2019-01-01; there are 2020-01-31, ',
    ],
    [
      'one that is published',
      () => publish(listOf({ [one]: 'current' }), all, [one], { on }),
      `the snapshot ${one} is published since ${on}`,
    ],
    ['one twice', () => publish(none, all, [one, one], { on }), `the snapshot ${one} is named twice`],
    [
      'a correction without a reason',
      () => publish(listOf({ [one]: 'current' }), all, [`${one}-r2`], { on }),
      `the snapshot ${one}-r2 is a correction; npm run status -- correct ${one}-r2 --reason "…" publishes it`,
    ],
    [
      'one in the place of a snapshot of the whole Hub',
      () => publish(listOf({ [one]: 'current' }), all, [two], { on, supersedes: [one] }),
      `the snapshot ${one} is no sample: the next one that speaks for the whole Hub supersedes it`,
    ],
    [
      'one in the place of a draft',
      () => publish(none, all, [two], { on, supersedes: [sample] }),
      `the snapshot ${sample} is not published`,
    ],
    [
      'one in the place of a withdrawn sample',
      () => publish(listOf({ [sample]: 'withdrawn' }), all, ['2020-06-30'], { on, supersedes: [sample] }),
      `the snapshot ${sample} is withdrawn; only a current one can be superseded`,
    ],
    [
      'two in the place of one',
      () => publish(listOf({ [sample]: 'current' }), all, [one, two], { on, supersedes: [sample] }),
      '--supersedes says whose place one snapshot takes, but 2 are to be published',
    ],
    [
      'an older one in the place of a sample',
      () => publish(listOf({ [sample]: 'current' }), all, [two], { on, supersedes: [sample] }),
      `the new list says that ${sample} is superseded by ${two}, which is not newer`,
    ],
  ])('%s is refused', (_, deed, sentence) => {
    expect(deed).toThrow(sentence);
  });
});

describe('a correction', () => {
  test('takes the place of what it corrects, also as the successor of the one before', () => {
    const before = publish(none, all, [one, two], { on });
    const after = correct(before, all, `${two}-r2`, { on: '2020-07-01', reason });
    expect(said(after)).toEqual({
      [one]: `superseded by ${two}-r2`,
      [two]: `corrected by ${two}-r2`,
      [`${two}-r2`]: 'current',
    });
    expect(after.published[1]).toMatchObject({ published: on, since: '2020-07-01', reason });
    expect(after.published[2]).toMatchObject({ published: '2020-07-01' });
  });

  test('of an older snapshot is superseded as that was', () => {
    const before = publish(none, all, [one, two], { on });
    expect(said(correct(before, all, `${one}-r2`, { on, reason }))).toEqual({
      [one]: `corrected by ${one}-r2`,
      [`${one}-r2`]: `superseded by ${two}`,
      [two]: 'current',
    });
  });

  test('can be corrected itself, and what was withdrawn can be corrected later', () => {
    const first = correct(publish(none, all, [one], { on }), all, `${one}-r2`, { on, reason });
    const second = correct(withdraw(first, all, `${one}-r2`, { on, reason }), all, `${one}-r3`, { on, reason });
    expect(said(second)).toEqual({
      [one]: `corrected by ${one}-r2`,
      [`${one}-r2`]: `corrected by ${one}-r3`,
      [`${one}-r3`]: 'current',
    });
  });

  test.each([
    ['that is none', one, `the snapshot ${one} is no correction; name the one that is, such as ${one}-r2`],
    ['of a draft', `${two}-r2`, `the snapshot ${two} is not published`],
    ['that is not there', `${three}-r2`, `there is no snapshot ${three}-r2`],
    ['that skips one', `${one}-r3`, `the snapshot ${one}-r2 is not published`],
  ])('%s is refused', (_, id, sentence) => {
    expect(() => correct(listOf({ [one]: 'current' }), all, id, { on, reason })).toThrow(sentence);
  });

  test('is not dated before what it corrects was published', () => {
    expect(() => correct(listOf({ [one]: 'current' }), all, `${one}-r2`, { on: '2020-05-01', reason })).toThrow(
      `the new list says that ${one} is corrected since 2020-05-01, before it was published`,
    );
  });
});

describe('a withdrawn snapshot', () => {
  test('gives its place back', () => {
    const before = publish(none, all, [one, two], { on });
    expect(said(withdraw(before, all, two, { on, reason }))).toEqual({ [one]: 'current', [two]: 'withdrawn' });
  });

  test('in the middle leaves the older one to the next that stands', () => {
    const before = publish(none, all, [one, two, three], { on });
    expect(said(withdraw(before, all, two, { on, reason }))[one]).toBe(`superseded by ${three}`);
  });

  test('was published and stands', () => {
    expect(() => withdraw(none, all, one, { on, reason })).toThrow(`the snapshot ${one} is not published`);
    expect(() => withdraw(listOf({ [one]: 'withdrawn' }), all, one, { on, reason })).toThrow(
      `the snapshot ${one} is withdrawn already`,
    );
    const corrected = listOf({ [one]: `corrected by ${one}-r2`, [`${one}-r2`]: 'current' });
    expect(() => withdraw(corrected, all, one, { on, reason })).toThrow(
      `the snapshot ${one} is corrected by ${one}-r2 already`,
    );
  });
});

test.each<[string, Record<string, string>, string]>([
  ['by one that is not there', { [one]: 'superseded by 2021-01-01' }, 'superseded by 2021-01-01, which is not there'],
  ['by a draft', { [one]: `superseded by ${two}` }, `superseded by ${two}, which is not published`],
  ['by an older one', { [one]: 'current', [two]: `superseded by ${one}` }, `superseded by ${one}, which is not newer`],
  ['by itself', { [one]: `superseded by ${one}` }, `superseded by ${one}, which is not newer`],
  [
    'by the correction of another day',
    { [one]: `corrected by ${two}`, [two]: 'current' },
    `corrected by ${two}, expected its next correction, ${one}-r2`,
  ],
  [
    'by an earlier correction',
    { [one]: `corrected by ${one}-r2`, [`${one}-r2`]: `corrected by ${one}` },
    `${one}-r2 is corrected by ${one}, expected its next correction, ${one}-r3`,
  ],
  [
    'by a sample, though it is of the whole Hub',
    { [one]: `superseded by ${sample}`, [sample]: 'current' },
    `${one} is superseded by ${sample}, but it is current`,
  ],
  [
    'current, though a newer one is',
    { [one]: 'current', [two]: 'current' },
    `${one} is current, but it is superseded by ${two}`,
  ],
  [
    'by one that was withdrawn',
    { [one]: `superseded by ${two}`, [two]: 'withdrawn' },
    `${one} is superseded by ${two}, but it is current`,
  ],
  [
    'current beside its correction',
    { [one]: 'current', [`${one}-r2`]: 'current' },
    `status.json publishes the correction ${one}-r2, but does not say that ${one} is corrected`,
  ],
])('a list that puts a snapshot %s is refused', (_, entries, sentence) => {
  expect(() => {
    checkStatus('status.json', listOf(entries), all);
  }).toThrow(sentence);
});

test('a tenth correction comes after the ninth', () => {
  const day = Array.from({ length: 10 }, (_, index) => (index === 0 ? one : `${one}-r${index + 1}`));
  let list = publish(none, there(...day), [one], { on });
  for (const id of day.slice(1)) list = correct(list, there(...day), id, { on, reason });
  expect(list.published.map(({ id }) => id)).toEqual(day);
  expect(said(list)[`${one}-r10`]).toBe('current');
});

test('the list is printed with drafts, and with reasons', () => {
  expect(statusLines(listOf({ [one]: 'withdrawn' }), there(one, two))).toBe(
    [
      `${one}     census     published ${on}, withdrawn since ${on}: ${reason}`,
      `${two}     census     draft`,
      'DOI of all snapshots: none',
    ].join('\n'),
  );
});

describe('the file', () => {
  const first = (id: string, more: object) => ({ id, published: on, manifestSha256, ...more });
  test.each([
    [
      'of an unknown status',
      first(two, { status: 'retracted' }),
      'published.0.status: expected the status current, superseded, corrected or withdrawn',
    ],
    ['of no status', first(two, {}), 'published.0.status: expected the status current'],
    [
      'of two',
      first(two, { status: 'current', since: on, reason }),
      'published.0: Unrecognized keys: "since", "reason"',
    ],
    [
      'without a reason',
      first(two, { status: 'withdrawn', since: on, reason: '' }),
      'published.0.reason: expected a reason in a line',
    ],
    [
      'with half a sentence',
      first(two, { status: 'withdrawn', since: on, reason: 'wrong' }),
      'expected a whole sentence',
    ],
    [
      'of a snapshot with another kind of name',
      first('latest', { status: 'current' }),
      'published.0.id: expected a snapshot such as',
    ],
  ])('with an entry %s is refused', async (_, entry, sentence) => {
    const content = await contentWith(two);
    writeFileSync(join(content, 'status.json'), JSON.stringify({ doi: null, published: [entry] }));
    expect(() => readStatus(content)).toThrow(sentence);
  });

  test.each(['zenodo.1234567', 'https://doi.org/10.5281/zenodo.1234567', '10.5281/', '10.5281/zenodo 1'])(
    'with a DOI that is none is refused: %s',
    async (doi) => {
      const content = await contentWith(two);
      writeFileSync(join(content, 'status.json'), JSON.stringify({ doi, published: [] }));
      expect(() => readStatus(content)).toThrow('doi: expected a DOI such as 10.5281/zenodo.1234567');
    },
  );

  test('is checked against the snapshots that there are', async () => {
    const content = await contentWith(one, two);
    const { snapshots } = readSnapshots(content);
    const manifests = snapshots.map(({ manifest }) => manifest);
    const list = publish(none, manifests, [one, two], { on });
    const write = (text: string) => {
      writeFileSync(join(content, 'status.json'), text);
    };
    write(JSON.stringify(list));
    expect(readSnapshots(content).status).toEqual(list);
    write(JSON.stringify(list).replace(`"by":"${two}"`, '"by":"2020-12-31"'));
    expect(() => readSnapshots(content)).toThrow(
      `status.json says that ${one} is superseded by 2020-12-31, which is not there`,
    );
  });
});

test('a new snapshot is not compared with one that was corrected or withdrawn', async () => {
  const content = await contentWith(one, `${one}-r2`, two, three);
  const { snapshots } = readSnapshots(content);
  const manifests = snapshots.map(({ manifest }) => manifest);
  const corrected = correct(publish(none, manifests, [one, two], { on }), manifests, `${one}-r2`, { on, reason });
  writeFileSync(join(content, 'status.json'), JSON.stringify(withdraw(corrected, manifests, two, { on, reason })));
  expect(readEarlier(content, sample).map(({ manifest }) => manifest.id)).toEqual([`${one}-r2`, three]);
});

test('a correction is compared with earlier days only, never with what it corrects', async () => {
  const content = await contentWith(one, two);
  await write(content, material({ id: `${two}-r2` }));
  expect(readEarlier(content, two).map(({ manifest }) => manifest.id)).toEqual([one]);
});
