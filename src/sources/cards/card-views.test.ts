import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { type Database, literal, openDatabase } from '../../io/database.ts';
import type { Intake } from '../../schema/snapshot.ts';
import { viewColumns } from '../../schema/views.ts';
import type { Row } from '../../schema/table.ts';
import { cardsView } from './card-views.ts';
import { readCards } from './cards-in-parquet.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(async () => {
  await database.run('DROP TABLE IF EXISTS texts; DROP TABLE IF EXISTS cards');
});
afterAll(() => {
  database.close();
});

/** The rows of the view for these texts, in their order. */
async function read(...texts: (string | null)[]): Promise<Row[]> {
  await database.run(
    'CREATE OR REPLACE TABLE texts (id VARCHAR, author VARCHAR, text VARCHAR, declared VARCHAR[], labels VARCHAR[])',
  );
  for (const [index, text] of texts.entries())
    await database.run(
      `INSERT INTO texts VALUES ('${index}', 'ada', ${text === null ? 'NULL' : literal(text)}, NULL, NULL)`,
    );
  for (const statement of cardsView('texts', {}).sql) await database.run(statement);
  const flags = viewColumns.cards.slice(3, -2).map((name) => `${name}::INT AS ${name}`);
  return await database.rows(`SELECT id, words, ${flags.join(', ')} FROM cards ORDER BY id::INT`);
}

/** What a card says something on: `training-data`, … */
const sectionsIn = (row: Row = {}): string[] =>
  Object.entries(row)
    .filter(([name, value]) => name.startsWith('has_') && value === 1)
    .map(([name]) => name.slice('has_'.length).replaceAll('_', '-'));
const sections = async (text: string) => sectionsIn((await read(text))[0]);

/** A test for each of these cards, of which all are read by one query: planning it takes longer than reading a hundred. */
function testCards<Name extends string | number, Expected>(
  name: string,
  cases: readonly (readonly [name: Name, text: string, expected?: Expected])[],
  look: (row: Row | undefined, name: Name, expected: Expected | undefined) => void,
): void {
  let rows: readonly Row[] = [];
  beforeAll(async () => {
    rows = await read(...cases.map(([, text]) => text));
  });
  test.each(cases.map((given, index) => [given[0], given, index] as const))(name, (_, [title, , expected], index) => {
    look(rows[index], title, expected);
  });
}
const words = async (text: string) => (await read(text))[0]?.words;
const unfilled = async (text: string) => (await read(text))[0]?.unfilled === 1;

const fence = '```';
const code = (...lines: string[]) => [fence, ...lines, fence].join('\n');

test('the view has the columns that it promises, and none that holds text', async () => {
  await read('Some text.');
  const described = await database.rows('SELECT column_name, column_type FROM (DESCRIBE cards)');
  expect(described.map((row) => row.column_name)).toEqual([...viewColumns.cards]);
  expect(described.filter((row) => row.column_type === 'VARCHAR').map((row) => row.column_name)).toEqual([
    'id',
    'author',
  ]);
  expect(await database.rows(`SELECT table_name FROM information_schema.tables ORDER BY 1`)).toEqual([
    { table_name: 'cards' },
    { table_name: 'texts' },
  ]);
});

test('an empty card is a card that says nothing, and no text is no card', async () => {
  const rows = await read('', ' \n\n ', null);
  expect(rows.map((row) => row.id)).toEqual(['0', '1']);
  for (const row of rows)
    expect(
      Object.values(row)
        .slice(1)
        .every((value) => value === 0),
    ).toBe(true);
});

