/** What licences allow, by their identifiers: for counts of records in SQL, and for published totals. */

/** What an identifier in lower case says it is, by the first pattern that it matches; a pattern reads alike in both. */
export const licencePatterns: readonly (readonly [pattern: string, of: string])[] = [
  ['^(other|unknown|cc|c-uda|cc-by-nd-.*)$', 'other'],
  ['-and-', 'vendor'],
  ['^cc-by-nc', 'non-commercial'],
  ['^(agpl|gpl|lgpl|mpl|eupl|epl|osl|cc-by-sa|cdla-sharing|cecill|odbl|gfdl|ms-rl)', 'copyleft'],
  [
    '^(apache|mit$|mit-0$|bsd|0bsd|isc$|zlib|unlicense|wtfpl|cc0|cc-by-[0-9]|afl|artistic|bsl-1\\.0|ncsa|postgresql|pddl|odc-by|cdla-permissive|etalab|openmdw|ecl-|lppl|ms-pl|ofl)',
    'permissive',
  ],
  ['rail', 'responsible-ai'],
];

/** The class of an identifier. */
export const classOf = (licence: string): string =>
  licencePatterns.find(([pattern]) => new RegExp(pattern).test(licence.toLowerCase()))?.[1] ?? 'vendor';

interface Declared {
  readonly licence: string;
  readonly models: number;
  readonly declaring: number;
  readonly downloads: number | null;
  readonly allDownloads: number | null;
}

/** Published totals of all identifiers, added up by class, most models first. Downloads are null where one has none. */
export function totalsByClass(totals: readonly Declared[]): (Omit<Declared, 'licence'> & { class: string })[] {
  return [...Map.groupBy(totals, ({ licence }) => classOf(licence))]
    .map(([name, some]) => ({
      class: name,
      models: some.reduce((sum, { models }) => sum + models, 0),
      declaring: some[0]?.declaring ?? 0,
      downloads: some.reduce<number | null>(
        (sum, { downloads }) => (sum === null || downloads === null ? null : sum + downloads),
        0,
      ),
      allDownloads: some[0]?.allDownloads ?? null,
    }))
    .sort((a, b) => b.models - a.models || (a.class < b.class ? -1 : 1));
}
