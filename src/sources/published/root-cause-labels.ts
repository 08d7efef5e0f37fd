/** The answered questions of the SANER 2024 package, by challenge and group of causes, as labelled in `content/labels/`. */
import challengesFile from '../../../content/taxonomy/challenges.json' with { type: 'json' };
import { type Csv, expectHeader } from '../../io/csv.ts';
import { parseAs } from '../../schema/problem.ts';
import { RootCauseLabels } from '../../schema/root-cause-labels.ts';
import type { PublishedCount } from '../../schema/source.ts';
import type { Row } from '../../schema/table.ts';
import { Taxonomy } from '../../schema/taxonomy.ts';

const labelsName = 'content/labels/root-causes.json';

/** Challenges as the list of questions spells them. Of two in one cell the first counts. */
const challengeIds: Readonly<Record<string, string>> = {
  'API Usage issue': 'api-usage',
  'API usage issues': 'api-usage',
  'Dataset Acquisition and Usage': 'dataset-acquisition-and-usage',
  'External Platforms and Librairies': 'external-platforms-and-libraries',
  'External Platforms and Libraries': 'external-platforms-and-libraries',
  'Feature/Model Requests': 'library-features',
  'Incomprehensible Output': 'incomprehensible-output',
  'Lack of Support': 'lack-of-support',
  'Memory & Performance': 'memory-and-performance',
  'Model Usage and Understanding': 'model-usage-and-understanding',
  'Model Usage and Understanding ': 'model-usage-and-understanding',
  'Model Usage and Understanding / Tutorial and Documentation': 'model-usage-and-understanding',
  'Privacy and Security': 'privacy-and-security',
  Spaces: 'spaces',
  'Specific Solution Need': 'specific-solution-need',
  'Training and Finetuning issues': 'training-pipeline',
  'Training and Pipeline': 'training-pipeline',
  'Tutorial and Documentation Issues': 'tutorial-and-documentation',
  Uncategorized: 'other-issues',
  'Website and pricing': 'website-and-pricing',
};

/**
 * Counts the labels, after holding each of them against its row of the list and all of them against the totals.
 *
 * @param list `Root_Causes.csv`
 * @param labelled what `content/labels/root-causes.json` holds
 * @param rootCauses the rows of the table `root-causes`, whose groups the labels must add up to
 * @throws {Error} that names the first row whose label is of another topic or challenge, or the group that does not add up
 */
export function countRootCausesByChallenge(list: Csv, labelled: unknown, rootCauses: readonly Row[]): PublishedCount {
  const labels = labelsOf(list, labelled);
  const { categories } = Taxonomy.parse(challengesFile);
  const groups = rootCauses.filter(({ subcategory }) => subcategory === null);
  for (const { topic, group } of labels) {
    if (!groups.some(({ category }) => category === group))
      throw new Error(
        `${labelsName}: topic ${topic} is labelled ${group}; the groups are ${groups.map(({ category }) => category).join(', ')}`,
      );
  }
  for (const { category, topics } of groups) {
    const ours = labels.filter(({ group }) => group === category).length;
    if (ours !== topics)
      throw new Error(
        `${labelsName}: ${ours} questions are labelled ${category ?? ''}, but the codebook counts ${topics ?? ''}`,
      );
  }

  const rows = categories
    .map(({ id, name }) => ({ id, name, asked: labels.filter(({ challenge }) => challenge === id) }))
    .sort((a, b) => b.asked.length - a.asked.length)
    .flatMap(({ id, name, asked }) =>
      groups
        .map((group) => ({
          challenge: id,
          name,
          group: group.category ?? '',
          groupName: group.name ?? '',
          topics: asked.filter((label) => label.group === group.category).length,
          questions: asked.length,
        }))
        .filter(({ topics }) => topics > 0)
        .sort((a, b) => b.topics - a.topics),
    );
  return { rows, window: null, notes: [] };
}

/** The labels, one a row of the list. */
function labelsOf(list: Csv, labelled: unknown): RootCauseLabels['labels'] {
  const data = parseAs(RootCauseLabels, labelled, `${labelsName} is not as expected`);
  const { name, rows } = list;
  expectHeader(list, ['accepted_coded', 'Coder', 'Code Category']);
  if (rows.length !== data.labels.length)
    throw new Error(`${name} has ${rows.length} rows, but ${labelsName} has ${data.labels.length} labels`);
  for (const [index, { topic, challenge }] of data.labels.entries()) {
    const [id = '', , spelling = ''] = rows[index] ?? [];
    if (id !== String(topic))
      throw new Error(`${name}: row ${index + 1} is of topic ${JSON.stringify(id)}, but its label is of ${topic}`);
    const known = Object.hasOwn(challengeIds, spelling) ? challengeIds[spelling] : undefined;
    if (known === undefined)
      throw new Error(`${name}: the category ${JSON.stringify(spelling)} of topic ${topic} is not known`);
    if (known !== challenge)
      throw new Error(
        `${labelsName}: topic ${topic} is labelled ${challenge}, but ${name} has it under ${JSON.stringify(spelling)}`,
      );
  }
  return data.labels;
}
