/** What is on many pages is looked at on the first. */
import type { Page } from 'playwright-core';

/** Notes what a page shows now, and how. Before a change of mode it stays noted. */
export const noteVisible = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const looks = [style.color, style.backgroundColor, style.fontSize, style.fontWeight, style.textDecorationLine];
      looks.push(style.opacity, style.backgroundImage);
      if (style.overflowX !== 'visible') looks.push(String(element.scrollWidth > element.clientWidth));
      if (element.matches('a, button, summary, input, select, [tabindex]')) {
        const { width, height } = element.getBoundingClientRect();
        looks.push(String(width < 24), String(height < 24));
      }
      element.setAttribute('data-shown', `${element.getAttribute('data-shown') ?? ''}${looks.join()};`);
    }
  });

/** What pages had that axe has looked at, since the tests began: digits of parts, as `withoutKnown` makes them. */
const known = new Set<string>();

/**
 * A page without what no noted mode shows, and without what is built and looks like what stood in the same place of it or
 * of a page before: axe takes half a millisecond for each of thousands of elements, and finds in all what it found in the
 * first. What is hidden is looked at where it is opened. Headings, landmarks, what names something else and the inside of
 * texts stay, since rules hold them against each other. At night all of it stays.
 */
export async function withoutKnown(page: Page): Promise<string> {
  const { found, html } = await page.evaluate(
    (before) => {
      // In a document of its own nothing is shown, and no script answers to what goes.
      const copy = document.implementation.createHTMLDocument();
      for (const script of document.querySelectorAll('script')) script.remove();
      copy.documentElement.replaceWith(copy.importNode(document.documentElement, true));
      for (const each of copy.querySelectorAll('body :not([data-shown], :has([data-shown]))')) each.remove();

      // Of tables and charts the rows, marks and labels that are built like one above them; from within, so that groups
      // of marks become as small as they can be before they are held against each other.
      const values = /(?<= (?!class|role|style|fill|stroke|font|opacity|text-anchor)[\w-]+=)"[^"]*"/g;
      for (const parent of [...copy.querySelectorAll('tbody, svg, svg *')].reverse()) {
        const seen = new Set<string>();
        for (const child of [...parent.children]) {
          const shape = child.outerHTML.replaceAll(/>[^<]+/g, '>').replaceAll(values, '');
          if (seen.has(shape)) child.remove();
          seen.add(shape);
        }
      }

      const seen = new Set(before);
      const pointing = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns'];
      const pointedAt = pointing.flatMap((name) =>
        [...copy.querySelectorAll(`[${name}]`)].flatMap((each) => (each.getAttribute(name) ?? '').split(/\s+/)),
      );
      // What names its parent goes with it only.
      const names = 'label, legend, summary, caption, thead';
      const landmarks = ['main', 'banner', 'contentinfo', 'complementary', 'navigation', 'region', 'search', 'form'];
      const kept = ['h1, h2, h3, h4, h5, h6, main, header, footer, nav, aside, section[aria-label], form']
        .concat(landmarks.map((role) => `[role=${role}]`))
        .concat(pointedAt.map((id) => `[id="${CSS.escape(id)}"]`))
        .join();
      const holders =
        ':is(body, main, header, footer, nav, section, article, aside, div, figure, ul, ol, tbody, details, form):not([role]), svg, svg g';
      /** Whether words are there matters, and which states; not which words. */
      const shapeOf = (html: string) =>
        html
          .replaceAll(/>[^<]*/g, (text) => (/[^\s>]/.test(text) ? '>x' : '>'))
          .replaceAll(
            / (?!class|role|type|style|fill|stroke|font|opacity|text-anchor|data-shown|lang|tabindex|aria-(?!label|describedby|controls|owns))([\w-]+)="[^"]*[^"\s][^"]*"/g,
            ' $1="x"',
          );
      /** Two sums of 32 bits: as a whole, the shapes of a page are a megabyte. */
      const digits = (text: string) => {
        let [one, other] = [5381, 52711];
        for (let at = 0; at < text.length; at += 1) {
          one = Math.imul(one, 33) ^ text.charCodeAt(at);
          other = Math.imul(other, 31) ^ text.charCodeAt(at);
        }
        return `${(one >>> 0).toString(36)} ${(other >>> 0).toString(36)}`;
      };
      const look = (parent: Element, place: string) => {
        const within = digits(place + shapeOf((parent.cloneNode() as Element).outerHTML));
        const holds = parent.matches(holders);
        for (const child of [...parent.children]) {
          if (holds && !child.matches(names) && !child.matches(kept) && !child.querySelector(kept)) {
            const shape = digits(within + shapeOf(child.outerHTML));
            if (seen.has(shape)) {
              child.remove();
              continue;
            }
            seen.add(shape);
          }
          if (!child.matches('h1, h2, h3, h4, h5, h6')) look(child, within);
        }
      };
      look(copy.body, '');
      const html = copy.documentElement.outerHTML.replaceAll(/ data-shown="[^"]*"/g, '');
      return { found: [...seen].slice(before.length), html };
    },
    [...known],
  );
  for (const each of found) known.add(each);
  return html;
}
