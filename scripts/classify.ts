/** `npm run classify -- <file.csv>`: forum topics → the challenge each is about, or none, as CSV on standard output */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { classifyTopic, createClassifier, type Classification } from '../src/classifier/classifier.ts';
import { command, misused } from './command.ts';

const root = join(import.meta.dirname, '..');
const usage =
  'usage: npm run classify -- <file.csv>, with the columns title, text and forum_category (the last two may be empty or missing), and optionally id';

/** A record longer than this is no forum topic but a quotation mark that was never closed. In characters. */
const longestRecord = 50_000_000;
/** Candidates beyond these are not printed. */
const mostAlternatives = 5;

export const classify = command(usage, async ({ args, stdout }) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw misused('expected one file');
  const name = basename(path);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error(`there is no file ${path}`);
  const classifier = createClassifier(
    JSON.parse(readFileSync(join(root, 'content', 'classifier', 'model.json'), 'utf8')),
  );

  const records = parse({ bom: true, skip_empty_lines: true, max_record_size: longestRecord });
  try {
    await pipeline(
      createReadStream(path),
      records,
      async function* (rows: AsyncIterable<string[]>) {
        let columns: Columns | undefined;
        let topics = 0;
        for await (const record of rows) {
          if (!columns) columns = columnsOf(name, record);
          else {
            const cell = (column: number) => record[column] ?? '';
            const classification = classifyTopic(classifier, {
              title: cell(columns.title),
              text: cell(columns.text),
              forumCategory: cell(columns.forumCategory),
            });
            topics += 1;
            yield rowOf(columns.id < 0 ? String(topics + 1) : cell(columns.id), classification);
          }
        }
        if (!columns) throw misused(`${name} is empty`);
        if (topics === 0) throw new Error(`${name} has a header and no topics`);
      },
      stringify({ header: true, columns: ['id', 'category', 'probability', 'alternatives'] }),
      stdout,
    );
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    // Whoever reads the output has seen enough.
    if (code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    if (code.startsWith('CSV_')) throw new Error(`${name} is not a well-formed CSV file: ${message}`, { cause: error });
    throw error;
  }
});

type Columns = ReturnType<typeof columnsOf>;

function columnsOf(name: string, header: readonly string[]) {
  const names = header.map((column) => column.trim().toLowerCase());
  const twice = names.find((column, place) => column !== '' && names.indexOf(column) !== place);
  if (twice !== undefined) throw new Error(`${name} has two columns ${JSON.stringify(twice)}`);
  const columns = {
    id: names.indexOf('id'),
    title: names.indexOf('title'),
    text: names.indexOf('text'),
    forumCategory: names.indexOf('forum_category'),
  };
  if (columns.title < 0)
    throw new Error(
      `${name} has no column "title"; its columns are ${header.map((column) => JSON.stringify(column)).join(', ')}`,
    );
  return columns;
}

function rowOf(id: string, { category, probability, alternatives }: Classification): string[] {
  const others = alternatives.slice(0, mostAlternatives).map((it) => `${it.category}:${it.probability.toFixed(3)}`);
  return [id, category ?? 'unclassified', probability?.toFixed(3) ?? '', others.join(' ')];
}

if (import.meta.main) process.exitCode = await classify();
