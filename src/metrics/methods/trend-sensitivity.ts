import type { Row } from '../../schema/table.ts';
import { modelTypeOfSeries, slopeColumns } from './trend-tests.ts';
import { defineFinding, pValues, tableOf } from '../metric.ts';

const missing = 'not tested in any window';
const same = 'all windows have the same verdict';

/**
 * Does a verdict on a trend hold wherever one begins to look?
 *
 * Shape   one row per series of `trend-tests`, in its order
 * Source  `trend-tests`
 */
export const trendSensitivity = defineFinding({
  id: 'trend-sensitivity',
  topic: 'methods',
  about: 'methods',
  title: 'Sensitivity of trend verdicts to the start month',
  method:
    'Verdict for the whole window of each series, number of verdicts over all windows with the same end and a later start month, and the longest of these with a different verdict. The verdicts use a partial correction for autocorrelation; the table also counts the windows that are significant by the AR(1) sieve bootstrap.',
  key: ['series', 'modelType'],
  columns: {
    series: { unit: 'slug', description: 'Series' },
    modelType: modelTypeOfSeries,
    from: { unit: 'month', description: 'First month of the whole window', missing },
    to: { unit: 'month', description: 'Last month of all windows' },
    n: { unit: 'count', description: 'Months in the whole window', missing },
    verdict: { unit: 'slug', description: 'Verdict of the whole window', missing },
    p: pValues('p for the whole window, assuming independent months', 'Mann–Kendall', { missing }),
    pCorrected: pValues('p partly corrected for autocorrelation (Hamed–Rao)', 'Mann–Kendall', {
      missing,
      corrections: ['Hamed–Rao'],
    }),
    pSieve: pValues('p of the AR(1) sieve bootstrap', 'AR(1) sieve bootstrap', { missing }),
    pAdjusted: pValues('Corrected p after Benjamini–Hochberg over all series', 'Mann–Kendall', {
      missing,
      corrections: ['Hamed–Rao', 'Benjamini–Hochberg'],
    }),
    ...slopeColumns(missing),
    windows: { unit: 'count', description: 'Start months tested' },
    rising: { unit: 'count', description: 'Start months with a significant rise' },
    falling: { unit: 'count', description: 'Start months with a significant fall' },
    risingBySieve: { unit: 'count', description: 'Start months with a significant rise by the sieve bootstrap too' },
    fallingBySieve: { unit: 'count', description: 'Start months with a significant fall by the sieve bootstrap too' },
    unclear: { unit: 'count', description: 'Start months without a clear trend' },
    otherFrom: {
      unit: 'month',
      description: 'First month of the longest window with a different verdict',
      missing: same,
    },
    otherVerdict: { unit: 'slug', description: 'Verdict of that window', missing: same },
    otherP: pValues('p of that verdict, partly corrected for autocorrelation where possible', 'Mann–Kendall', {
      missing: same,
      corrections: ['Hamed–Rao'],
    }),
  },
  from: ['trend-tests'],
  compute: (tables) => {
    const series = Map.groupBy(tableOf(tables, 'trend-tests').rows, (row) => `${row.series} ${row.modelType}`);
    return [...series.values()].map((rows): Row => {
      const whole = rows.find((row) => row.window === 'whole' && row.verdict !== null);
      const judged = rows.filter((row) => row.verdict !== null);
      const other = judged.find((row) => row.verdict !== whole?.verdict);
      const count = (verdict: string, by = 'verdict') => judged.filter((row) => row[by] === verdict).length;
      const of = (row: Row | undefined, name: string) => row?.[name] ?? null;
      return {
        series: of(rows[0], 'series'),
        modelType: of(rows[0], 'modelType'),
        slopeUnit: of(rows[0], 'slopeUnit'),
        ...Object.fromEntries(
          ['from', 'n', 'verdict', 'p', 'pCorrected', 'pSieve', 'pAdjusted', 'slope', 'low', 'high'].map((name) => [
            name,
            of(whole, name),
          ]),
        ),
        to: of(rows[0], 'to'),
        windows: judged.length,
        rising: count('rising'),
        falling: count('falling'),
        risingBySieve: count('rising', 'verdictBySieve'),
        fallingBySieve: count('falling', 'verdictBySieve'),
        unclear: count('no-clear-trend'),
        otherFrom: of(other, 'from'),
        otherVerdict: of(other, 'verdict'),
        otherP: of(other, 'pCorrected') ?? of(other, 'p'),
      };
    });
  },
});
