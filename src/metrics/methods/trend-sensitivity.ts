import type { Row } from '../../schema/table.ts';
import { defineFinding, tableOf } from '../metric.ts';

const none = 'the series allows no answer in any window';
const same = 'no window has another verdict';

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
  title: 'Verdicts on trends, and how they depend on the window',
  method:
    'The whole window of each series, beside the verdicts of all windows that end with it and begin later, and the longest of these with another verdict. How many of the windows rise or fall also by the AR(1) sieve bootstrap is counted beside, since the correction that the verdicts rest on is partial.',
  key: ['series', 'modelType'],
  columns: {
    series: { unit: 'slug', description: 'What is followed' },
    modelType: { unit: 'modelType', description: 'Model type', missing: 'the series is not of one model type' },
    from: { unit: 'month', description: 'First month of the whole window', missing: none },
    to: { unit: 'month', description: 'Last month of all windows' },
    n: { unit: 'count', description: 'Months in the whole window', missing: none },
    verdict: { unit: 'slug', description: 'Verdict of the whole window', missing: none },
    p: { unit: 'probability', description: 'Its p value', missing: none, test: { method: 'Mann–Kendall' } },
    pCorrected: {
      unit: 'probability',
      description: 'The same corrected in part for autocorrelation',
      missing: none,
      test: { method: 'Mann–Kendall', corrections: ['Hamed–Rao'] },
    },
    pSieve: {
      unit: 'probability',
      description: 'Its p value by the AR(1) sieve bootstrap',
      missing: none,
      test: { method: 'AR(1) sieve bootstrap' },
    },
    pAdjusted: {
      unit: 'probability',
      description: 'The corrected p after Benjamini–Hochberg over all series',
      missing: none,
      test: { method: 'Mann–Kendall', corrections: ['Hamed–Rao', 'Benjamini–Hochberg'] },
    },
    slope: {
      unit: 'number',
      description: 'Change per month, in the unit of the series',
      missing: none,
      interval: { low: 'low', high: 'high', method: 'Theil–Sen' },
    },
    low: { unit: 'number', description: 'Lower end of its 95 % interval', missing: none },
    high: { unit: 'number', description: 'Upper end of its 95 % interval', missing: none },
    windows: { unit: 'count', description: 'Windows with a verdict' },
    rising: { unit: 'count', description: 'Those in which it rises' },
    falling: { unit: 'count', description: 'Those in which it falls' },
    risingBySieve: { unit: 'count', description: 'Those that rise also by the AR(1) sieve bootstrap' },
    fallingBySieve: { unit: 'count', description: 'Those that fall also by the AR(1) sieve bootstrap' },
    unclear: { unit: 'count', description: 'Those without a clear trend' },
    otherFrom: { unit: 'month', description: 'First month of the longest window with another verdict', missing: same },
    otherVerdict: { unit: 'slug', description: 'The verdict of that window', missing: same },
    otherP: {
      unit: 'probability',
      description: 'The p value that decides it: corrected in part for autocorrelation, where there is a correction',
      missing: same,
      test: { method: 'Mann–Kendall', corrections: ['Hamed–Rao'] },
    },
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
