/**
 * What became of repositories that once had no owner: those of which it is certain, models from
 * `content/repository-names.json` and data sets from `content/data-set-names.json`.
 */
import { z } from 'zod';
import dataSetsFile from '../../content/data-set-names.json' with { type: 'json' };
import renamesFile from '../../content/repository-names.json' with { type: 'json' };

const Renames = z.array(
  z.strictObject({
    reason: z.string().min(1),
    owner: z.string().min(1),
    names: z.array(z.string().regex(/^[\w.-]+$/)).min(1),
  }),
);

/** The repository of each name without an owner that is certain. */
export const repositoryOf: ReadonlyMap<string, string> = new Map(
  Renames.parse(renamesFile).flatMap(({ owner, names }) => names.map((name) => [name, `${owner}/${name}`] as const)),
);

/** What names of one repository have in common: the name that it has now, as far as that is known, without case. */
export const sameRepository = (name: string): string => (repositoryOf.get(name.toLowerCase()) ?? name).toLowerCase();

const DataSets = z.array(
  z.strictObject({
    reason: z.string().min(1),
    repositories: z.array(z.string().regex(/^[\w.-]+\/[\w.-]+$/)).min(1),
  }),
);

/** The repository of each name of a data set without an owner, in lower case, that is certain. */
export const dataSetOf: ReadonlyMap<string, string> = new Map(
  DataSets.parse(dataSetsFile).flatMap(({ repositories }) =>
    repositories.map((repository) => [(repository.split('/')[1] ?? '').toLowerCase(), repository] as const),
  ),
);
