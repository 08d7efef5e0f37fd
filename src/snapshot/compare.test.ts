import { describe, expect, test } from 'vitest';
import { Comparison, comparisonText } from '../schema/comparison.ts';
import { declared } from '../schema/declared.ts';
import { Manifest } from '../schema/snapshot.ts';
import { type Row, Table } from '../schema/table.ts';
import { cardDefinitions } from '../series/card-definitions.ts';
import { statedNote } from '../series/created-by-type.ts';
import { changelogEntry, terminalText } from './comparison-text.ts';
import { compare, digest, snapshotsNamed } from './compare.ts';
import type { Snapshot } from './read.ts';

const table = (rows: readonly Row[], change: Partial<Table> = {}): Table =>
  Table.parse({
    name: 'cards-by-task',
    kind: 'count',
    title: 'Models with a card, by task',
    method: 'Counted.',
    source: 'Nowhere.',
    window: null,
    notes: [],
    key: ['task'],
    columns: [
      { name: 'task', unit: 'slug', description: 'Task', missing: 'no task is named' },
      { name: 'models', unit: 'count', description: 'Models', missing: 'nobody counted' },
      {
        name: 'share',
        unit: 'share',
        description: 'Share with a card',
        missing: 'nobody counted',
        interval: { low: 'shareLow', high: 'shareHigh', method: 'Wilson' },
      },
      { name: 'shareLow', unit: 'share', description: 'Low', missing: 'nobody counted' },
      { name: 'shareHigh', unit: 'share', description: 'High', missing: 'nobody counted' },
      { name: 'verdict', unit: 'slug', description: 'Verdict', missing: 'none' },
    ],
    rows: [...rows],
    ...change,
  } satisfies Table);

const row = (task: string | null, models: number | null, share: number | null, verdict: string | null = null): Row => ({
  task,
  models,
  share,
  shareLow: share === null ? null : Math.max(0, share - 0.05),
  shareHigh: share === null ? null : Math.min(1, share + 0.05),
  verdict,
});

const snapshot = (
  id: string,
  tables: readonly Table[],
  { source = 'invented', ...change }: Partial<Manifest> & { source?: string } = {},
): Snapshot => ({
  manifest: Manifest.parse({
    id,
    date: id.slice(0, 10),
    coverage: 'census',
    title: `All of ${id}`,
    population: 'Everything.',
    selection: change.coverage === 'sample' ? 'By hand.' : null,
    partialMonths: [],
    floorMonth: null,
    limits: [],
    doi: null,
    madeBy: 'a test',
    accepted: [],
    publications: [
      {
        name: source,
        title: `The ${source} numbers`,
        authors: ['N. Obody'],
        published: '2020-03-01',
        location: 'nowhere',
        licence: 'none',
        citation: 'N. Obody.',
        files: [{ name: 'numbers.csv', bytes: 3, sha256: 'a'.repeat(64) }],
      },
    ],
    tables: tables.map(({ name, kind, title, rows }) => ({
      name,
      kind,
      title,
      rows: rows.length,
      bytes: 1,
      sha256: 'b'.repeat(64),
    })),
    unavailable: [],
    ...change,
  } satisfies Manifest),
  tables: new Map(tables.map((each) => [each.name, each])),
});

/** The one table of a comparison of two snapshots that have one each. */
function only(
  before: Table,
  after: Table,
  a: Partial<Manifest> & { source?: string } = {},
  b = a,
  days = ['2020-01-31', '2020-02-29'],
) {
  const comparison = compare(snapshot(days[0] ?? '', [before], a), snapshot(days[1] ?? '', [after], b));
  const [first] = Comparison.parse(comparison).tables;
  if (!first) throw new Error(comparison.refused[0]?.reason ?? 'nothing was compared');
  return first;
}
const reasons = (...given: Parameters<typeof only>) => only(...given).reasons.map(({ reason }) => reason);

const rows = [row('fill-mask', 10, 0.5), row(null, 4, 0.25)];

