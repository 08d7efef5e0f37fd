/** Finds comparisons for pages, and says where they are. Compared are only those that a page asks for. */
import kept from '../../content/kept-pages.json' with { type: 'json' };
import { type Comparison, type ComparisonDigest, comparisonId } from '../schema/comparison.ts';
import { declared } from '../schema/declared.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import { compare, digest, snapshotsNamed } from '../snapshot/compare.ts';
import { haveNews, isNewsTable, type Month, monthBetween } from '../snapshot/month.ts';
import { comparisonPairs, placed, previousOf, stepPairs } from '../snapshot/pairs.ts';
import { page } from './address.ts';
import { allSnapshots, holds, type Snapshot } from './snapshot.ts';
import { publishedTables } from './table-file.ts';

/** Two snapshots that have a comparison, the earlier one first. */
export interface Compared {
  readonly a: Snapshot;
  readonly b: Snapshot;
  /** Whether the later snapshot continues the earlier one: what moved is what is new. */
  readonly continues: boolean;
  /** Whether one is the neighbour of the other, or its correction. */
  readonly isStep: boolean;
}

/** The address of a comparison; the earlier snapshot goes first. */
export const comparisonPage = (a: string, b: string): string => page('compare', comparisonId(a, b));

let all: Promise<Compared[]> | undefined;

/** All comparisons, by the later snapshot, newest first. */
export function allComparisons(): Promise<Compared[]> {
  all ??= findComparisons();
  return all;
}

async function findComparisons(): Promise<Compared[]> {
  const snapshots = await allSnapshots();
  const places = snapshots.map(({ manifest, listed }) => placed(manifest, listed));
  const steps = new Set(stepPairs(places).map((pair) => comparisonId(...pair)));
  const continued = new Map(places.map((own) => [own.id, previousOf(places, own)?.id]));
  return comparisonPairs(places, kept.comparisons)
    .map((pair) => {
      const [a, b] = snapshotsNamed(snapshots, ...pair);
      return { a, b, continues: continued.get(pair[1]) === pair[0], isStep: steps.has(comparisonId(...pair)) };
    })
    .sort(
      (one, other) =>
        compareSnapshotIds(other.b.manifest.id, one.b.manifest.id) ||
        compareSnapshotIds(other.a.manifest.id, one.a.manifest.id),
    );
}

/** Every number that moved, and why, in the words with which the tables were published: those of the command. */
export async function comparisonOf({ a, b }: Pick<Compared, 'a' | 'b'>): Promise<Comparison> {
  const tablesOf = (snapshot: Snapshot) =>
    new Map(publishedTables(snapshot).map((table) => [table.name, declared(table)]));
  return compare({ ...a, tables: tablesOf(a) }, { ...b, tables: tablesOf(b) });
}

const digests = new Map<string, Promise<ComparisonDigest>>();

/** As much of it as a page can hold; made once, as several pages ask for the same. */
export function digestOf(compared: Pick<Compared, 'a' | 'b'>): Promise<ComparisonDigest> {
  const id = comparisonId(compared.a.manifest.id, compared.b.manifest.id);
  const found = digests.get(id) ?? comparisonOf(compared).then((comparison) => digest(comparison));
  digests.set(id, found);
  return found;
}

/** What is new with the later of two snapshots. */
export interface News extends Compared {
  readonly month: Month;
}

let months: Promise<News[]> | undefined;

/** What is new with each snapshot that holds since the one before, newest first; samples have no part in it. */
export function allNews(): Promise<News[]> {
  months ??= allComparisons().then((comparisons) =>
    comparisons
      .filter(({ a, b, isStep }) => isStep && holds(b) && haveNews(a.manifest, b.manifest))
      .map((compared) => ({ ...compared, month: monthBetween(withNews(compared.a), withNews(compared.b)) })),
  );
  return months;
}

/** As much of a snapshot as it takes to say what is new. */
function withNews(snapshot: Snapshot) {
  const listed = snapshot.manifest.tables.filter(({ name }) => isNewsTable(name));
  const tables = publishedTables({ manifest: { ...snapshot.manifest, tables: listed } });
  return { ...snapshot, tables: new Map(tables.map((table) => [table.name, declared(table)])) };
}

/**
 * The comparison that says what changed with a snapshot: with the one that it continues, or else with the newest one
 * before it; undefined where there is none.
 */
export async function whatChanged(snapshot: string): Promise<Compared | undefined> {
  const comparisons = (await allComparisons()).filter(({ b }) => b.manifest.id === snapshot);
  return comparisons.find(({ continues }) => continues) ?? comparisons[0];
}
