import { describe, expect, test } from 'vitest';
import benefits from '../../content/taxonomy/benefits.json' with { type: 'json' };
import challenges from '../../content/taxonomy/challenges.json' with { type: 'json' };
import guidelines from '../../content/taxonomy/guidelines.json' with { type: 'json' };
import rootCauses from '../../content/taxonomy/root-causes.json' with { type: 'json' };
import { metrics } from '../metrics/index.ts';
import { editionTables } from '../series/contents.ts';
import { Audience, type Guideline, type Taxonomy, checkCounted, checkTaxonomies } from './taxonomy.ts';

const entry = (id: string) => ({
  id,
  sourceName: id,
  name: id,
  definition: 'Something that people ask about.',
  includes: ['A question on this very thing'],
  excludes: [] as { hint: string; see: string }[],
  examples: [12],
});
const taxonomy = (id: string): Taxonomy => ({
  categories: [
    { ...entry(id), subcategories: [entry('first'), entry('second')] },
    { ...entry(`more-${id}`), subcategories: [entry('first')] },
  ],
});
const guideline: Guideline = {
  id: 'write-it-down',
  audience: 'model-provider',
  name: 'Write it down',
  text: 'Write down what others would have to ask.',
  basis: 'almanac',
  answers: ['speed', 'thanks/first'],
  indicator: { table: 'totals', where: { measure: 'models' }, column: 'share', reading: 'The larger, the more of it.' },
};

/** A value at a place, in a file that is right otherwise. */
type Change = readonly [place: string, value: unknown];
function files(change?: Change) {
  const whole = {
    challenges: taxonomy('speed'),
    benefits: taxonomy('thanks'),
    rootCauses: taxonomy('bugs'),
    guidelines: { note: 'These are made up for a test.', guidelines: [structuredClone(guideline)] },
  };
  if (!change) return whole;
  const keys = change[0].split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], whole);
  (holder as Record<string, unknown>)[last] = change[1];
  return whole;
}

const first = 'challenges.categories.0';
const part = 'challenges.categories.0.subcategories.1';
const rule = 'guidelines.guidelines.0';

test('two sub-categories may have one id, if they belong to different categories', () => {
  expect(checkTaxonomies(files()).challenges).toEqual(taxonomy('speed'));
});

test('a hint may point to a category, or to a sub-category of another one', () => {
  const excludes = [
    { hint: 'Another question', see: 'more-speed' },
    { hint: 'A third question', see: 'more-speed/first' },
  ];
  expect(() => checkTaxonomies(files([`${part}.excludes`, excludes]))).not.toThrow();
});

test.each<[string, Change, string]>([
  [
    'without a definition',
    [`${part}.definition`, undefined],
    'content/taxonomy/challenges.json is not as expected: speed/second: definition: expected a sentence',
  ],
  ['with a definition that defines nothing', [`${first}.definition`, 'Speed.'], 'speed: definition: expected a sent'],
  ['without a hint at what belongs there', [`${part}.includes`, []], 'speed/second: includes: expected one hint'],
  ['with a key nobody knows', [`${part}.colour`, 'red'], 'speed/second: Unrecognized key: "colour"'],
  [
    'with an example that is no number',
    [`${part}.examples`, ['T12']],
    'speed/second: examples.0: expected the number of a forum topic, not "T12"',
  ],
  ['with half a topic', [`${first}.examples`, [1.5]], 'expected the number of a forum topic, not 1.5'],
  ['with a topic before the first', [`${first}.examples`, [0]], 'expected the number of a forum topic, not 0'],
  ['with one topic twice', [`${part}.examples`, [7, 7]], 'speed/second has the topic 7 twice'],
  ['with the id of another', ['challenges.categories.1.id', 'speed'], 'the id speed is used twice'],
  ['with a sub-category twice', [`${part}.id`, 'first'], 'the id speed/first is used twice'],
  [
    'that points to nothing',
    [`${part}.excludes`, [{ hint: 'Another question', see: 'more-speed/second' }]],
    'speed/second sends its reader to more-speed/second, which is not there',
  ],
  [
    'that points to a benefit',
    [`${first}.excludes`, [{ hint: 'Another question', see: 'thanks' }]],
    'speed sends its reader to thanks, which is not there',
  ],
  [
    'that points to itself',
    [`${first}.excludes`, [{ hint: 'Another question', see: 'speed' }]],
    'speed sends its reader to itself',
  ],
  [
    'that is a benefit as well',
    [`${first}.id`, 'thanks'],
    'thanks is a challenge and a benefit: a guideline that answers it could mean either',
  ],
])('a category is refused %s', (_, change, sentence) => {
  expect(() => checkTaxonomies(files(change))).toThrow(sentence);
});

