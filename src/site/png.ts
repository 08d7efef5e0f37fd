/** Pictures from strips that are compressed apart, so that pictures which share a strip need not compress it again. */
import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';

/** Rows of a picture, compressed so that those of another strip can follow. */
export interface Strip {
  readonly bytes: Buffer;
  readonly rows: number;
  /** Of the rows before they were compressed. */
  readonly length: number;
  readonly adler32: number;
}

/** @param pixels red, green, blue and opacity of each; of the last is taken that it is full */
export function stripOf(pixels: Uint8Array, width: number): Strip {
  const rows = pixels.length / (4 * width);
  // Each row begins with the filter that it has passed, here none.
  const filtered = Buffer.alloc(rows * (1 + 3 * width));
  for (let at = 0, pixel = 0; pixel < pixels.length; pixel += 4) {
    if (pixel % (4 * width) === 0) at += 1;
    for (let colour = 0; colour < 3; colour += 1) filtered[at++] = pixels[pixel + colour] ?? 0;
  }
  return {
    bytes: deflateRawSync(filtered, { finishFlush: constants.Z_FULL_FLUSH }),
    rows,
    length: filtered.length,
    // zlib writes it behind the rest, also when it compresses nothing.
    adler32: deflateSync(filtered, { level: 0 }).subarray(-4).readUInt32BE(),
  };
}

/** A picture of strips below each other. */
export function pngOf(strips: readonly Strip[], width: number): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(
    strips.reduce((sum, { rows }) => sum + rows, 0),
    4,
  );
  // Eight bits for each of red, green and blue.
  header.set([8, 2], 8);
  // The sum of all (RFC 1950), as if each strip had gone on from the one before.
  let [a, b] = [1, 0];
  for (const { length, adler32 } of strips) {
    b = (b + (adler32 >>> 16) + length * (a - 1)) % 65_521;
    a = (a - 1 + (adler32 & 0xffff)) % 65_521;
  }
  const end = Buffer.from([3, 0, b >> 8, b & 0xff, a >> 8, a & 0xff]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    // A stream of zlib begins with 0x78 and ends with a block without content and the sum.
    chunk('IDAT', Buffer.from([0x78, 1]), ...strips.map(({ bytes }) => bytes), end),
    chunk('IEND'),
  ]);
}

function chunk(type: string, ...data: readonly Buffer[]): Buffer {
  const content = Buffer.concat([Buffer.from(type), ...data]);
  const framed = Buffer.alloc(content.length + 8);
  framed.writeUInt32BE(content.length - type.length, 0);
  content.copy(framed, 4);
  framed.writeUInt32BE(crc32(content), content.length + 4);
  return framed;
}
