import { expect, test, vi } from 'vitest';
import type { Manifest } from '../schema/snapshot.ts';
import { allSnapshots, lookUp, lookUpFor, newestSnapshot, tableOf } from './snapshot.ts';

const entry = (name: string) => ({ name, title: `The table ${name}`, sha256: '0' });
/** What the content collection holds; each test says what it needs of it. */
const collection = vi.hoisted(() => ({
  snapshots: [] as { data: { manifest: Manifest; listed: { status: string } | null } }[],
}));
vi.mock('astro:content', () => ({
  getCollection: () => Promise.resolve(collection.snapshots),
  getEntry: (_: string, id: string) =>
    Promise.resolve(collection.snapshots.find(({ data }) => data.manifest.id === id)),
}));
vi.mock('astro:config/server', () => ({ root: new URL('../../', import.meta.url) }));

interface Given {
  id: string;
  tables?: string[];
  unavailable?: string[];
  coverage?: string;
  status?: string;
}
function given(...snapshots: readonly Given[]) {
  collection.snapshots = snapshots.map(({ id, tables = [], unavailable = [], coverage = 'census', status }) => ({
    data: {
      manifest: {
        id,
        coverage,
        tables: tables.map(entry),
        unavailable: unavailable.map((name) => ({ name, title: `The table ${name}`, reason: 'Nobody counted it.' })),
      } as unknown as Manifest,
      listed: status === undefined ? null : { status },
    },
  }));
}

test('a table that no snapshot knows is refused, with the names of those that there are', async () => {
  given({ id: '2020-01-31', tables: ['cards-by-task', 'benefits'] }, { id: '2020-02-29', unavailable: ['licences'] });
  await expect(lookUp('2020-01-31', 'card-by-task')).rejects.toThrow(
    'there is no table card-by-task; the tables are benefits, cards-by-task, licences',
  );
});

test('a table that a snapshot lacks is met with the reason', async () => {
  given({ id: '2020-01-31', unavailable: ['licences'] }, { id: '2020-02-29', tables: ['benefits'] });
  expect(await lookUp('2020-01-31', 'licences')).toMatchObject({ reason: 'Nobody counted it.' });
  expect(await lookUp('2020-01-31', 'benefits')).toEqual({
    title: 'The table benefits',
    reason: 'This table was introduced after the snapshot was made.',
  });
  await expect(tableOf('2020-01-31', 'licences')).rejects.toThrow(
    '2020-01-31 has no table licences: Nobody counted it.',
  );
});

test('a page of a snapshot takes a table from it and no other, a topic from the best evidence', async () => {
  given({ id: '2020-01-31', unavailable: ['benefits'] });
  expect(await lookUpFor({ snapshot: '2020-01-31' }, 'benefits')).toMatchObject({ reason: 'Nobody counted it.' });
  expect(await lookUpFor({ snapshot: undefined }, 'benefits')).toMatchObject({ reason: 'No snapshot has it.' });
});

test('without a snapshot there is no site; with samples only, or with nothing that holds, the newest stands for all', async () => {
  given();
  await expect(allSnapshots()).rejects.toThrow('there are no snapshots to build the site from');
  given({ id: '2020-01-31', coverage: 'sample' });
  expect((await newestSnapshot()).manifest.id).toBe('2020-01-31');
  given({ id: '2020-01-31', status: 'withdrawn' });
  expect((await newestSnapshot()).manifest.id).toBe('2020-01-31');
});

test('the newest census that holds goes before newer totals, samples and drafts', async () => {
  const front = async (...snapshots: readonly Given[]) => {
    given(...snapshots);
    return (await newestSnapshot()).manifest.id;
  };
  const [first, second] = [
    { id: '2020-01-31', coverage: 'census' },
    { id: '2020-02-29', coverage: 'aggregate' },
  ];
  const later = [
    { id: '2020-03-31', coverage: 'sample', status: 'current' },
    { id: '2020-04-30', coverage: 'census' },
  ];
  expect(await front({ ...first, status: 'current' }, { ...second, status: 'current' }, ...later)).toBe(first.id);
  for (const status of ['corrected', 'withdrawn'])
    expect(await front({ ...first, status }, { ...second, status: 'current' }, ...later), status).toBe(second.id);
  expect(await front(first, second)).toBe(first.id);
  expect(await front({ ...first, status: 'superseded' }, second)).toBe(first.id);
});