test.each<[string, Change, string]>([
  [
    'that answers nothing',
    [`${rule}.answers`, []],
    'guidelines.json is not as expected: write-it-down: answers: expected a challenge or benefit that it answers',
  ],
  [
    'that answers what nobody knows',
    [`${rule}.answers`, ['speed', 'sped']],
    'the guideline write-it-down answers sped, which is neither a challenge nor a benefit',
  ],
  ['that answers a root cause', [`${rule}.answers`, ['bugs']], 'answers bugs, which is neither a challenge nor a'],
  ['that answers one thing twice', [`${rule}.answers`, ['speed', 'speed']], 'write-it-down answers speed twice'],
  ['for nobody we know', [`${rule}.audience`, 'everyone'], 'write-it-down: audience: there is no audience "everyone"'],
  ['without a basis', [`${rule}.basis`, undefined], 'write-it-down: basis: expected the basis "paper" or "almanac"'],
  ['without a text', [`${rule}.text`, ''], 'write-it-down: text: expected a sentence'],
  [
    'with neither an indicator nor a reason',
    [`${rule}.indicator`, null],
    'write-it-down: expected an indicator, or null and the reason',
  ],
  [
    'with an indicator and a reason for none',
    [`${rule}.noIndicator`, 'There is no table of it.'],
    'write-it-down: expected an indicator, or null and the reason',
  ],
  [
    'of which there are two',
    ['guidelines.guidelines', [guideline, guideline]],
    'guidelines.json is not as expected: the id write-it-down is used twice',
  ],
])('a guideline is refused %s', (_, change, sentence) => {
  expect(() => checkTaxonomies(files(change))).toThrow(sentence);
});

describe('a table of categories', () => {
  const check = (category: string, subcategory: string | null) => () => {
    checkCounted('the table challenges of 2024-01-01', [{ category, subcategory, codes: 1 }], taxonomy('speed'));
  };

  test('counts categories and sub-categories that are defined', () => {
    expect(check('speed', null)).not.toThrow();
    expect(check('speed', 'second')).not.toThrow();
  });

  test('is refused when it counts another', () => {
    const sentence = (path: string) =>
      `the table challenges of 2024-01-01 counts ${path}, which content/taxonomy/ does not define`;
    expect(check('sped', null)).toThrow(sentence('sped'));
    expect(check('more-speed', 'second')).toThrow(sentence('more-speed/second'));
  });
});

describe('the taxonomy of the almanac', () => {
  const checked = checkTaxonomies({ challenges, benefits, rootCauses, guidelines });

  test('has the 17 challenges and 6 benefits of the study, in the 47 and 22 rows of its codebooks', () => {
    // A codebook gives a category one row for each sub-category, or a single row where there is none.
    const rows = ({ categories }: Taxonomy) =>
      categories.reduce((sum, { subcategories }) => sum + Math.max(subcategories.length, 1), 0);
    expect([checked.challenges.categories.length, rows(checked.challenges)]).toEqual([17, 47]);
    expect([checked.benefits.categories.length, rows(checked.benefits)]).toEqual([6, 22]);
  });

  test('gives an example of everything that is not divided further', () => {
    const bare = [checked.challenges, checked.benefits, checked.rootCauses].flatMap(({ categories }) =>
      categories
        .flatMap(({ subcategories, ...category }) => (subcategories.length > 0 ? subcategories : [category]))
        .filter(({ examples }) => examples.length === 0)
        .map(({ id }) => id),
    );
    expect(bare).toEqual([]);
  });

  test('has three guidelines for each audience at least', () => {
    const count = (audience: Audience) =>
      checked.guidelines.guidelines.filter((each) => each.audience === audience).length;
    for (const audience of Audience.options) expect(count(audience), audience).toBeGreaterThanOrEqual(3);
  });

  /** Tables that guidelines name already and the almanac does not make yet. */
  const announced = ['card-sections'];

  test('takes its indicators from tables and columns that the almanac has', () => {
    const unknown = checked.guidelines.guidelines.flatMap(({ id, indicator }) => {
      if (indicator === null) return [];
      const table = [...metrics, ...editionTables].find((each) => each.id === indicator.table);
      if (!table) return announced.includes(indicator.table) ? [] : [`${id}: ${indicator.table}`];
      const names = [
        indicator.column,
        ...Object.keys(indicator.where ?? {}),
        ...(indicator.newest === undefined ? [] : [indicator.newest]),
      ];
      return names
        .filter((name) => !table.columns.some((column) => column.name === name))
        .map((name) => `${id}: ${table.id}.${name}`);
    });
    expect(unknown).toEqual([]);
  });
});
