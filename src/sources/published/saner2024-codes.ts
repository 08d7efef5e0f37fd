/** The codes that the SANER 2024 package gives by hand: of challenges, benefits and root causes, and by forum category. */
import { ascending, descending, sum } from 'd3-array';
import benefitsFile from '../../../content/taxonomy/benefits.json' with { type: 'json' };
import challengesFile from '../../../content/taxonomy/challenges.json' with { type: 'json' };
import rootCausesFile from '../../../content/taxonomy/root-causes.json' with { type: 'json' };
import { z } from 'zod';
import { forumCategoryKey } from '../../classifier/dictionary.ts';
import { type Csv, expectHeader, wholeNumber } from '../../io/csv.ts';
import { parseAs, parseJson } from '../../schema/problem.ts';
import type { PublishedCount } from '../../schema/source.ts';
import type { Row } from '../../schema/table.ts';
import { Taxonomy } from '../../schema/taxonomy.ts';
import { expectEqual } from './source-editions.ts';

const Codes = z.record(
  z.string(),
  z.object({ count: z.int(), subcategories: z.array(z.object({ name: z.string(), count: z.int().optional() })) }),
);
const Codebook = z.object({
  challenges: Codes,
  challenges_total: z.int(),
  benefits: Codes,
  benefits_total: z.int(),
  root_causes: z.record(z.string(), z.record(z.string(), z.int())),
  root_causes_total: z.int(),
});
interface Codebook extends z.infer<typeof Codebook> {
  readonly file: string;
}

/** @throws {Error} if the file is no codebook */
export function readCodebook(file: string, bytes: Buffer): Codebook {
  const value = parseJson(bytes.toString('utf8'), file);
  return { ...parseAs(Codebook, value, `${file} is not the codebook that was expected`), file };
}

/** The codes of challenges or benefits: categories, the largest first, each followed by its parts. */
export function codeCounts(codebook: Codebook, which: 'challenges' | 'benefits'): PublishedCount {
  const { file, [`${which}_total` as const]: total } = codebook;
  const { categories } = Taxonomy.parse(which === 'challenges' ? challengesFile : benefitsFile);
  const groups = Object.entries(codebook[which])
    .map(([sourceName, { count, subcategories }]) => ({
      sourceName,
      count,
      parts: subcategories.filter(({ name }) => name !== ''),
    }))
    .sort((a, b) => b.count - a.count);
  const rows = rowsOf(file, groups, categories, { count: 'codes', whole: 'allCodes', total });
  const all = sum(groups, ({ count }) => count);
  expectEqual(all, total, `${file}: the categories`, 'the printed total');
  const notes = groups.flatMap(({ sourceName, count, parts }) => {
    const counted = sum(parts, (part) => part.count);
    if (parts.length === 0 || counted === count || parts.some((part) => part.count === undefined)) return [];
    const { name } = entryOf(file, categories, sourceName);
    return `The source gives ${count} codes for “${name}”, but its sub-categories add up to ${counted}. Both are shown as published.`;
  });
  return { rows, window: null, notes };
}

/**
 * The root causes: groups in the order of the codebook, each followed by its causes.
 *
 * @param accepted the list of topics with accepted answers, which must be as long as the counts add up to
 */
export function rootCauseCounts(codebook: Codebook, accepted: Csv): PublishedCount {
  const { file, root_causes: causes, root_causes_total: total } = codebook;
  const groups = Object.entries(causes).map(([sourceName, { count, ...parts }]) => {
    if (count === undefined) throw new Error(`${file}: the root causes of ${sourceName} have no count`);
    if (Object.keys(parts).length > 0)
      expectEqual(sum(Object.values(parts)), count, `${file}: the causes of ${sourceName}`, 'the count of the group');
    return { sourceName, count, parts: Object.entries(parts).map(([name, topics]) => ({ name, count: topics })) };
  });
  const { categories } = Taxonomy.parse(rootCausesFile);
  const rows = rowsOf(file, groups, categories, { count: 'topics', whole: 'allTopics', total });
  const counted = sum(groups, ({ count }) => count);
  expectEqual(counted, total, `${file}: the groups of root causes`, 'the printed total');
  expectHeader(accepted, [
    'accepted_coded',
    'Coder',
    'Code Category',
    'Code Subcategory',
    'Discourse Category',
    'Question Code',
    'Answer Code',
    'Root Cause',
  ]);
  expectEqual(accepted.rows.length, counted, `${accepted.name}: its topics`, `the total of root causes in ${file}`);
  return { rows, window: null, notes: [] };
}

