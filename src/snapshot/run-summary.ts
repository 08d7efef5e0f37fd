/** What a monthly run did, as Markdown for those who look at its pull request. */
import { max, min, sum } from 'd3-array';
import { type PageReceipt, parts } from '../schema/capture.ts';
import { totalEffort } from '../schema/fetching.ts';
import { tableInMarkdown } from '../schema/markdown.ts';
import type { Manifest } from '../schema/snapshot.ts';
import { gates } from './gates.ts';

const count = (number: number) => number.toLocaleString('en');
const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([reason, number]) => `${reason}: ${count(number)}`)
    .join('; ');
/**
 * @param receipts of all parts of the capture; none where the capture is elsewhere
 * @param manifest of the snapshot made from it; null where there is none yet
 */
export function runSummary(name: string, receipts: readonly PageReceipt[], manifest: Manifest | null): string {
  const captured = parts.flatMap((part) => {
    const own = receipts.filter((receipt) => receipt.part === part);
    if (own.length === 0) return [];
    const fetched = own.filter(({ takenFrom }) => takenFrom === undefined);
    const moments = fetched.map(({ fetchedAt }) => fetchedAt);
    const { requests, waits, waitSeconds, refusals } = totalEffort(fetched.flatMap(({ effort }) => effort ?? []));
    return [
      [
        part,
        ...[own.length, own.length - fetched.length, sum(own, ({ rows }) => rows)].map(count),
        min(moments) ?? '',
        max(moments) ?? '',
        count(requests),
        waits === 0 ? 'none' : `${count(waits)}, ${count(Math.round(waitSeconds))} s`,
        listed(refusals) || 'none',
      ],
    ];
  });
  const intake = (manifest?.intake ?? []).map(({ records, read, counted, rejected, repeated, leftOut }) => [
    records,
    ...[read, counted, repeated].map(count),
    listed(rejected) || 'none',
    listed(leftOut) || 'none',
  ]);
  const accepted = new Map(manifest?.accepted.map((each) => [each.gate, each]));
  return [
    `## Run ${name}`,
    '',
    ...(captured.length > 0
      ? tableInMarkdown(
          ['part', 'pages', 'taken over', 'records', 'first page', 'last page', 'requests', 'waits', 'refusals'],
          captured,
        )
      : []),
    '',
    ...(intake.length > 0
      ? [
          '### Records',
          '',
          ...tableInMarkdown(['records', 'read', 'counted', 'repeated', 'rejected, by kind', 'left out'], intake),
          '',
        ]
      : []),
    // What others published is held against none of them.
    ...(manifest && captured.length > 0
      ? [
          '### Checks of quality',
          '',
          ...tableInMarkdown(
            ['check', 'outcome'],
            gates.map((gate) => {
              const found = accepted.get(gate);
              return [gate, found ? `accepted: ${found.found}. Reason: ${found.reason}` : 'passed'];
            }),
          ),
          '',
        ]
      : []),
    manifest
      ? `${manifest.tables.length} tables; ${manifest.unavailable.length} are not available.`
      : 'There is no snapshot of it yet.',
  ].join('\n');
}
