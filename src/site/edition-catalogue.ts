/** What series and vintages say of their tables beyond what an edition stores with them: topic, question and figures. */
import { columnsRead, selection } from '../charts/selection.ts';
import type { FigureOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import type { TopicId } from '../schema/topic.ts';
import { editionTables } from '../series/contents.ts';

/** @throws {Error} if no file of series makes it */
function textOf(table: string) {
  const found = editionTables.find(({ id }) => id === table);
  if (!found)
    throw new Error(`no file in src/series/ makes the table ${table}, expected that of a published edition to stay`);
  return found;
}

/** The tables of a topic, in their order. @throws {Error} if no file of series makes one of them */
export const ofTopic = <T extends { readonly name: string }>(tables: readonly T[], topic: TopicId): T[] =>
  tables.filter(({ name }) => textOf(name).topic === topic);

/** What a reader asks of a table. @throws {Error} as `ofTopic` */
export const questionOf = (table: string): string => textOf(table).question;

/** The figures of a table that can be drawn. @throws {Error} as `ofTopic` */
export const figuresOf = (table: Table): FigureOptions[] =>
  textOf(table.name).figures.filter(
    (figure) =>
      columnsRead(figure).every((read) => table.columns.some(({ name }) => name === read)) &&
      selection(table, figure) !== null,
  );
