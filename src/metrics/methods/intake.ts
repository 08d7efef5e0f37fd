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
  title: 'Fields of records: present, absent and invalid values',
  method:
    'For each field, the records with a value, without one, and with an invalid one (not of the expected kind); records that are left out are not counted. A dot in a name marks a field of another field. Where absence means that a record declares nothing, null, false and empty values count as absent. Tables that need a field that no record has are unavailable.',
  key: ['records', 'field'],
  columns: {
    records: { unit: 'slug', description: 'Kind of record' },
    field: { unit: 'name', description: 'Field, as the source names it' },
    all: { unit: 'count', description: 'Records' },
    with: { unit: 'count', description: 'Records with a value' },
    absent: { unit: 'count', description: 'Records without the field, or with an empty one' },
    invalid: { unit: 'count', description: 'Records with an invalid value' },
  },
  needs: ['intake.records', 'intake.field', 'intake.place', 'intake.with', 'intake.absent', 'intake.invalid'],
  sql: `
    SELECT records AS "records", field AS "field", "with" + absent + invalid AS "all", "with" AS "with",
           absent AS "absent", invalid AS "invalid"
    FROM intake
    ORDER BY list_position(['models', 'topics', 'posts', 'cards', 'commits'], records), place`,
});
