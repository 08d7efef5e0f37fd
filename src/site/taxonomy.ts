/** Categories and guidelines for the components that show them: names, addresses, and the numbers that belong to them. */
import { getEntry } from 'astro:content';
import type { Audience, CategoryPath, Guideline, Guidelines, Taxonomy } from '../schema/taxonomy.ts';
import { page } from './address.ts';

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
export const placeAddress = (of: keyof typeof chapters, path: CategoryPath): string =>
  `${page(chapters[of])}#${placeId(of, path)}`;

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
export async function answersOf({ answers }: Guideline): Promise<Link[]> {
  const [challenges, benefits] = [await taxonomyOf('challenges'), await taxonomyOf('benefits')];
  return answers.map((path) => {
    const isChallenge = challenges.categories.some(({ id }) => id === path.split('/')[0]);
    return {
      name: nameOf(isChallenge ? challenges : benefits, path),
      href: placeAddress(isChallenge ? 'challenges' : 'benefits', path),
    };
  });
}