describe('a heading counts when something stands under it', () => {
  test.each([
    ['intended-use', 'Intended use'],
    ['intended-use', 'Direct Use'],
    ['limitations', 'Limitations'],
    ['limitations', 'Bias, Risks, and Limitations'],
    ['training-data', 'Training data'],
    ['training-data', 'Dataset'],
    ['training-data', 'Training and evaluation data'],
    ['evaluation', 'Evaluation'],
    ['evaluation', 'Test results'],
    ['licence', 'License'],
    ['licence', 'Licensing'],
    ['how-to-use', 'How to use'],
    ['how-to-use', '🚀 Quick start'],
    ['how-to-use', '1. Usage'],
    ['citation', 'Citation'],
    ['citation', 'How to cite'],
    ['environmental-impact', 'Environmental Impact'],
  ])('%s: %s', async (section, heading) => {
    const text = 'Birds of the north sing early.\n';
    const cards = [`${heading}\n\n${text}`, `${heading}\n\n## Thanks\n\n${text}`, heading];
    const rows = await read(...cards.map((card) => `# Ada\n\n## ${card}`));
    expect(rows.map(sectionsIn)).toEqual([[section], [], []]);
  });

  test.each([
    ['Markdown', '## Limitations\n'],
    ['Markdown closed', '## Limitations ##\n'],
    ['Markdown without a space', '##Limitations\n'],
    ['underlined once', 'Limitations\n---\n'],
    ['underlined twice', 'Limitations\n===========\n'],
    ['HTML', '<h2 align="center">Limitations</h2>\n'],
    ['HTML in capitals over lines', '<H3>\nLimitations\n</H3>\n'],
    ['bold', '**Limitations**\n'],
    ['bold with a colon', '**Limitations:**\n'],
    ['bold in Markdown', '## **Limitations**\n'],
    ['a bold word before its value', '- **Limitations:** '],
    ['a plain word before its value', '* Limitations: '],
    ['a link', '## [Limitations](#limits)\n'],
    ['in a quotation', '> ## Limitations\n> '],
  ])('%s', async (_, heading) => {
    const card = `${heading}Birds of the north sing early.`;
    const empty = `${heading}[More Information Needed]\n\n# Thanks\n\nBirds.`;
    const rows = await read(card, card.replaceAll('\n', '\r\n'), heading, empty);
    expect(rows.map(sectionsIn)).toEqual([['limitations'], ['limitations'], [], []]);
  });

  test('text under a heading of a lower level is under the higher one too', async () => {
    expect(await sections('# Evaluation\n\n## Birds\n\n### Northern\n\nThey sing.')).toEqual(['evaluation']);
    expect(await sections('## Evaluation\n\n**Northern birds**\n\nThey sing.')).toEqual(['evaluation']);
    expect(await sections('### Evaluation\n\n## Birds\n\nThey sing.')).toEqual([]);
  });

  test('how to use a model and its limits are no intended uses, though a template puts them there', async () => {
    expect(await sections(`## Intended uses\n\n#### How to use\n\nClick twice.\n`)).toEqual(['how-to-use']);
  });

  test('a heading for uses and limitations says nothing of limits until the text does', async () => {
    const heading = '## Intended uses & limitations\n\n';
    expect(await sections(`${heading}Sorting birds by song.`)).toEqual(['intended-use']);
    expect(await sections(`${heading}Sorting birds by song. It fails in rain.`)).toEqual([
      'intended-use',
      'limitations',
    ]);
  });

  test('a table, an image, an address or code is something', async () => {
    const bodies = ['| a | b |\n|---|---|\n| 1 | 2 |', '![](curve.png)', 'https://example.org/a', code('1')];
    const rows = await read(...bodies.map((body) => `## Evaluation\n\n${body}`));
    expect(rows.map(sectionsIn)).toEqual(bodies.map(() => ['evaluation']));
  });

  test('what stands under it alone counts: signs, rules and comments are nothing', async () => {
    expect(await sections('## Limitations\n\n<!-- Write here what it cannot do. -->\n\n---\n\n* \n')).toEqual([]);
  });

  test('a bold answer is an answer, and a bold word with nothing after it is none', async () => {
    expect(await sections('## License\n\n**Nobody owns it**\n\n## Thanks')).toEqual(['licence']);
    expect(await sections('## Citation\n\n**BibTeX:**\n\n**APA:**\n\n## Thanks\n\nBirds.')).toEqual([]);
  });

  test('a word within a name of a model is no heading on a subject', async () => {
    expect(await sections('# bird-evaluation-7b\n\nBirds sing.\n\n# cohort_license_x\n\nBirds sing.')).toEqual([]);
  });
});

describe('headings that are none', () => {
  test('in a code block', async () => {
    for (const mark of ['```', '~~~', '  ```'])
      expect(await sections(`${mark}python\n# Limitations\nprint(1)\n${mark}\n\nBirds.`)).toEqual([]);
    expect(await sections('```\n# Limitations\nIt was never closed.')).toEqual([]);
    expect(await sections('<pre>\n## Limitations\nNone of this.\n</pre>')).toEqual([]);
  });

  test('in a comment, closed or not', async () => {
    expect(await sections('<!--\n## Limitations\nBirds.\n-->\nBirds.')).toEqual([]);
    expect(await sections('Birds.\n<!--\n## Limitations\nBirds.')).toEqual([]);
  });

  test('in the metadata at the head of a file', async () => {
    expect(await sections('---\nlicense: mit\ndatasets:\n- birds\n---\n\nBirds.')).toEqual([]);
    expect(await sections('---\n\n## License\n\nBirds may use it.\n\n---\n')).toEqual(['licence']);
  });
});

