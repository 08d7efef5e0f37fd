/** What a browser would load, as the imports say it. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../..');

/** Everything that a file of `src` brings along at once; what it imports only when needed is left out. */
function brings(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(join(src, file), 'utf8');
  for (const [, names = '', from = ''] of text.matchAll(/^import\s+(type\s[^;]*?from |[^;]*?from |)'([^']+)'/gm)) {
    if (names.startsWith('type ')) continue;
    if (from.startsWith('.')) brings(join(dirname(file), from), found);
    else found.add(from);
  }
  return found;
}

test('the page loads nothing but the one that waits for a reader', () => {
  expect([...brings('browser/figure/enhance.ts')]).toEqual(['browser/figure/enhance.ts']);
});

test('values on hover do without the drawing program', () => {
  const files = [...brings('browser/figure/explore.ts')];
  expect(files).toContain('browser/figure/tooltip.ts');
  expect(files.filter((file) => !file.endsWith('.ts'))).toEqual([]);
});

test('a browser draws with Plot and d3, and never brings the rules of tables or a second browser along', () => {
  const files = [...brings('charts/draw.ts')];
  expect(files.filter((file) => !file.endsWith('.ts')).sort()).toEqual(['@observablehq/plot', 'd3']);
  expect(files).not.toContain('charts/render.ts');
});
