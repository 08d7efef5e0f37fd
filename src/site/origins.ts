/**
 * Says of which day the numbers of a text are. Numbers of a page can be of several snapshots, and a reader must not take
 * those of one for another’s: each block says once where its numbers are from, or behind each number where they differ.
 */
import { type AnyNode, type Element, type ParentNode, type Text, isDocument, isTag, isText } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import MagicString from 'magic-string';
import { parseText } from './parse-text.ts';

/** What stands within a line; anything else is a block. */
const inline = new Set('a abbr b code em i small span strong sub sup time'.split(' '));
const attribute = 'data-origin';

/** HTML in which every block with numbers that carry an origin says it. A figure has said its own. */
export function withOrigins(html: string): string {
  if (!html.includes(` ${attribute}="`)) return html;
  const document = parseText(html);
  const told = new MagicString(html);
  const say = (behind: AnyNode | undefined, words: string) =>
    told.appendLeft((behind?.endIndex ?? -1) + 1, ` ${words}`);
  const numbers = DomUtils.findAll((element) => attribute in element.attribs && isStat(element), document.children);
  const blocks = Map.groupBy(numbers, blockOf);
  const lists = Map.groupBy(blocks.keys(), listOf);
  for (const [block, own] of blocks) {
    const list = listOf(block) ?? listAfter(block);
    const items = (list && lists.get(list)) ?? [];
    const shared = new Set([block, ...items].flatMap((each) => blocks.get(each) ?? []).map(originOf));
    // An item says it for those before it, and for the sentence that announces them.
    if (items.length > 0 && shared.size === 1 && items.at(-1) !== block) continue;
    if (new Set(own.map(originOf)).size === 1) {
      const [number] = own;
      const isHeading = isTag(block) && /^h[1-4]$/.test(block.name);
      if (number && originOf(number) !== saidAround(block))
        say(block.children.at(-1), isHeading ? asOf(number, '(', ')') : asOf(number, 'As of ', '.'));
    } else
      for (const [place, number] of own.entries()) {
        const next = own[place + 1];
        if (next && originOf(next) === originOf(number)) continue;
        const closing = lastOf(number);
        // A second pair of brackets behind those of an interval is one too many.
        if (!closing?.data.endsWith(')')) say(number, asOf(number, '(', ')'));
        else {
          told.remove(closing.endIndex ?? 0, (closing.endIndex ?? 0) + 1);
          told.appendLeft((number.endIndex ?? -1) + 1, `; ${asOf(number, '', ')')}`);
        }
      }
  }
  return told.toString().replaceAll(/ data-origin(?:-href)?="[^"]*"/g, '');
}

const originOf = ({ attribs }: Element) => attribs[attribute];
const isStat = ({ attribs }: Element) => attribs.class?.split(' ').includes('stat') ?? false;

/** The text that an element ends with. */
function lastOf(node: AnyNode): Text | undefined {
  const last = isTag(node) ? node.children.at(-1) : undefined;
  return last && (isText(last) ? last : lastOf(last));
}

function blockOf(number: Element): ParentNode {
  let block = number.parent;
  while (block && isTag(block) && inline.has(block.name)) block = block.parent;
  if (!block) throw new Error(`the number ${DomUtils.textContent(number)} stands in no block of text`);
  return block;
}

/** The list in running text that an item is of; lists of a component have a class. */
function listOf(item: ParentNode): Element | undefined {
  const { parent } = item;
  return isTag(item) && item.name === 'li' && parent && isTag(parent) && !parent.attribs.class ? parent : undefined;
}

/** The list that a sentence announces. */
function listAfter(block: ParentNode): Element | undefined {
  const next = isTag(block) && DomUtils.textContent(block).trim().endsWith(':') && DomUtils.nextElementSibling(block);
  return next && next.name === 'ul' && !next.attribs.class ? next : undefined;
}

/** What the nearest figure around a text has said. */
function saidAround(block: ParentNode): string | undefined {
  for (let around: ParentNode | null = block; around && !isDocument(around); around = around.parent)
    if (isTag(around) && attribute in around.attribs && !isStat(around)) return originOf(around);
  return undefined;
}

function asOf({ attribs }: Element, before: string, after: string): string {
  const [date = '', day = '', coverage = ''] = attribs[attribute]?.split('|') ?? [];
  const link = `<a href="${attribs['data-origin-href'] ?? ''}"><time datetime="${date}">${day}</time></a>`;
  // A badge to the eye, and a word after a comma to whoever hears it.
  const badge = `<span class="hidden">,</span> <span class="badge ${coverage}">${coverage}</span>`;
  return `<span class="as-of">${before}${link}${badge}${after.replace('.', '')}</span>`;
}
