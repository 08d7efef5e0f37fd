/**
 * The commits to 359 model repositories behind Tubella Salinas et al. (arXiv 2503.17000): one much-downloaded repository
 * of each account, up to 4 December 2024. Who committed is a digest; what was committed is a title.
 */
import { z } from 'zod';
import { type Csv, expectHeader, readCsv } from '../../io/csv.ts';
import { literal } from '../../io/database.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import { parseAs } from '../../schema/problem.ts';
import type { Material } from '../../schema/source.ts';
import { expectDay, knownEdition, readOfEdition } from './source-editions.ts';
import { onlyHandMade } from './hand-made.ts';
import { noForum, noModels } from '../hub/lacking.ts';
import { fieldsCounted } from '../hub/presence.ts';
import { repositoryName } from '../hub/repository-names.ts';

const file = 'commits.csv';

/** The day of the newest commit: the files do not say when they were retrieved. */
const day = '2024-12-04';

/** A row as it must be, with the columns in the order of the file. */
const Commit = z.object({
  model_id: z.string().regex(repositoryName, 'expected the name of a repository'),
  commit_id: z.string().regex(/^[0-9a-f]{40}$/, 'expected 40 hexadecimal digits'),
  created_at: z.iso.datetime('expected a moment in UTC'),
  title: z.string().min(1, 'expected a title'),
  author_hash: z.string().regex(/^[0-9a-f]{12}$/, 'expected 12 hexadecimal digits'),
});
type Commit = z.infer<typeof Commit>;
const columns = Object.keys(Commit.shape) as (keyof Commit)[];

/**
 * A title that says that the commit is about documentation: it names the README, a model card in two words, docs,
 * documentation, a citation or BibTeX, in any case. Licences, examples and `modelcard.json`, which programs write, are not
 * among them.
 *
 * Read by eye, of 100 titles drawn from those it accepts all 100 were right, one of them about weights too; of 100 drawn
 * from the others, the epochs of one training apart, five looked as if they were about documentation.
 */
const documentation = /readme|model card|\bdocs?\b|\bdocumentation\b|\bcitations?\b|\bbibtext?\b/;

/**
 * Reads the commits from a folder.
 *
 * @throws {Error} if the file is missing, lacks a column, or holds a row that cannot be counted, but for the one that is
 *   known
 */
