/** Columns and relations in words. */
import type { Column } from '../schema/table.ts';

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
