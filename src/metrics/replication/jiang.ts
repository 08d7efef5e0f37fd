/** The claims of Jiang et al. (ICSE 2023) that a list of models bears on. */
import type { Claim } from '../../schema/published.ts';
import { rowWhere } from '../../schema/rows.ts';
import type { Table } from '../../schema/table.ts';
import { type Context, numberIn } from '../metric.ts';
import { type Answer, between, type Checks, dayText, number, percent, sum } from './check.ts';

export const jiang: Checks = {
  'jiang-packages': {
    table: ['models-before', 'cards-by-month'],
    source: null,
    answer: (table, claim, context) =>
      table.name === 'models-before'
        ? stillListed(table, claim, context)
        : between(table.rows, 'models', 'models', claim, context),
  },
  'jiang-bert-models': {
    table: 'models-created',
    source: null,
    answer: ({ rows }, claim, context) =>
      between(
        rows.filter((row) => row.modelType === 'bert'),
        'models',
        'models of the type bert',
        claim,
        context,
      ),
  },
  'jiang-docs-missing': {
    table: 'cards-by-month',
    source: null,
    answer: ({ rows }, _, { date }) => ({
      ours: null,
      because: `How good a card is, no table says. Of the models of ${dayText(date)}, ${percent(1 - sum(rows, 'withCard') / sum(rows, 'models'))} have no card at all, which is only a part of what is claimed.`,
    }),
  },
};

/** A claim that the models of a day were so many, against those of them that are listed later still: there were no fewer. */
function stillListed(table: Table, { date, value }: Claim, context: Context): Answer | null {
  if (date === null || typeof value !== 'number') throw new Error('only a number with its days stands beside a day');
  const row = rowWhere(table, { where: { day: date.from } });
  if (!row) return null;
  const models = numberIn(row, 'models');
  const listed = `${number.format(models)} models created before ${dayText(date.from)} were still listed on ${dayText(context.date)}`;
  if (models <= value)
    return {
      ours: null,
      because: `${listed}, a lower bound that allows the published number; models deleted since are missing.`,
    };
  return {
    ours: models,
    population: 'Models on the Hub',
    window: `Models created before ${dayText(date.from)}`,
    isBound: true,
    because: `${listed}, so the published number is at least ${number.format(models - value)} short; models deleted since are missing.`,
  };
}
