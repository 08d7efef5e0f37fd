/** Snapshots and editions as data sets, for the pages and files that cite and describe them. */
import { type Dataset, describeDataset } from '../distribution/dataset.ts';
import { absolute, page } from './address.ts';
import { allEditions, sourceOf } from './edition.ts';
import { allSnapshots, type Source } from './snapshot.ts';
import { publishedTables } from './table-file.ts';

const datasets = new Map<string, Promise<Dataset>>();

/** The description of a snapshot or an edition on this site; made once, since its files are hashed for it. */
export function datasetOf(snapshot: Source, site: URL | undefined): Promise<Dataset> {
  const { id } = snapshot.manifest;
  const dataset = datasets.get(id) ?? describe(snapshot, absolute(page(), site));
  datasets.set(id, dataset);
  return dataset;
}

async function describe(snapshot: Source, site: string): Promise<Dataset> {
  const tables = publishedTables(snapshot);
  const own = 'edition' in snapshot ? snapshot.edition : snapshot;
  return describeDataset({ ...own, tables, snapshots: await allSnapshots() }, site);
}

/** All snapshots as data sets, oldest first. */
export async function allDatasets(site: URL | undefined): Promise<Dataset[]> {
  return Promise.all((await allSnapshots()).map((snapshot) => datasetOf(snapshot, site)));
}

/** All editions as data sets, oldest first. */
export async function datasetsOfEditions(site: URL | undefined): Promise<Dataset[]> {
  return Promise.all((await allEditions()).map((edition) => datasetOf(sourceOf(edition), site)));
}