export async function gaissa2024(
  folder: string,
  edition: SourceEdition = knownEdition('gaissa2024'),
): Promise<Material> {
  expectDay('gaissa2024', edition, day);
  const { path, bytes, receipt } = readOfEdition(folder, file, edition);
  const csv = readCsv(file, bytes);
  check(csv);

  const noList = 'The data set holds commits to 359 chosen repositories, not a list of models.';
  const publishersElsewhere = `${noList} The authors of commits are counted in the table repository-commits.`;
  const noCards = 'The data set holds commits, not the text of cards.';
  const hubOnly = 'The data set is about the Hub only.';
  const sampleOnly = 'Counts commits to the repositories of the selection. The numbers describe the selection only.';
  const oneRepository =
    'One repository, to which a program commits while it trains, holds 1,865 of the 8,041 commits, all by one author: they are more than nine tenths of those of November and December 2024, and the title of none says that it is about documentation.';
  const oneAuthor =
    'Until October 2020 every commit has the same author, apparently the Hub’s own account, so the numbers of authors are not meaningful for those months. Many cards were moved into their repositories in December 2020, so documentation is undercounted before.';
  const titlesOnly =
    'A commit counts as documentation by its title alone: it names the README, a model card, docs, documentation, a citation or BibTeX. All of 100 random titles of this kind were about documentation, and five of 100 others. The changes of the commits are not available.';
  return {
    name: 'gaissa2024',
    description: {
      id: day,
      date: day,
      coverage: 'sample',
      title: 'The commits to 359 model repositories up to December 2024',
      population:
        'The commits to 359 much-downloaded model repositories of the Hugging Face Hub, from their beginning to 4 December 2024, and nothing beyond them.',
      selection:
        'Of the 1,000 models with the most downloads in late 2024, the most downloaded one of each account: 363 repositories, of which the four that ask for permission are missing. They were chosen for what had become of them: shares here describe the selection, not the Hub, and enter no trend.',
      partialMonths: ['2024-12'],
      floorMonth: null,
      limits: [
        'The selection was not drawn at random: repositories that never found users are not in it, and neither is a second one of the same account. The intervals only say how far chance alone would move the shares.',
        'The files do not say when they were retrieved; the date is that of the newest commit, 4 December 2024 at 16:59 UTC, so December 2024 is incomplete.',
        'One of 8,042 rows was left out: it has the title in the place of the time and no title, so neither its time nor its author can be trusted. 8,041 commits of all 359 repositories remain.',
        'An author is a digest of the name that the commit carries. One person under two names counts twice, several names on one commit count as one author, and programs and the Hub’s own account count as authors.',
        'Some histories were rewritten or copied from another repository, so that they begin later than the work, or with the work of others.',
        oneAuthor,
        oneRepository,
      ],
    },
    publications: [
      {
        name: 'gaissa2024',
        title: 'Data of “Exploring the Role of Women in Hugging Face Organizations”',
        authors: ['Maria Tubella Salinas', 'Alexandra González', 'Silverio Martínez-Fernández'],
        // The day of the paper: that of the file is not known.
        published: edition.published,
        location: `github.com/GAISSA-UPC/HF_diversity, commit ${edition.commit ?? 'not recorded'}; read from a copy in which digests stand for the authors and the messages are left out`,
        licence: 'none stated; counts are taken over as facts, with citation',
        citation:
          'M. Tubella Salinas, A. González, S. Martínez-Fernández: Exploring the Role of Women in Hugging Face Organizations. CIbSE 2025. arXiv:2503.17000',
        files: [receipt],
      },
    ],
    source: 'Tubella Salinas et al. (arXiv 2503.17000), commits to 359 model repositories up to 4 December 2024',
    counts: new Map(),
    views: {
      ...noModels(noList),
      ...noForum(hubOnly),
      cards: noCards,
      intake: fieldsCounted(
        'commits',
        relation(path, csv.header),
        Object.fromEntries(columns.map((column) => [column, `nullif(${column}, '')`])),
        { created_at: 'TRY_CAST(created_at AS TIMESTAMP) IS NULL' },
      ),
      commits: {
        sql: [
          `CREATE TABLE commits AS
        SELECT model_id AS repository,
               author_hash AS author,
               created_at::TIMESTAMP AS created_at,
               regexp_matches(title, ${literal(documentation.source)}, 'i') AS documentation
        FROM ${relation(path, csv.header)}
        WHERE title <> ''`,
        ],
        lacks: {},
      },
    },
    absent: {
      ...onlyHandMade(hubOnly, noCards),
      publishers: publishersElsewhere,
      'publisher-output': publishersElsewhere,
    },
    notes: {
      'repository-commits': [sampleOnly, titlesOnly, oneAuthor, oneRepository],
      'repository-upkeep': [
        sampleOnly,
        titlesOnly,
        'From age 51 on a row holds fewer than thirty repositories, and in the end one: look at the intervals.',
      ],
    },
  };
}

/** The rows as DuckDB reads them: all text, an empty cell as an empty one. */
const relation = (path: string, header: readonly string[]) => {
  const fields = header.map((name) => `${literal(name)}: 'VARCHAR'`);
  return `read_csv(${literal(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {${fields.join(', ')}})`;
};

/**
 * Every row must be a commit, but for one: it has the title where the time belongs, and no title.
 *
 * @throws {Error} that names the row, the header being row 1
 */
function check(csv: Csv): void {
  expectHeader(csv, columns);
  const seen = new Set<string>();
  let shifted = 0;
  let newest = '';
  for (const [index, row] of csv.rows.entries()) {
    const place = `${file}: row ${index + 2}`;
    const record = Object.fromEntries(columns.map((column, at) => [column, row[at]]));
    if (isShifted(record)) {
      shifted += 1;
      if (shifted > 1)
        throw new Error(`${place} has its title in the place of the time, and only one such row is known`);
      continue;
    }
    const commit = parseAs(Commit, record, place);
    const key = `${commit.model_id} ${commit.commit_id}`;
    if (seen.has(key)) throw new Error(`${place}: the commit ${commit.commit_id} occurs twice`);
    seen.add(key);
    const on = commit.created_at.slice(0, day.length);
    if (on < '2015-01-01' || on > day)
      throw new Error(`${place}: the commit is of ${on}, expected a day from 2015-01-01 to ${day}`);
    if (on > newest) newest = on;
  }
  if (shifted === 0)
    throw new Error(
      `${file}: no row has its title in the place of the time, and one is known: it is not the same file`,
    );
  if (newest !== day) throw new Error(`${file}: the newest commit is of ${newest}, expected ${day}: rows are missing`);
}

type Cells = Readonly<Record<string, string | undefined>>;

const isShifted = ({ title, created_at = '' }: Cells) => title === '' && !/^\d/.test(created_at);
