/** A chart of a page as a file of its own: what it shows, the drawing, what its signs mean, and where it comes from. */
import { hatchPattern } from './css-variables.ts';
import { letterWidth, widths, wrapped } from './theme.ts';

export interface Drawing {
  /** The chart as the page has it, `<svg …>…</svg>`, at its full width. */
  readonly chart: string;
  /** The texts as they stand in HTML, without tags. */
  readonly title: string;
  readonly subtitle: string;
  readonly keys: readonly string[];
  /** Source, snapshot and address, a paragraph each. */
  readonly origin: readonly string[];
}

const margin = 24;
const sizes = { title: 20, text: 13 } as const;
/** Readers have faces of many widths; these leave room for the wider ones. In letters. */
const lineLengths = {
  title: Math.floor(widths.wide / (sizes.title * 0.56)),
  text: Math.floor(widths.wide / letterWidth),
};

/**
 * The file, with colours still under the names of the stylesheet. Faces are named by kind only: nothing is loaded.
 *
 * @throws {Error} if the chart says no size
 */
export function drawingFile({ chart: printed, title, subtitle, keys, origin }: Drawing): string {
  // The file has its title in an element of its own.
  const chart = printed.replace(/ aria-label="[^"]*"/, '');
  const [, opening = '', height = ''] = /^<svg([^>]*) viewBox="0 0 [\d.]+ ([\d.]+)"/.exec(chart) ?? [];
  if (height === '') throw new Error(`the chart of “${title}” says no size`);
  let y = margin;
  const lines = (text: string, kind: keyof typeof lineLengths, attributes: string) =>
    wrapped(text, lineLengths[kind]).map((line) => {
      y += sizes[kind] * 1.3;
      return `<text x="${margin}" y="${y.toFixed(1)}" font-size="${sizes[kind]}" ${attributes}>${line}</text>`;
    });
  const [sans, soft] = ['font-family="sans-serif"', 'font-family="sans-serif" fill="var(--soft)"'];
  const head = lines(title, 'title', 'font-family="serif" font-weight="600"');
  y += 3;
  head.push(...lines(subtitle, 'text', soft));
  y += 8;
  const inside = chart
    .slice(chart.indexOf('>') + 1, chart.lastIndexOf('</svg>'))
    .replaceAll('stroke-opacity="0.1"', 'stroke-opacity="0.16"');
  const body = `<g transform="translate(${margin} ${y.toFixed(1)})" font-size="13" ${sans}${opening}>${inside}</g>`;
  y += Number(height);
  const foot = [...keys, ...origin].flatMap((text) => {
    y += 4;
    return lines(text, 'text', soft);
  });
  const [across, down] = [widths.wide + 2 * margin, Math.ceil(y + margin)];
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}" viewBox="0 0 ${across} ${down}" fill="var(--text)" color="var(--text)">
<title>${title}</title>
<desc>${[subtitle, ...origin].join(' ')}</desc>
${chart.includes('url(#partial)') ? `<defs>${hatchPattern}</defs>\n` : ''}<rect width="${across}" height="${down}" fill="var(--surface)"/>
${[...head, body, ...foot].join('\n')}
</svg>
`;
  // Programs that draw such files do not all know the word; and of HTML's names for signs, XML has hardly any.
  return text.replaceAll('currentColor', 'var(--text)').replaceAll('&nbsp;', '\u00a0');
}
