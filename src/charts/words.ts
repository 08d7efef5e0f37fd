/** Columns and relations in words. */
import { endsOf } from '../schema/rows.ts';
import type { Coverage } from '../schema/snapshot.ts';
import type { Column, Table } from '../schema/table.ts';

/** What a model is to the one that it was made from; of one, and of several. */
const relations: Readonly<Record<string, readonly [string, string]>> = {
  finetune: ['fine-tuned', 'fine-tuned'],
  quantized: ['quantized', 'quantized'],
  adapter: ['adapter', 'adapters'],
  merge: ['merge', 'merges'],
  'not-named': ['relation not named', 'relation not named'],
};

/**
 * A relation in words that fit a number of models: `1 adapter`, `2 adapters`.
 *
 * @throws {Error} if there are no words for it
 */
export function relationInWords(slug: string, models = 2): string {
  const words = relations[slug];
  if (!words)
    throw new Error(`there are no words for the relation ${slug}; there are for ${Object.keys(relations).join(', ')}`);
  return words[models === 1 ? 0 : 1];
}

/** What a column holds, where it stands alone: “Those of them” follows on another column. */
export const measureInWords = ({ description }: Pick<Column, 'description'>): string =>
  description.replace(/^Those of them\b/, 'Those');

/** The same for an axis, whose numbers show their range themselves. */
export const axisInWords = (column: Pick<Column, 'description'>): string =>
  measureInWords(column).replace(/, 0 to 1$/, '');

/**
 * Whether measures come with intervals, and why not where somebody might look for them; null where there is nothing to
 * say. An interval that is declared and empty in every row is none.
 */
export function intervalsInWords(
  table: Table,
  measures: readonly Column[],
  coverage: Coverage | 'edition',
): string | null {
  if (measures.some(({ name }) => table.rows.some((row) => endsOf(table, row, name)))) {
    const unit = measures.find(({ interval }) => interval?.unit)?.interval?.unit;
    return `with 95\u00a0% confidence intervals${unit === undefined ? '' : `, by ${unit}`}`;
  }
  const reason =
    measures.some(({ interval }) => interval) && coverage !== 'edition'
      ? coverage === 'aggregate'
        ? 'published totals do not say which models share an author'
        : 'too few authors'
      : measures.some(({ exact }) => exact)
        ? 'counted in full, nothing is estimated'
        : measures.every(({ unit }) => unit === 'count')
          ? 'counts, not estimates'
          : null;
  return reason && `without intervals: ${reason}`;
}
