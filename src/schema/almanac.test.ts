import { expect, test } from 'vitest';
import { Almanac, contactOf } from './almanac.ts';
import { parseAs } from './problem.ts';

const settings = { name: 'Almanac', editor: 'Editors', publisher: 'Publishers', contact: null, repository: null };

test.each([
  ['contact', 'nobody', 'an e-mail address, an https address, or null'],
  ['contact', 'http://example.org/', 'an e-mail address, an https address, or null'],
  ['editor', '', 'a name in a line'],
  ['publisher', 'two\nlines', 'a name in a line'],
])('settings with the %s %j are refused in a sentence', (field, value, expected) => {
  expect(() => parseAs(Almanac, { ...settings, [field]: value }, 'almanac.json is not as expected')).toThrow(
    `almanac.json is not as expected: ${field}: expected ${expected}`,
  );
});

test('a contact is an e-mail address or a web address, under the name that is asked for, and null is none', () => {
  expect(contactOf({ ...settings, contact: 'a@b.org' }, 'path')).toEqual({ email: 'a@b.org' });
  expect(contactOf({ ...settings, contact: 'https://b.org/' }, 'path')).toEqual({ path: 'https://b.org/' });
  expect(contactOf({ ...settings, contact: null })).toEqual({});
});
