/** Where a number on a page is from, for pages that show more than one snapshot. */
import { formatDay } from '../schema/written.ts';
import { page } from './address.ts';
import type { Source } from './snapshot.ts';

export interface Origin {
  /** `11 July 2024` */
  readonly day: string;
  /** As in an attribute: `2024-07-11`. */
  readonly date: string;
  readonly coverage: string;
  /** Where the table is, on a dated page. */
  readonly href: string;
}

export const originOf = ({ manifest: { id, date, coverage } }: Source, table: string): Origin => ({
  day: formatDay(date),
  date,
  coverage,
  href: `${page(id, 'data')}#${table}`,
});

/** An origin as the attributes that carry it to `withOrigins`, which says it once for a block of text. */
export const originAttributes = ({ day, date, coverage, href }: Origin) => ({
  'data-origin': [date, day, coverage].join('|'),
  'data-origin-href': href,
});
