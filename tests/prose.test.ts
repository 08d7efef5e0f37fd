/**
 * What topics take from tables. A page leaves a sentence out where nothing has its number, so that a name which nothing
 * will ever have would never be noticed there.
 */
import { globSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { metrics } from '../src/metrics/index.ts';
import { Coverage } from '../src/schema/snapshot.ts';
import type { Row } from '../src/schema/table.ts';
import { editionTables } from '../src/series/contents.ts';

const content = join(import.meta.dirname, '../content');
const known = [...metrics, ...editionTables];
/** Snapshots and editions, with the names of their tables. */
const sources = ['snapshots', 'editions'].flatMap((folder) =>
  readdirSync(join(content, folder)).map((id) => {
    const read = (name: string): unknown => JSON.parse(readFileSync(join(content, folder, id, `${name}.json`), 'utf8'));
    const { tables } = read('manifest') as { tables: { name: string }[] };
    return { id, read, tables: tables.map(({ name }) => name) };
  }),
);
const chapters = globSync('*.mdx', { cwd: join(content, 'chapters') }).map((file) => ({
  file,
  text: readFileSync(join(content, 'chapters', file), 'utf8'),
}));

/** A component that names a table, as it is written: `where`, `row` and the like are read as the values they are. */
interface Use {
  readonly tag: string;
  readonly table: string;
  /** Each of them names rows. */
  readonly wheres: readonly Row[];
  /** The columns that it names. */
  readonly columns: readonly string[];
  /** The coverage or snapshot that it asks for. */
  readonly evidence: string | undefined;
}

function usesIn(text: string): Use[] {
  const tags = text.matchAll(
    /<(Stat|When|Figure|CrossTable|Finding(?= series))\s((?:"[^"]*"|\{.*?\}+(?=[\s/>])|[^>"{])*?)\/?>/gs,
  );
  return Array.from(tags, ([tag, , given = '']) => {
    const attributes = Object.fromEntries(
      Array.from(given.matchAll(/(\w+)=(?:"([^"]*)"|\{(.*?)\}(?=[\s/]|$))/gs), ([, name = '', text, code = '']) => [
        name,
        text ?? (parse(code) as unknown),
      ]),
    ) as {
      table?: string;
      where?: Row;
      lines?: Row[];
      first?: { column: string };
      evidence?: string;
    } & Record<string, string | string[] | undefined>;
    const { table = attributes.series as string, where = {}, lines = [where], first, evidence } = attributes;
    const named = ['column', 'x', 'y', 'by', 'low', 'high', 'verdict', 'value', 'columns', 'also', 'name', 'above'];
    if (tag.startsWith('<CrossTable')) named.push('row');
    const columns = named.flatMap((name) => attributes[name] ?? []);
    return {
      tag,
      table,
      wheres: lines,
      columns: [...columns, ...lines.flatMap(Object.keys), ...(first ? [first.column] : [])],
      evidence,
    };
  });
}

/** Rows that no committed snapshot has: those of a snapshot that knows both the Hub's models and the forum's topics. */
const awaited = (table: string, where: Row) => table === 'popularity-agreement' && where.other === 'mentions';

/** What is wrong with what a text takes from tables, a sentence each. */
function problemsIn(text: string): string[] {
  return usesIn(text).flatMap(({ tag, table, wheres, columns, evidence }) => {
    const metric = known.find(({ id }) => id === table);
    if (!metric) return [`${tag}: there is no table ${table}`];
    const names = metric.columns.map(({ name }) => name);
    const stray = columns.filter((name) => !names.includes(name));
    if (stray.length > 0) return stray.map((name) => `${tag}: ${table} has no column ${name}`);
    if (evidence !== undefined && ![...Coverage.options, ...sources.map(({ id }) => id)].includes(evidence))
      return [`${tag}: ${evidence} is neither a coverage nor a snapshot`];
    const having = sources.filter(({ tables }) => tables.includes(table));
    const isThere = (where: Row) =>
      having.some(({ read }) =>
        (read(table) as { rows: Row[] }).rows.some((row) =>
          Object.entries(where).every(([name, value]) => row[name] === value),
        ),
      );
    return having.length === 0
      ? []
      : wheres.flatMap((where) =>
          awaited(table, where) || isThere(where) ? [] : [`${tag}: no snapshot has such a row`],
        );
  });
}