describe('words that cannot mean anything else', () => {
  testCards(
    'of %s are found',
    [
      ['intended-use', 'This model is intended for sorting birds by song.'],
      ['intended-use', 'The model can be used to sort birds.'],
      ['intended-use', 'A network of six layers, which was trained on no bird and yet can be used to sort them.'],
      ['intended-use', 'It hears songs, and the purpose of the release is to help people who count birds.'],
      ['intended-use', 'A small model for bird song classification.'],
      ['intended-use', 'This model predicts the next song.'],
      ['limitations', 'It may produce offensive names for birds.'],
      ['limitations', 'The names may reflect a bias against owls.'],
      ['limitations', 'It only works for birds of the north.'],
      ['limitations', 'There are no guardrails.'],
      ['limitations', 'The model is not suitable for owls.'],
      ['training-data', 'We trained it on 12,000 recordings of birds.'],
      ['training-data', 'A bird sorter, fine-tuned on NorthernBirds.'],
      ['training-data', 'This is a fine-tuned version of [v1.5](https://example.org/v1.5) on the birds-2.0 dataset.'],
      ['evaluation', 'It reaches an accuracy of 0.93 on owls.'],
      ['evaluation', '| Birds | Accuracy |\n|---|---|\n| owls | 0.93 |'],
      ['evaluation', '- Loss: 0.93'],
      ['licence', 'The weights are released under the Apache 2.0 license.'],
      ['licence', 'The license is `mit`.'],
      ['how-to-use', code('model = BirdModel.from_pretrained("ada/birds")')],
      ['how-to-use', 'Load it with `BirdModel.from_pretrained("ada/birds")`.'],
      ['how-to-use', code('pip install birds')],
      ['how-to-use', '## Installation\n\nPut the file into the folder of your birds.'],
      ['how-to-use', 'To be used with the bird box.'],
      ['how-to-use', 'Prompt format is that of owls.'],
      ['citation', code('@misc{ada2024birds,', '  title = {Birds}', '}')],
      ['citation', 'Please cite our paper when you use it.'],
      ['environmental-impact', 'Training emitted 12.5 kg of CO2.'],
      ['environmental-impact', '- CO2 Emissions (in grams): 0.03'],
    ],
    (row, section) => {
      expect(sectionsIn(row)).toEqual([section]);
    },
  );

  testCards(
    'are not %s',
    [
      ['a data set without a name', 'This is a fine-tuned version of birds on the None dataset.'],
      [
        'a way to load files in the place of a data set',
        'This is a fine-tuned version of birds on the imagefolder dataset.',
      ],
      ['the data by which a quantisation was set', 'GPTQ dataset: the dataset used for quantisation, not to train it.'],
      ['a measure that is named and not taken', '## Loss\n\nCosine.\n\n### Accuracy'],
      ['a claim without a figure', 'It outperforms owls, with state-of-the-art results.'],
      ['bias as a verb', 'A higher weight can make the sampler bias the song towards owls.'],
      ['a goal of the training', 'The aim was to compare two losses.'],
      ['files for a kind of hardware', 'Models for GPU inference are in another folder.'],
      [
        'a link to instructions for a file format',
        'If you are unsure how to use GGUF files, refer to one of their\ncards for more details.',
      ],
      ['code that says nothing of the model', code('import birds', 'print("Hello")')],
      ['an environment that is none of nature', '## Environment\n\nLinux with 2 birds.'],
      ['a level of heading before CO2', '- **CO2:** unknown'],
      ['Weights & Biases', 'The logs can be found in Weights & Biases.'],
      ['an address', 'https://example.org/license/citation/limitations'],
    ],
    (row) => {
      expect(sectionsIn(row)).toEqual([]);
    },
  );

  testCards(
    'in %s',
    [
      ['Chinese', '## 使用方法\n\n打开它。\n\n## 许可\n\n免费。', ['licence', 'how-to-use']],
      ['Japanese', '## 学習データ\n\n鳥の声。', ['training-data']],
      ['Korean', '## 평가\n\n좋은 새.', ['evaluation']],
      ['Spanish', '## Limitaciones\n\nTodo es posible.', ['limitations']],
    ],
    (row, _, found) => {
      expect(sectionsIn(row)).toEqual(found);
    },
  );
});

