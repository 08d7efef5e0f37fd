/** The checksums of what a snapshot hands out, in the form that `sha256sum -c` reads. */
import type { Dataset } from './dataset.ts';

export const checksumsName = 'SHA256SUMS';

/**
 * A line a file: its SHA-256, two spaces, its name. Only of files that carry data: what is said about them, as citations,
 * may change.
 */
export const checksums = ({ manifest, tables }: Dataset): string =>
  [manifest, ...tables.flatMap(({ files }) => files)].map(({ sha256, name }) => `${sha256}  ${name}\n`).join('');
