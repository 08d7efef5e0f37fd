/**
 * A page for each figure, to be shown in frames of other sites; and its drawing as a file.
 *
 * Each figure says its place, which the registry of figures gives it (`src/site/figures.ts`). Both files are cut out of the
 * finished pages, so that they cannot say anything else, and as text: a route for the three thousand of them takes six
 * times as long.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { resolveCssVariables } from '../charts/css-variables.ts';
import { drawingFile } from '../charts/drawing-file.ts';
import { baseOf } from './links.ts';

/** A page with figures: its parts that the pages of its figures need, as they stand in it. */
interface SourcePage {
  /** Its path on the site, below the base: `2023-06-30/models/`. */
  readonly path: string;
  readonly title: string;
  readonly canonical: string;
  readonly policy: string;
  /** Stylesheets, fonts and icon. */
  readonly links: string;
  readonly scripts: string;
  readonly patterns: string;
  /** Of the snapshot or edition; null on a page of several, whose figures say their own. */
  readonly date: string | null;
  /** `draft`, `rehearsal`, `corrected` and the like; empty for one that holds. */
  readonly status: string;
}

/** What other sites need to let a figure do: run its script, be copied from, hand out files, and lead to its chapter. */
const sandbox = 'allow-scripts allow-same-origin allow-popups allow-downloads allow-top-navigation-by-user-activation';

/** Where figures were before 2.0, when chapters showed them: these addresses stay. */
export const movedFigures: Readonly<Record<string, string>> = {
  'benefits/benefits': 'overview/benefits',
  'challenges/challenges': 'overview/challenges',
  'community/repository-commits-3': 'overview/repository-commits',
  'documentation/card-sections': 'overview/card-sections',
  'documentation/cards-by-month': 'overview/cards-by-month',
  'methods/trend-tests': 'documentation/trend-tests',
  'models/popularity': 'overview/popularity',
  'models/type-ranking': 'overview/type-ranking',
  'reuse/attributes-2': 'documentation/attributes',
};

/** A piece of a page, from one mark to the next of another. @throws {Error} that names page and mark */
function sliceBetween(text: string, from: string, to: string, page: string): string {
  const begin = text.indexOf(from);
  const end = begin < 0 ? -1 : text.indexOf(to, begin + from.length);
  if (end < 0) throw new Error(`${page} has no ${from} … ${to}, which the page of a figure is made from`);
  return text.slice(begin, end + to.length);
}

/** What stands in an attribute or element that is there once. @throws {Error} that names page and pattern */
function matchOne(text: string, pattern: RegExp, page: string): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined)
    throw new Error(`${page} has nothing like ${pattern.source}, which the page of a figure needs`);
  return found;
}

const isDated = (path: string) => /^(editions\/)?\d{4}-/.test(path);

/** Only pages of a snapshot or an edition must have one; a rehearsal is one on every page. */
function statusOf(main: string, path: string): string {
  const status = /data-status="(rehearsal)"/.exec(main)?.[1] ?? '';
  return isDated(path) ? matchOne(main, /data-status="([^"]*)"/, path).replace(/^(current|superseded)$/, '') : status;
}

/** @throws {Error} that names the page and what it lacks */
export function parseSourcePage(path: string, html: string): SourcePage {
  const head = html.slice(0, html.indexOf('</head>'));
  const main = html.indexOf('<main');
  const links = head.match(/<link rel="(?:icon|preload|stylesheet)"[^>]*>/g) ?? [];
  if (!links.some((link) => link.includes('"stylesheet"')))
    throw new Error(`${path} has no stylesheet for its figures`);
  return {
    path,
    title: matchOne(head, /<title>([^<]*)<\/title>/, path),
    canonical: matchOne(head, /<link rel="canonical" href="([^"]*)"/, path),
    policy: matchOne(head, /(<meta http-equiv="Content-Security-Policy" [^>]*>)/, path),
    links: links.join(''),
    scripts: html.match(/<script type="module" src="[^"]*"><\/script>/g)?.join('') ?? '',
    patterns: sliceBetween(html, '<svg class="patterns"', '</svg>', path),
    date: isDated(path) ? sliceBetween(html, '<time', '</time>', path) : null,
    status: statusOf(html.slice(main, html.indexOf('>', main)), path),
  };
}

