import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { expect, test, vi } from 'vitest';
import { cardPng } from './card-image.ts';
import { cardSize } from './social-card.ts';

vi.mock('astro:content', () => ({}));
vi.mock('../styles/base.css?raw', () => ({
  default: readFileSync(new URL('../styles/base.css', import.meta.url), 'utf8'),
}));
vi.mock('astro:config/server', () => ({ root: new URL('../../', import.meta.url) }));

/** How many colours a part of a card has: from here to its right edge. */
function coloursFrom(left: number, headline: string): number {
  const { width, height } = cardSize;
  const png = Buffer.from(cardPng({ title: 'Snapshot', headline, origin: [] })).toString('base64');
  const part = new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width - left}" height="${height}"><image x="${-left}" width="${width}" height="${height}" href="data:image/png;base64,${png}"/></svg>`,
  ).render().pixels;
  return new Set(Array.from({ length: part.length / 4 }, (_, pixel) => part.readUInt32BE(4 * pixel))).size;
}

test.each([
  ['of few words', 'Models of the Hub'],
  ['of many words', 'Models & <cards> of the Hub '.repeat(30).trim()],
  ['with a long word', `The list at https://example.org/${'models/'.repeat(20)}`],
  ['of one long word', 'm'.repeat(800)],
])('a headline %s stays within the card', (_, headline) => {
  expect(coloursFrom(cardSize.width - 40, headline)).toBe(1);
  expect(coloursFrom(0, headline)).toBeGreaterThan(2);
});
