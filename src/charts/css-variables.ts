/** Drawings outside the site have no stylesheet: the variables in them are replaced by the values of the light theme. */

/** The hatching of partial months. */
export const hatchPattern =
  '<pattern id="partial" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<rect width="5" height="5" fill="var(--surface)"/><rect width="2" height="5" fill="var(--mark)"/></pattern>';

/**
 * Puts the colours of a stylesheet's first rule for `:root` in place of their names: of `light-dark()` the light one.
 *
 * @throws {Error} if the stylesheet has no such colour
 */
export function resolveCssVariables(stylesheet: string): (svg: string) => string {
  const rule = /:root\s*\{([^}]*)\}/.exec(stylesheet)?.[1] ?? '';
  const colours = new Map(
    Array.from(rule.matchAll(/(--[\w-]+):\s*([^;]+);/g), ([, name, value = '']) => [
      name,
      value.replace(/^light-dark\(([^,]*),.*\)$/, '$1'),
    ]),
  );
  return (svg) =>
    svg.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => {
      const colour = colours.get(name);
      if (colour === undefined) throw new Error(`the stylesheet has no ${name} for a drawing`);
      return colour;
    });
}
