/**
 * `node scripts/fonts.ts`: makes the fonts in `src/styles/fonts/` from those of Fontsource, again when these change.
 *
 * Pages get the letters that English text with European names needs, in the weights from 400 to 600, with the features
 * that the stylesheet asks for: half of what Fontsource's Latin files weigh. The cards get plain files of one weight
 * each, since their renderer knows neither woff2 nor variable fonts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import subsetFont from 'subset-font';
import { command } from './command.ts';

const root = join(import.meta.dirname, '..');
const packages = join(root, 'node_modules/@fontsource-variable');
const target = join(root, 'src/styles/fonts');

const between = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');
const letters = [
  between(0x20, 0x7e),
  '\u00a0\u00ad\u200b',
  between(0xdf, 0xff),
  'ÄÅÇÉÑÖØÜŒœŠšŽž',
  '¡¿§©®°±²³µ¶·×÷–—‘’‚“”„•…†‡‹›«»€™−≈≠≤≥←→↑↓',
].join('');
/** Kerning, ligatures and accents that letters need; figures that line up. */
const keepFeatures = ['kern', 'liga', 'ccmp', 'locl', 'mark', 'lnum', 'tnum'];

const families = [
  { name: 'source-serif-4', cards: [600] },
  { name: 'source-sans-3', cards: [400, 600] },
];

export const makeFonts = command('usage: node scripts/fonts.ts', async ({ args, print }) => {
  parseArgs({ args });
  for (const { name, cards } of families) {
    const whole = readFileSync(join(packages, name, 'files', `${name}-latin-wght-normal.woff2`));
    const write = async (file: string, wght: number | { min: number; max: number }, targetFormat: 'woff2' | 'sfnt') => {
      const bytes = await subsetFont(whole, letters, {
        targetFormat,
        keepFeatures,
        variationAxes: { wght },
        // Family and style, by which the renderer of the cards finds a file.
        preserveNameIds: [1, 2, 4, 6, 16, 17],
      });
      writeFileSync(join(target, file), bytes);
      print(`${file}: ${bytes.length} bytes`);
    };
    await write(`${name}.woff2`, { min: 400, max: 600 }, 'woff2');
    for (const weight of cards) await write(`${name}-${weight}.ttf`, weight, 'sfnt');
  }
});

if (import.meta.main) process.exitCode = await makeFonts();
