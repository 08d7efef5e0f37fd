/**
 * One DuckDB for all databases that the tests of a process hold in memory: each is a catalog of its own in it.
 *
 * To begin and to end a DuckDB takes longer than most tests that ask one. By night each database is one again
 * (vitest.config.ts), since what depends on that is a fault.
 */
import '../src/io/allocator.ts';
import { DuckDBInstance } from '@duckdb/node-api';

const begin = DuckDBInstance.create.bind(DuckDBInstance);
const begun = new Map<string, Promise<DuckDBInstance>>();
let catalogs = 0;
/** Catalogs that are being given up: the next database does not see their tables. */
let ending: Promise<unknown> = Promise.resolve();

DuckDBInstance.create = async (path, options = {}) => {
  // What is about files on disk, or about what does not fit into memory, is tested with a DuckDB of its own.
  if (path !== ':memory:' || options.temp_directory !== undefined) return begin(path, options);
  // Files of tests change too fast for a cache that goes by their times.
  const shared = { ...options, enable_external_file_cache: 'false' };
  const alike = JSON.stringify(shared);
  const one = begun.get(alike) ?? begin(path, shared);
  begun.set(alike, one);
  const instance = await one;
  await ending;
  const catalog = `memory${(catalogs += 1)}`;
  const keeper = await instance.connect();
  await keeper.run(`ATTACH ':memory:' AS ${catalog}`);
  return Object.assign(Object.create(instance) as DuckDBInstance, {
    connect: async () => {
      const connection = await instance.connect();
      await connection.run(`USE ${catalog}`);
      return connection;
    },
    closeSync: () => {
      ending = ending.then(() => keeper.run(`DETACH ${catalog}`)).then(() => keeper.closeSync());
    },
  });
};
