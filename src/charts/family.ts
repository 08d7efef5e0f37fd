/**
 * A tree in the rows of a table, each of which names the one above it: in which order its nodes stand, and where.
 * Draws nothing: a reader who points at a node does not load a drawing program.
 */
import type { ChartOptions } from '../schema/figure.ts';
import type { Row, Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { column } from '../schema/rows.ts';
import { distinct, number, text } from './rows.ts';
import { required } from './selection.ts';
import { letterWidth, lineHeight, room, type Width, widths } from './theme.ts';
import { relationInWords } from './words.ts';

export interface TreeNode {
  readonly row: Row;
  readonly value: number;
  /** `552 quantized` */
  readonly label: string;
  /** Relations that lead down to it, in words: `Fine-tuned, then quantized`. */
  readonly path: string;
  /** Null for children of the root. */
  readonly parent: TreeNode | null;
  /** Its children that are drawn, the largest first. */
  readonly children: readonly TreeNode[];
}

export interface Family {
  /** What all rows have in common: the part of the key that does not tell them apart. */
  readonly root: string;
  /** In the reading order: each node before what is below it, the largest of several first. */
  readonly nodes: readonly TreeNode[];
  /** How many rows are not drawn, and the value that none of them exceeds. */
  readonly omitted: { readonly rows: number; readonly most: number } | null;
}

/** More nodes than these make a list and no picture. */
export const mostNodes = 40;

/**
 * The tree of a table: all of it, or its largest nodes with what stands above them. `x` is the area of a node, `y` what
 * its row is called, `above` the row above it, and `name` the relation to that one.
 *
 * @throws {Error} if a column is not named or not in the table, the rows are of several trees, two have one name, a
 *   value is not a number above zero, or a row hangs on one that is not there
 */
export function familyOf(table: Table, options: ChartOptions): Family {
  const { x, y } = options;
  const [above, name] = [required(table, options, 'above'), required(table, options, 'name')];
  for (const each of [x, y, above, name]) column(table, each);
  const roots = table.key.flatMap((each) => (each === y ? [] : [...new Set(table.rows.map((row) => row[each]))]));
  const [root] = roots;
  if (typeof root !== 'string' || roots.length > 1)
    throw new Error(
      `a tree of ${table.name} has one root, not ${roots.length}: choose one with "where", such as ${JSON.stringify(roots[0] ?? null)}`,
    );
  const names = table.rows.map((row) => text(row, y));
  distinct(table, names, 'nodes');
  const rowNamed = new Map(table.rows.map((row, index) => [names[index] ?? '', row]));

  /** The row and those above it, the one below the root first. */
  const lineOf = (row: Row): Row[] => {
    const line = [row];
    for (let at = row; at[above] !== null;) {
      const next = rowNamed.get(text(at, above));
      if (!next || line.includes(next))
        throw new Error(
          `the row ${text(at, y)} of ${table.name} hangs on ${text(at, above)}, which ${next ? 'hangs on it' : 'is not there'}`,
        );
      line.unshift(next);
      at = next;
    }
    return line;
  };
  const valueOf = (row: Row) => {
    const value = number(row, x);
    if (!(value > 0)) throw new Error(`${x} in ${JSON.stringify(row)} is not above zero, and has no area`);
    return value;
  };
  const largest = table.rows
    .map((row) => ({ row, value: valueOf(row), line: lineOf(row) }))
    .sort((a, b) => b.value - a.value);
  const kept = new Set<Row>();
  for (const { line } of largest) {
    const grown = new Set([...kept, ...line]);
    if (grown.size > mostNodes) break;
    for (const each of line) kept.add(each);
  }
  const omitted = largest.filter(({ row }) => !kept.has(row));

  const { unit } = column(table, x);
  const grow = (parent: TreeNode | null): TreeNode[] =>
    largest
      .filter(({ row }) => kept.has(row) && row[above] === (parent ? parent.row[y] : null))
      .map(({ row, value, line }) => {
        const words = line.map((each) => relationInWords(text(each, name))).join(', then ');
        const children: TreeNode[] = [];
        const node = {
          row,
          value,
          label: `${formatValue(unit, value)} ${relationInWords(text(row, name), value)}`,
          path: words.charAt(0).toUpperCase() + words.slice(1),
          parent,
          children,
        };
        children.push(...grow(node));
        return node;
      });
  const walk = (nodes: readonly TreeNode[]): TreeNode[] => nodes.flatMap((node) => [node, ...walk(node.children)]);
  return {
    root,
    nodes: walk(grow(null)),
    omitted: omitted[0] ? { rows: omitted.length, most: omitted[0].value } : null,
  };
}

/** Where a node stands, in pixels. */
export interface NodePosition {
  /** The middle of its disc, and the disc’s radius. */
  readonly x: number;
  readonly y: number;
  readonly r: number;
  /** A place behind the last of the words beside it, and one where they have surely ended. */
  readonly behind: number;
  readonly end: number;
}

export interface Layout {
  readonly height: number;
  readonly root: NodePosition;
  /** The name of the root in lines that fit. */
  readonly name: readonly string[];
  /** In the order of the nodes. */
  readonly positions: readonly NodePosition[];
}

/** From a disc to its words, and from words to the disc that follows them in their line; in pixels. */
const [besideDisc, beforeDisc] = [7, 16];
/** Words beside small discs stand below one another. */
const smallDisc = 7;
/** Where the words beside a disc begin. */
export const labelX = ({ x, r }: Pick<NodePosition, 'x' | 'r'>): number => x + Math.max(r, smallDisc) + besideDisc;

/** Radius of the largest disc, in the forms and sizes that are tried until one fits; in pixels. */
const attempts = {
  [widths.wide]: [
    { inLine: true, largest: [38, 30, 22] },
    { inLine: false, largest: [38, 22, 10, 4] },
  ],
  [widths.narrow]: [
    { inLine: true, largest: [26] },
    { inLine: false, largest: [26, 18, 10, 4] },
  ],
};
/** The largest disc of one single model: a tree of two is not two large discs. And what is left over for a branch. */
const [discOfOne, longestStretch] = [5, 56];

/**
 * Where everything stands: the root at the top left, each generation to the right of the one above. Where there is
 * room, the largest child stands in the line of its parent and the others below; else each node has a line of its own.
 */
export function layoutOf({ root, nodes }: Family, width: Width): Layout {
  const most = Math.max(...nodes.map(({ value }) => value));
  const depth = ({ parent }: TreeNode): number => (parent ? depth(parent) + 1 : 0);
  const generations = Array.from({ length: Math.max(...nodes.map(depth)) + 1 }, (_, at) =>
    nodes.filter((node) => depth(node) === at),
  );

  /** The columns of the generations, and how far the words of the last reach. */
  function form(inLine: boolean, largest: number) {
    const scale = Math.min(largest / Math.sqrt(most), discOfOne);
    const radius = (node: TreeNode) => scale * Math.sqrt(node.value);
    const end = (node: TreeNode, x: number) => labelX({ x, r: radius(node) }) + room([node.label]);
    const columns: number[] = [];
    for (const [at, generation] of generations.entries()) {
      const widest = Math.max(...generation.map(radius));
      const last = columns.at(-1) ?? 0;
      const parents = (generations[at - 1] ?? []).filter(({ children }) => children.length > 0);
      if (at === 0) columns.push(Math.max(widest + 14, 24));
      else if (inLine) columns.push(Math.max(...parents.map((node) => end(node, last))) + beforeDisc + widest);
      else columns.push(last + Math.max(widest + 10, 22));
    }
    const reach = Math.max(...generations.flatMap((each, at) => each.map((node) => end(node, columns[at] ?? 0))));
    const stretch = inLine ? Math.min((width - reach) / generations.length, longestStretch) : 0;
    return { inLine, reach, radius, end, columns: columns.map((x, at) => x + at * stretch) };
  }
  const forms = attempts[width].flatMap(({ inLine, largest }) => largest.map((each) => form(inLine, each)));
  const { inLine, radius, end, columns } = forms.find(({ reach }) => reach <= width) ?? form(false, 1);

  const rootPosition = { x: 6, y: lineHeight / 2 + 2, r: 5 };
  const name = inLines(root, Math.floor((width - labelX(rootPosition)) / (letterWidth * 1.1)));
  const lines: TreeNode[][] = [];
  for (const node of nodes) {
    if (inLine && node.parent?.children[0] === node) lines.at(-1)?.push(node);
    else lines.push([node]);
  }
  let foot = 6 + name.length * lineHeight;
  const positions = lines.flatMap((line) => {
    const half = Math.max(lineHeight * 0.75, ...line.map((node) => radius(node) + 2));
    const y = foot + half;
    foot = y + half;
    return line.map((node) => {
      const x = columns[depth(node)] ?? 0;
      const [begin, last] = [labelX({ x, r: radius(node) }), end(node, x)];
      return { x, y, r: radius(node), behind: begin + 0.65 * (last - begin), end: last };
    });
  });
  return { height: foot + 4, root: { ...rootPosition, behind: width, end: width }, name, positions };
}

/** A name in lines of so many letters, broken where it has a sign. */
function inLines(name: string, letters: number): string[] {
  const lines = [''];
  for (const part of name.match(new RegExp(`.{1,${letters - 1}}?(?:[/_.-]|$)|.{${letters}}`, 'g')) ?? []) {
    const last = lines.at(-1) ?? '';
    if (last.length + part.length > letters) lines.push(part);
    else lines[lines.length - 1] = last + part;
  }
  return lines;
}