/** In the manner of the official template, with the words of a heading in the place of advice. */
const template = [
  '# Model Card for Model ID',
  ...['Uses', 'Bias, Risks, and Limitations', 'Training Data', 'Evaluation', 'Environmental Impact'].map(
    (heading) => `## ${heading}\n\n<!-- Advice on ${heading}. -->\n\n[More Information Needed]`,
  ),
  '## Citation [optional]\n\n**BibTeX:**\n\n[More Information Needed]\n\n**APA:**\n\n[More Information Needed]',
  '- **License:** [More Information Needed]',
].join('\n\n');

describe('a template', () => {
  test('that nobody filled in says nothing, and has no word of its own', async () => {
    expect(await sections(template)).toEqual([]);
    expect([await words(template), await unfilled(template)]).toEqual([0, true]);
  });

  test('that was filled in at one place says that, and is still unfilled', async () => {
    const filled = template.replace('[More Information Needed]', 'For sorting birds.');
    expect(await sections(filled)).toEqual(['intended-use']);
    expect([await words(filled), await unfilled(filled)]).toEqual([3, true]);
  });

  test.each([
    ['More information needed', '## Limitations\n\nMore information needed'],
    ['a request to be proofread', '<!-- Made by a bird. Please proofread and complete it. -->\n\nBirds.'],
    ['a promise of code', `## Usage\n\nTODO: Add your code\n\n${code('from birds import ...', '...')}`],
    ['a variable of the template', '## Limitations\n\n{{ limitations | default("", true) }}'],
  ])('is unfilled that has %s', async (_, text) => {
    expect([await sections(text), await unfilled(text)]).toEqual([[], true]);
  });

  const nothing = ['TODO', 'TBD', 'To be added', 'N/A', 'Coming soon!', '[ More information needed ]', '...'];
  testCards(
    '%s under a heading is nothing',
    nothing.map((body) => [body, `## Evaluation\n\n${body}\n\n## Thanks\n\nBirds.`]),
    (row) => {
      expect(sectionsIn(row)).toEqual([]);
    },
  );

  test('is not unfilled because a word of it is used', async () => {
    expect(await unfilled('More information on birds is in the paper. All the template needed was filled in.')).toBe(
      false,
    );
  });
});

describe('own words', () => {
  testCards(
    'are %i',
    [
      [4, 'Birds sing at dawn.'],
      [3, "A bird's state-of-the-art."],
      [4, '# Birds of the north\n\nBirds sing at dawn.'],
      [2, '- Birds\n- sing'],
      [4, '**Birds** _sing_ at `dawn`.'],
      [2, '[Birds](https://example.org/some/birds "of the north") sing'],
      [2, '![Birds](birds.png) [![Badge](https://example.org/b.svg)](https://example.org) Birds sing'],
      [1, '<p align="center" title="some birds">Birds</p>'],
      [2, `Birds\n\n${code('a lot of code')}\n\nsing`],
      [2, 'Birds <!-- that were seen in the north --> sing'],
      [2, 'Birds\n\n| a | b |\n|---|---|\n| c | d |\n\nsing'],
      [4, 'птицы поют на рассвете'],
      [4, '鳥が歌う'],
      [3, 'BERT模型'],
      [0, '☃ ★ — …'],
    ],
    (row, count) => {
      expect(row?.words).toBe(count);
    },
  );
});

describe('whatever is written', () => {
  test('marks that the reading uses itself say nothing when a card has them', async () => {
    expect(await sections('⟪2limitations⟫▣ ⟪2Evaluation⟫ ◈ Birds.')).toEqual([]);
  });

  test("a quote, a backslash or a replacement's mark is text", async () => {
    expect(await words(`Birds' "sing" \\1 \\ $1 '); DROP TABLE texts; --`)).toBe(7);
  });

  test.each([
    ['opening signs', '<!-'.repeat(300_000)],
    ['tags', '<h1><b><a '.repeat(100_000)],
    ['brackets', '[![]('.repeat(200_000)],
    ['stars', '**'.repeat(500_000)],
    ['headings', '# Limitations\n'.repeat(70_000)],
    ['fences', '```\n'.repeat(250_000)],
    ['line breaks', '\n'.repeat(1_000_000)],
    ['one word', 'a'.repeat(1_000_000)],
    ['pipes', '|'.repeat(1_000_000)],
    ['words before colons', '**a:**\n'.repeat(140_000)],
    ['sentences', 'It was trained on and on and on. '.repeat(30_000)],
  ])('a megabyte of %s is read, and does not take for ever', async (_, text) => {
    expect(await read(text)).toHaveLength(1);
  });
});

