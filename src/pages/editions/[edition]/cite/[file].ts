/** The citation of an edition or of one of its tables, for reference managers. */
import { filesIn } from '../../../../site/data-files.ts';

export const { getStaticPaths, GET } = filesIn('cite', 'edition');
