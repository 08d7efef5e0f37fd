/** What a snapshot knows of its model types month by month, and so whether they can be compared. */
import { hasMeasure, type Measure, measures } from '../charts/compared.ts';
import type { Table } from '../schema/table.ts';
import { lookUp } from './snapshot.ts';

export interface TypeMeasures {
  readonly offered: readonly { readonly measure: Measure; readonly table: Table }[];
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
}

/** The measures of the explorer of model types: those that a snapshot has months of, and why it lacks the others. */
export async function typeMeasures(snapshot: string): Promise<TypeMeasures> {
  const found = await Promise.all(
    (Object.keys(measures) as Measure[]).map(async (measure) => ({
      measure,
      found: await lookUp(snapshot, measures[measure].table),
    })),
  );
  return {
    offered: found.flatMap(({ measure, found }) =>
      'table' in found && found.table.window !== null && hasMeasure(found.table, measure)
        ? [{ measure, table: found.table }]
        : [],
    ),
    absent: found.flatMap(({ measure, found }) =>
      'reason' in found && measures[measure].side === null
        ? [{ name: measures[measure].name, reason: found.reason }]
        : [],
    ),
  };
}

/** The ranking of model types that the explorer shows; undefined where a snapshot has no page of it. */
export async function explorableRanking(snapshot: string): Promise<Table | undefined> {
  const ranking = await lookUp(snapshot, 'type-ranking');
  return 'table' in ranking && (await typeMeasures(snapshot)).offered.length > 0 ? ranking.table : undefined;
}
