/** A snapshot made again, as a correction beside the one that it corrects. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseAs } from '../schema/problem.ts';
import { SnapshotId } from '../schema/scalars.ts';
import { correctionOf, dayAndRevision } from '../schema/snapshot-id.ts';
import type { Material } from '../schema/source.ts';

/**
 * The material under the name of a correction, `2023-06-30-r2`.
 *
 * @throws {Error} if that is no name of a correction, if it is one of another day, or if what it corrects is not there
 */
export function asCorrection(content: string, material: Material, id: string): Material {
  parseAs(SnapshotId, id, `${JSON.stringify(id)} is not the name of a snapshot`);
  const before = correctionOf(id);
  if (before === null) throw new Error(`${id} is not the name of a correction, expected one such as ${id}-r2`);
  const { date } = material.description;
  const [wanted, given] = [dayAndRevision(id), dayAndRevision(material.description.id)];
  if (wanted.day !== date || wanted.label !== given.label)
    throw new Error(`${material.name} describes ${date}, so ${id} cannot be a correction of it`);
  if (!existsSync(join(content, 'snapshots', before)))
    throw new Error(`there is no snapshot ${before} that ${id} could correct`);
  return { ...material, description: { ...material.description, id } };
}
