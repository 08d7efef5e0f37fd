/** Categories and guidelines for the components that show them: names, addresses, and the numbers that belong to them. */
import { getEntry } from 'astro:content';
import { type Column, type Row, column } from '../schema/table.ts';
import type { Audience, CategoryPath, Guideline, Guidelines, Indicator, Taxonomy } from '../schema/taxonomy.ts';
import { formatInterval, formatValue } from '../schema/written.ts';
import { page } from './address.ts';
import { lookUp, lookUpFor } from './snapshot.ts';

/** A taxonomy; its table has the same name. */
export type TaxonomyName = 'challenges' | 'benefits' | 'root-causes';

/** The chapter that shows it. */
const chapters = {
  challenges: 'challenges',
  'root-causes': 'challenges',
  benefits: 'benefits',
  guidelines: 'benefits',
} as const;

export const audiences: Readonly<Record<Audience, string>> = {
  'platform-provider': 'platform providers',
  'model-provider': 'model providers',
  user: 'users of models',
  researcher: 'researchers',
};

/** @throws {Error} if the taxonomy was not read */
export async function taxonomyOf(name: TaxonomyName): Promise<Taxonomy> {
  const entry = await getEntry('taxonomy', name);
  if (!entry) throw new Error(`there is no taxonomy ${name}`);
  return entry.data;
}

/** @throws {Error} if the guidelines were not read */
export async function allGuidelines(): Promise<Guidelines> {
  const entry = await getEntry('guidelines', 'guidelines');
  if (!entry) throw new Error('content/taxonomy/guidelines.json was not read');
  return entry.data;
}

/** The place of a category, sub-category or guideline on its page: `challenges-api-usage-rest-api`. */
export const placeId = (of: keyof typeof chapters, path: CategoryPath): string => `${of}-${path.replace('/', '-')}`;

/** The address of that place. */
export const placeAddress = (snapshot: string, of: keyof typeof chapters, path: CategoryPath): string =>
  `${page(snapshot, chapters[of])}#${placeId(of, path)}`;

/**
 * What a category is called: `Spaces`, and a sub-category `API usage: REST API`, or `REST API` within its category.
 *
 * @throws {Error} if the taxonomy has no such category
 */
export function nameOf({ categories }: Taxonomy, path: CategoryPath, within?: string): string {
  const [first, second] = path.split('/');
  const category = categories.find(({ id }) => id === first);
  const part = category?.subcategories.find(({ id }) => id === second);
  if (!category || (second !== undefined && !part)) throw new Error(`there is no category ${path}`);
  if (!part) return category.name;
  return first === within ? part.name : `${category.name}: ${part.name}`;
}

export interface Link {
  readonly name: string;
  readonly href: string;
}

/** Links to the challenges and benefits that a guideline answers. */
export async function answersOf({ answers }: Guideline, snapshot: string): Promise<Link[]> {
  const [challenges, benefits] = [await taxonomyOf('challenges'), await taxonomyOf('benefits')];
  return answers.map((path) => {
    const isChallenge = challenges.categories.some(({ id }) => id === path.split('/')[0]);
    return {
      name: nameOf(isChallenge ? challenges : benefits, path),
      href: placeAddress(snapshot, isChallenge ? 'challenges' : 'benefits', path),
    };
  });
}

export interface Shown {
  readonly value: string;
  /** Its 95 % interval, where the table has one. */
  readonly interval: string | null;
  /** The month it is of, where it is the latest. */
  readonly month: string | null;
  /** For a count that the table also has as a share of all: the share, in words. */
  readonly share: string | null;
}

/**
 * The number of an indicator in a snapshot, or the reason why there is none.
 *
 * @throws {Error} if the table is unknown, has no such column, or has several rows that fit
 */
export async function indicated(
  indicator: Indicator,
  locals: App.Locals,
): Promise<Shown | { readonly reason: string }> {
  const { table: name, where = {}, column: measure, at } = indicator;
  const found = await lookUpFor(locals, name);
  if (!('table' in found)) return { reason: found.reason };
  const { table } = found;
  const of = column(table, measure);
  for (const key of Object.keys(where)) column(table, key);
  const fitting = table.rows.filter((row) => Object.entries(where).every(([key, value]) => row[key] === value));
  const whole = ({ month }: Row) => typeof month === 'string' && !table.window?.partial.includes(month);
  const rows = at === 'latest-month' ? fitting.filter(whole).slice(-1) : fitting;
  if (rows.length > 1)
    throw new Error(`${rows.length} rows of ${name} have ${JSON.stringify(where)}, expected one for an indicator`);
  const [row] = rows;
  if (!row) return { reason: await whyNoRow(name, where, locals.snapshot) };
  const value = row[measure] ?? null;
  if (value === null) return { reason: String(row.refused ?? of.missing ?? 'The table leaves it empty.') };

  const share = table.columns.find((each) => each.name === 'share');
  const ends = share ? intervalOf(share, row) : null;
  return {
    value: [formatValue(of.unit, value), ...(of.unit === 'days' || of.unit === 'hours' ? [of.unit] : [])].join(
      '\u00a0',
    ),
    interval: intervalOf(of, row),
    month: at === 'latest-month' ? formatValue('month', row.month ?? null) : null,
    share:
      share && of.unit === 'count' && typeof row.share === 'number'
        ? `${share.description}: ${formatValue('share', row.share)}${ends === null ? '' : ` (${ends})`}`
        : null,
  };
}

function intervalOf({ name, unit }: Column, row: Row): string | null {
  const [low, high] = unit === 'correlation' ? [row.low, row.high] : [row[`${name}Low`], row[`${name}High`]];
  return typeof low === 'number' && typeof high === 'number' ? formatInterval(unit, low, high) : null;
}

/** A total is missing with the table that it is the total of. */
async function whyNoRow(name: string, where: NonNullable<Indicator['where']>, snapshot: string): Promise<string> {
  const of = name === 'totals' && typeof where.table === 'string' ? await lookUp(snapshot, where.table) : null;
  if (of && 'reason' in of) return of.reason;
  return 'The table has no row for it in this snapshot.';
}
