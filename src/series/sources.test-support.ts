import type { Column, Row, Table } from '../schema/table.ts';
import type { Facts, Material, Source } from './edition-table.ts';

/** Totals that nobody published. */
export const noFacts: Facts = {
  sources: [{ id: 'somebody', name: 'Somebody', location: 'somewhere' }],
  totals: [],
  file: { name: 'published/hub-totals.json', sha256: 'f'.repeat(64) },
};

export const factOf = (date: string, measure: string, value: number, uncertain: string | null = null): Facts => ({
  ...noFacts,
  totals: [{ date, measure, value, unit: 'count', population: 'All of them', source: 'somebody', uncertain }],
});

const shares: Column[] = [
  { name: 'measure', unit: 'slug', description: 'Measure' },
  { name: 'count', unit: 'count', description: 'Count' },
  {
    name: 'share',
    unit: 'share',
    description: 'Share',
    missing: 'none',
    interval: { low: 'shareLow', high: 'shareHigh', method: 'Wilson' },
  },
  { name: 'shareLow', unit: 'share', description: 'Low', missing: 'none' },
  { name: 'shareHigh', unit: 'share', description: 'High', missing: 'none' },
];

/** A table `counts` of measures, or one with other columns. */
export const table = (rows: readonly Row[], change: Partial<Table> = {}): Table => ({
  name: 'counts',
  kind: 'count',
  title: 'Counts',
  method: 'Counted.',
  definition: 'counts/1',
  source: 'Nowhere.',
  window: null,
  notes: [],
  key: ['measure'],
  columns: shares,
  rows: rows.map((row) => ({ share: null, shareLow: null, shareHigh: null, ...row })),
  ...change,
});

/** A table of models by month and type. */
export const byMonth = (rows: readonly Row[], change: Partial<Table> = {}): Table => ({
  ...table([]),
  name: 'by-month',
  definition: 'by-month/1',
  key: ['month', 'type'],
  columns: [
    { name: 'month', unit: 'month', description: 'Month', missing: 'unknown' },
    { name: 'type', unit: 'modelType', description: 'Type' },
    { name: 'models', unit: 'count', description: 'Models' },
  ],
  rows: [...rows],
  ...change,
});

/** A snapshot as a series reads it; its coverage is that of a census unless told. */
export const source = (id: string, tables: readonly Table[], coverage: Source['coverage'] = 'census'): Source => ({
  id,
  date: id.slice(0, 'YYYY-MM-DD'.length),
  coverage,
  publications: ['somebody'],
  tables: new Map(tables.map((each) => [each.name, each])),
  checksums: new Map(tables.map(({ name }) => [name, name.padEnd(64, '0')])),
});

export const material = (snapshots: readonly Source[], facts: Facts = noFacts, day = '2027-01-31'): Material => ({
  day,
  snapshots,
  facts,
  made: new Map(),
});