describe('why a table moved', () => {
  test('the same source on a later day has new data, though its files are others', () => {
    expect(reasons(table(rows), table([row('fill-mask', 11, 0.5)]))).toEqual(['new data']);
  });

  test('other publications are another source', () => {
    const { reasons: given } = only(table(rows), table(rows), {}, { source: 'other' });
    expect(given).toEqual([
      {
        reason: 'other source',
        because: '2020-01-31 was made from The invented numbers; 2020-02-29 from The other numbers.',
      },
    ]);
  });

  test('another method, or another unit or meaning of a column, is another definition; other words for an empty cell are not', () => {
    const columns = (change: object) =>
      table(rows).columns.map((each) => (each.name === 'models' ? { ...each, ...change } : each));
    expect(reasons(table(rows), table(rows, { method: 'Guessed.' }))).toEqual(['other definition']);
    expect(reasons(table(rows), table(rows, { columns: columns({ description: 'Models and spaces' }) }))).toEqual([
      'other definition',
    ]);
    expect(reasons(table(rows), table(rows, { columns: columns({ missing: 'not counted' }) }))).toEqual(['new data']);
    const [given] = only(table(rows), table(rows, { columns: columns({ unit: 'number' }) })).reasons;
    expect(given).toEqual({
      reason: 'other definition',
      because: 'The unit of models in 2020-01-31 is “count” and in 2020-02-29 “number”.',
    });
  });

  test('other words of one version are the same definition, and another version is another', () => {
    const of = (definition: string, method = 'Counted.') => table(rows, { definition, method });
    expect(reasons(of('tasks/2'), of('tasks/2', 'It is counted.'))).toEqual(['new data']);
    expect(only(of('tasks/1'), of('tasks/2')).reasons).toEqual([
      { reason: 'other definition', because: 'The definition in 2020-01-31 is tasks/1 and in 2020-02-29 tasks/2.' },
    ]);
    expect(only(of('tasks/1'), of('tasks/2', 'Guessed.')).reasons).toEqual([
      { reason: 'other definition', because: 'The method in 2020-01-31 is “Counted.” and in 2020-02-29 “Guessed.”' },
    ]);
  });

  test('cards that are counted by other rules are another definition, though the method is one', () => {
    const of = (name: 'text' | 'readme' | 'metadata') =>
      table(rows, { notes: [...cardDefinitions[name].notes.slice(0, 1)] });
    expect(reasons(of('text'), of('text'))).toEqual(['new data']);
    expect(reasons(of('text'), table(rows))).toEqual(['new data']);
    expect(only(of('text'), of('metadata')).reasons).toEqual([
      {
        reason: 'other definition',
        because:
          'What counts as a card differs. In 2020-01-31: The README contains some text (in 2025, more than three characters). In 2020-02-29: The Hub’s listing carries card metadata.',
      },
    ]);
    const longer = table(rows, { notes: [...cardDefinitions.text.notes.slice(1)] });
    expect(reasons(of('text'), longer)).toEqual(['new data']);
  });

  test('types that are found by other rules are another definition of every table of the Hub’s types', () => {
    const byType = (name: string, models: number, notes: string[] = []) =>
      table([{ modelType: 'bert', models }], {
        name,
        key: ['modelType'],
        columns: [
          { name: 'modelType', unit: 'modelType', description: 'Model type' },
          { name: 'models', unit: 'count', description: 'Models' },
        ],
        notes,
      });
    const between = (notes: string[]) => {
      const [before, after] = [notes, []].map((own, index) =>
        snapshot(`2020-0${index + 1}-28`, [
          byType('models-created', 10 + index, own),
          byType('type-ranking', 10 + index),
          byType('mentions', 10 + index),
        ]),
      );
      if (!before || !after) throw new Error('there are two');
      const { tables } = compare(before, after);
      return Object.fromEntries(tables.map((each) => [each.name, each.reasons.map(({ reason }) => reason).join()]));
    };
    expect(between([])).toEqual({ 'models-created': 'new data', 'type-ranking': 'new data', mentions: 'new data' });
    expect(between([statedNote])).toEqual({
      'models-created': 'other definition',
      'type-ranking': 'other definition',
      mentions: 'new data',
    });
  });

  test('the same day again is a correction, whatever else changed with it', () => {
    const days = ['2020-01-31', '2020-01-31-r2'];
    expect(reasons(table(rows), table(rows), {}, {}, days)).toEqual(['correction']);
    expect(reasons(table(rows), table(rows, { method: 'Better.' }), {}, { source: 'other' }, days)).toEqual([
      'correction',
      'other definition',
      'other source',
    ]);
  });
});

