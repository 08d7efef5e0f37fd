/** What is shown along with a link to a page where it is shared: what the page is about, and of which day. */
import { isValid } from '../schema/snapshot.ts';
import { dayAndRevision } from '../schema/snapshot-id.ts';
import { formatDay } from '../schema/written.ts';
import { type Edition, allEditions, amongEditions, newestEdition, sourceOf } from './edition.ts';
import { allChapters, snapshotsWithTopicCards } from './pages.ts';
import { type Snapshot, type Source, allSnapshots, isRehearsalSite } from './snapshot.ts';
import { dayOf, titleOf } from './status.ts';

export interface Card {
  /** What kind of page it stands for, or its topic. */
  readonly title: string;
  /** What the page is about: a topic in its question, all else by its title. */
  readonly headline: string;
  /** Of which day it is, and what it rests on; empty as long as there is no edition. */
  readonly origin: readonly string[];
}

/** A card and its place: `<source>/cards/<name>.png`. */
interface PlacedCard extends Card {
  /** The place of the snapshot or edition; undefined for a topic. */
  readonly source: string | undefined;
  readonly name: string;
}

/** In pixels, as those who show it ask for it. */
export const cardSize = { width: 1200, height: 630 } as const;

/** The name of the card of a snapshot or an edition as a whole, and of the report. */
const whole = 'overview';

const coverage = {
  census: 'Every public model',
  aggregate: 'Published totals of every public model',
  sample: 'A selection, not the whole',
} as const;

/** A card goes where its page is not seen, so it says of a rehearsal that it is one. */
const kindOf = async (title: string, snapshot?: Snapshot) =>
  (await isRehearsalSite()) || snapshot?.manifest.rehearsal === true ? `Rehearsal: ${title}` : title;

async function snapshotCard(snapshot: Snapshot): Promise<Card> {
  const { manifest, listed } = snapshot;
  const state = listed === null ? ', draft' : isValid(listed) ? '' : `, ${listed.status}`;
  const origin = [`Snapshot of ${dayOf(manifest.id)}${state}`, coverage[manifest.coverage]];
  return { title: await kindOf('Snapshot', snapshot), headline: titleOf(manifest), origin };
}

/** An edition in a line, and which days it follows. */
async function originOf(edition: Edition): Promise<string[]> {
  const { manifest, listed } = edition;
  const state = listed === null ? ', draft' : (await amongEditions(edition)).newer === undefined ? '' : ', superseded';
  const days = manifest.snapshots.map(({ id }) => dayAndRevision(id).day).sort();
  const span = [...new Set([days[0] ?? '', days.at(-1) ?? ''])].map(formatDay);
  const many = days.length === 1 ? '1 snapshot' : `${days.length} snapshots`;
  return [`Edition of ${formatDay(manifest.date)}${state}`, `${many}, ${span.join(' to ')}`];
}

const editionCard = async (edition: Edition): Promise<Card> => ({
  title: await kindOf('Edition'),
  headline: edition.manifest.title,
  origin: await originOf(edition),
});

/** The cards of the report as it is told once: of each topic, and of all pages that belong to none. */
async function topicCards(): Promise<PlacedCard[]> {
  const edition = await newestEdition();
  const origin = edition ? await originOf(edition) : [];
  const cards = (await allChapters()).map(async ({ id, data: { title, question } }) => ({
    source: undefined,
    name: id,
    title: await kindOf(title),
    headline: question,
    origin,
  }));
  return Promise.all(cards);
}

/** Every card with its place. */
export async function allCards(): Promise<PlacedCard[]> {
  const topics = await topicCards();
  const snapshots = (await allSnapshots()).map(async (snapshot) => {
    const source = snapshot.manifest.id;
    // There are pictures at all addresses that a release promised, all of them the snapshot's.
    const names = snapshotsWithTopicCards.includes(source) ? topics.map(({ name }) => name) : [whole];
    const card = await snapshotCard(snapshot);
    return names.map((name) => ({ source, name, ...card }));
  });
  const editions = (await allEditions()).map(async (edition) => ({
    source: sourceOf(edition).manifest.id,
    name: whole,
    ...(await editionCard(edition)),
  }));
  return [...topics, ...(await Promise.all(snapshots)).flat(), ...(await Promise.all(editions))];
}

/** The card that stands for a page: that of its snapshot or edition, or else of its topic. */
export async function cardFor(path: readonly string[], source: Source | undefined): Promise<PlacedCard> {
  const place = source?.manifest.id;
  if (source && 'edition' in source) return { source: place, name: whole, ...(await editionCard(source.edition)) };
  if (source) return { source: place, name: whole, ...(await snapshotCard(source)) };
  const cards = await topicCards();
  const card = cards.find(({ name }) => name === path[0]) ?? cards.find(({ name }) => name === whole);
  if (!card) throw new Error('there is no overview');
  return card;
}

/** A card in words, for those who do not see it. */
export const describeCard = ({ title, headline, origin }: Card): string =>
  [`${title}: ${headline}`, ...origin].join(' · ');
