import { max, median, min, quantile } from 'd3-array';
import { type EditionTable, listColumns } from './edition-table.ts';
import { createdByType, typeDefinitions } from './created-by-type.ts';
import { type Vintage, originOf, vintageRule, vintagesOf } from './vintages.ts';

const id = 'vintage-agreement';
const fewest = 20;

/**
 * Do two snapshots count the same models in the months that both saw?
 *
 * Shape   one row for each vintage and the one before it, oldest first; none where their months do not overlap
 * Units   ratios of the later count to the earlier one, by type and month
 */
export const vintageAgreement: EditionTable = {
  id,
  title: 'Agreement of vintages on the same months',
  question: 'Do two snapshots count the same models in the same months?',
  topic: 'methods',
  figures: [],
  method: `Models by type and month of creation in a vintage and in the one before it: the ratio of the later count to the earlier one, for each type and month with at least ${fewest} models in the earlier vintage. Later vintages lack deleted models, and have a known type for more models. ${typeDefinitions} ${vintageRule}`,
  key: ['before', 'after'],
  columns: listColumns({
    before: { unit: 'day', description: 'Earlier vintage' },
    after: { unit: 'day', description: 'Later vintage' },
    from: { unit: 'month', description: 'First month of both' },
    to: { unit: 'month', description: 'Last month of both' },
    typeMonths: { unit: 'count', description: `Type-months with at least ${fewest} models` },
    medianRatio: { unit: 'number', description: 'Median ratio of the later count to the earlier one' },
    lowerQuartile: { unit: 'number', description: 'Lower quartile of the ratio' },
    upperQuartile: { unit: 'number', description: 'Upper quartile of the ratio' },
  }),
  make: ({ snapshots }) => {
    const vintages = vintagesOf(id, createdByType, snapshots);
    const rows = vintages.flatMap((after, index) => {
      const before = vintages[index - 1];
      if (!before) return [];
      const [then, now] = [countsOf(before), countsOf(after)];
      const months = new Set(after.rows.map(({ month }) => month));
      const both = [...then].filter(([, { month, models }]) => months.has(month) && models >= fewest);
      const ratios = both.map(([key, { models }]) => (now.get(key)?.models ?? 0) / models);
      const [from, to] = [min(both, ([, { month }]) => month), max(both, ([, { month }]) => month)];
      if (from === undefined || to === undefined) return [];
      return [
        {
          before: before.snapshot.date,
          after: after.snapshot.date,
          from,
          to,
          typeMonths: ratios.length,
          medianRatio: median(ratios) ?? null,
          lowerQuartile: quantile(ratios, 0.25) ?? null,
          upperQuartile: quantile(ratios, 0.75) ?? null,
        },
      ];
    });
    return { rows, window: null, ...originOf(vintages) };
  },
};

/** Models of known type by type and month. */
const countsOf = ({ rows }: Vintage) =>
  new Map(
    rows
      .filter(({ modelType }) => modelType !== 'untyped')
      .map(({ month, modelType, models }) => [
        JSON.stringify([modelType, month]),
        { month: String(month), models: Number(models) },
      ]),
  );