describe('what moved', () => {
  test('rows are found by their key, whatever their place, and an empty key is a key', () => {
    const { moved, counts } = only(table(rows), table([row(null, 5, 0.25), row('fill-mask', 10, 0.5)]));
    expect(moved).toEqual([
      {
        key: [null],
        column: 'models',
        unit: 'count',
        before: 4,
        after: 5,
        difference: 1,
        amount: 0.1,
        small: true,
      },
    ]);
    expect(counts).toEqual({ rows: { both: 2, onlyInA: 0, onlyInB: 0 }, numbers: { moved: 1, stayed: 3 }, changed: 0 });
  });

  test('a count is measured against the largest of its column and a share against the whole, so that they can be sorted together', () => {
    const { moved } = only(
      table([row('a', 1000, 0.5), row('b', 10, 0.1)]),
      table([row('a', 900, 0.5), row('b', 5, 0.3)]),
    );
    expect(moved.map(({ key, column, difference, amount }) => [key[0], column, difference, amount])).toEqual([
      ['b', 'share', 0.2, 0.2],
      ['a', 'models', -100, 0.1],
      ['b', 'models', -5, 0.005],
    ]);
  });

  test('a count that is the same in several rows, as the whole of all is, comes once before all else', () => {
    const { moved, counts } = only(
      table([row('a', 100, 0.2), row('b', 100, 0.3), row('c', 100, 0.3)]),
      table([row('a', 900, 0.4), row('b', 900, 0.4), row('c', 900, 0.3)]),
    );
    expect(moved.map(({ key, column }) => [key[0], column])).toEqual([
      ['a', 'models'],
      ['a', 'share'],
      ['b', 'share'],
      ['b', 'models'],
      ['c', 'models'],
    ]);
    expect(counts.numbers).toEqual({ moved: 5, stayed: 1 });
  });

  test('counts of two rows that change alike by chance keep their places', () => {
    const rows = (...models: number[]) => table(models.map((count, nth) => row('abcd'.charAt(nth), count, 0.5)));
    const { moved } = only(rows(1000, 40, 40, 30), rows(900, 90, 90, 31));
    expect(moved.map(({ key }) => key[0])).toEqual(['a', 'b', 'c', 'd']);
  });

  test('an interval goes with its number, and a number that stayed moves with its interval only', () => {
    const wider = { ...row('a', 10, 0.5), shareLow: 0.25 };
    const { moved, counts } = only(table([row('a', 10, 0.5)]), table([wider]));
    expect(moved).toEqual([
      {
        key: ['a'],
        column: 'share',
        unit: 'share',
        before: 0.5,
        after: 0.5,
        difference: 0,
        amount: 0,
        intervals: { before: [0.45, 0.55], after: [0.25, 0.55] },
        overlap: true,
      },
    ]);
    expect(counts.numbers).toEqual({ moved: 1, stayed: 1 });
  });

  test('a number that came or went has no difference, and text that changed has none either', () => {
    const { moved, changed, counts } = only(
      table([row('a', null, 0.5, 'rising'), row('b', 3, null)]),
      table([row('a', 7, 0.5, 'falling'), row('b', null, null)]),
    );
    expect(moved).toEqual([]);
    expect(changed).toEqual([
      { key: ['a'], column: 'models', unit: 'count', before: null, after: 7 },
      { key: ['b'], column: 'models', unit: 'count', before: 3, after: null },
      { key: ['a'], column: 'verdict', unit: 'slug', before: 'rising', after: 'falling' },
    ]);
    expect(counts.changed).toBe(3);
  });

  test('rows and columns that only one has are listed, and a column of another unit is not compared', () => {
    const columns = table(rows).columns.map((each) => ({
      ...each,
      unit: each.name === 'models' ? ('number' as const) : each.unit,
    }));
    const more = [...columns, { name: 'likes', unit: 'count' as const, description: 'Likes' }];
    const now = [row('fill-mask', 12, 0.5), row('new', 1, 1)].map((each) => ({ ...each, likes: 1 }));
    const { rowsOnlyIn, columnsOnlyIn, moved } = only(table(rows), table(now, { columns: more }));
    expect(rowsOnlyIn).toEqual({ a: [[null]], b: [['new']] });
    expect(columnsOnlyIn).toEqual({ a: ['models'], b: ['models', 'likes'] });
    expect(moved).toEqual([]);
  });

  test('a year is the same row whether its file called it a name or a year', () => {
    const years = (unit: 'name' | 'year', models: number) =>
      declared(
        table([{ year: '2022', models }], {
          key: ['year'],
          columns: [
            { name: 'year', unit, description: 'Year' },
            { name: 'models', unit: 'count', description: 'Models' },
          ],
        }),
      );
    const { moved, reasons: given } = only(years('name', 3), years('year', 4));
    expect(moved).toMatchObject([{ key: ['2022'], column: 'models', before: 3, after: 4 }]);
    expect(given.map(({ reason }) => reason)).toEqual(['new data']);
  });

  test('a column in which nothing but zeros stood moves by nothing over nothing without harm', () => {
    expect(only(table([row('a', 0, 0)]), table([row('a', 0, 0)])).counts.numbers).toEqual({ moved: 0, stayed: 2 });
  });
});

