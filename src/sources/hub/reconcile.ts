/** Holds what was read of a part of a capture against its receipts: no record is lost without a word. */
import { sum } from 'd3-array';
import type { PageReceipt } from '../../schema/capture.ts';
import type { Intake } from '../../schema/snapshot.ts';

/** @throws {Error} unless every record that the receipts name was read, and came to an end */
export function reconcile(
  capture: string,
  { records, read, counted, rejected, repeated, leftOut, invalid }: Intake,
  receipts: readonly PageReceipt[],
): void {
  const all = (counts: Readonly<Record<string, number>>) => sum(Object.values(counts));
  if (counted === 0 && read > 0)
    throw new Error(
      `${capture}: none of its ${read} ${records} can be counted (${[...Object.entries(rejected), ...Object.entries(leftOut)].map(([reason, count]) => `${reason}: ${count}`).join(', ')})${invalid.flatMap(({ field, examples }) => (examples.length > 0 ? `; ${field} is, for example, ${examples.join(' or ')}` : [])).join('')}`,
    );
  const said = sum(receipts, ({ rows }) => rows);
  const ended = counted + all(rejected) + repeated + all(leftOut);
  if (said !== read)
    throw new Error(
      `${capture}: its receipts name ${said} ${records}, and ${read} were read; files were changed or added, so capture it again`,
    );
  if (ended !== read)
    throw new Error(
      `${capture}: ${read} ${records} were read, but ${counted} counted, ${all(rejected)} rejected, ${repeated} repeated and ${all(leftOut)} left out are ${ended}`,
    );
}
