/** Where a number on a page is from, for pages that show more than one snapshot. */
import { formatDay } from '../schema/written.ts';
import { topicOf } from './catalogue.ts';
import { page } from './address.ts';
import type { Row } from '../schema/table.ts';
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

/** @param row of an edition’s table: what is followed over snapshots has its own day and coverage in each row */
export function originOf(from: Source, table: string, row: Row = {}): Origin {
  const { id, date, coverage } = from.manifest;
  const own = 'edition' in from ? { date: row.vintage ?? row.date, coverage: row.coverage } : {};
  const day = String(own.date ?? date);
  return {
    day: formatDay(day),
    date: day,
    coverage: String(own.coverage ?? coverage),
    href: `${'edition' in from ? page(id) : page(id, topicOf(table))}#${table}`,
  };
}

/** An origin as the attributes that carry it to `withOrigins`, which says it once for a block of text. */
export const originAttributes = ({ day, date, coverage, href }: Origin) => ({
  'data-origin': [date, day, coverage].join('|'),
  'data-origin-href': href,
});
