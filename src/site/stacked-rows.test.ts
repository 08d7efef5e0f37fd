import { expect, test } from 'vitest';
import { withHeads } from './stacked-rows.ts';

test('each cell of a row has the head of its column, but for the heading of the row', () => {
  expect(
    withHeads('<tr> <th scope="row">bert</th> <td class="number">1</td><td>–</td></tr><tr><td>2</td></tr>', [
      'type',
      { number: 'share, "typed"' },
      { hidden: 'drawn' },
    ]),
  ).toBe(
    '<tr> <th scope="row">bert</th> <td data-head="share, &quot;typed&quot;" class="number">1</td><td>–</td></tr><tr><td data-head="type">2</td></tr>',
  );
});
