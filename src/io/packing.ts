/**
 * Compressed files: told apart by their first bytes, whatever their names.
 *
 * Pages of the list of models are packed by Zstandard, which DuckDB unpacks in a third of the time that gzip takes.
 * Smaller parts of a capture, older captures and what others recorded are packed by gzip.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { constants, gunzipSync, gzip, zstdCompress, zstdDecompressSync } from 'node:zlib';

export type Compression = 'gzip' | 'zstd' | 'uncompressed';

function compressionOfBytes(bytes: Uint8Array): Compression {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  return bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd ? 'zstd' : 'uncompressed';
}

export function compressionOf(file: string): Compression {
  const bytes = Buffer.alloc(4);
  const opened = openSync(file, 'r');
  readSync(opened, bytes, 0, bytes.length, 0);
  closeSync(opened);
  return compressionOfBytes(bytes);
}

/** The bytes that were packed; what is not packed as it is. @throws {Error} if they were cut off or damaged */
export function unpacked(bytes: Buffer): Buffer {
  const compression = compressionOfBytes(bytes);
  if (compression === 'uncompressed') return bytes;
  return compression === 'gzip' ? gunzipSync(bytes) : zstdDecompressSync(bytes);
}

const [byGzip, byZstandard] = [promisify(gzip), promisify(zstdCompress)];
/** Above these levels a page takes longer to compress than to fetch. */
const [gzipLevel, zstandardLevel] = [2, 1];

/** The same bytes wherever they are compressed: without a time, and without the name of the system. */
export async function packed(
  bytes: Uint8Array,
  compression: Exclude<Compression, 'uncompressed'>,
): Promise<Uint8Array> {
  if (compression === 'zstd')
    return byZstandard(bytes, { params: { [constants.ZSTD_c_compressionLevel]: zstandardLevel } });
  const file = await byGzip(bytes, { level: gzipLevel });
  file[9] = 255;
  return file;
}
