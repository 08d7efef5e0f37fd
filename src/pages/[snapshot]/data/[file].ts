/** The files of a snapshot. */
import { filesIn } from '../../../site/data-files.ts';

export const { getStaticPaths, GET } = filesIn('data', 'snapshot');