describe('a selection', () => {
  const sample = { coverage: 'sample' as const };

  test('is compared with other models by its shares only, and both populations are stated', () => {
    const { moved, limited, columns } = only(table([row('a', 10, 0.5)]), table([row('a', 900, 0.75)]), {}, sample);
    expect(moved.map(({ column }) => column)).toEqual(['share']);
    expect(columns.map(({ unit }) => unit)).toEqual(['share', 'share', 'share']);
    expect(limited).toContain('2020-02-29 is a selection');
    const comparison = compare(snapshot('2020-01-31', [table(rows)]), snapshot('2020-02-29', [table(rows)], sample));
    expect([comparison.a.population, comparison.b.selection]).toEqual(['Everything.', 'By hand.']);
    expect(comparison.findings).toEqual([]);
  });

  test('that has no share in a table is refused there, with a sentence, and so is one against another', () => {
    const counts = table([{ task: 'a', models: 1 }], { columns: table(rows).columns.slice(0, 2) });
    for (const first of [{}, sample]) {
      const { tables, refused } = compare(
        snapshot('2020-01-31', [counts], first),
        snapshot('2020-02-29', [counts], sample),
      );
      expect(tables).toEqual([]);
      expect(refused[0]?.reason).toMatch(/^2020-0\d-\d\d is a selection, and only its shares can be compared/);
    }
  });

  test('is held against its own correction number by number', () => {
    const days = ['2020-01-31', '2020-01-31-r2'];
    const { moved, limited } = only(table([row('a', 10, 0.5)]), table([row('a', 12, 0.5)]), sample, sample, days);
    expect([moved[0]?.column, limited]).toEqual(['models', null]);
  });
});

test('a table with another key is not compared', () => {
  const keyed = table(rows, { key: ['task', 'verdict'] });
  expect(() => only(table(rows), keyed)).toThrow('their key is task in 2020-01-31 and task, verdict in 2020-02-29');
});

test('tables that only one has stand with what the other says of them', () => {
  const other = table(rows, { name: 'tasks' });
  const unavailable = [{ name: 'cards-by-task', title: 'Cards', reason: 'There are no cards.' }];
  const { onlyIn, summary } = compare(
    snapshot('2020-01-31', [table(rows)]),
    snapshot('2020-02-29', [other], { unavailable }),
  );
  expect(onlyIn.a).toEqual([
    { name: 'cards-by-task', title: 'Models with a card, by task', reason: 'There are no cards.' },
  ]);
  expect(onlyIn.b[0]?.reason).toBeNull();
  expect(summary).toBe('2020-01-31 and 2020-02-29 have no table in common, so no number can be compared.');
});

