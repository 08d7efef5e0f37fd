import claimsFile from '../../../content/published/claims.json' with { type: 'json' };
import papersFile from '../../../content/published/papers.json' with { type: 'json' };
import { type Claim, Claims, Papers } from '../../schema/published.ts';
import type { Row, Table } from '../../schema/table.ts';
import { type Context, defineFinding } from '../metric.ts';
import { castano } from '../replication/castano.ts';
import { type Answer, type Check, type Checks, dayText, daysText } from '../replication/check.ts';
import { jiang } from '../replication/jiang.ts';
import { laufer } from '../replication/laufer.ts';
import { osborne } from '../replication/osborne.ts';
import { pickleball } from '../replication/pickleball.ts';
import { stalnaker } from '../replication/stalnaker.ts';
import { taraghi } from '../replication/taraghi.ts';

const checks: Checks = { ...taraghi, ...jiang, ...osborne, ...laufer, ...pickleball, ...castano, ...stalnaker };

const unanswered = 'not checkable in this snapshot';
const noInterval = `${unanswered}, or without a 95 % CI`;

/**
 * Do the papers’ numbers come out again?
 *
 * Shape   one row per claim, in the order of `content/published/claims.json`; one per variant where a claim can be
 *         checked in several ways
 * Throws  if a claim’s paper is unknown, or a table says something in words that are not known here
 * Source  the claims as facts of the papers, and every table that bears on one
 */
export const replication = defineFinding({
  id: 'replication',
  topic: 'methods',
  about: 'methods',
  title: 'Published claims, replicated',
  method:
    'A count is reproduced if ours is equal, a rounded number if ours rounds to it at the printed decimal places, a bound if ours satisfies it, and a statement in words if ours means the same. A claim is consistent and not distinguishable, neither reproduced nor different, if it is a sign or another way of counting gives another number, and the 95 % CI of ours includes zero or the published number; or if ours is read off a chart, or counted in a list without its last page, and can be the published number. A variant, which counts the same data in another way, never contradicts a claim. Only data from which the claim was made, or of its day, can reproduce or contradict it. Data of another day, or for a claim whose day is unknown, are compared where they count the same thing: the numbers, their days and the difference are given and the claim stays unchecked, because a difference can result from time rather than error. The exception is a count of models that is smaller than the number of those that are still listed later: it is contradicted on any later day. For a claim about the middle of a month, the months on both sides are given; models without a known date count as older. A selection of models neither confirms nor contradicts a claim about the Hub: its shares and the difference are given and the claim stays unchecked; its counts are not compared.',
  key: ['claim', 'variant'],
  columns: {
    claim: { unit: 'slug', description: 'Claim' },
    variant: {
      unit: 'slug',
      description: 'Variant of the check',
      missing: 'the claim itself',
    },
    paper: { unit: 'slug', description: 'Paper' },
    statement: { unit: 'name', description: 'Published claim' },
    unit: { unit: 'slug', description: 'Kind of value' },
    published: { unit: 'number', description: 'Published number', missing: 'a claim in words' },
    publishedWord: { unit: 'name', description: 'Published word', missing: 'a number' },
    whole: { unit: 'count', description: 'Total', missing: 'not a part of anything' },
    population: { unit: 'name', description: 'Population of the published value', missing: 'not known to us' },
    window: { unit: 'name', description: 'Time window of the published value', missing: 'not known to us' },
    dateFrom: { unit: 'day', description: 'First day of the published value', missing: 'not known to us' },
    dateTo: { unit: 'day', description: 'Last day of the published value', missing: 'not known to us' },
    unknown: {
      unit: 'name',
      description: 'Unknown about population, window or date',
      missing: 'all known',
    },
    ours: {
      unit: 'number',
      description: 'Our number',
      missing: 'a claim in words, or not checkable here',
      interval: { low: 'oursLow', high: 'oursHigh', method: 'as in the table that it is taken from' },
    },
    oursLow: { unit: 'number', description: 'Our number: lower end of the 95 % CI', missing: noInterval },
    oursHigh: { unit: 'number', description: 'Our number: upper end of the 95 % CI', missing: noInterval },
    oursWord: { unit: 'name', description: 'Our word', missing: 'a number, or not checkable here' },
    ourPopulation: { unit: 'name', description: 'Population of our value', missing: unanswered },
    ourWindow: {
      unit: 'name',
      description: 'Time window of our value',
      missing: `${unanswered}, or not stated by the source`,
    },
    ourDate: { unit: 'day', description: 'Day of our value', missing: unanswered },
    difference: {
      unit: 'number',
      description: 'Our number minus the published one',
      missing: 'no two numbers to compare',
    },
    verdict: {
      unit: 'slug',
      description: 'Reproduced; consistent, not distinguishable; differs; or not checkable with these data',
    },
    compared: { unit: 'name', description: 'Comparison', missing: unanswered },
    because: { unit: 'name', description: 'Comparison, or reason for none' },
    table: { unit: 'slug', description: 'Table compared', missing: 'no table of this snapshot answers the claim' },
  },
  from: [],
  also: [...new Set(Object.values(checks).flatMap(({ table }) => table))],
  compute: (tables, context) => claims.flatMap((claim) => rowsOf(claim, tables, context)),
});

