import { inflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { pngOf, stripOf } from './png.ts';

const width = 500;
/** Pixels with colours of their own, enough that both parts of a sum go past what they are counted to. */
const pixels = (rows: number, from: number) =>
  Uint8Array.from({ length: 4 * width * rows }, (_, at) => (at % 4 === 3 ? 255 : 255 - ((at * 7 + from) % 200)));

test('a picture of strips shows them below each other', () => {
  const parts = [pixels(40, 0), pixels(3, 50), pixels(60, 99)];
  const png = pngOf(
    parts.map((part) => stripOf(part, width)),
    width,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="103"><image width="${width}" height="103" href="data:image/png;base64,${png.toString('base64')}"/></svg>`;
  expect(Buffer.from(new Resvg(svg).render().pixels).equals(Buffer.concat(parts))).toBe(true);
  // Whoever unpacks it holds the bytes against their sum, which the drawing above does not.
  const start = png.indexOf('IDAT');
  const data = png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4));
  expect(inflateSync(data)).toHaveLength(103 * (1 + 3 * width));
});
