/** Snapshots as data sets, for the pages and files that cite and describe them. */
import { type Dataset, describeDataset } from '../distribution/dataset.ts';
import { absolute, page } from './address.ts';
import { allTables, type Snapshot } from './snapshot.ts';

const datasets = new Map<string, Promise<Dataset>>();

/** The description of a snapshot on this site; made once, since its files are hashed for it. */
export function datasetOf(snapshot: Snapshot, site: URL | undefined): Promise<Dataset> {
  const { manifest, published } = snapshot;
  const dataset =
    datasets.get(manifest.id) ??
    allTables(snapshot).then((tables) =>
      describeDataset({ manifest, published, seriesDoi: null, tables }, absolute(page(), site)),
    );
  datasets.set(manifest.id, dataset);
  return dataset;
}