/** Groups and their parts as rows, under our own names. @throws {Error} if the taxonomy does not have one */
function rowsOf(
  file: string,
  groups: readonly {
    readonly sourceName: string;
    readonly count: number;
    readonly parts: readonly { readonly name: string; readonly count?: number | undefined }[];
  }[],
  categories: Taxonomy['categories'],
  columns: { readonly count: string; readonly whole: string; readonly total: number },
): Row[] {
  return groups.flatMap(({ sourceName, count, parts }) => {
    const { id, name, subcategories } = entryOf(file, categories, sourceName);
    const row = (subcategory: string | null, title: string, own: number | null) => ({
      category: id,
      subcategory,
      name: title,
      [columns.count]: own,
      [columns.whole]: columns.total,
    });
    return [
      row(null, name, count),
      ...parts.map((part) => {
        const entry = entryOf(file, subcategories, part.name);
        return row(entry.id, entry.name, part.count ?? null);
      }),
    ];
  });
}

function entryOf<Entry extends { sourceName: string }>(file: string, entries: readonly Entry[], name: string): Entry {
  const entry =
    entries.find(({ sourceName }) => name === sourceName) ??
    entries.find(({ sourceName }) => name.startsWith(sourceName));
  if (!entry) throw new Error(`${file}: ${JSON.stringify(name)} has no entry in content/taxonomy/`);
  return entry;
}

/** Forum categories by the names that the forum itself used; the codes spell some of them in other ways too. */
const forumCategories = (
  'Accelerate, Amazon SageMaker, Beginners, Community Calls, Course, Datasets, Diffusers, Flax/JAX Projects, Gradio, ' +
  'Hub, Inference Endpoints on the Hub, Intermediate, Languages at Hugging Face, Model Cards, Models, Optimum, ' +
  'Research, Show and Tell, Site Feedback, Spaces, Tokenizers, Transformers'
).split(', ');
const forumCategoryNames = new Map([
  ...forumCategories.map((name) => [forumCategoryKey(name), name] as const),
  [forumCategoryKey('Transformers/DeepSpeed'), 'Transformers'],
]);

/** How many codes the topics of each forum category were given. @throws {Error} if a forum category is not known */
export function codesByForumCategory(csv: Csv): PublishedCount {
  const { name, rows } = csv;
  expectHeader(csv, ['', 'Topic#', 'Tag', 'Code']);
  const coded = rows.map(([number = '', topic = '', tag = '']) => {
    const forumCategory = forumCategoryNames.get(forumCategoryKey(tag));
    if (forumCategory === undefined)
      throw new Error(
        `${name}: the forum category ${JSON.stringify(tag)} of topic ${topic} (number ${number}) is not known`,
      );
    wholeNumber(topic, `${name}: "Topic#" of number ${number}`);
    return { forumCategory, topic };
  });
  return {
    rows: [...Map.groupBy(coded, ({ forumCategory }) => forumCategory)]
      .map(([forumCategory, codes]) => ({
        forumCategory,
        topics: new Set(codes.map(({ topic }) => topic)).size,
        codes: codes.length,
      }))
      .sort((a, b) => descending(a.codes, b.codes) || ascending(a.forumCategory, b.forumCategory)),
    window: null,
    notes: [
      'The source spells some forum categories in two ways; they are joined here.',
      'The codes of this list do not add up to those of challenges and benefits together: the list is the coders’ raw notes, the other the agreed result.',
    ],
  };
}

/**
 * The rows of `intake` for the lists of topics that were coded by hand. No value is invalid: one that is not what it
 * should be stops the import.
 */
export function codingIntake(codes: Csv, answered: Csv): PublishedCount {
  const lists = [
    { records: 'codes', list: codes, fields: ['Topic#', 'Tag', 'Code'] },
    { records: 'answered-topics', list: answered, fields: ['accepted_coded', 'Code Category', 'Root Cause'] },
  ];
  const rows = lists.flatMap(({ records, list, fields }) =>
    fields.map((field) => {
      const [place, all] = [list.header.indexOf(field), list.rows.length];
      const having = list.rows.filter((row) => row[place]?.trim() !== '').length;
      return { records, field, all, with: having, absent: all - having, invalid: 0 };
    }),
  );
  return { rows, window: null, notes: [] };
}