test.each(chapters)('$file takes its numbers from tables, columns and rows that there are', ({ text }) => {
  expect(usesIn(text).length).toBe(
    Array.from(text.matchAll(/<(Stat|When|Figure|CrossTable|Finding(?= series))\s/g)).length,
  );
  expect(problemsIn(text)).toEqual([]);
});

/** Numbers that are no result: the level of an interval, and the names of tenths. */
const conventions = [/95&nbsp;%/g, /from 1, the least, to 10, the most/g];

/** Digits and percent signs in what a chapter says, without its head, its components and its code. */
function numbersIn(text: string): string[] {
  const [, , ...rest] = text.split(/^---$/m);
  let words = rest
    .join('---')
    .replaceAll(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/`[^`]*`/g, '')
    .replaceAll(/\]\([^)]*\)/g, ']');
  for (const convention of conventions) words = words.replaceAll(convention, '');
  return words.match(/[^\s]*[\d%][^\s]*/g) ?? [];
}

test.each(chapters)('$file types no number: they come from tables', ({ text }) => {
  expect(numbersIn(text)).toEqual([]);
});

test('a typed number is found, and a number in code or of a convention is none', () => {
  expect(
    numbersIn(
      `---\norder: 1\n---\n<Stat row={1} where={{ age: 2 }} /> of \`gpt2\` with its 95&nbsp;% CI [here](../2/)`,
    ),
  ).toEqual([]);
  expect(numbersIn('---\n---\nMore than half, 52.7 %, of 103,047 models')).toEqual(['52.7', '%,', '103,047']);
});

/** Results in words: who has more, how many have something, what the newest data lack. Other data would contradict them. */
const results = [
  /\b(?:Most|Many|Few|All) \w+ (?:have|are|say|name|declare)\b/g,
  /\b(?:says?|has|have) (?:more|less|fewer) than\b|\bnot always\b|\b(?:easier|harder) test\b|, but for\b/gi,
  /\b(?:weak|strong) evidence\b|\bdepends on the start\b|\bcorrelate: /gi,
  /\bthe (?:newest|earliest) (?:source|census|count|sample|snapshot) (?:does|do|has|have|lacks?|predates?)\b/gi,
  /\bin the newest source\b|\bonly samples\b|\b(?:are|is) of one\b|\bsample of one\b/gi,
];

const resultsIn = (text: string): string[] =>
  results.flatMap((result) => text.replaceAll(/<[^>]*>/g, '').match(result) ?? []);

test.each(chapters)('$file types no result in words: another snapshot could contradict it', ({ text }) => {
  expect(resultsIn(text)).toEqual([]);
});

test.each([
  'Tags say more than text.',
  'Most models have none, so the coefficient is high.',
  'Types with more models do not always have more downloads.',
  'Notes are the easier test.',
  'The newest census does not say which models have a card.',
  'The newest census predates the tags for relations.',
  'Only samples show them.',
  'The coded topics are of one study.',
  'Whether the share rises depends on the start month one chooses.',
  'A correlation for one type is weak evidence.',
  '`stablelm` has a tenth of the month, but for a fiftieth of all models.',
])('“%s” is found', (sentence) => {
  expect(resultsIn(sentence)).not.toEqual([]);
});

test.each([
  ['a row', `<Stat table="totals" where={{ table: 'mentions', measure: 'mention' }} column="count" />`, 'such a row'],
  ['a condition', `<When table="population" where={{ measure: 'model' }}>`, 'such a row'],
  ['a column', `<Stat table="totals" row={1} column="cuont" />`, 'no column cuont'],
  ['a table', `<Figure table="total" chart="bars" x="count" y="measure">`, 'no table total'],
  ['a series', `<Finding series="models-liste">`, 'no table models-liste'],
  ['a line', `<Finding series="leading-types" lines={[{ modelType: 'brt' }]}>`, 'such a row'],
  ['evidence', `<Stat table="totals" row={1} column="count" evidence="cencus" />`, 'neither a coverage nor a snapshot'],
])('a misspelt name of %s is found', (_, text, said) => {
  expect(problemsIn(text)).toEqual([expect.stringContaining(said)]);
});

test('no line ends between a number and its percent sign', () => {
  const glossary = readFileSync(join(content, 'glossary.json'), 'utf8');
  expect([glossary, ...chapters.map(({ text }) => text)].flatMap((text) => text.match(/.{20}\d %/g) ?? [])).toEqual([]);
});
