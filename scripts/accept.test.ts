import { expect, test } from 'vitest';
import { acceptedGates, weighed } from './accept.ts';

const shrunk = { gate: 'shrunk', found: 'there are 100 models' } as const;

test('what failed and is accepted passes with its reason', () => {
  expect(weighed([shrunk], acceptedGates(['shrunk=spam went']))).toEqual([{ ...shrunk, reason: 'spam went' }]);
});

test('what is accepted beside it has to fail too', () => {
  const accepted = acceptedGates(['shrunk=spam went', 'missing-months=spring was quiet']);
  expect(() => weighed([shrunk], accepted)).toThrow(
    'nothing was written: --accept missing-months is not needed, as that gate passes; leave it out',
  );
});
