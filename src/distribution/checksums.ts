/** The checksums of what a snapshot hands out, in the form that `sha256sum -c` reads. */
import type { Dataset, DatasetFile } from './dataset.ts';

export const checksumsName = 'SHA256SUMS';

/** The files of the data folder that carry data: what is said about them elsewhere, as citations, may change. */
export function summedFiles({ manifest, tables }: Dataset): DatasetFile[] {
  return [manifest, ...tables.flatMap(({ files }) => files)];
}

/** A line a file: its SHA-256, two spaces, its name. */
export function checksums(dataset: Dataset): string {
  return summedFiles(dataset)
    .map(({ sha256, name }) => `${sha256}  ${name}\n`)
    .join('');
}
