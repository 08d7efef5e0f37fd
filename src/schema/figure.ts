/** What a figure shows of its table, and how. A metric says it of its own table; prose may ask for other figures of it. */
import type { Where } from './rows.ts';
import type { Unit } from './table.ts';

/** Where a value stands on an axis: by what it is, or by its number of digits. */
export type ScaleKind = 'linear' | 'log';

/** Which columns of a table a chart draws, and how. */
export interface ChartOptions {
  readonly x: string;
  readonly y: string;
  /** Further columns that measure the rows, each beside the one before. */
  readonly also?: readonly string[] | undefined;
  /** The column that names a line, of which one chart has seven at most, or a small chart. */
  readonly by?: string | undefined;
  /** The column with the day on which a small chart's months were seen: a line for each. */
  readonly vintage?: string | undefined;
  /** The column that names a point or a node. */
  readonly name?: string | undefined;
  /** The column in which a row of a tree names the one above it. */
  readonly above?: string | undefined;
  /** Default: logarithmic for a scatter, linear for all others. */
  readonly scale?: ScaleKind | undefined;
  /** The column with how many a curve still rests on, written under it. */
  readonly under?: string | undefined;
  /** The names of lines in the order of their colours, where not all of them are drawn. */
  readonly names?: readonly string[] | undefined;
}

export interface FigureOptions extends ChartOptions {
  readonly chart:
    | 'bars'
    | 'groupedBars'
    | 'columns'
    | 'curve'
    | 'intervals'
    | 'line'
    | 'multiples'
    | 'scatter'
    | 'series'
    | 'tree'
    | 'vintages';
  /** What the measure is to be read as, where the column leaves it open: the slope of a share is a change of it. */
  readonly as?: Unit | undefined;
  readonly where?: Where | undefined;
  /** Leaves out rows with these values: a total beside its parts. */
  readonly without?: Where | undefined;
  /** Leaves out lines, or bars, of which this column says nowhere so many. */
  readonly atLeast?: { readonly column: string; readonly count: number } | undefined;
  /** Draws the first so many values of a column, or `these` of it; a reader can choose others. */
  readonly first?:
    { readonly column: string; readonly count: number; readonly these?: readonly string[] | undefined } | undefined;
  /** Whether a line is at zero in a month without a row, because the table says that there were none. */
  readonly zeros?: boolean | undefined;
}

/** A figure that every snapshot with the table has. */
export interface DefaultFigure extends FigureOptions {
  /** What it is called where the title of the table says too little, as where a table has several. */
  readonly title?: string | undefined;
}

/** Whether two figures of a table are drawn alike, whatever they are called. */
export function isDrawnAlike(one: DefaultFigure, other: DefaultFigure): boolean {
  const asText = (figure: DefaultFigure) =>
    JSON.stringify(
      Object.entries(figure)
        .filter(([name, value]) => name !== 'title' && value !== undefined)
        .sort(),
    );
  return asText(one) === asText(other);
}
