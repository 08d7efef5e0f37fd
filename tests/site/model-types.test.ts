/** The pages of model types over all snapshots, on the built site. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatDay, formatValue } from '../../src/schema/written.ts';
import { editionTable, evidenceWith } from './pages.ts';
import type { Row } from '../../src/schema/table.ts';

const folder = join(import.meta.dirname, '../../dist/models');
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');
/** What each says between its title and its first section, and all that it says, as text, by the name of the type. */
const heads = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const html = readFileSync(join(folder, name, 'index.html'), 'utf8');
    const [, type = '', head = ''] = /<h1[^>]*>\s*<code>([^<]*)<\/code>(.*?)<h2/s.exec(html) ?? [];
    return [type, textOf(head), textOf(html), html] as const;
  });

test('a type page says how many models and how many topics the type has, each from the snapshot that counted it', () => {
  expect(heads.length).toBeGreaterThan(100);
  let both = 0;
  for (const [modelType, head] of heads) {
    const [models, topics] = ['hubModels', 'topics'].map((column) => {
      const found = evidenceWith('type-ranking', (row) => row.modelType === modelType && row[column] !== null);
      return found && { count: formatValue('count', found.row[column] ?? null), manifest: found.manifest };
    });
    if (models?.manifest.coverage === 'sample') {
      expect(head, modelType).toMatch(
        new RegExp(`In a selection of the Hub’s models, ${models.count} (is|are) of this type, rank`),
      );
      expect(head, modelType).not.toContain('on the Hub,');
    } else if (models) expect(head, modelType).toMatch(new RegExp(`\\b${models.count} models? on the Hub, rank`));
    else expect(head, modelType).toContain('No model of this type was counted on the Hub.');
    const said =
      topics && `${topics.count} forum ${topics.count === '1' ? 'topic mentions' : 'topics mention'} it, rank`;
    if (said) expect(head, modelType).toContain(said);
    else expect(head, modelType).not.toContain('forum');
    if (!models || !topics) continue;
    both += 1;
    for (const { date, coverage } of [models.manifest, topics.manifest])
      expect(head, modelType).toContain(`As of ${formatDay(date)}, ${coverage}`);
  }
  expect(both).toBeGreaterThan(50);
});

test('a type counted by two rules says which snapshot counts only models that state their type', () => {
  const stated = /Numbers of [^.]+ count only models that state their type;/;
  const { rows } = editionTable('leading-types');
  const definitions = new Set(rows.map(({ definition }) => definition));
  const said = heads.filter(([, , text]) => stated.test(text)).map(([type]) => type);
  for (const { modelType, definition } of rows)
    if (definition === 'stated') expect(said.includes(String(modelType))).toBe(definitions.size > 1);
  // One that a single snapshot counts has nothing beside it.
  expect(said.length).toBeLessThan(heads.length);
});

test('a type that a list and published totals have by month shows the months of both, in one chart or in two', () => {
  let apart = 0;
  for (const [modelType] of heads) {
    const html = readFileSync(join(folder, modelType, 'index.html'), 'utf8');
    const fits = (row: Row) => row.modelType === modelType;
    const [best, totals] = [evidenceWith('models-created', fits), evidenceWith('models-created', fits, 'aggregate')];
    const isBoth = best !== undefined && totals !== undefined && best.manifest.id !== totals.manifest.id;
    const [inOne, inTwo] = [', as each snapshot saw it</h2>', 'as published totals of'].map((part) =>
      html.includes(part),
    );
    expect(Number(inOne) + Number(inTwo), modelType).toBe(isBoth ? 1 : Number(inOne));
    if (inTwo) apart += 1;
  }
  expect(apart).toBeGreaterThan(50);
});

test('a type page writes p values as p = 0.013 or p < 0.001, and explains ranks that types share', () => {
  const shown = { small: 0, shared: 0, refused: 0 };
  for (const [modelType, , text, html] of heads) {
    expect(text, modelType).not.toMatch(/p = &[lg]t;/);
    shown.small += Number(text.includes('), p &lt; 0.001'));
    shown.refused += Number(/There is no answer \([^)]+\)\./.test(text));
    const explained = text.includes('Types with equal counts share the mean of their ranks');
    expect(explained, modelType).toBe(/\b\d+\.5<\/td>/.test(html));
    shown.shared += Number(explained);
  }
  for (const count of Object.values(shown)) expect(count).toBeGreaterThan(0);
});