describe('what is told first', () => {
  const nbsp = (text: string) => text.replaceAll(/ (?=%|percentage)/g, '\u00a0');
  const told = (before: Table, after: Table) =>
    compare(snapshot('2020-01-31', [before]), snapshot('2020-02-29', [after])).findings.map(({ text }) => text);
  const exact = (rows: readonly Row[], change: Partial<Table> = {}) =>
    table(rows, {
      key: ['type'],
      columns: [
        { name: 'type', unit: 'modelType', description: 'Type' },
        { name: 'place', unit: 'rank', description: 'Place by models' },
        { name: 'models', unit: 'count', description: 'Models' },
        { name: 'all', unit: 'count', description: 'All models' },
        { name: 'share', unit: 'share', description: 'Share', share: { part: 'models', whole: 'all' } },
      ],
      ...change,
    });
  const type = (name: string, place: number, models: number, all: number) => ({
    type: name,
    place,
    models,
    all,
    share: models / all,
  });

  test('is a share beyond its interval, in a sentence, and no count', () => {
    expect(
      told(
        table([row('sure', 100, 0.25), row('unsure', 1000, 0.5)]),
        table([row('sure', 50, 0.5), row('unsure', 1, 0.52)]),
      ),
    ).toEqual([nbsp('Sure (task): share with a card rose from 25.0 % to 50.0 % (+25.0 percentage points).')]);
  });

  test('is how many models there were, before any share, where both count them alike', () => {
    const population = (models: number, tasks: number, change: Partial<Table> = {}) =>
      table(
        [
          { measure: 'models', count: models, whole: null, share: null },
          { measure: 'models-without-task', count: tasks, whole: models, share: tasks / models },
        ],
        {
          name: 'population',
          key: ['measure'],
          columns: [
            { name: 'measure', unit: 'slug', description: 'Measure' },
            { name: 'count', unit: 'count', description: 'Count' },
            { name: 'whole', unit: 'count', description: 'Total', missing: 'no share' },
            {
              name: 'share',
              unit: 'share',
              description: 'Share of the total',
              missing: 'no share',
              share: { part: 'count', whole: 'whole' },
            },
          ],
          ...change,
        },
      );
    const sizes = 'Models: 4,000 on 29 February 2020, 1,000 on 31 January 2020 (+3,000).';
    expect(told(population(1000, 100), population(4000, 2000))).toEqual([
      sizes,
      nbsp('Models without task (measure): share of the total rose from 10.0 % to 50.0 % (+40.0 percentage points).'),
    ]);
    expect(told(population(1000, 100), population(1000, 100))).toEqual([]);
    expect(told(population(1000, 100), population(4000, 2000, { method: 'Otherwise.' }))).toEqual([]);
    const [a, b] = [
      snapshot('2020-01-31', [population(1000, 100), table(rows, { name: 'quiet' })]),
      snapshot('2020-02-29', [population(4000, 400), table(rows, { name: 'quiet' })]),
    ];
    const { findings, summary } = compare(a, b);
    expect(findings.map(({ text }) => text)).toEqual([sizes]);
    expect(summary).toContain('no share changed beyond its interval');
  });

  test('is no total of cards that are counted by other rules', () => {
    const total = (withCard: number) =>
      table(
        [
          {
            table: 'cards-by-month',
            measure: 'models-with-card',
            count: withCard,
            whole: 1000,
            share: withCard / 1000,
          },
        ],
        {
          name: 'totals',
          key: ['table', 'measure'],
          columns: [
            { name: 'table', unit: 'slug', description: 'Table' },
            { name: 'measure', unit: 'slug', description: 'Measure' },
            { name: 'count', unit: 'count', description: 'Count' },
            { name: 'whole', unit: 'count', description: 'Total' },
            { name: 'share', unit: 'share', description: 'Share', share: { part: 'count', whole: 'whole' } },
          ],
        },
      );
    const cards = (name: 'text' | 'metadata') =>
      table([row('all', 100, 0.5)], { name: 'cards-by-month', notes: [...cardDefinitions[name].notes] });
    const between = (name: 'text' | 'metadata') =>
      compare(snapshot('2020-01-31', [total(400), cards('text')]), snapshot('2020-02-29', [total(500), cards(name)]));
    expect(between('text').findings).toHaveLength(1);
    expect(between('metadata').findings).toEqual([]);
  });

  test('is a rank of the first ten', () => {
    expect(
      told(
        exact([type('bert', 1, 100, 1000), type('gpt2', 12, 99, 1000), type('t5', 30, 98, 1000)]),
        exact([type('bert', 3, 100, 1000), type('gpt2', 11, 99, 1000), type('t5', 20, 98, 1000)]),
      ),
    ).toEqual(['bert (type): place by models went from 1 to 3 (2 places down).']);
  });

  test('says what has changed, in the words of pages: a licence and a class of licences have one name', () => {
    const of = (name: string, unit: 'slug' | 'name', value: string, models: number) =>
      table([{ [name]: value, models, all: 1000, share: models / 1000 }], {
        name: `by-${name.toLowerCase()}`,
        key: [name],
        columns: [
          { name, unit, description: 'What it is' },
          { name: 'models', unit: 'count', description: 'Models' },
          { name: 'all', unit: 'count', description: 'All models' },
          { name: 'share', unit: 'share', description: 'Share', share: { part: 'models', whole: 'all' } },
        ],
      });
    const at = (models: number) => [
      of('class', 'slug', 'responsible-ai', models),
      of('licence', 'name', 'other', models + 50),
      of('ownClass', 'slug', 'other', models + 100),
    ];
    const { findings } = compare(snapshot('2020-01-31', at(100)), snapshot('2020-02-29', at(500)));
    expect(findings.map(({ text }) => text.replace(/:.*/, ''))).toEqual([
      'Responsible AI (class)',
      'other (licence)',
      'Other (own class)',
    ]);
  });

  test('is nothing of small cells, of less than a percentage point, or of all or none', () => {
    const before = [type('few', 1, 5, 10), type('little', 2, 500, 1000), type('all', 3, 1000, 1000)];
    const after = [type('few', 1, 9, 10), type('little', 2, 504, 1000), type('all', 3, 500, 1000)];
    expect(told(exact(before), exact(after))).toEqual([]);
  });

  test('is nothing of tables on methods or defined anew, nor of a month', () => {
    const [before, after] = [[type('bert', 1, 100, 1000)], [type('bert', 1, 200, 1000)]];
    expect(told(exact(before), exact(after))).toHaveLength(1);
    expect(told(exact(before, { about: 'methods' }), exact(after, { about: 'methods' }))).toEqual([]);
    expect(told(exact(before), exact(after, { method: 'Otherwise.' }))).toEqual([]);
    const monthly = (share: number) =>
      table([{ month: '2020-01', share }], {
        key: ['month'],
        columns: [
          { name: 'month', unit: 'month', description: 'Month' },
          { name: 'share', unit: 'share', description: 'Share' },
        ],
      });
    expect(told(monthly(0.1), monthly(0.4))).toEqual([]);
  });

  test('says so where it is nothing, and its table comes before others', () => {
    const quiet = table(rows, { name: 'quiet' });
    const [before, after] = [exact([type('bert', 1, 100, 1000)]), exact([type('bert', 1, 200, 1000)])];
    const { tables, summary } = compare(
      snapshot('2020-01-31', [quiet, before]),
      snapshot('2020-02-29', [quiet, after]),
    );
    expect(tables.map(({ name }) => name)).toEqual(['cards-by-task', 'quiet']);
    expect(summary).toBe('Two censuses compared.');
    expect(compare(snapshot('2020-01-31', [quiet]), snapshot('2020-02-29', [quiet])).summary).toContain(
      'no share changed beyond its interval by a percentage point or more',
    );
  });
});

