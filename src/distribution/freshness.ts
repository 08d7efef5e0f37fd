/** How current the almanac is, by what it has published. Whether something is late is for readers' clocks to say. */
import type { Dataset } from './dataset.ts';

type Known = Pick<Dataset, 'date' | 'coverage' | 'status' | 'sources'>;

/** The next census: the day that it is to describe and the last one on which it is not late, or why none is promised. */
export type Next = { readonly nextExpected: string; readonly overdueAfter: string } | { readonly reason: string };

export interface Freshness<Each extends Known> {
  /** That with the newest data, whatever it covers. */
  readonly newest: Each | undefined;
  readonly census: Each | undefined;
  readonly next: Next;
}

/** So many days after a capture its snapshot is checked and published. */
const daysToPublish = 14;

/**
 * What is newest of what holds, and when the next census is to come.
 *
 * The schedule keeps a promise only once it has kept one: as long as all censuses were counted from lists of others, no
 * day is named.
 *
 * @param datasets all of them, oldest first
 * @param captureDay the day of the month on which the schedule captures
 */
export function freshnessOf<Each extends Known>(
  datasets: readonly Each[],
  captureDay: number | undefined,
): Freshness<Each> {
  const isPublished = datasets.some(({ status }) => status !== 'draft');
  const standing = datasets.filter(({ status }) =>
    isPublished ? status === 'current' || status === 'superseded' : status === 'draft',
  );
  const newestOf = (all: readonly Each[]) =>
    all.reduce<Each | undefined>((found, each) => (found && found.date > each.date ? found : each), undefined);
  const ofAll = standing.filter(({ coverage }) => coverage === 'census');
  const own = newestOf(ofAll.filter(isCaptured));
  const next: Next =
    captureDay === undefined
      ? { reason: 'No schedule captures the Hub.' }
      : own === undefined
        ? { reason: 'Every census so far was counted from a list that others made.' }
        : expected(own.date, captureDay);
  return { newest: newestOf(standing), census: newestOf(ofAll), next };
}

/** Whether the list of models was asked of the Hub's interface, and not taken from others. */
const isCaptured = ({ sources }: Known) =>
  sources.some(({ name, location }) => name === 'hub' && location.endsWith('/api/models'));

/** The first day of a capture after a census, and the last one on which its snapshot is not late. */
function expected(date: string, captureDay: number): Next {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const on = (months: number, days: number) =>
    new Date(Date.UTC(year, month - 1 + months, days)).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const months = day < captureDay ? 0 : 1;
  return { nextExpected: on(months, captureDay), overdueAfter: on(months, captureDay + daysToPublish) };
}
