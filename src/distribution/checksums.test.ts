import { expect, test } from 'vitest';
import { checksums } from './checksums.ts';
import { filesOf, sha256 } from './files.ts';
import { cards, invented } from './invented.test-support.ts';

test('the manifest and every form of every table are summed, as sha256sum writes it', () => {
  const lines = checksums(invented()).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/^[0-9a-f]{64} {2}manifest\.json$/);
  expect(lines.slice(1)).toEqual([...filesOf(cards).map(({ name, bytes }) => `${sha256(bytes)}  ${name}`), '']);
});
