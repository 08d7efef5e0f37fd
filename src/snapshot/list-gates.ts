/** The checks of one list of records by itself. */
import { sum } from 'd3-array';
import type { RecordList } from '../schema/views.ts';
import type { Failure } from './gates.ts';

/** One record in a thousand may be broken, and one in any case. */
const mostRejected = 0.001;
/** The same of the values of a field. */
const mostInvalid = 0.001;
/** A field that half of the records carry and we do not know is a change of the interface. */
const commonField = 0.5;
const day = 24 * 60 * 60 * 1000;

function rejectedRecords({ name, records, rejected }: RecordList): Failure[] {
  const all = sum(Object.values(rejected));
  if (all <= Math.max(1, mostRejected * records)) return [];
  const reasons = Object.entries(rejected).map(([reason, count]) => `${reason}: ${count}`);
  return [
    {
      gate: 'rejected-records',
      found: `${all} of ${records} ${name} cannot be counted (${reasons.join(', ')}), expected at most one in a thousand`,
    },
  ];
}

function unknownFields({ name, records, unknownFields: fields }: RecordList): Failure[] {
  const common = Object.entries(fields).filter(([, count]) => count > commonField * records);
  return common.map(([field, count]) => ({
    gate: 'unknown-fields',
    found: `${count} of ${records} ${name} carry the field ${JSON.stringify(field)}, which is not known: the interface may have changed`,
  }));
}

function invalidValues({ name, invalid }: RecordList): Failure[] {
  return invalid
    .filter(({ records, of }) => records > Math.max(1, mostInvalid * of))
    .map(({ field, records, of, examples }) => ({
      gate: 'invalid-values' as const,
      found: `${records} of ${of} values of the field ${field} of ${name} are invalid${examples.length > 0 ? `, such as ${examples.join(' and ')}` : ''}; expected at most one in a thousand, so mend the list or how it is read`,
    }));
}

/** The Hub has a new model every half minute, so a list whose newest is days old was cut short. */
function endsEarly({ name, reach }: RecordList): Failure[] {
  if (!reach || (reach.newest !== null && Date.parse(reach.newest) >= Date.parse(reach.until) - day)) return [];
  return [
    {
      gate: 'ends-early',
      found: `the list was read until ${reach.until}, and the newest of its ${name} was created ${reach.newest === null ? 'at no known time' : `at ${reach.newest}`}; expected one of the day before, so the end of the list is missing: capture it again`,
    },
  ];
}

function lostRecords({ name, missing }: RecordList): Failure[] {
  if (missing === 0) return [];
  return [
    {
      gate: 'lost-records',
      found: `${missing} ${name} that other records name are in no page of the list; expected none: capture the list again`,
    },
  ];
}

export const listGates = [rejectedRecords, unknownFields, invalidValues, endsEarly, lostRecords];
