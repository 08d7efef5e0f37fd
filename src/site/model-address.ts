/** How a model of the Hub is named in an address of this site. */

/** An account and a name, or a name alone, as the oldest models have. The Hub allows no two hyphens or dots in a row. */
const repository = /^(?!.*(--|\.\.))[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9._-]+)?$/;
export const isRepository = (name: string): boolean => repository.test(name);

/**
 * The part of an address that stands for a model: `Qwen/Qwen3.8-27B` is `qwen--qwen3.8-27b`.
 *
 * Lower case, for the Hub tells no two names apart by case and neither do some disks; two hyphens for the slash, for no
 * name has them.
 *
 * @throws {Error} if the Hub could not have a repository of that name
 */
export function modelSlug(name: string): string {
  if (!isRepository(name))
    throw new Error(
      `${JSON.stringify(name)} has no page: expected the name of a repository such as Qwen/Qwen3.8-27B, without two hyphens in a row`,
    );
  return name.replace('/', '--').toLowerCase();
}

/**
 * Models by the part of an address that stands for each, in their order. Some who declare a parent write its name in
 * another case, so that two names can be one model, or two: the later one of the list has its number added.
 *
 * @throws {Error} as `modelSlug`
 */
export function modelsBySlug(names: readonly string[]): ReadonlyMap<string, string> {
  const models = new Map<string, string>();
  for (const name of names) {
    const slug = modelSlug(name);
    let free = slug;
    for (let number = 2; models.has(free); number += 1) free = `${slug}~${number}`;
    models.set(free, name);
  }
  return models;
}
