/** One bare DuckDB scan that reads the fields a snapshot needs, of the same files, into a table. */
import { literal, openDatabase } from '../../src/io/database.ts';

const [glob = ''] = process.argv.slice(2);
const fields = [
  'id',
  'author',
  'createdAt',
  'lastModified',
  'downloads',
  'likes',
  'pipeline_tag',
  'library_name',
  'tags',
  'config',
  'cardData',
  'siblings',
  'safetensors',
  'gated',
];
const database = await openDatabase({ memory: '1200MB', spill: `${process.env.TMPDIR ?? '/tmp'}/almanac-scan-spill` });
await database.run(
  `CREATE TABLE models AS FROM read_json(${literal(glob)}, format = 'array', maximum_object_size = 134217728, columns = {${fields.map((field) => `${literal(field)}: 'JSON'`).join(', ')}})`,
);
database.close();
