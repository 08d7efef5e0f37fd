import { expect, test } from 'vitest';
import { openDatabase } from '../../io/database.ts';
import { intake } from './intake.ts';
import { counted } from '../rows.test-support.ts';

test('kinds of records stand in their order, fields in that of the statement, each record in one of three columns', async () => {
  const database = await openDatabase();
  try {
    await database.run(
      `CREATE TABLE intake AS FROM (VALUES ('topics', 0, 'id', 3, 0, 0), ('models', 1, 'gated', 1, 2, 1), ('models', 0, 'id', 4, 0, 0))
       AS found(records, place, field, "with", absent, invalid)`,
    );
    expect(counted(intake, await database.rows(intake.sql(() => true))).rows).toEqual([
      { records: 'models', field: 'id', all: 4, with: 4, absent: 0, invalid: 0 },
      { records: 'models', field: 'gated', all: 4, with: 1, absent: 2, invalid: 1 },
      { records: 'topics', field: 'id', all: 3, with: 3, absent: 0, invalid: 0 },
    ]);
  } finally {
    database.close();
  }
});
