/** The committed card, compared with what the committed model answers on the same texts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import cardFile from '../../content/classifier/card.json' with { type: 'json' };
import modelFile from '../../content/classifier/model.json' with { type: 'json' };
import taxonomy from '../../content/taxonomy/challenges.json' with { type: 'json' };
import { describeWithSharedData, sharedData } from '../../tests/shared-data.ts';
import { readCsv } from '../io/csv.ts';
import { ClassifierCard } from '../schema/classifier.ts';
import { classifyTopic, createClassifier } from './classifier.ts';

describeWithSharedData('on the published labels', () => {
  const read = (name: string) => {
    const { header, rows } = readCsv(name, readFileSync(join(sharedData, 'saner2024', name)));
    return rows.map((row) => Object.fromEntries(header.map((column, place) => [column, row[place] ?? ''])));
  };
  const { errors, unclassified } = ClassifierCard.parse(cardFile);
  const classifier = createClassifier(modelFile);

  test('the error rates in the card are those of the answers that topics get, unclassified ones among them', () => {
    const forumCategories = new Map(read('All_Codes.csv').map((row) => [row['Topic#'], row.Tag ?? '']));
    const idOf = (label = '') =>
      taxonomy.categories.find(({ id, sourceName }) => label === id || label === sourceName)?.id ??
      (label === 'Uncategorized' ? 'other-issues' : undefined);
    const texts = read('labelled_text.csv').flatMap(({ kind, category, text = '', topic_id }) => {
      const truth = idOf(category);
      if (kind !== 'challenge' || truth === undefined) return [];
      const forumCategory = forumCategories.get(topic_id) ?? '';
      return [{ truth, answer: classifyTopic(classifier, { title: '', text: text.trim(), forumCategory }).category }];
    });
    const count = (holds: (each: (typeof texts)[number]) => boolean) => texts.filter(holds).length;
    expect(errors).toEqual(
      classifier.model.categories.map((category) => ({
        category,
        texts: count(({ truth }) => truth === category),
        found: count(({ truth, answer }) => truth === category && answer === category),
        unclassified: count(({ truth, answer }) => truth === category && answer === null),
        others: count(({ truth }) => truth !== category),
        added: count(({ truth, answer }) => truth !== category && answer === category),
      })),
    );
    // Some of them do stay unclassified, or this would compare nothing that forced answers do not say too.
    expect(count(({ answer }) => answer === null)).toBeGreaterThan(0);
    expect(unclassified.coverage.value).toBeCloseTo(count(({ answer }) => answer !== null) / texts.length, 1);
  });
});
