/** The points of a series that totals published by others give: on days that no snapshot speaks for. */
import type { Coverage } from '../schema/snapshot.ts';
import type { Unit } from '../schema/table.ts';
import type { Facts } from './edition-table.ts';

export interface Point {
  readonly date: string;
  readonly group: string;
  readonly definition: string;
  readonly coverage: Coverage;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly snapshot: string;
  readonly isFact: boolean;
  readonly table: string;
  readonly row: string;
  readonly sha256: string;
  readonly source: string;
  readonly uncertain: string | null;
}

/** A total that others published, as it is, out of another one, or what of that one is left without it. */
export type Fact = {
  readonly measure: string;
  readonly definition: string;
  /** The day of the first edition that takes it, where earlier ones were published without it. */
  readonly since?: string;
} & ({ readonly of?: string; readonly isRest?: false } | { readonly of: string; readonly isRest: true });

interface Taking {
  readonly id: string;
  readonly unit: Unit;
  readonly fact?: Fact;
}

/**
 * The points with the totals of days that no snapshot speaks for.
 *
 * @throws {Error} if a total is in another unit, a share of it cannot be made, or a snapshot of its day has another number
 */
export function withFacts({ id, unit, fact }: Taking, points: readonly Point[], facts: Facts): Point[] {
  if (!fact) return [...points];
  const all = [...points];
  for (const total of facts.totals.filter(({ measure }) => measure === fact.measure)) {
    const { date, source } = total;
    const named = (measure: string) =>
      facts.totals.find((each) => each.date === date && each.source === source && each.measure === measure);
    const whole = fact.of === undefined ? undefined : named(fact.of);
    if (fact.of !== undefined && !whole)
      throw new Error(
        `${facts.file.name} has ${fact.measure} of ${source} on ${date} without ${fact.of} of the same day; expected both for a share in ${id}`,
      );
    const needed = fact.of === undefined ? unit : 'count';
    const other = [total, ...(whole ? [whole] : [])].find((each) => each.unit !== needed);
    if (other)
      throw new Error(
        `${other.measure} of ${source} on ${date} is a ${other.unit} in ${facts.file.name}; expected a ${needed} for ${id}`,
      );
    if (whole && whole.value < Math.max(total.value, 1))
      throw new Error(
        `${facts.file.name} has ${total.value} ${fact.measure} of ${source} on ${date} and only ${whole.value} ${whole.measure}; expected a part of them for ${id}`,
      );
    const uncertain = total.uncertain ?? whole?.uncertain ?? null;
    const part = total.value / (whole?.value ?? 1);
    const value = fact.isRest ? 1 - part : part;
    const index = all.findIndex(
      (point) => point.date === date && point.definition === fact.definition && point.coverage !== 'sample',
    );
    const own = all[index];
    if (!own) {
      const keys = [total, ...(whole ? [whole] : [])].map(({ measure }) => JSON.stringify([date, measure, source]));
      all.push({
        date,
        group: '',
        definition: fact.definition,
        coverage: 'aggregate',
        value,
        low: null,
        high: null,
        snapshot: source,
        isFact: true,
        table: facts.file.name,
        row: `${fact.isRest ? '1 − ' : ''}${keys.join(' / ')}`,
        sha256: facts.file.sha256,
        source: facts.sources.find(({ id: own }) => own === source)?.name ?? source,
        uncertain,
      });
    } else if (own.isFact || Math.abs(own.value - value) > 1e-9 * value)
      throw new Error(
        `${fact.measure} of ${date} is ${value} in ${facts.file.name} and ${own.value} in ${own.snapshot}; expected one number of ${id} for one day`,
      );
    else all[index] = { ...own, uncertain };
  }
  return all;
}
