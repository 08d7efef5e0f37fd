/** `npm run status -- publish | correct | withdraw | doi | show`: changes and prints content/status.json, and records the change in CHANGELOG.md. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAs } from '../src/schema/problem.ts';
import { Day, Doi } from '../src/schema/scalars.ts';
import { Reason, type StatusList, statusText } from '../src/schema/snapshot.ts';
import { withSnapshots } from '../src/snapshot/comparison-text.ts';
import { readSnapshots } from '../src/snapshot/read.ts';
import { correct, giveDoi, publish, publishEdition, statusLines, withdraw } from '../src/snapshot/status.ts';
import { command, misused } from './command.ts';

const root = join(import.meta.dirname, '..');
const usage = [
  'usage: npm run status -- show',
  '       npm run status -- publish <snapshot> … [--supersedes <sample>]',
  '       npm run status -- publish editions/<day>',
  '       npm run status -- correct <correction> --reason "…"',
  '       npm run status -- withdraw <snapshot> --reason "…"',
  '       npm run status -- doi <snapshot> 10.5281/zenodo.1234567',
  'options: --date YYYY-MM-DD, today in UTC unless given; --content <folder>',
].join('\n');

export const changeStatus = command(usage, async ({ args, print }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      reason: { type: 'string' },
      supersedes: { type: 'string', multiple: true },
      content: { type: 'string', default: join(root, 'content') },
    },
  });
  const [action = '', ...ids] = positionals;
  const { date: on, content } = values;
  const isGiven = (option: 'reason' | 'supersedes') => values[option] !== undefined;
  if (!Day.safeParse(on).success) throw new Error(`--date is ${JSON.stringify(on)}, expected a day such as 2026-12-01`);

  const { snapshots, editions, status } = readSnapshots(content);
  const ofEditions = editions.map(({ manifest }) => manifest);
  const manifests = snapshots.map(({ manifest }) => manifest);
  const one = () => {
    const [id, ...others] = ids;
    if (id === undefined || others.length > 0 || isGiven('supersedes'))
      throw misused(`expected one snapshot to ${action}`);
    return id;
  };
  const actions: Readonly<Record<string, () => StatusList>> = {
    publish: () => {
      if (ids.length === 0 || isGiven('reason')) throw misused('expected the snapshots to publish, and no --reason');
      if (ids[0]?.startsWith('editions/'))
        return publishEdition(status, ofEditions, one().slice('editions/'.length), on);
      return publish(status, manifests, ids, { on, supersedes: values.supersedes ?? [] });
    },
    correct: () => correct(status, manifests, one(), { on, reason: reasonGiven(values.reason) }),
    withdraw: () => withdraw(status, manifests, one(), { on, reason: reasonGiven(values.reason) }),
    doi: () => {
      const [id, doi, ...others] = ids;
      if (!id || !doi || others.length > 0 || isGiven('reason') || isGiven('supersedes'))
        throw misused('expected a snapshot and its DOI');
      return giveDoi(status, manifests, id, parseAs(Doi, doi, `${doi} is no DOI`));
    },
    show: () => {
      if (ids.length > 0 || isGiven('reason') || isGiven('supersedes'))
        throw misused('show takes no snapshot and no option but --content');
      return status;
    },
  };
  const change = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!change)
    throw misused(
      `${action === '' ? 'it is not said what to do; expected one of' : `there is no ${JSON.stringify(action)} to do, only`} ${Object.keys(actions).join(', ')}`,
    );
  const after = change();
  if (after !== status) {
    const changelog = join(content, '..', 'CHANGELOG.md');
    if (!existsSync(changelog)) throw new Error(`${changelog} is missing, which records what became of snapshots`);
    writeTogether(
      new Map([
        [join(content, 'status.json'), statusText(after)],
        [
          changelog,
          withSnapshots(readFileSync(changelog, 'utf8'), on, snapshots, { before: status, after }, ofEditions),
        ],
      ]),
    );
  }
  print(statusLines(after, manifests, ofEditions));
});

function reasonGiven(text: string | undefined): string {
  if (text === undefined) throw new Error('readers need to know why: --reason "one sentence" is missing');
  return parseAs(Reason, text, `--reason is ${JSON.stringify(text)}`);
}

/** Writes files in the place of what they were, after all of them were written beside it. */
function writeTogether(texts: ReadonlyMap<string, string>): void {
  for (const [file, text] of texts) writeFileSync(`${file}.new`, text);
  for (const file of texts.keys()) renameSync(`${file}.new`, file);
}

if (import.meta.main) process.exitCode = await changeStatus();
