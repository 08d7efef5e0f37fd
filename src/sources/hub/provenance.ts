/** From where a capture was fetched, when, and what it took, by its receipts. */
import type { PageReceipt, Part } from '../../schema/capture.ts';
import { type FetchedPart, totalEffort } from '../../schema/fetching.ts';
import type { Description } from '../../schema/snapshot.ts';
import { forumOrigin } from '../forum/forum.ts';
import { dayText, momentText, placeInTime } from './days.ts';
import { hubOrigin } from './hub.ts';

/** The parts that are asked of a service, page by page. */
const services: Partial<Record<Part, string>> = {
  hub: hubOrigin,
  'forum-robots': forumOrigin,
  'forum-site': forumOrigin,
  'forum-topics': forumOrigin,
  'forum-posts': forumOrigin,
};

/** The server that was asked; pages that somebody recorded and files of this machine have none. */
const originOf = ({ address }: PageReceipt) => (URL.canParse(address) ? [new URL(address).origin] : []);
/** The service that should have been asked; null where anybody's file will do. */
const serviceOf = ({ part, ofService }: PageReceipt) => services[part] ?? (ofService ? hubOrigin : null);
const isOfService = (receipt: PageReceipt) => serviceOf(receipt) !== null && originOf(receipt).length > 0;
const unique = <T>(values: readonly T[]) => [...new Set(values)];

/**
 * What is said of a capture, with how each part was fetched; where servers were asked in the place of the services, that
 * it is a rehearsal.
 *
 * @throws {Error} if its day is none on which it was fetched
 */
export function withProvenance(description: Description, receipts: readonly PageReceipt[]): Description {
  checkDay(description.date, receipts);
  const fetched = [...Map.groupBy(receipts, ({ part }) => part).values()].map(fetchedPart);
  const others = unique(
    receipts.filter(isOfService).flatMap((each) => originOf(each).filter((origin) => origin !== serviceOf(each))),
  );
  if (others.length === 0) return { ...description, fetched };
  return {
    ...description,
    title: `Rehearsal: ${description.title}`,
    limits: [
      `A rehearsal, captured from ${others.join(' and ')} in the place of the services themselves: its numbers say nothing about them.`,
      ...description.limits,
    ],
    rehearsal: true,
    fetched,
  };
}

function fetchedPart(receipts: readonly PageReceipt[]): FetchedPart {
  const own = receipts.filter(({ takenFrom }) => takenFrom === undefined);
  // When a file was written here says nothing of when its records were the Hub's.
  const moments = own.flatMap((each) => (originOf(each).length > 0 ? each.fetchedAt : [])).sort();
  const earlier = Map.groupBy(
    receipts.flatMap(({ takenFrom }) => takenFrom ?? []),
    (capture) => capture,
  );
  return {
    part: receipts[0]?.part ?? '',
    origins: unique(receipts.flatMap(originOf)),
    pages: own.length,
    first: moments[0] ?? null,
    last: moments.at(-1) ?? null,
    effort: totalEffort(own.flatMap(({ effort }) => effort ?? [])),
    pagesNotCounted: own.filter(({ effort, cutOff }) => effort === undefined || cutOff).length,
    takenOver: [...earlier].map(([capture, pages]) => ({ capture, pages: pages.length })),
    capturedBy: unique(own.flatMap(({ capturedBy }) => capturedBy ?? [])),
  };
}

/** A part may begin so many days after the day that its capture is named after: after an outage, the schedule tries again. */
export const daysToBegin = 3;

/**
 * @param later how many days after its day the capture may begin
 * @throws {Error} if this first page of a part came from a service at another time
 */
export function assertBegins(first: PageReceipt, day: string, later: number): void {
  if (!isOfService(first) || placeInTime(first.fetchedAt, day, later) === 'within') return;
  const when = later === 0 ? 'begins on the day' : `begins in all of its parts in the ${later} days after the one`;
  const or = later === 0 ? ', or give --later where it was begun elsewhere on its day' : '';
  throw new Error(
    `${new URL(first.address).host} says that it is ${momentText(first.fetchedAt)}, and a capture ${when} that it is named after, so it cannot be called ${day}; leave --date out, set the clock of this machine${or}`,
  );
}

/** @throws {Error} if what the services answered came before that day or after it, or a part of it was begun late */
function checkDay(date: string, receipts: readonly PageReceipt[]): void {
  const own = receipts
    .filter((receipt) => isOfService(receipt) && receipt.takenFrom === undefined)
    .sort((a, b) => (a.fetchedAt < b.fetchedAt ? -1 : 1));
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return;
  const named = `the capture is named after ${dayText(date)}, and`;
  const span = [...new Set([first, last].map(({ fetchedAt }) => momentText(fetchedAt)))].join(' to ');
  if (placeInTime(first.fetchedAt, date) === 'after' || placeInTime(last.fetchedAt, date) === 'before')
    throw new Error(`${named} was fetched on ${span}; capture again, without --date`);
  const begun = [...Map.groupBy(own, ({ part }) => part).values()].flatMap(([receipt]) => receipt ?? []);
  const late = begun.find(({ fetchedAt }) => placeInTime(fetchedAt, date, daysToBegin) === 'after');
  if (late)
    throw new Error(
      `${named} its part ${late.part} was begun on ${momentText(late.fetchedAt)}, more than ${daysToBegin} days later; capture that part under its own day`,
    );
}
