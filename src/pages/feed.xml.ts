/**
 * The published snapshots and editions as an Atom feed, newest first; each snapshot with what is new since the one before,
 * and a correction with what it corrects. One that was corrected or withdrawn is updated on that day, and says so in its title.
 */
import type { APIRoute } from 'astro';
import { Feed } from 'feed';
import { absolute, file, page } from '../site/address.ts';
import { allComparisons, allNews, comparisonPage, digestOf } from '../site/comparisons.ts';
import { datasetOf } from '../site/dataset.ts';
import { allEditions } from '../site/edition.ts';
import { almanac } from '../distribution/almanac.ts';
import { contactOf } from '../schema/almanac.ts';
import { type Snapshot, allSnapshots, isRehearsalSite } from '../site/snapshot.ts';

/** A reader of feeds asks for what is new: so many snapshots and editions are in it. */
const newest = 20;

const sinceOf = ({ listed }: Snapshot) => (listed && 'since' in listed ? listed.since : undefined);
const moment = (day: string) => new Date(`${day}T00:00:00Z`);

export const GET: APIRoute = async ({ site }) => {
  const snapshots = (await allSnapshots()).reverse();
  const [comparisons, news] = [await allComparisons(), await allNews()];
  const published = [
    ...snapshots.flatMap((snapshot) =>
      snapshot.published === null
        ? []
        : [{ snapshot, day: snapshot.published, updated: sinceOf(snapshot) ?? snapshot.published }],
    ),
    ...(await allEditions()).flatMap(({ manifest, listed }) =>
      listed === null ? [] : [{ edition: manifest, day: listed.published, updated: listed.published }],
    ),
  ]
    .sort((a, b) => b.updated.localeCompare(a.updated) || b.day.localeCompare(a.day))
    .slice(0, newest);
  const days = published.map(({ updated }) => updated).sort();
  const feed = new Feed({
    title: `${(await isRehearsalSite()) ? 'Rehearsal: ' : ''}${almanac.name}: published snapshots and editions`,
    description:
      'How pre-trained models are reused in the Hugging Face community: every snapshot and edition, as it is published.',
    id: absolute(page(), site),
    link: absolute(page(), site),
    feedLinks: { atom: absolute(file('feed.xml'), site) },
    author: { name: almanac.editor, ...contactOf(almanac, 'link') },
    copyright: 'CC BY 4.0 unless a source says otherwise',
    generator: almanac.name,
    // Without anything published yet the feed is as old as the newest data; the clock has no say in it.
    updated: moment(days.at(-1) ?? snapshots[0]?.manifest.date ?? ''),
  });
  for (const { day, updated, ...what } of published) {
    const dates = { date: moment(updated), published: moment(day) };
    if ('edition' in what) {
      const { id, title, population } = what.edition;
      const link = absolute(page('editions', id), site);
      feed.addItem({ title: `${title} (edition ${id})`, id: link, link, ...dates, description: population });
      continue;
    }
    const { snapshot } = what;
    const { manifest } = snapshot;
    const { notice } = await datasetOf(snapshot, site);
    const continued = comparisons.find(({ b, continues }) => continues && b.manifest.id === manifest.id);
    const fresh = news.find(({ a, b }) => b.manifest.id === manifest.id && a.manifest.id === continued?.a.manifest.id);
    const [state] = notice?.split(' ') ?? [];
    const told = fresh
      ? [fresh.month.opening, ...fresh.month.news.map(({ about, text }) => `${about}: ${text}`), fresh.month.lacking]
      : [continued ? (await digestOf(continued)).summary : manifest.population];
    feed.addItem({
      title: `${state === undefined ? '' : `${state}: `}${manifest.title} (${manifest.id})`,
      id: absolute(page(manifest.id), site),
      link: absolute(continued ? comparisonPage(continued.a.manifest.id, manifest.id) : page(manifest.id), site),
      ...dates,
      description: [notice, ...told].filter((said) => said !== null).join(' '),
    });
  }
  return new Response(feed.atom1(), { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
