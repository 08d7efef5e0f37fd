import { defineCount } from '../metric.ts';

/**
 * Which fields do the records carry that the tables are made from?
 *
 * Shape   one row per kind of record and field, in the order in which the statement of the record names them
 * Source  the records themselves
 */
export const intake = defineCount({
  id: 'intake',
  topic: 'methods',
  title: 'Records by what each field holds',
  method:
    'Every field of every record that was read, left-out ones aside, holds a value, is absent, or is invalid: something else than the kind of value that the field is for. A field with a point in its name is part of another one. Where the absence of a field means that a record declares none, null, false and empty values are absent too. A field that no record carries makes the tables that need it unavailable.',
  key: ['records', 'field'],
  columns: {
    records: { unit: 'slug', description: 'Kind of record' },
    field: { unit: 'name', description: 'Field, as the source names it' },
    all: { unit: 'count', description: 'Records' },
    with: { unit: 'count', description: 'Those with a value' },
    absent: { unit: 'count', description: 'Those without the field, or in which it declares nothing' },
    invalid: { unit: 'count', description: 'Those in which it holds something else' },
  },
  needs: ['intake.records', 'intake.field', 'intake.place', 'intake.with', 'intake.absent', 'intake.invalid'],
  sql: `
    SELECT records AS "records", field AS "field", "with" + absent + invalid AS "all", "with" AS "with",
           absent AS "absent", invalid AS "invalid"
    FROM intake
    ORDER BY list_position(['models', 'topics', 'posts', 'cards', 'commits'], records), place`,
});