describe('a move that may mean nothing', () => {
  test('is marked where the intervals overlap, and comes after the others', () => {
    const { moved } = only(
      table([row('unsure', 100, 0.5), row('sure', 100, 0.1)]),
      table([row('unsure', 100, 0.58), row('sure', 100, 0.25)]),
    );
    expect(moved.map(({ key, overlap }) => [key[0], overlap])).toEqual([
      ['sure', undefined],
      ['unsure', true],
    ]);
  });

  test('is marked where a share is of fewer than 20, or a count below 20 both times', () => {
    const counted = (models: number, cards: number) =>
      table([{ task: 'a', cards, models, share: cards / models }], {
        columns: [
          { name: 'task', unit: 'slug', description: 'Task' },
          { name: 'cards', unit: 'count', description: 'Cards' },
          { name: 'models', unit: 'count', description: 'Models' },
          { name: 'share', unit: 'share', description: 'Share', share: { part: 'cards', whole: 'models' } },
        ],
      });
    const marks = (before: Table, after: Table) =>
      Object.fromEntries(only(before, after).moved.map(({ column, small }) => [column, small]));
    expect(marks(counted(10, 1), counted(19, 9))).toEqual({ models: true, cards: true, share: true });
    expect(marks(counted(10, 1), counted(20, 5))).toEqual({ models: undefined, cards: true, share: true });
    expect(marks(counted(20, 1), counted(30, 25))).toEqual({ models: undefined, cards: undefined, share: undefined });
  });
});

