import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import labelsFile from '../../../content/labels/root-causes.json' with { type: 'json' };
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { type Csv, readCsv } from '../../io/csv.ts';
import type { Row } from '../../schema/table.ts';
import { countRootCausesByChallenge } from './root-cause-labels.ts';

/** The rows of `root-causes`: groups with their names and topics, and one cause that is no group. */
const groups = (...counts: readonly (readonly [category: string, topics: number])[]): Row[] => [
  ...counts.map(([category, topics]) => ({ category, subcategory: null, name: `The ${category}`, topics })),
  { category: 'bugs', subcategory: 'small', name: 'Small bugs', topics: 1 },
];
const list = (...rows: readonly (readonly string[])[]): Csv => ({
  name: 'list.csv',
  header: ['accepted_coded', 'Coder', 'Code Category'],
  rows,
});
const labels = (...listed: readonly (readonly [topic: number, challenge: string, group: string])[]) => ({
  source: 'an invented list',
  rule: 'as it comes',
  labels: listed.map(([topic, challenge, group]) => ({ topic, challenge, group })),
});

describeWithSharedData('the labels in content/', () => {
  const csv = readCsv('Root_Causes.csv', readFileSync(join(sharedData, 'saner2024/Root_Causes.csv')));
  const codebook = groups(
    ['user-related', 42],
    ['hugging-face-related', 24],
    ['other-or-unknown', 4],
    ['external-platforms-and-libraries', 2],
  );

  test('are of the 72 questions, and give the codebook’s 42, 24, 4 and 2 by group', () => {
    const { rows } = countRootCausesByChallenge(csv, labelsFile, codebook);
    expect(rows.reduce((sum, { topics }) => sum + Number(topics), 0)).toBe(72);
    expect(new Set(rows.map(({ challenge }) => challenge)).size).toBe(15);
    expect(rows.slice(0, 2)).toMatchObject([
      { challenge: 'model-usage-and-understanding', group: 'user-related', topics: 7, questions: 12 },
      { challenge: 'model-usage-and-understanding', group: 'hugging-face-related', topics: 4, questions: 12 },
    ]);
  });

  test('belong to a list that spells 15 challenges in 20 ways', () => {
    expect(new Set(csv.rows.map((row) => row[2])).size).toBe(20);
  });
});

const two = list(['7', '', 'Spaces'], ['9', '', 'API Usage issue']);

test('each challenge has the groups behind its questions, the most frequent first, and no others', () => {
  const counted = countRootCausesByChallenge(
    list(
      ['7', '', 'Spaces'],
      ['8', '', 'API usage issues'],
      ['8', '', 'API Usage issue'],
      ['9', '', 'API Usage issue'],
    ),
    labels([7, 'spaces', 'users'], [8, 'api-usage', 'users'], [8, 'api-usage', 'bugs'], [9, 'api-usage', 'bugs']),
    groups(['users', 2], ['bugs', 2]),
  );
  expect(counted.rows).toEqual([
    { challenge: 'api-usage', name: 'API usage', group: 'bugs', groupName: 'The bugs', topics: 2, questions: 3 },
    { challenge: 'api-usage', name: 'API usage', group: 'users', groupName: 'The users', topics: 1, questions: 3 },
    { challenge: 'spaces', name: 'Spaces', group: 'users', groupName: 'The users', topics: 1, questions: 1 },
  ]);
});

describe('labels are refused', () => {
  const good = labels([7, 'spaces', 'users'], [9, 'api-usage', 'bugs']);
  const both = groups(['users', 1], ['bugs', 1]);

  test.each<[string, Csv, unknown, Row[], string]>([
    ['that are too few', two, labels([7, 'spaces', 'users']), both, 'list.csv has 2 rows, but content/labels/'],
    [
      'of another topic',
      two,
      labels([9, 'api-usage', 'bugs'], [7, 'spaces', 'users']),
      both,
      'list.csv: row 1 is of topic "7", but its label is of 9',
    ],
    [
      'of another challenge',
      two,
      labels([7, 'spaces', 'users'], [9, 'spaces', 'bugs']),
      both,
      'content/labels/root-causes.json: topic 9 is labelled spaces, but list.csv has it under "API Usage issue"',
    ],
    [
      'of a group that nobody counts',
      two,
      labels([7, 'spaces', 'users'], [9, 'api-usage', 'luck']),
      both,
      'topic 9 is labelled luck; the groups are users, bugs',
    ],
    [
      'that do not add up to the codebook',
      two,
      good,
      groups(['users', 1], ['bugs', 2]),
      '1 questions are labelled bugs, but the codebook counts 2',
    ],
    [
      'that stand there twice',
      list(['7', '', 'Spaces'], ['7', '', 'Spaces']),
      labels([7, 'spaces', 'users'], [7, 'spaces', 'users']),
      both,
      'content/labels/root-causes.json is not as expected: the topic 7 is labelled spaces, users twice',
    ],
    [
      'without a rule',
      two,
      { ...good, rule: undefined },
      both,
      'content/labels/root-causes.json is not as expected: rule',
    ],
    [
      'for a list that spells a challenge in a new way',
      list(['7', '', 'spaces'], ['9', '', 'API Usage issue']),
      good,
      both,
      'list.csv: the category "spaces" of topic 7 is not known',
    ],
    [
      'for a list with other columns',
      { ...two, header: ['topic', 'Coder', 'Code Category'] },
      good,
      both,
      'list.csv: column 1 is "topic", expected "accepted_coded"',
    ],
  ])('%s', (_, csv, labelled, codebook, sentence) => {
    expect(() => countRootCausesByChallenge(csv, labelled, codebook)).toThrow(sentence);
  });
});
