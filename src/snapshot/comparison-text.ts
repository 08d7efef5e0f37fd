/** A comparison in words: for the terminal and for the changelog. */
import { type Comparison, type TableComparison, comparisonId } from '../schema/comparison.ts';
import type { Manifest } from '../schema/snapshot.ts';
import { written, writtenDifference } from '../schema/written.ts';
import { compare, numbered, rowText } from './compare.ts';
import type { Snapshot } from './read.ts';

const shown = 10;

/** A comparison for the terminal: what came of it, and of each table the reasons and the largest moves. */
export function terminalText(comparison: Comparison): string {
  const { a, b, summary, inShort, measure, tables, refused, onlyIn } = comparison;
  const sides = [a, b].map(({ id, coverage, title, population, sources }) =>
    [`${id} (${coverage}): ${title}`, population, `From ${sources.join(', ')}`].join('\n    '),
  );
  const only = (id: string, list: Comparison['onlyIn']['a']) =>
    list.length === 0
      ? []
      : [
          `Only in ${id}`,
          ...list.map(({ name, reason }) => `  ${name.padEnd(28)} ${reason ?? 'the other does not know of it'}`),
          '',
        ];
  return [
    comparisonId(a.id, b.id),
    '',
    ...sides.map((side) => `  ${side}`),
    '',
    summary,
    ...inShort.map(({ text }) => `  ${text}`),
    '',
    ...tables.flatMap((table) => [...tableLines(table), '']),
    ...(refused.length > 0
      ? ['Not compared', ...refused.map(({ name, reason }) => `  ${name.padEnd(28)} ${reason}`), '']
      : []),
    ...only(a.id, onlyIn.a),
    ...only(b.id, onlyIn.b),
    `How much a number moved: ${measure}`,
  ].join('\n');
}

function tableLines({ name, title, reasons, limited, notes, counts, key, moved }: TableComparison): string[] {
  const { numbers, changed, rows } = counts;
  return [
    `${name}: ${title}`,
    ...reasons.map(({ reason, because }) => `  ${reason}: ${because}`),
    ...[...(limited === null ? [] : [limited]), ...notes].map((note) => `  ${note}`),
    `  ${numbers.moved} moved, ${numbers.stayed} stayed, ${changed} other cells differ; rows: ${rows.both} in both, ${rows.onlyInA} and ${rows.onlyInB} in one`,
    ...moved.slice(0, shown).map(({ key: cells, column, unit, before, after, difference }) => {
      const [from, to] = [written(unit, before), written(unit, after)];
      return `    ${rowText(key, cells)}, ${column}: ${from} → ${to} (${writtenDifference(unit, difference)})`;
    }),
    ...(moved.length > shown ? [`    … and ${moved.length - shown} more: --json lists all`] : []),
  ];
}

/**
 * The entry of a snapshot for `CHANGELOG.md`: a line for the snapshot, and one for each of the moves to tell first.
 *
 * @param previous the snapshot that it continues, see `previousComparable`; null where there is none
 */
export function changelogEntry(snapshot: Snapshot, previous: Snapshot | null): string {
  const opening = `- Snapshot \`${snapshot.manifest.id}\` (${snapshot.manifest.coverage}): ${snapshot.manifest.title}.`;
  if (previous === null) return `${opening} ${contents(snapshot.manifest)}\n`;
  const { a, summary, inShort } = compare(previous, snapshot);
  return `${[`${opening} Against \`${a.id}\`: ${summary}`, ...inShort.map(({ text }) => `  - ${text}`)].join('\n')}\n`;
}

/** What a snapshot holds, where there is nothing to hold it against. */
const contents = ({ population, tables, publications }: Manifest) =>
  `${population} ${numbered(tables.length, 'table')} from ${publications.map(({ title }) => title).join(', ')}.`;