describe('a month that is not the same time in both', () => {
  const seen = (window: Table['window'], ...models: number[]) =>
    table(
      models.map((count, index) => ({ month: `2020-0${index + 1}`, models: count })),
      {
        window,
        key: ['month'],
        columns: [
          { name: 'month', unit: 'month', description: 'Month' },
          { name: 'models', unit: 'count', description: 'Models' },
        ],
      },
    );
  const window = { from: '2020-01', to: '2020-03', partial: [], floor: null };
  const spans = (...given: Parameters<typeof only>) => only(...given).moved.map(({ key, span }) => [key[0], span]);

  test('is marked and comes last, with a note, where one has everything older in it or saw only a part', () => {
    const before = seen({ ...window, partial: ['2020-03'] }, 300, 200, 100);
    const after = seen({ ...window, floor: '2020-01' }, 5000, 201, 900);
    expect(spans(before, after)).toEqual([
      ['2020-02', undefined],
      ['2020-01', 'floor'],
      ['2020-03', 'partial'],
    ]);
    expect(only(before, after).notes).toEqual([
      '2020-01-31 covers only part of March 2020.',
      'In 2020-02-29, January 2020 contains everything older too, because its source gives no earlier date.',
    ]);
  });

  test('is not one that both have everything older in, and comes after what is small', () => {
    const floor = { ...window, floor: '2020-01' };
    const [before, after] = [seen(floor, 300, 2, 100), seen({ ...floor, partial: ['2020-03'] }, 299, 3, 10)];
    expect(only(before, after).notes).toEqual(['2020-02-29 covers only part of March 2020.']);
    expect(spans(before, after)).toEqual([
      ['2020-01', undefined],
      ['2020-02', undefined],
      ['2020-03', 'partial'],
    ]);
  });

  test('is not one that is unknown in both', () => {
    const unknown = (own: Table['window'], models: number): Table => ({
      ...seen(own, models),
      rows: [{ month: null, models }],
    });
    expect(spans(unknown(window, 90), unknown({ ...window, floor: '2020-01' }, 100))).toEqual([[null, undefined]]);
  });

  test('is not one of which a snapshot and its correction saw the same part', () => {
    const own = { ...window, partial: ['2020-03'] };
    const moved = [seen(own, 1, 1, 90), seen(own, 1, 1, 100)] as const;
    expect(spans(...moved, {}, {}, ['2020-03-15', '2020-03-15-r2'])).toEqual([['2020-03', undefined]]);
    expect(spans(...moved, {}, {}, ['2020-03-15', '2020-03-20'])).toEqual([['2020-03', 'partial']]);
  });
});

