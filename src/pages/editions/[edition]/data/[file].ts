/** The files of an edition. */
import { filesIn } from '../../../../site/data-files.ts';

export const { getStaticPaths, GET } = filesIn('data', 'edition');
