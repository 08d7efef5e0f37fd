/** A comparison in words: for the terminal and for the changelog. */
import { type Comparison, type TableComparison, comparisonId } from '../schema/comparison.ts';
import type { EditionManifest } from '../schema/edition.ts';
import { nameInMarkdown, textInMarkdown } from '../schema/markdown.ts';
import type { Manifest, StatusList } from '../schema/snapshot.ts';
import { formatValue, formatDifference } from '../schema/written.ts';
import { compare } from './compare.ts';
import { numbered, rowText } from './comparison-summary.ts';
import { haveNews, monthBetween } from './month.ts';
import { placed, previousOf } from './pairs.ts';
import type { Snapshot } from './read.ts';

const shown = 10;

/** A comparison for the terminal: what came of it, and of each table the reasons and the largest moves. */
export function terminalText(comparison: Comparison): string {
  const { a, b, summary, findings, inNumbers, measure, tables, refused, onlyIn } = comparison;
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
    ...findings.map(({ title, text }) => `  ${text} (${title})`),
    ...(inNumbers === '' ? [] : [inNumbers]),
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
      const [from, to] = [formatValue(unit, before), formatValue(unit, after)];
      return `    ${rowText(key, cells)}, ${column}: ${from} → ${to} (${formatDifference(unit, difference)})`;
    }),
    ...(moved.length > shown ? [`    … and ${moved.length - shown} more: --json lists all`] : []),
  ];
}

/**
 * The entry of a snapshot for `CHANGELOG.md`: a line for the snapshot, and one for each thing that is new; of a correction,
 * for each of the largest reliable moves.
 *
 * @param previous the snapshot that it continues, see `previousOf`; null where there is none
 */
export function changelogEntry(snapshot: Snapshot, previous: Snapshot | null): string {
  const head = `- Snapshot \`${snapshot.manifest.id}\` (${snapshot.manifest.coverage}): ${textInMarkdown(snapshot.manifest.title)}.`;
  if (previous === null) return `${head} ${contents(snapshot.manifest)}\n`;
  if (haveNews(previous.manifest, snapshot.manifest)) {
    const { a, opening, news, lacking } = monthBetween(previous, snapshot, nameInMarkdown);
    const what = news.map(({ about, text }) => `  - ${about}: ${text}`);
    return `${[`${head} What is new since \`${a}\`: ${opening}`, ...what, ...(lacking === null ? [] : [`  - ${lacking}`])].join('\n')}\n`;
  }
  const { a, summary, findings } = compare(previous, snapshot);
  const lines = findings.map(({ title, text }) => `  - ${textInMarkdown(`${text} (${title})`)}`);
  return `${[`${head} Against \`${a.id}\`: ${summary}`, ...lines].join('\n')}\n`;
}

/** What a snapshot contains, where there is none to compare it with. */
const contents = ({ population, tables, publications }: Manifest) =>
  textInMarkdown(
    `${population} ${numbered(tables.length, 'table')} from ${publications.map(({ title }) => title).join(', ')}.`,
  );

const heading = '## Snapshots\n\n';

/**
 * `CHANGELOG.md` with what became of snapshots on a day: those that were published, each against the one that it
 * continues, then the editions, then those that were withdrawn. The newest day comes first.
 *
 * @param day of publication or withdrawal, in UTC
 * @throws {Error} if the changelog has no section for snapshots
 */
export function withSnapshots(
  changelog: string,
  day: string,
  snapshots: readonly Snapshot[],
  { before, after }: { readonly before: StatusList; readonly after: StatusList },
  editions: readonly EditionManifest[] = [],
): string {
  const [above, below, ...more] = changelog.split(heading);
  if (above === undefined || below === undefined || more.length > 0)
    throw new Error('CHANGELOG.md has no single heading "## Snapshots", for the list of snapshots');
  const listed = new Map(after.published.map((entry) => [entry.id, entry]));
  const inPlace = snapshots.map((snapshot) => ({
    ...snapshot,
    ...placed(snapshot.manifest, listed.get(snapshot.manifest.id) ?? null),
  }));
  const known = new Map(before.published.map((entry) => [entry.id, entry.status]));
  const published = inPlace
    .filter(({ id }) => listed.has(id) && !known.has(id))
    .map((snapshot) => changelogEntry(snapshot, previousOf(inPlace, snapshot) ?? null));
  const reasons = after.published.flatMap((entry) =>
    'reason' in entry && known.get(entry.id) !== entry.status
      ? [
          `- Snapshot \`${entry.id}\` is ${entry.status}${'by' in entry ? ` by \`${entry.by}\`` : ''}: ${textInMarkdown(entry.reason)}\n`,
        ]
      : [],
  );
  const dois = after.published.flatMap(({ id, doi }) =>
    doi !== undefined && before.published.find((entry) => entry.id === id)?.doi === undefined
      ? [`- Snapshot \`${id}\` is kept at doi.org/${doi}.\n`]
      : [],
  );
  const ofEditions = editions
    .filter(({ id }) => !before.editions?.some((entry) => entry.id === id))
    .filter(({ id }) => after.editions?.some((entry) => entry.id === id))
    .map(({ id, title, population, tables }) => {
      return `- Edition \`${id}\`: ${textInMarkdown(`${title}. ${population} ${numbered(tables.length, 'table')}.`)}\n`;
    });
  const entries = [...published, ...ofEditions, ...reasons, ...dois];
  if (entries.length === 0) return changelog;
  const dayHeading = `### ${day}\n\n`;
  const rest = below.startsWith(dayHeading) ? below.slice(dayHeading.length) : `\n${below}`;
  return `${above}${heading}${dayHeading}${entries.join('')}${rest}`;
}
