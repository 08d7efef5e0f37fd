/** How a snapshot is cited. */
import type { Snapshot } from './snapshot.ts';
import { stateOf } from './status.ts';

export interface Citation {
  readonly plain: string;
  readonly bibtex: string;
}

/**
 * The citation of a snapshot at its address, as plain text and as BibTeX.
 *
 * A draft is cited as one, without a year of publication: it has none.
 */
export function citation(snapshot: Snapshot, manifestSha256: string, address: string): Citation {
  const { manifest, published } = snapshot;
  const title = `${manifest.title} (snapshot ${manifest.id})`;
  const state = stateOf(snapshot);
  const checksum = `SHA-256 of its manifest: ${manifestSha256}`;
  const fields = [
    ['author', '{Model Reuse Almanac}'],
    ['title', title],
    ['howpublished', `Model Reuse Almanac, ${manifest.id}`],
    ...(published === null ? [] : [['year', published.slice(0, 4)]]),
    ['url', address],
    ['note', `${state}. ${checksum}`],
  ];
  return {
    plain: `Model Reuse Almanac: ${title}. ${state}. ${address}. ${checksum}.`,
    bibtex: `@misc{model-reuse-almanac-${manifest.id},\n${fields.map(([name = '', value = '']) => `  ${name} = {${value}},`).join('\n')}\n}`,
  };
}
