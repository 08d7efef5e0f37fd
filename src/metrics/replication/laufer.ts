/** The claims of Laufer et al. (2025), which other lists of the Hub can be set beside. */
import { rowWhere } from '../../schema/rows.ts';
import type { Row } from '../../schema/table.ts';
import { numberIn, textIn } from '../metric.ts';
import { type Check, type Checks, dayText, number, shareIn, stock, sum, those } from './check.ts';

export const laufer: Checks = {
  'laufer-licence-change': {
    table: 'licence-changes',
    source: null,
    answer: ({ rows }, _, context) => {
      const ofFineTunes = rows.filter((row) => row.relation === 'finetune');
      if (ofFineTunes.length === 0)
        return {
          ours: null,
          because: namesNone(rows) ? 'No pair names its relation.' : 'No pair is of a fine-tune and its parent.',
        };
      const pairs = (...outcomes: readonly string[]) =>
        sum(
          ofFineTunes.filter((row) => outcomes.includes(textIn(row, 'outcome'))),
          'pairs',
        );
      const differing = pairs('same-class', 'other-class');
      const both = differing + pairs('same');
      if (both === 0)
        return { ours: null, because: 'In no pair of a fine-tune and its parent do both declare a licence.' };
      return {
        ours: differing / both,
        population: those(both, 'pairs of a fine-tune and its parent, both', context),
        window: stock,
        because: `Both are listed and declare a licence; another identifier in ${number.format(differing)} pairs, of any class; two that say “other” are the same.`,
      };
    },
  },
  'laufer-card-text': {
    table: 'cards-by-month',
    source: null,
    answer: ({ rows }, _, context) => {
      const models = sum(rows, 'models');
      return {
        ours: sum(rows, 'withCard') / models,
        population: those(models, 'models', context),
        window: stock,
        but: 'any card counting, however short',
        because: `Of another population, the ${number.format(models)} models of ${dayText(context.date)}, and any card counts, however short.`,
      };
    },
  },
  'laufer-finetune-children': builtUpon('finetune', 'fine-tuned models'),
  'laufer-quantized-children': builtUpon('quantized', 'quantized models'),
  'laufer-adapter-children': builtUpon('adapter', 'adapters'),
};

/** Whether a list knows base models and no relations to them, which says nothing of any one relation. */
const namesNone = (rows: readonly Row[]) =>
  rows.every((row) => ['none-declared', 'any', 'not-named'].includes(textIn(row, 'relation')));

/** How many of the models that name a relation to a parent are parents themselves. */
function builtUpon(relation: string, what: string): Check {
  return {
    table: 'derivatives',
    source: null,
    answer: (table, _, context) => {
      const row = rowWhere(table, { where: { relation } });
      if (!row)
        return {
          ours: null,
          because: namesNone(table.rows)
            ? 'No model names its relation.'
            : `No model declares the relation ${relation}.`,
        };
      return {
        ...shareIn(table, row, 'shareBuiltUpon'),
        population: those(numberIn(row, 'models'), what, context),
        window: stock,
        because: 'Models that name this relation to a parent; only children in the same list are seen.',
      };
    },
  };
}