const papers = new Map(Papers.parse(papersFile).map((paper) => [paper.id, paper]));
const claims = Claims.parse(claimsFile);
const orphan = Object.keys(checks).find((id) => !claims.some((claim) => claim.id === id));
if (orphan !== undefined) throw new Error(`there is a check of ${orphan}, but content/published has no such claim`);

/** The rows of one claim. */
function rowsOf(claim: Claim, tables: ReadonlyMap<string, Table>, context: Context): Row[] {
  const check = checks[claim.id];
  const table = check && [check.table].flat().flatMap((name) => tables.get(name) ?? [])[0];
  const reason = unsuitable(claim, check, table, context);
  const answered = check && table && reason === null ? check.answer(table, claim, context) : null;
  if (!check || answered === null)
    return [rowOf(claim, { ours: null, because: reason ?? claim.unchecked }, 'others', context.date, null)];

  return [answered]
    .flat()
    .map((answer) =>
      rowOf(claim, answer, standingOf(check, answer, claim, context), context.date, table?.name ?? null),
    );
}

/**
 * What ours can do to a claim: its own data, those of its day and a bound that was on its day confirm or contradict it;
 * those of another day and a selection do neither.
 */
type Standing = 'own' | 'own-day' | 'bound' | 'others' | 'selection';

function standingOf({ source }: Check, { isBound }: Answer, claim: Claim, { coverage, date }: Context): Standing {
  if (source !== null) return 'own';
  if (coverage === 'sample') return 'selection';
  if (isBound === true) return 'bound';
  return within(date, claim.date) ? 'own-day' : 'others';
}

/** Why the snapshot cannot answer the claim at all; null where it may. */
function unsuitable(claim: Claim, check: Check | undefined, table: Table | undefined, context: Context): string | null {
  if (!check) return claim.unchecked;
  const paper = papers.get(claim.paper);
  if (!paper)
    throw new Error(`the claim ${claim.id} is of a paper ${claim.paper} that content/published does not have`);
  const day = dayText(context.date);
  if (check.source !== null && check.source !== context.source)
    return `It is about the data of ${paper.name}; this snapshot is made from others, of ${day}.`;
  if (check.source === null && context.coverage === 'sample' && claim.unit !== 'share')
    return `It is about the Hub as a whole; this snapshot is a selection of its models, of ${day}.`;
  if (!table)
    return check.source === null
      ? claim.unchecked
      : `The table ${[check.table].flat().join(' or ')}, which would show it, could not be made.`;
  return null;
}

