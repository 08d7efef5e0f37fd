/**
 * What metrics say of their tables beyond what a snapshot stores with them, and series of theirs beyond what an edition
 * stores: the topic, and the figures. The only file of the site that knows metrics and series.
 */
import published from '../../content/rewordings.json' with { type: 'json' };
import { columnsRead, selection } from '../charts/selection.ts';
import { metrics } from '../metrics/index.ts';
import { definitionOf } from '../schema/definition.ts';
import { type DefaultFigure, type FigureOptions, isDrawnAlike } from '../schema/figure.ts';
import type { Manifest } from '../schema/snapshot.ts';
import type { Table } from '../schema/table.ts';
import type { TopicId } from '../schema/topic.ts';
import { editionTables } from '../series/contents.ts';

const rewordings: Readonly<Record<string, string>> = published;

/** @throws {Error} if no metric or series makes it */
function textOf(table: string) {
  const found = [...metrics, ...editionTables].find(({ id }) => id === table);
  if (!found)
    throw new Error(
      `no file in src/metrics/ or src/series/ makes the table ${table}, expected that of a published table to stay`,
    );
  return found;
}

/** A published note or reason as it is worded today; what comes before it, snapshots or a table, stays. */
export const inPresentWordsOf = (text: string): string =>
  text.replace(
    /^((?:[\d, -]|r\d|details)*: |It is made from the table [a-z-]+, which is not available: )?(.*)$/su,
    (_, of: string | undefined, own: string) => `${of ?? ''}${rewordings[own] ?? own}`,
  );

/**
 * The table in the words that its definition has today; one of an older version of it keeps its own. Its file keeps the
 * words with which it was published.
 */
export function inPresentWords(table: Table): Table {
  const notes = table.notes.map(inPresentWordsOf);
  const today = [...metrics, ...editionTables].find(({ id }) => id === table.name);
  if (!today || table.definition === undefined || definitionOf(today.id, today) !== table.definition)
    return { ...table, notes };
  const { title, method } = today;
  const columns = table.columns.map((column) => {
    const { description = column.description, missing } = today.columns.find(({ name }) => name === column.name) ?? {};
    return { ...column, description, ...(column.missing !== undefined && missing !== undefined && { missing }) };
  });
  return { ...table, title, method, notes, columns };
}

/** The tables of a topic, in their order. @throws {Error} if nothing makes one of them */
export const ofTopic = <T extends { readonly name: string }>(tables: readonly T[], topic: TopicId): T[] =>
  tables.filter(({ name }) => textOf(name).topic === topic);

export interface NumberedFigure {
  /** Its place among the figures of its table, from 1: a part of its address, whichever of the others can be drawn. */
  readonly number: number;
  readonly figure: DefaultFigure;
}

/**
 * The figures of a table that can be drawn: it has their columns, and rows for them.
 *
 * @throws {Error} if nothing makes the table
 */
export const figuresOf = (table: Table): NumberedFigure[] =>
  textOf(table.name)
    .figures.map((figure, index) => ({ number: index + 1, figure }))
    .filter(
      ({ figure }) =>
        columnsRead(figure).every((read) => table.columns.some(({ name }) => name === read)) &&
        selection(table, figure) !== null,
    );

/** @throws {Error} if nothing makes the table */
export const topicOf = (table: string): TopicId => textOf(table).topic;

/** The number of a figure among those of its table, from 1; 0 where dated pages have no such one. */
export const numberOf = ({ name }: Pick<Table, 'name'>, options: FigureOptions): number =>
  textOf(name).figures.findIndex((figure) => isDrawnAlike(figure, options)) + 1;

export interface Lacking {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
}

/** The tables that a snapshot could have and has not, of a topic or of all. */
export const lackingIn = ({ tables, unavailable }: Manifest, topic?: TopicId): Lacking[] =>
  metrics
    .filter(({ id, topic: own }) => (topic ?? own) === own && !tables.some(({ name }) => name === id))
    .map(({ id, title }) => ({
      name: id,
      title,
      reason: inPresentWordsOf(
        unavailable.find(({ name }) => name === id)?.reason ?? 'This table was introduced after the snapshot was made.',
      ),
    }));

/** Views whose rows are not models, and what they are. */
const otherRecords: Readonly<Record<string, string>> = {
  topics: 'forum topics',
  codings: 'forum topics',
  mentions: 'forum topics',
  commits: 'commits to model repositories',
  cards: 'model cards',
};

/** What a table is counted from, where that is not the models that the coverage of its snapshot speaks of; else null. */
export function recordsOf(table: string): string | null {
  const made = textOf(table);
  if ('from' in made) {
    const records = new Set(made.from.map(recordsOf));
    return records.size === 1 ? ([...records][0] ?? null) : null;
  }
  if (!('needs' in made)) return null;
  if (made.needs === null) return ['challenges', 'benefits'].includes(made.topic) ? 'hand-coded passages' : null;
  const records = new Set(made.needs.map((column) => otherRecords[column.split('.')[0] ?? ''] ?? null));
  return records.size === 1 ? ([...records][0] ?? null) : null;
}
