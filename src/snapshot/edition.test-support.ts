/** Editions of a small `content/`, for tests. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statusText } from '../schema/snapshot.ts';
import type { EditionTable } from '../series/edition-table.ts';
import { defineSeries } from '../series/series.ts';
import { noFacts } from '../series/sources.test-support.ts';
import { writeEdition } from './edition.ts';
import { readSnapshots } from './read.ts';
import { publishEdition } from './status.ts';

interface Words {
  readonly method?: string;
  /** Whether they are those of a version; the list of the repository has none of it. */
  readonly isKnown?: boolean;
}

/** A series of the mentions of bert in January. */
async function tablesFor(
  content: string,
  { method = 'Read.', isKnown = true }: Words,
): Promise<readonly EditionTable[]> {
  const [first] = readSnapshots(content).snapshots;
  const table = first?.tables.get('mentions');
  if (!table) throw new Error('there is no table mentions');
  const series = defineSeries({
    id: 'mentions-of-bert',
    title: 'Mentions of bert',
    question: 'How often is bert mentioned?',
    topic: 'challenges',
    figures: [],
    unit: 'count',
    description: 'Topics',
    method,
    definitions: { topics: { text: 'Topics.' } },
    samples: false,
    readings: [
      {
        table: 'mentions',
        where: { month: '2020-01', modelType: 'bert' },
        value: 'topics',
        versions: [1],
      },
    ],
  });
  return [{ ...series, ...(isKnown && { definition: 'mentions-of-bert/1' }) }];
}

/** Puts a file of totals into it, without which no edition is made. */
export function addFacts(folder: string): void {
  mkdirSync(join(folder, 'published'));
  const total = {
    date: '2019-01-01',
    measure: 'stars',
    value: 1,
    unit: 'count',
    population: 'The sky',
    uncertain: null,
  };
  const facts = { sources: noFacts.sources, totals: [{ ...total, source: 'somebody' }] };
  writeFileSync(join(folder, 'published/hub-totals.json'), JSON.stringify(facts));
}

/** Makes the edition of a day. */
export const makeEdition = async (
  folder: string,
  on: string,
  { redo = false, ...words }: { redo?: boolean } & Words = {},
) => writeEdition(folder, on, { madeBy: 'a test', redo, tables: await tablesFor(folder, words) });

/** Publishes it. */
export const publishEditionIn = (folder: string, on: string): void => {
  const { editions, status } = readSnapshots(folder);
  const manifests = editions.map(({ manifest }) => manifest);
  writeFileSync(join(folder, 'status.json'), statusText(publishEdition(status, manifests, on, on)));
};
