/** Where the site will stand, from the environment. */

/**
 * `site` is an origin and `base` the path below it.
 *
 * Empty is unset, as schedules hand over what they were not given.
 *
 * @throws {Error} if the address has a path, which would not be in any link
 */
export function siteAddress({ ALMANAC_SITE, ALMANAC_BASE }: NodeJS.ProcessEnv): { site: string; base: string } {
  const site = given(ALMANAC_SITE) ?? 'http://localhost:4321';
  const url = URL.parse(site);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error(`ALMANAC_SITE is ${site}; expected an address such as https://example.org`);
  if (url.href !== `${url.origin}/`)
    throw new Error(
      `ALMANAC_SITE is ${site}, which has more than an origin; set ALMANAC_SITE=${url.origin} and ALMANAC_BASE=${url.pathname}`,
    );
  return { site, base: given(ALMANAC_BASE) ?? '/' };
}

const given = (text: string | undefined) => (text === '' ? undefined : text);
