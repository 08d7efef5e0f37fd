/** Who edits and publishes the almanac, from its settings. */
import settings from '../../content/almanac.json' with { type: 'json' };
import { Almanac } from '../schema/almanac.ts';
import { parseAs } from '../schema/problem.ts';

export const almanac: Almanac = parseAs(Almanac, settings, 'content/almanac.json is not as expected');
