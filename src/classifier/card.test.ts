import { describe, expect, test } from 'vitest';
import { ClassifierCard, ClassifierModel, type Dictionary } from '../schema/classifier.ts';
import { type LabelledTopic, type Material, trainClassifier } from './card.ts';
import { modelText } from './classifier.ts';

const terms = (...strong: string[]) => ({ strong, medium: [], weak: [], against: [] });
const dictionary: Dictionary = {
  forumCategories: { spaces: { spaces: 2 } },
  categories: { spaces: terms('space'), memory: terms('memory'), data: terms('dataset') },
};
const labelled = ['spaces', 'memory', 'data'].flatMap((category) =>
  ['my space is down', 'no memory left', 'which dataset to take'].map((text, place): LabelledTopic => ({
    title: '',
    // Two of three are as the dictionary would have it.
    text:
      place === 0
        ? text
        : ({ spaces: 'a new space', memory: 'memory is full', data: 'load a dataset' }[category] ?? ''),
    topic: `${category}${place}`,
    category,
    forumCategory: '',
    kind: place === 0 ? 'posts' : 'notes',
  })),
);
const material: Material = {
  categories: ['spaces', 'memory', 'data'],
  dictionary,
  examples: {
    spaces: ['the space does not start', 'space with an error'],
    memory: ['out of memory again', 'it takes all memory'],
    data: ['a dataset of letters', 'split the dataset'],
  },
  labelled,
  leftOut: [],
  source: 'invented',
};
const options = { repeats: 2, folds: 3, seed: 1, resamples: 50 };
const { model, card } = trainClassifier(material, options);

test('model and card keep their shapes', () => {
  expect(ClassifierModel.safeParse(model).error).toBeUndefined();
  expect(ClassifierCard.safeParse(card).error).toBeUndefined();
});

test('the same material gives the same model and the same card', () => {
  const again = trainClassifier(material, options);
  expect(modelText(again.model)).toBe(modelText(model));
  expect(again.card).toEqual(card);
});

test('the card says first how often posts are put right, which the forum has, and then notes and all', () => {
  expect(card.accuracy).toMatchObject([
    { kind: 'posts', texts: 3, accuracy: { value: 0.333 } },
    { kind: 'notes', texts: 6, accuracy: { value: 1 } },
    { kind: 'all', texts: 9, accuracy: { value: 0.778 } },
  ]);
  const [only] = trainClassifier(
    { ...material, labelled: labelled.map((text) => ({ ...text, kind: 'notes' })) },
    options,
  ).card.accuracy;
  expect(only?.kind).toBe('notes');
});

test('the card counts what came out', () => {
  expect(card.data).toMatchObject({ texts: 9, topics: 9, examples: 6, terms: 3 });
  expect(card.confusion).toEqual([
    [3, 0, 0],
    [1, 2, 0],
    [1, 0, 2],
  ]);
  expect(card.compared[0]).toMatchObject({ id: 'coder', accuracy: { value: 0.778 } });
  expect(card.categories[0]).toMatchObject({ texts: 3, precision: { value: 0.6 }, recall: { value: 1, high: 1 } });
  expect(card.kappa.value).toBeCloseTo(0.667);
});

describe('the error rates', () => {
  /** The same texts, and one on memory that says nothing that the dictionary knows. */
  const mute: LabelledTopic = {
    title: '',
    text: 'help me please',
    topic: 'mute',
    kind: 'posts',
    category: 'memory',
    forumCategory: '',
  };
  const { card: withMute } = trainClassifier({ ...material, labelled: [...labelled, mute] }, options);

  test('are those of the rule that is applied: what stays unclassified is not found, and not added elsewhere', () => {
    expect(withMute.errors[1]).toMatchObject({ category: 'memory', texts: 4, unclassified: 1 });
    const forced = withMute.confusion.flat().reduce((sum, cell) => sum + cell, 0);
    const given = withMute.errors.reduce((sum, { found, added }) => sum + found + added, 0);
    expect([forced, given]).toEqual([10, 9]);
  });

  test('are those of forced answers where nothing stays unclassified', () => {
    for (const [place, { texts, found, added }] of card.errors.entries()) {
      const row = card.confusion[place] ?? [];
      expect(texts).toBe(row.reduce((sum, cell) => sum + cell, 0));
      expect(found).toBe(row[place]);
      expect(found + added).toBe(card.confusion.reduce((sum, each) => sum + (each[place] ?? 0), 0));
    }
  });

  test('and the coverage go by one rule', () => {
    expect(withMute.unclassified.coverage.value).toBeCloseTo(0.9);
  });
});

test('no word of a labelled text is in the model unless it is ours', () => {
  expect(Object.keys(model.words)).not.toContain('down');
  expect(Object.keys(model.words)).toContain('spac');
});

describe('what does not fit is refused', () => {
  test.each([
    ['a label outside the taxonomy', { labelled: [{ ...labelled[0], category: 'magic' } as LabelledTopic] }, '"magic"'],
    ['a category without examples', { examples: { spaces: ['the space is down'] } }, 'no examples for memory'],
    ['too few topics', { labelled: labelled.slice(0, 2) }, '2 labelled topics cannot be parted into 3 folds'],
  ])('%s', (_, change, said) => {
    expect(() => trainClassifier({ ...material, ...change }, options)).toThrow(said);
  });
});
