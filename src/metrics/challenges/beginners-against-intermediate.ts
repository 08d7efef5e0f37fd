import { sum } from 'd3-array';
import type { Row } from '../../schema/table.ts';
import { benjaminiHochberg } from '../../statistics/multiple-testing.ts';
import { compareProportions } from '../../statistics/two-proportions.ts';
import { defineFinding, endsOf, numberIn, pValues, shareColumns, shareOf, tableOf, withInterval } from '../metric.ts';

/** The forum's own names. */
const [beginners, intermediate] = ['Beginners', 'Intermediate'];

/**
 * Do beginners ask about other things than those who know more?
 *
 * Shape   one row per category of challenge that the classifier gives in either forum category, in the order of the
 *         beginners’ topics; unclassified last
 * Refuses without topics in both forum categories
 * Source  `coded-by-forum-category`: answers of the classifier, which goes by the forum category among other things
 */
export const beginnersAgainstIntermediate = defineFinding({
  id: 'beginners-against-intermediate',
  topic: 'challenges',
  title: 'Classified challenges in the forum categories Beginners and Intermediate',
  method:
    'Shares of the topics of the forum categories Beginners and Intermediate that the classifier assigns to each category of challenge; their difference with Newcombe’s 95 % CI; p from Fisher’s exact test, adjusted after Benjamini–Hochberg. The shares are not corrected for classifier errors, which are assumed to be equal in both.',
  key: ['category'],
  figures: [{ chart: 'intervals', x: 'difference', y: 'category' }],
  columns: {
    category: {
      unit: 'slug',
      description: 'Category of challenge',
      missing: 'unclassified',
    },
    beginners: { unit: 'count', description: 'Topics of Beginners assigned to the category' },
    allBeginners: { unit: 'count', description: 'All topics of Beginners' },
    ...shareColumns('shareOfBeginners', 'Share of the topics of Beginners', {
      part: 'beginners',
      whole: 'allBeginners',
    }),
    intermediate: { unit: 'count', description: 'Topics of Intermediate assigned to the category' },
    allIntermediate: { unit: 'count', description: 'All topics of Intermediate' },
    ...shareColumns('shareOfIntermediate', 'Share of the topics of Intermediate', {
      part: 'intermediate',
      whole: 'allIntermediate',
    }),
    ...withInterval(
      'difference',
      { unit: 'shareChange', description: 'Share in Beginners minus share in Intermediate' },
      'Newcombe',
    ),
    p: pValues('Two-sided p value of no difference (Fisher)', 'Fisher'),
    pAdjusted: pValues('p after Benjamini–Hochberg over the rows', 'Fisher', { corrections: ['Benjamini–Hochberg'] }),
  },
  from: ['coded-by-forum-category'],
  compute: (tables) => {
    const { rows } = tableOf(tables, 'coded-by-forum-category');
    const of = (forumCategory: string) => rows.filter((row) => row.forumCategory === forumCategory);
    const [first, second] = [of(beginners), of(intermediate)];
    const [allBeginners, allIntermediate] = [first, second].map((own) => own[0] && numberIn(own[0], 'created'));
    if (allBeginners === undefined || allIntermediate === undefined)
      return { reason: `The forum has no topics under ${beginners}, or none under ${intermediate}.` };

    const topics = (own: readonly Row[], category: Row[string]) =>
      sum(own, (row) => (row.category === category ? numberIn(row, 'topics') : 0));
    const categories = [...new Set([...first, ...second].map((row) => row.category ?? null))];
    const sorted = [
      ...categories.filter((category) => category !== null),
      ...categories.filter((each) => each === null),
    ];
    const compared = sorted.map((category): Row => {
      const counts = {
        beginners: topics(first, category),
        allBeginners,
        intermediate: topics(second, category),
        allIntermediate,
      };
      const { difference, p, ...ends } = compareProportions(
        { part: counts.beginners, whole: allBeginners },
        { part: counts.intermediate, whole: allIntermediate },
      );
      return {
        category,
        ...counts,
        ...shareOf(counts, 'shareOfBeginners', 'beginners', 'allBeginners'),
        ...shareOf(counts, 'shareOfIntermediate', 'intermediate', 'allIntermediate'),
        difference,
        ...endsOf('difference', ends),
        p,
      };
    });
    const adjusted = benjaminiHochberg(compared.map((row) => numberIn(row, 'p')));
    return compared.map((row, index) => ({ ...row, pAdjusted: adjusted[index] ?? null }));
  },
});
