/** A comparison as JSON, the bytes that `npm run compare -- <a> <b> --json` prints; or what takes its place. */
import type { APIRoute } from 'astro';
import { type CollectionEntry, getCollection } from 'astro:content';
import { allTables, snapshotOf } from '../../../components/snapshot.ts';
import { comparisonText } from '../../../schema/comparison.ts';
import { compare } from '../../../snapshot/compare.ts';

type Entry = CollectionEntry<'comparisons'>;

export async function getStaticPaths() {
  return (await getCollection('comparisons')).map(({ id, data }) => ({ params: { pair: id }, props: { data } }));
}

/** A snapshot as it was read, with its tables. */
async function whole(id: string) {
  const snapshot = await snapshotOf(id);
  return { ...snapshot, tables: new Map((await allTables(snapshot)).map((table) => [table.name, table])) };
}

export const GET: APIRoute<Pick<Entry, 'data'>> = async ({ props: { data } }) => {
  const text =
    data.state === 'kept'
      ? comparisonText(compare(await whole(data.a.id), await whole(data.b.id)))
      : `${JSON.stringify(data, null, 1)}\n`;
  return new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } });
};
