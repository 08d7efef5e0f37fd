/** The claim of Kellas et al. (2025). */
import { rowWhere, rowsWhere } from '../../schema/rows.ts';
import { numberIn, textIn } from '../metric.ts';
import { type Checks, shareIn, stock, those } from './check.ts';

export const pickleball: Checks = {
  'pickleball-pickle': {
    table: 'formats-by-downloads',
    source: null,
    answer: (table, _, context) => {
      const popular = { band: '10-000-and-more' };
      if (rowsWhere(table, popular).length === 0)
        return { ours: null, because: 'No model has 10,000 downloads or more.' };
      const row = rowWhere(table, { where: { ...popular, format: 'pickle' } });
      if (!row) {
        const seen = [...new Set(table.rows.map((each) => textIn(each, 'format')))].filter(
          (format) => !['none-seen', 'custom-code'].includes(format),
        );
        return {
          ours: null,
          because: `Pickled weights have no row, so the source may not look for them: it names ${seen.join(', ')}. What counts as popular is the paper’s own.`,
        };
      }
      return {
        ...shareIn(table, row, 'share'),
        population: those(numberIn(row, 'inBand'), 'models with 10,000 downloads or more', context),
        window: stock,
        but: 'by another threshold of popularity',
        because: 'Popular by another threshold than the paper’s; pickled weights among others or alone.',
      };
    },
  },
};
