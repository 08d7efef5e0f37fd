/**
 * Numbers that a snapshot does not have. A chapter is written once for all snapshots, however little one holds: where a
 * number is missing, its sentence is left out.
 *
 * Astro renders the content of a component before the component decides whether to show it, so a missing number leaves
 * a mark in the HTML, and finished HTML is searched for marks.
 */
import { JSDOM } from 'jsdom';

const { document, NodeFilter } = new JSDOM('').window;

const opening = '<!--missing number: ';

/** The mark of a missing number. */
export const missing = (what: string): string => `${opening}${what.replaceAll('--', '')}-->`;

export const isComplete = (html: string): boolean => !html.includes(opening);

/** Elements within a sentence. Any other element is a block: it begins and ends one. */
const inline = 'a, abbr, b, bdi, br, cite, code, dfn, em, i, kbd, mark, q, s, small, span, strong, sub, sup, time, var';
/** What is shown without a word. */
const drawn = 'svg, img, hr, input';

/**
 * HTML without the sentences in which a number is missing. A paragraph, entry or list of which nothing is left goes too.
 *
 * A full stop ends a sentence only in the text of the block itself: values and names are in elements of their own, where
 * it may belong to a number or a name.
 */
export function withoutIncomplete(html: string): string {
  if (isComplete(html)) return html;
  const template = document.createElement('template');
  template.innerHTML = html;
  const { content } = template;
  const comments = document.createTreeWalker(content, NodeFilter.SHOW_COMMENT);
  const marks: Node[] = [];
  while (comments.nextNode())
    if (`<!--${comments.currentNode.nodeValue ?? ''}`.startsWith(opening)) marks.push(comments.currentNode);
  for (const mark of marks) if (content.contains(mark)) leaveOut(mark);
  return template.innerHTML;
}

const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;
const isBlock = (node: Node) =>
  node.nodeType === node.DOCUMENT_FRAGMENT_NODE || (isElement(node) && !node.matches(inline));

/** Takes out the sentence around a mark, and the blocks that are empty then. */
function leaveOut(mark: Node): void {
  let part = mark;
  while (part.parentNode && !isBlock(part.parentNode)) part = part.parentNode;
  const block = part.parentNode;
  if (!block) return;

  const sentence = document.createRange();
  sentence.selectNodeContents(block);
  for (let node = part.previousSibling; node; node = node.previousSibling) {
    const end = isBlock(node) ? undefined : endsOfSentences(node).at(-1);
    if (end !== undefined) sentence.setStart(node, end);
    else if (isBlock(node)) sentence.setStartAfter(node);
    else continue;
    break;
  }
  for (let node = part.nextSibling; node; node = node.nextSibling) {
    const end = isBlock(node) ? undefined : endsOfSentences(node)[0];
    if (end !== undefined) sentence.setEnd(node, end);
    else if (isBlock(node)) sentence.setEndBefore(node);
    else continue;
    break;
  }
  sentence.deleteContents();

  let rest: Node | null = block;
  while (rest && isElement(rest) && rest.textContent.trim() === '' && !rest.querySelector(drawn)) {
    const above: Node | null = rest.parentNode;
    rest.remove();
    rest = above;
  }
}

/** Where the sentences of a text end, the white space behind them included. */
function endsOfSentences(node: Node): number[] {
  if (node.nodeType !== node.TEXT_NODE) return [];
  return Array.from((node.nodeValue ?? '').matchAll(/[.!?]['"’”)]*\s+/g), (end) => end.index + end[0].length);
}
