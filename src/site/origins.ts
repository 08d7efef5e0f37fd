/**
 * Says of which day the numbers of a text are. Numbers of a page can be of several snapshots, and a reader must not take
 * those of one for another’s: each block says once where its numbers are from, or behind each number where they differ.
 */
import { JSDOM } from 'jsdom';

const { document } = new JSDOM('').window;

const carrier = '.stat[data-origin]';
/** What stands within a line; anything else is a block. */
const inline = 'a, abbr, b, code, em, i, small, span, strong, sub, sup, time';

function blockOf(element: Element): Element {
  let block = element.parentElement;
  while (block?.matches(inline)) block = block.parentElement;
  if (!block) throw new Error(`the number ${element.textContent} stands in no block of text`);
  return block;
}

/** HTML in which every block with numbers that carry an origin says it. A figure has said its own. */
export function withOrigins(html: string): string {
  if (!html.includes(' data-origin="')) return html;
  const template = document.createElement('template');
  template.innerHTML = `<div>${html}</div>`;
  const [root] = template.content.children;
  const carriers = Array.from(template.content.querySelectorAll<HTMLElement>(carrier));
  for (const [block, numbers] of Map.groupBy(carriers, blockOf)) {
    const said = block.closest<HTMLElement>('figure[data-origin], [data-origin]:not(.stat)')?.dataset.origin;
    const origins = new Set(numbers.map(({ dataset }) => dataset.origin));
    if (origins.size === 1) {
      const [number] = numbers;
      const [before, after] = block.matches('h1, h2, h3, h4') ? ['(', ')'] : ['As of ', '.'];
      if (number && number.dataset.origin !== said) block.append(' ', asOf(number, before, after));
      continue;
    }
    for (const [place, number] of numbers.entries())
      if (numbers[place + 1]?.dataset.origin !== number.dataset.origin) number.after(' ', asOf(number, '(', ')'));
  }
  for (const { dataset } of template.content.querySelectorAll<HTMLElement>('[data-origin]')) {
    delete dataset.origin;
    delete dataset.originHref;
  }
  return root?.innerHTML ?? '';
}

function asOf({ dataset }: HTMLElement, before: string, after: string): HTMLElement {
  const [date = '', day = '', coverage = ''] = dataset.origin?.split('|') ?? [];
  const element = document.createElement('span');
  element.className = 'as-of';
  const link = document.createElement('a');
  link.href = dataset.originHref ?? '';
  const time = document.createElement('time');
  time.dateTime = date;
  time.textContent = day;
  link.append(time);
  element.append(before, link, `, ${coverage}${after}`);
  return element;
}
