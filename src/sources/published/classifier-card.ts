/** The card of the classifier as counts, for every snapshot whose data it was measured on or has read. */
import cardFile from '../../../content/classifier/card.json' with { type: 'json' };
import { parseAs } from '../../schema/problem.ts';
import { ClassifierCard, type Estimate } from '../../schema/classifier.ts';
import type { PublishedCount } from '../../schema/source.ts';

/** The tables about the classifier, by name. @throws {Error} if the card is not one */
export function classifierCounts(json: unknown = cardFile): [string, PublishedCount][] {
  const card = parseAs(ClassifierCard, json, 'the card of the classifier is not as expected');
  const { texts, topics, leftOut } = card.data;
  const notes = [
    `${texts} texts on ${topics} topics: ${card.data.source}. Left out: ${leftOut.map((each) => `${each.texts} ${each.reason}`).join(', ')}.`,
    card.split.method,
    ...card.limits,
  ];
  const elsewhere = [
    `${texts} texts on ${topics} topics; the table coder-comparison describes their split and its limits.`,
  ];
  const count = (rows: PublishedCount['rows'], tells: readonly string[] = elsewhere): PublishedCount => ({
    rows,
    window: null,
    notes: [...tells],
  });
  return [
    [
      'coder-comparison',
      count(
        card.compared.map(({ id, name, accuracy, topThree, macroF1 }) => ({
          way: id,
          name,
          ...measured('accuracy', accuracy),
          ...measured('topThree', topThree),
          ...measured('macroF1', macroF1),
        })),
        [
          ...notes,
          card.purpose,
          `Cohen’s kappa of the classifier is ${card.kappa.value.toFixed(2)}.`,
          card.unclassified.rule,
        ],
      ),
    ],
    [
      'coder-performance',
      count(
        card.categories.map(({ category, texts: own, precision, recall, f1 }) => ({
          category,
          texts: own,
          ...measured('precision', precision),
          ...measured('recall', recall),
          ...measured('f1', f1),
        })),
      ),
    ],
    [
      'coder-confusion',
      count(
        card.confusion.flatMap((row, category) =>
          row.flatMap((cell, coded) =>
            cell > 0
              ? [
                  {
                    category: card.categories[category]?.category ?? null,
                    coded: card.categories[coded]?.category ?? null,
                    texts: cell,
                  },
                ]
              : [],
          ),
        ),
      ),
    ],
    [
      'classifier-accuracy',
      count(
        card.accuracy.map(({ kind, texts: own, accuracy }) => ({
          kind,
          texts: own,
          ...measured('accuracy', accuracy),
        })),
      ),
    ],
    ['classifier-errors', count(card.errors, [...elsewhere, card.unclassified.rule])],
    [
      'coder-calibration',
      count(
        card.calibration.bins.map(({ from, to, texts: own, stated, right }) => ({
          from,
          to,
          stated,
          texts: Math.round(own),
          right: Math.round(own * (right ?? 0)),
        })),
      ),
    ],
  ];
}

const measured = (name: string, estimate: Estimate | null) => ({
  [name]: estimate?.value ?? null,
  [`${name}Low`]: estimate?.low ?? null,
  [`${name}High`]: estimate?.high ?? null,
});
