/** `npm run classify` and `npm run train` as they are called: what they print, how they end, and what they leave. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, oneSentence } from '../tests/call.ts';
import { describeWithSharedData, sharedData } from '../tests/shared-data.ts';
import { temporaryFolder } from '../tests/temporary-folder.ts';
import { ClassifierCard } from '../src/schema/classifier.ts';
import { classify } from './classify.ts';
import { train } from './train.ts';

const classified = (csv: string) => call(classify, [join(temporaryFolder({ 'topics.csv': csv }), 'topics.csv')]);
const lines = async (csv: string) => (await classified(csv)).stdout.trimEnd().split('\n');

test('each topic has its line: id, category, probability and candidates', async () => {
  const { status, stdout, stderr } = await classified(
    'id,title,text,forum_category\n7,CUDA out of memory,on my GPU,Beginners\n9,,,\n',
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [header, first, second] = stdout.trimEnd().split('\n');
  expect(header).toBe('id,category,probability,alternatives');
  expect(first).toMatch(/^7,memory-and-performance,0\.\d{3},([a-z-]+:0\.\d{3} ?){5}$/);
  expect(second).toBe('9,unclassified,,');
});

test('without an id the number of the row identifies the topic, the header being the first; text and forum category may be absent', async () => {
  const rows = await lines(
    '\uFEFFtitle\r\n"My Space\r\nis stuck on building"\r\nHow do I load a dataset from CSV?\r\n',
  );
  expect(rows.slice(1).map((row) => row.split(',').slice(0, 2))).toEqual([
    ['2', 'spaces'],
    ['3', 'dataset-acquisition-and-usage'],
  ]);
});

test('columns that it does not know, and their order, do not matter', async () => {
  expect((await lines('author,text,title\nada,I was charged twice,Refund for my subscription\n'))[1]).toMatch(
    /^2,website-and-pricing,/,
  );
});

test('a megabyte of text, markup and code is one topic like another', async () => {
  const text = `<pre>${'x = 1 '.repeat(160_000)}`;
  expect(await lines(`title,text\nMy Space is stuck,"${text}"\nhello,\n`)).toHaveLength(3);
});

test.each([
  ['no file', () => call(classify, ['/nowhere/topics.csv']), 'there is no file /nowhere/topics.csv'],
  ['no argument', () => call(classify, []), '--help says how it is used'],
  ['an empty file', () => classified(''), 'topics.csv is empty'],
  ['a header alone', () => classified('title,text\n'), 'topics.csv has a header and no topics'],
  ['no title', () => classified('id,text\n1,a\n'), 'topics.csv has no column "title"; its columns are "id", "text"'],
  ['a column twice', () => classified('title,title\na,b\n'), 'topics.csv has two columns "title"'],
  ['a row too short', () => classified('title,text\na\n'), 'topics.csv is not a well-formed CSV file'],
  ['an open quotation mark', () => classified('title,text\na,"b\n'), 'topics.csv is not a well-formed CSV file'],
])('%s ends in one sentence', async (_, called, said) => {
  const { status, stderr } = await called();
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(said);
});

/** Header and first cell: what follows is the rest of a passage from a post. */
const header = 'source,kind,topic_id,category,text\ncodebook_example,';
const codes = ',Topic#,Tag,Code\n1,120,Beginners,a note\n';
const trained = async (labelled: string, all = codes) => {
  const folder = temporaryFolder({ 'labelled_text.csv': labelled, 'All_Codes.csv': all });
  const content = temporaryFolder();
  return { ...(await call(train, [folder, '--content', content])), written: readdirSync(content) };
};

test.each([
  ['a missing column', 'kind,topic_id,text\nchallenge,120,a\n', codes, 'labelled_text.csv has no column "category"'],
  ['a label outside the taxonomy', `${header}challenge,120,Magic,a\n`, codes, 'text 1: the category is "Magic"'],
  ['an unknown kind', `${header}wish,120,Spaces,a\n`, codes, 'text 1: the kind is "wish"'],
  ['an empty text', `${header}challenge,120,Spaces,\n`, codes, 'text 1 is empty'],
  [
    'a source that is neither posts nor notes',
    `${header}challenge,120,Spaces,a\ndiary,challenge,120,Spaces,a\n`,
    codes,
    'text 2: the source is "diary"',
  ],
  ['no topic', `${header}challenge,,Spaces,a\n`, codes, 'topic_id is ""'],
  ['benefits alone', `${header}benefit,120,Thanks,a\n`, codes, 'no text with a category of challenges'],
  ['too few texts', `${header}challenge,120,Spaces,a\n`, codes, '1 labelled topics cannot be parted'],
  ['a list of codes without topics', `${header}challenge,120,Spaces,a\n`, 'Tag\nHub\n', 'no column "Topic#"'],
])('training on %s ends in one sentence, and nothing is written', async (_, labelled, all, said) => {
  const { status, stderr, written } = await trained(labelled, all);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(said);
  expect(written).toEqual([]);
});

describeWithSharedData('trained on the published labels', () => {
  const folder = join(sharedData, 'saner2024');
  const quickly = ['--repeats', '1', '--resamples', '40'];

  test('the committed model comes out again, byte for byte, and of the card what one repeat can say', async () => {
    const content = temporaryFolder();
    expect(await call(train, [folder, '--content', content, ...quickly])).toMatchObject({ status: 0, stderr: '' });
    const bytes = (root: string, name: string) => readFileSync(join(root, 'classifier', name), 'utf8');
    const committed = join(import.meta.dirname, '..', 'content');
    expect(bytes(content, 'model.json')).toBe(bytes(committed, 'model.json'));
    // Measures of certainty are means over ten repeats in the committed card; which category comes first is not.
    const firsts = (root: string) => {
      const { data, kappa, confusion, categories } = ClassifierCard.parse(JSON.parse(bytes(root, 'card.json')));
      return { data, kappa, confusion, found: categories.map(({ category, recall }) => [category, recall]) };
    };
    expect(firsts(content)).toEqual(firsts(committed));
  });

  test('the committed card beats both baselines, beyond their intervals', () => {
    const path = join(import.meta.dirname, '..', 'content', 'classifier', 'card.json');
    const { compared } = JSON.parse(readFileSync(path, 'utf8')) as {
      compared: ({ id: string } & Record<'macroF1' | 'accuracy' | 'topThree', { low: number; high: number }>)[];
    };
    const [classifier] = compared;
    const baselines = compared.filter(({ id }) => ['forum-category', 'most-frequent'].includes(id));
    expect(baselines).toHaveLength(2);
    for (const baseline of baselines)
      for (const measure of ['macroF1', 'accuracy', 'topThree'] as const)
        expect(classifier?.[measure].low).toBeGreaterThan(baseline[measure].high);
  });
});
