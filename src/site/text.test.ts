import { expect, test } from 'vitest';
import { formatBytes } from './format.ts';

test('bytes below a thousand are not rounded', () => {
  expect([formatBytes(999), formatBytes(1500)]).toEqual(['999 bytes', '2 kB']);
});
