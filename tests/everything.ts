/**
 * Whether everything is tested, as every night and before a release: `npm run test:all` sets `ALMANAC_TEST_ALL=1`.
 *
 * Otherwise pages that one template makes by the hundred are looked at where they differ most, and what takes minutes is
 * left out.
 */
export const everything = process.env.ALMANAC_TEST_ALL === '1';
