import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { familyOf, layoutOf, type NodePosition, labelX } from './family.ts';
import { type Width, colours, lineHeight } from './theme.ts';

/** Radius of the corners of a branch, in pixels. */
const corner = 8;

/**
 * A tree that grows from its root at the top left to the right. The area of a disc is its value, which stands beside
 * it with the relation; the largest of several branches stands first. Where there is room, it goes on in the line of
 * its parent.
 *
 * @throws {Error} if a named column is not in the table, or the rows are not one tree (see `familyOf`)
 */
export function tree(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const family = familyOf(table, options);
  const { height, root, name, positions } = layoutOf(family, width);
  const positionOf = new Map(family.nodes.map((node, index) => [node, positions[index] ?? root]));
  const discs = family.nodes.map((node, index) => ({ ...(positions[index] ?? root), label: node.label }));
  const branches = family.nodes.map((node, index) =>
    branch((node.parent && positionOf.get(node.parent)) ?? root, positions[index] ?? root),
  );
  const beside = { x: labelX, y: 'y', textAnchor: 'start' } as const;
  return {
    width,
    height,
    ariaLabel: table.title,
    margin: 0,
    x: { domain: [0, width], range: [0, width], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      (_index, _scales, _values, _dimensions, { document }) => {
        const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        for (const [name, value] of Object.entries({
          d: branches.join(''),
          fill: 'none',
          stroke: colours.quiet,
          'stroke-width': '1.25',
        }))
          path.setAttribute(name, value);
        return path;
      },
      Plot.dot(discs, {
        x: 'x',
        y: 'y',
        r: { value: 'r', scale: null },
        sort: null,
        fill: colours.mark,
        stroke: 'none',
      }),
      Plot.dot([root], { x: 'x', y: 'y', r: root.r, fill: colours.surface, stroke: colours.mark, strokeWidth: 2.5 }),
      // Over the branch that goes on in its line.
      Plot.text(discs, { ...beside, text: 'label', stroke: colours.surface, strokeWidth: 5, fill: 'currentColor' }),
      Plot.text([root], {
        ...beside,
        text: () => name.join('\n'),
        fontWeight: 600,
        lineAnchor: 'top',
        lineHeight: 1.2,
        dy: 1 - lineHeight / 2,
      }),
    ],
  };
}

/** From a disc to one on its right: along its line, or down and around a corner. */
function branch(from: NodePosition, to: NodePosition): string {
  const numbers = (text: TemplateStringsArray, ...values: number[]) =>
    String.raw({ raw: text }, ...values.map((value) => Number(value.toFixed(2))));
  return from.y === to.y
    ? numbers`M${from.behind},${to.y}H${to.x}`
    : numbers`M${from.x},${from.y + from.r}V${to.y - corner}Q${from.x},${to.y} ${from.x + corner},${to.y}H${to.x}`;
}