test('a list and a sample of its details are of one day, and neither corrects the other', () => {
  const details = { coverage: 'sample' as const };
  const { summary, tables } = compare(
    snapshot('2020-01-31', [table(rows)]),
    snapshot('2020-01-31-details', [table(rows)], details),
  );
  expect(summary).toContain('2020-01-31-details is a selection');
  expect(tables[0]?.reasons[0]?.reason).toBe('new data');
});

describe('bad input', () => {
  const [a, b] = [snapshot('2020-01-31', [table(rows)]), snapshot('2020-02-29', [table(rows)])];
  test.each([
    ['a snapshot with itself', () => compare(a, a), '2020-01-31 cannot be compared with itself; name two snapshots'],
    [
      'the later one first',
      () => compare(b, a),
      '2020-02-29 is later than 2020-01-31; the earlier one goes first: 2020-01-31...2020-02-29',
    ],
    [
      'an unknown date',
      () => snapshotsNamed([a, b], '2020-01-31', '2020-03-31'),
      'there is no snapshot 2020-03-31; the snapshots are 2020-01-31, 2020-02-29',
    ],
  ])('%s is a sentence, and a stop', (_, attempt, sentence) => {
    expect(attempt).toThrow(sentence);
  });
});

test('a comparison says the same as a file, and in the terminal and the changelog tells its largest move', () => {
  const [a, b] = [
    snapshot('2020-01-31', [table([row('a', 10, 0.25)])]),
    snapshot('2020-02-29', [table([row('a', 10, 0.5)])]),
  ];
  const comparison = compare(a, b);
  expect(Comparison.parse(JSON.parse(comparisonText(comparison)))).toEqual(comparison);
  expect(terminalText(comparison)).toContain('a, share: 25.0\u00a0% → 50.0\u00a0% (+25.0\u00a0percentage points)');
  expect(changelogEntry(b, a)).toContain(
    'What is new since `2020-01-31`: 29 February 2020, compared with 31 January 2020.\n  - Not comparable: models in all',
  );
  const correction = snapshot('2020-01-31-r2', [table([row('a', 10, 0.5)])]);
  expect(changelogEntry(correction, a)).toContain(
    'Against `2020-01-31`: A correction of 2020-01-31.\n  - A (task): share with a card rose from 25.0',
  );
  expect(changelogEntry(a, null)).toBe(
    '- Snapshot `2020-01-31` (census): All of 2020-01-31. Everything. 1 table from The invented numbers.\n',
  );
});

test('names and texts of tables stay text in the changelog', () => {
  const hostile = '<b>[x](https://example.org)</b>';
  const named = table(rows).columns.map((column) =>
    column.name === 'task' ? { ...column, unit: 'name' as const } : column,
  );
  const of = (id: string, share: number) =>
    snapshot(id, [table([row(hostile, 10, share)], { title: hostile, columns: named })], {
      title: hostile,
      population: hostile,
    });
  for (const entry of [
    changelogEntry(of('2020-01-31', 0.25), null),
    changelogEntry(of('2020-01-31-r2', 0.5), of('2020-01-31', 0.25)),
  ]) {
    expect(entry).toMatch(/x/);
    expect(entry).not.toMatch(/(?<!\\)[<[]|https:\/\//);
  }
});

test('a digest cuts the lists and not the counts, and does not pass for the whole', () => {
  const comparison = compare(
    snapshot('2020-01-31', [table([row('a', 1, 0), row('b', 1, 0)])]),
    snapshot('2020-02-29', [table([row('a', 2, 0), row('b', 3, 0)])]),
  );
  const [cut] = digest(comparison, 1).tables;
  expect([cut?.moved.length, cut?.counts.numbers.moved]).toEqual([1, 2]);
  expect(Comparison.safeParse(digest(comparison, 1)).success).toBe(false);
});
