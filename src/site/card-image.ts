/** The card of a page as a picture. */
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import { root } from 'astro:config/server';
import { fileURLToPath } from 'node:url';
import { resolveCssVariables } from '../charts/css-variables.ts';
import stylesheet from '../styles/base.css?raw';
import { type Card, cardSize } from './social-card.ts';

// The renderer reads plain font files of one weight each, and takes their families as the files name them.
const serif = `font-family="Source Serif 4" font-weight="600"`;
const sans = `font-family="Source Sans 3 ExtraLight" font-weight="400"`;
const strong = `font-family="Source Sans 3 ExtraLight" font-weight="600"`;
const font = {
  loadSystemFonts: false,
  fontFiles: ['source-serif-4-600', 'source-sans-3-400', 'source-sans-3-600'].map((name) =>
    fileURLToPath(new URL(`src/styles/fonts/${name}.ttf`, root)),
  ),
};
const resolved = resolveCssVariables(stylesheet);
/** The ground as an option, which takes a third of the time of a rectangle. */
const options: ResvgRenderOptions = { font, fitTo: { mode: 'original' }, background: resolved('var(--surface)') };

/** Where things stand, in pixels. */
const margin = 60;
const top = 152;
const foot = cardSize.height - 54;

const images = new Map<string, Uint8Array<ArrayBuffer>>();

/** The card as an image. The same card is the same bytes. */
export function cardPng(card: Card): Uint8Array<ArrayBuffer> {
  const svg = cardSvg(card);
  const image = images.get(svg) ?? Uint8Array.from(new Resvg(svg, options).render().asPng());
  images.set(svg, image);
  return image;
}

/** The card as text, in the colours of the light theme. */
function cardSvg({ title, headline, origin }: Card): string {
  const { width, height } = cardSize;
  const box = { x: margin, y: top + 76, width: width - 2 * margin - 60, height: foot - top - 76 - 104 };
  return resolved(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" color="var(--text)" fill="var(--text)">
<rect width="14" height="${height}" fill="var(--accent)"/>
<text x="${margin}" y="84" font-size="34" ${serif}>Model Reuse Almanac</text>
<path d="M${margin} 108H${width - margin}M${margin} 114H${width - margin}" stroke="var(--line)" stroke-width="2"/>
<text x="${margin}" y="${top + 22}" font-size="28" fill="var(--accent)" ${strong}>${escaped(title)}</text>
${fitted(headline, box)}
${origin.map((line, index) => `<text x="${margin}" y="${foot - 32 * (origin.length - 1 - index)}" font-size="25" ${index === 0 ? strong : `fill="var(--soft)" ${sans}`}>${escaped(line)}</text>`).join('\n')}
</svg>`,
  );
}

/** A sentence as large as it can stand in a box; one that is too long for it even in small letters is cut off. */
function fitted(text: string, box: { x: number; y: number; width: number; height: number }): string {
  const linesAt = (size: number) => wrapped(text, size, box.width, serif);
  const roomAt = (size: number) => Math.floor(box.height / (size * 1.2));
  const widest = Math.max(...text.split(' ').map((word) => widthOf(word, serif)));
  const isFit = (size: number) => widest * size <= box.width && linesAt(size).length <= roomAt(size);
  const size = [52, 48, 44, 40, 36, 32].find(isFit) ?? 28;
  const lines = linesAt(size);
  const shown = lines.slice(0, roomAt(size));
  if (shown.length < lines.length) shown.push(`${shown.pop() ?? ''} …`);
  return shown
    .map(
      (line, index) =>
        `<text x="${box.x}" y="${box.y + size * (0.8 + index * 1.2)}" font-size="${size}" ${serif}>${escaped(line)}</text>`,
    )
    .join('\n');
}

/** Text in lines that are no longer than they may be. A word that is longer, as an address may be, goes over several. */
function wrapped(text: string, size: number, width: number, face: string): string[] {
  const space = widthOf('n n', face) - 2 * widthOf('n', face);
  const lines: { words: string; width: number }[] = [];
  for (const word of text.split(' ').flatMap((each) => pieces(each, width / size, face))) {
    const last = lines.at(-1);
    const own = widthOf(word, face);
    if (last && (last.width + space + own) * size <= width) {
      last.words += ` ${word}`;
      last.width += space + own;
    } else lines.push({ words: word, width: own });
  }
  return lines.map(({ words }) => words);
}

/** A word in pieces that are no wider than they may be. */
function pieces(word: string, width: number, face: string): string[] {
  if (widthOf(word, face) <= width) return [word];
  const letters = Array.from(word);
  const middle = Math.ceil(letters.length / 2);
  if (middle === letters.length) return [word];
  return [letters.slice(0, middle), letters.slice(middle)].flatMap((half) => pieces(half.join(''), width, face));
}

const wordWidths = new Map<string, number>();

/** The width of a word in parts of its size. */
function widthOf(word: string, face: string): number {
  const name = `${face} ${word}`;
  const known = wordWidths.get(name);
  if (known !== undefined) return known;
  const text = `<text font-size="100" ${face}>${escaped(word)}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">${text}</svg>`;
  const width = (new Resvg(svg, options).getBBox()?.width ?? 0) / 100;
  wordWidths.set(name, width);
  return width;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
