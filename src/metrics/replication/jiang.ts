/** The claims of Jiang et al. (ICSE 2023) that a list of models bears on. */
import type { Claim } from '../../schema/published.ts';
import type { Row } from '../../schema/table.ts';
import { type Context, numberIn, textIn } from '../metric.ts';
import { type Answer, type Checks, dayText, monthText, number, percent, sum } from './check.ts';

export const jiang: Checks = {
  'jiang-packages': {
    table: ['models-before', 'cards-by-month'],
    source: null,
    answer: ({ name, rows }, claim, context) =>
      name === 'models-before' ? stillListed(rows, claim, context) : between(rows, 'models', claim, context),
  },
  'jiang-bert-models': {
    table: 'models-created',
    source: null,
    answer: ({ rows }, claim, context) =>
      between(
        rows.filter((row) => row.modelType === 'bert'),
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
function stillListed(rows: readonly Row[], { date, value }: Claim, context: Context): Answer | null {
  if (date === null || typeof value !== 'number') throw new Error('only a number with its days stands beside a day');
  const row = rows.find(({ day }) => day === date.from);
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
    because: `${listed}, so the published number is at least ${number.format(models - value)} short; models deleted since are missing.`,
  };
}

/** Where a claim of some days within a month stands between that month’s beginning and its end. */
export function between(rows: readonly Row[], what: string, { date, value }: Claim, context: Context): Answer | null {
  if (date === null || typeof value !== 'number') throw new Error('only a number with its days stands between months');
  const month = date.from.slice(0, 7);
  if (context.date.slice(0, 7) <= month || rows.length === 0) return null;
  const upTo = (last: (month: string) => boolean) =>
    sum(
      rows.filter((row) => row.month === null || last(textIn(row, 'month'))),
      'models',
    );
  const [before, after] = [upTo((each) => each < month), upTo((each) => each <= month)];
  const place = before <= value && value <= after ? 'between' : 'outside';
  return {
    ours: null,
    because: `Only months can be told apart: ${number.format(before)} ${what} were created before ${monthText(month)} and ${number.format(after)} by its end. The published number lies ${place}; models since deleted are missing.`,
  };
}