/** The figures of a page, each from its first to its last tag. @throws {Error} if one is not as figures are */
export function extractFigures(html: string, path: string): { id: string; html: string }[] {
  const figures: { id: string; html: string }[] = [];
  let end = 0;
  for (let at = html.indexOf('<figure'); at >= 0; at = html.indexOf('<figure', end)) {
    const last = html.indexOf('</figure>', at);
    if (last < 0) throw new Error(`${path} has a figure that does not end`);
    end = last + '</figure>'.length;
    const figure = html.slice(at, end);
    const id = matchOne(figure, /^<figure class="figure" id="([\w-]+)"/, path);
    if (figure.includes('<figure', 1)) throw new Error(`${path} has a figure inside the figure ${id}`);
    figures.push({ id, html: figure });
  }
  return figures;
}

/** Text as a reader sees it, with what HTML writes for signs. */
const stripTags = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/[ \n\t]+/g, ' ')
    .trim();
const escapeQuotes = (text: string) => text.replaceAll('"', '&quot;');
const escapeHtml = (code: string) => code.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const innerHtml = (tagged: string) => tagged.slice(tagged.indexOf('>') + 1, tagged.lastIndexOf('<'));

/** The texts of a figure that are needed outside of it. */
function figureTexts(source: SourcePage, figure: string) {
  const { path, status } = source;
  const date = source.date ?? sliceBetween(figure.slice(figure.indexOf('<figcaption')), '<time', '</time>', path);
  const kind = path.startsWith('editions/') || /edition of\s*<a/.test(figure) ? 'edition' : 'snapshot';
  return {
    title: stripTags(innerHtml(sliceBetween(figure, ' class="title">', '</h', path))),
    subtitle: stripTags(innerHtml(sliceBetween(figure, '<p class="subtitle">', '</p>', path))),
    keys: Array.from(figure.matchAll(/<p class="key">(.*?)<\/p>/gs), ([, key = '']) => stripTags(key)),
    source: stripTags(matchOne(figure, /<p>\s*(<span[^>]*>\s*Source: .*?)<\/p>/s, path)),
    /** `snapshot of <time …>30 June 2023</time>` */
    origin: `${kind} of ${date}`,
    status,
    /** How many letters stand around the chart. */
    letters: stripTags(figure.slice(figure.lastIndexOf('</details>'))).length,
  };
}

/** About the height of a figure where there is room for its wide form, in pixels. */
function estimateHeight(figure: string, { title, letters }: ReturnType<typeof figureTexts>): number {
  const chart = Number(/viewBox="0 0 \d+ ([\d.]+)"/.exec(figure)?.[1] ?? 0);
  const words = letters * 0.25 + Math.ceil(title.length / 60) * 30;
  return Math.ceil((chart + words + 320) / 10) * 10;
}