function rowOf(claim: Claim, answer: Answer, standing: Standing, day: string, table: string | null): Row {
  const { id, paper, statement, unit, value, of, population, window, date, unknown } = claim;
  const inNumbers = typeof value === 'number';
  const { ours } = answer;
  if (ours !== null && typeof ours !== typeof value)
    throw new Error(`${id} is ${JSON.stringify(value)} and cannot be compared with ${JSON.stringify(ours)}`);
  return {
    claim: id,
    variant: answer.variant ?? null,
    paper,
    statement,
    unit,
    published: inNumbers ? value : null,
    publishedWord: inNumbers ? null : value,
    whole: of,
    population,
    window,
    dateFrom: date?.from ?? null,
    dateTo: date?.to ?? null,
    unknown,
    ours: typeof ours === 'number' ? ours : null,
    oursLow: answer.ours === null ? null : (answer.interval?.low ?? null),
    oursHigh: answer.ours === null ? null : (answer.interval?.high ?? null),
    oursWord: typeof ours === 'string' ? ours : null,
    ourPopulation: answer.ours === null ? null : answer.population,
    ourWindow: answer.ours === null ? null : answer.window,
    ourDate: answer.ours === null ? null : (answer.date ?? day),
    difference: inNumbers && typeof ours === 'number' ? ours - value : null,
    verdict: verdictOf(claim, answer, standing),
    compared: ours === null ? null : comparedIn(claim, answer, standing, answer.date ?? day),
    because: [answer.because, weakness(claim, answer, standing) ?? []].flat().join(' '),
    table,
  };
}

type Verdict = 'reproduced' | 'consistent-not-distinguishable' | 'differs' | 'not-checkable';

function verdictOf(claim: Claim, answer: Answer, standing: Standing): Verdict {
  if (answer.ours === null || standing === 'selection' || standing === 'others') return 'not-checkable';
  const same = agrees(claim, answer.ours);
  const isOpen = mayBe(claim, answer);
  // A sign that may be chance is none, and a number that is the same is the same.
  if (same && !(isOpen && claim.unit === 'sign')) return 'reproduced';
  if (isOpen) return 'consistent-not-distinguishable';
  return answer.isVariant === true ? 'not-checkable' : 'differs';
}

/** Whether ours may be what was published, or for a sign have none. */
const mayBe = ({ value }: Claim, { within }: Answer) =>
  within !== undefined && between(typeof value === 'number' ? value : 0, within);

const between = (value: number, { low, high }: { low: number; high: number }) => low <= value && value <= high;

const comparedInWords: Partial<Record<Claim['unit'], string>> = {
  sign: 'the sign, and whether its interval includes zero',
  verdict: 'the finding, in words',
};

/** What was compared, in a clause. */
function comparedIn(
  { unit, value, digits, bound, date }: Claim,
  { isVariant, but }: Answer,
  standing: Standing,
  day: string,
) {
  const what =
    typeof value !== 'number'
      ? (comparedInWords[unit] ?? 'the name')
      : bound === 'at-least'
        ? 'the number as a lower bound'
        : unit === 'count'
          ? 'the count'
          : `the number to ${places(digits ?? decimalsOf(value))}`;
  const data = {
    own: isVariant === true ? 'the claim’s own data counted in another way' : 'the claim’s own data',
    'own-day': 'data of the claim’s own day',
    bound: `a lower bound from the list of ${dayText(day)}`,
    others:
      date === null
        ? `data of ${dayText(day)}, the day of the claim not being known`
        : `data of ${dayText(day)}, the claim being of ${daysText(date)}`,
    selection: `a selection of models of ${dayText(day)}`,
  }[standing];
  return [what, `with ${data}`, ...(but === undefined ? [] : [but])].join(', ');
}

const places = (digits: number) => `${digits} decimal ${digits === 1 ? 'place' : 'places'}`;

/** What a reader must know of an answer that does not decide; null where it does. */
function weakness(claim: Claim, answer: Answer, standing: Standing): string | null {
  if (answer.ours === null) return null;
  if (standing === 'others')
    return claim.date === null
      ? 'Its day is not known, so this decides nothing.'
      : 'Data of another day decide nothing.';
  if (standing === 'selection') return 'A selection neither confirms nor contradicts a claim about the Hub.';
  if (answer.isVariant === true && verdictOf(claim, answer, standing) === 'not-checkable')
    return 'It is a variant: that it differs does not contradict the claim.';
  return null;
}

function agrees({ value, unit, digits, bound }: Claim, ours: number | string): boolean {
  if (typeof value !== 'number' || typeof ours !== 'number') return value === ours;
  if (bound === 'at-least') return ours >= value;
  if (unit === 'count') return value === ours;
  return Number(ours.toFixed(digits ?? decimalsOf(value))) === value;
}

/** The decimal places of a number as it is printed: 2 for 0.67. */
const decimalsOf = (value: number) => String(value).split('.')[1]?.length ?? 0;

const within = (day: string, days: Claim['date']) => days !== null && days.from <= day && day <= days.to;