describe('dumps of cards', () => {
  /** The cards of dumps that hold what these queries give, and what became of the rows. */
  async function dumped(...queries: readonly string[]): Promise<{ rows: Row[]; intake: Intake }> {
    const folder = temporaryFolder();
    for (const [index, query] of queries.entries())
      await database.run(`COPY (${query}) TO ${literal(join(folder, `${index}.parquet`))} (FORMAT parquet)`);
    await database.run(
      'CREATE OR REPLACE TABLE intake (records VARCHAR, place BIGINT, field VARCHAR, "with" BIGINT, absent BIGINT, invalid BIGINT)',
    );
    const { intake } = await readCards(
      database,
      queries.map((_, index) => join(folder, `${index}.parquet`)),
    );
    return { rows: await database.rows('SELECT id, author, words FROM cards ORDER BY id'), intake };
  }

  test('all files of a dump are read, a model that two of them hold counts once, and one without a name or a text not', async () => {
    const { rows, intake } = await dumped(
      `FROM (VALUES ('ada/a', 'Two words.'), ('', 'Nobody’s.'), ('ada/c', NULL)) AS dump("modelId", card)`,
      `FROM (VALUES ('ada/a', 'Two words.'), ('Ada/A', 'In other letters.'), ('ada/b', 'One.'), (NULL, NULL)) AS dump("modelId", card)`,
    );
    expect(intake).toMatchObject({
      read: 7,
      counted: 2,
      rejected: { 'no valid id': 2 },
      repeated: 2,
      leftOut: { 'without a text': 1 },
    });
    expect(rows.map(({ id, author, words }) => [id, author, Number(words)])).toEqual([
      ['Ada/A', 'Ada', 3],
      ['ada/b', 'ada', 1],
    ]);
  });

  test.each(['', '/x', 'ada/', 'ada/x/y', 'ada x', 'ada/-'])(
    'a card of a model named %j is invalid, and the others are read',
    async (id) => {
      const { rows } = await dumped(`FROM (VALUES (${literal(id)}, 'Two words.'), ('bob', '')) AS dump(id, card)`);
      expect(rows.map((row) => row.id)).toEqual(['bob']);
      expect(await database.rows('FROM intake ORDER BY place')).toEqual([
        { records: 'cards', place: 0, field: 'id', with: 1, absent: 0, invalid: 1 },
        { records: 'cards', place: 1, field: 'card', with: 1, absent: 1, invalid: 0 },
      ]);
    },
  );

  test('a dump without texts stops, with the columns that it has', async () => {
    await expect(dumped(`SELECT 'ada/a' AS id, 1 AS likes`)).rejects.toThrow(
      'has id, likes; expected id or modelId, and card',
    );
  });
});

describe('metadata at the head is no text, whatever it begins with', () => {
  const body = '# My model\n\nHello there.';
  const metadata = [
    ['the mark of the byte order before it', '\uFEFF---\nlicense: mit\n---\n'],
    ['a blank line in it', '---\n\nlicense: mit\n---\n'],
    ['a comment in it', '---\n# a comment\nlicense: mit\n---\n'],
    ['a quoted key', '---\n"license": mit\n---\n'],
    ['a key in single quotes', "---\n'license': mit\n---\n"],
    ['a mapping in braces', '---\n{license: mit, tags: [a, b]}\n---\n'],
    ['a key with blanks', '---\nmodel name: one\n---\n'],
    ['an explicit key', '---\n? license\n: mit\n---\n'],
    ['line ends of another system, and the mark', '\uFEFF---\r\n\r\nlicense: mit\r\n---\r\n'],
    ['a key of another script', '---\n标签: a\n---\n'],
  ] as const;
  testCards(
    '%s',
    metadata.map(([name, head]) => [name, `${head}${body}`]),
    (row) => {
      expect([row?.words, sectionsIn(row)]).toEqual([2, []]);
    },
  );

  const texts = [
    ['between two rules', '---\nOnly a sentence here.\n---\n', 6],
    ['that is a list', '---\n- one\n- two\n---\n', 4],
    ['that is no YAML', '---\n[one: two.\n---\n', 4],
    ['that a rule ends only later', `---\n---\nOne more.\n\n---\n`, 4],
  ] as const;
  testCards(
    'text %s is text',
    texts.map(([name, before, expected]) => [name, `${before}\n${body}`, expected]),
    (row, _, expected) => {
      expect(row?.words).toBe(expected);
    },
  );
});
