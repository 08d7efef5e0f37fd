/** Writes a drawing of few colours as a PNG with a palette: a third of what one with four channels weighs. */
import { crc32, deflateSync } from 'node:zlib';

/**
 * A PNG with at most 256 colours: where the picture has more, as in soft edges, the rarest take the nearest of the
 * others. The same pixels are the same bytes.
 *
 * @param pixels Four bytes a pixel, red, green, blue and opacity; opacity is left out.
 */
export function palettePng(pixels: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const colourAt = (pixel: number) => view.getUint32(pixel * 4) >>> 8;
  // Stretches of one colour: most pixels are like the one before them.
  const stretches: { readonly from: number; readonly colour: number }[] = [];
  const times = new Map<number, number>();
  for (let from = 0, to = 1; from < width * height; from = to) {
    const colour = colourAt(from);
    for (to = from + 1; to % width !== 0 && colourAt(to) === colour;) to++;
    stretches.push({ from, colour });
    times.set(colour, (times.get(colour) ?? 0) + to - from);
  }
  const ordered = [...times].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  const palette = ordered.slice(0, 256).map(channels);
  const places = new Map(
    ordered.map((colour, index) => [colour, index < 256 ? index : nearest(channels(colour), palette)]),
  );

  // A line begins with how it is to be read: as it is. No stretch goes beyond its line.
  const lines = new Uint8Array((width + 1) * height);
  for (const [index, { from, colour }] of stretches.entries()) {
    const to = stretches[index + 1]?.from ?? width * height;
    const before = Math.floor(from / width) + 1;
    lines.fill(places.get(colour) ?? 0, from + before, to + before);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('PLTE', Uint8Array.from(palette.flat())),
      chunk('IDAT', deflateSync(lines)),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}

type Channels = readonly [red: number, green: number, blue: number];
const channels = (colour: number): Channels => [colour >> 16, (colour >> 8) & 255, colour & 255];

function nearest([red, green, blue]: Channels, palette: readonly Channels[]): number {
  const distances = palette.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