function figurePage(
  source: SourcePage,
  id: string,
  figure: string,
  texts: ReturnType<typeof figureTexts>,
  address: string,
) {
  const there = `${new URL(source.canonical).pathname}#${id}`;
  const { title, subtitle, origin } = texts;
  const named = escapeQuotes(title);
  const status = source.status === '' ? '' : `, ${source.status}`;
  // The address stands apart: the figure's script writes the view into it that a reader has chosen.
  const [before = '', after = ''] =
    `<iframe src="\n" title="${named}" width="100%" height="${estimateHeight(figure, texts)}" style="border: 0" loading="lazy" allow="clipboard-write" sandbox="${sandbox}"></iframe>`.split(
      '\n',
    );
  // How to cite the figure belongs into its own menu, `Share.astro`: what stands there comes along to here.
  // Links lead to the chapter, also those to other places in it; and out of the frame.
  const alone = figure
    .replaceAll(' href="#', ` href="${new URL(source.canonical).pathname}#`)
    .replace(/<h\d( id="[^"]*" class="title">.*?)<\/h\d>/s, '<h1$1</h1>');
  return `<!DOCTYPE html><html lang="en"><head>${source.policy}<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${source.title}</title><meta name="description" content="${named}. ${escapeQuotes(subtitle)}. From the ${stripTags(origin)}${status}."><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><link rel="canonical" href="${source.canonical}#${id}"><base target="_top">${source.links}</head><body class="alone">${source.patterns}<main id="main">${alone}
<p class="origin"><a href="${there}">Model Reuse Almanac</a>, ${origin}${status}</p>
<details class="embedding"><summary>Embed this figure</summary>
<pre id="embed" tabindex="0" role="group" aria-label="HTML of the frame">${escapeHtml(before)}<span data-embeds="${id}">${address}</span>${escapeHtml(after)}</pre>
<almanac-copy data-of="embed" data-label="Copy the HTML"></almanac-copy>
</details></main>${source.scripts}</body></html>
`;
}

/**
 * Writes the pages and drawings of one page's figures, but not of those that other pages have at the same place.
 *
 * @returns how many there are
 */
function writeFigures(folder: string, site: URL, path: string, inLight: (svg: string) => string): number {
  const html = readFileSync(join(folder, path, 'index.html'), 'utf8');
  const figures = extractFigures(html, path);
  if (figures.length === 0) return 0;
  const source = parseSourcePage(path, html);
  let written = 0;
  for (const { id, html: figure } of figures) {
    const address = /class="embed" href="([^"#]*)#embed"/.exec(figure)?.[1]?.slice(site.pathname.length);
    if (address === undefined || existsSync(join(folder, address))) continue;
    written += 1;
    const place = address.split('/').filter(Boolean);
    const texts = figureTexts(source, figure);
    const before = isDated(path) ? movedFigures[place.slice(2).join('/')]?.split('/') : undefined;
    for (const parts of before ? [place, [...place.slice(0, 2), ...before]] : [place]) {
      const there = join(folder, ...parts.map(decodeURIComponent));
      mkdirSync(there, { recursive: true });
      writeFileSync(
        join(there, 'index.html'),
        figurePage(source, id, figure, texts, `${site.href}${parts.map((part) => `${part}/`).join('')}`),
      );
      const at = figure.indexOf('<div class="chart wide">');
      // Where the numbers allow no answer there is nothing to draw.
      if (at < 0) continue;
      const status = texts.status === '' ? '' : ` (${texts.status})`;
      const origin = `Model Reuse Almanac, ${stripTags(texts.origin)}${status}. ${source.canonical}#${id}`;
      const chart = figure.slice(figure.indexOf('<svg', at), figure.indexOf('</div>', at));
      const drawing = drawingFile({ chart, ...texts, origin: [texts.source, origin] });
      writeFileSync(join(there, `${parts.at(-1) ?? id}.svg`), inLight(drawing));
    }
  }
  return written;
}

/** Writes `figures/` into the finished site. */
export function figurePages(): AstroIntegration {
  let root = '';
  let site = new URL('http://localhost');
  return {
    name: 'almanac-figures',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = fileURLToPath(config.root);
        site = new URL(baseOf(config.base), config.site);
      },
      'astro:build:done': ({ dir, pages, logger }) => {
        const inLight = resolveCssVariables(readFileSync(join(root, 'src/styles/base.css'), 'utf8'));
        // Dated pages first: their figures are what those of topics lead to.
        const counts = pages
          .filter(({ pathname }) => isDated(pathname) || /^[a-z]+\/?$/.test(pathname))
          .toSorted((a, b) => Number(isDated(b.pathname)) - Number(isDated(a.pathname)))
          .map(({ pathname }) => writeFigures(fileURLToPath(dir), site, pathname, inLight));
        logger.info(`${counts.reduce((sum, each) => sum + each, 0)} figures have a page of their own`);
      },
    },
  };
}
