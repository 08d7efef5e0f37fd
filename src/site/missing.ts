/**
 * Numbers that a snapshot does not have. A chapter is written once for all snapshots, however little one holds: where a
 * number is missing, its sentence is left out.
 *
 * Astro renders the content of a component before the component decides whether to show it, so a missing number leaves
 * a mark in the HTML, and finished HTML is searched for marks. What stays is cut from it, in the form that it has.
 */
import { type AnyNode, type Comment, type ParentNode, isComment, isDocument, isTag, isText } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import MagicString from 'magic-string';
import { parseText } from './parse-text.ts';

const opening = '<!--missing number: ';

/** The mark of a missing number. */
export const missing = (what: string): string => `${opening}${what.replaceAll('--', '')}-->`;

export const isComplete = (html: string): boolean => !html.includes(opening);

/** Elements within a sentence. Any other element is a block: it begins and ends one. */
const inline = new Set('a abbr b bdi br cite code dfn em i kbd mark q s small span strong sub sup time var'.split(' '));
/** What is shown without a word. */
const drawn = /<(?:svg|img|hr|input)\b/;

/**
 * HTML without the sentences in which a number is missing. A paragraph, entry or list of which nothing is left goes too.
 *
 * A full stop ends a sentence only in the text of the block itself: values and names are in elements of their own, where
 * it may belong to a number or a name.
 */
export function withoutIncomplete(html: string): string {
  if (isComplete(html)) return html;
  const document = parseText(html);
  const isMark = (node: AnyNode): node is Comment => isComment(node) && `<!--${node.data}`.startsWith(opening);
  const sentences = DomUtils.filter(isMark, document).map(sentenceAround);
  const rest = new MagicString(html);
  for (const { start, end } of sentences) rest.remove(start, end);
  const isEmpty = (block: ParentNode) => {
    const left = rest.snip(startOf(block), endOf(block)).toString();
    return !drawn.test(left) && left.replaceAll(/<[^>]*>/g, '').trim() === '';
  };
  for (const { block } of sentences)
    for (let empty: ParentNode | null = block; empty && !isDocument(empty) && isEmpty(empty); empty = empty.parent)
      rest.remove(startOf(empty), endOf(empty));
  return rest.toString();
}

const startOf = ({ startIndex }: AnyNode) => startIndex ?? 0;
/** Behind its last letter. */
const endOf = ({ endIndex }: AnyNode) => (endIndex ?? 0) + 1;
const isBlock = (node: AnyNode) => isDocument(node) || (isTag(node) && !inline.has(node.name));

/** The sentence around a mark, which may be all of its block. */
function sentenceAround(mark: AnyNode): { block: ParentNode; start: number; end: number } {
  let part = mark;
  while (part.parent && !isBlock(part.parent)) part = part.parent;
  const block = part.parent;
  const [first, last] = [block?.children[0], block?.children.at(-1)];
  if (!block || !first || !last) throw new Error('a missing number stands in no block of text');

  let [start, end] = [startOf(first), endOf(last)];
  for (let node = part.prev; node; node = node.prev) {
    const stop = isBlock(node) ? endOf(node) : endsOfSentences(node).at(-1);
    if (stop === undefined) continue;
    start = stop;
    break;
  }
  for (let node = part.next; node; node = node.next) {
    const stop = isBlock(node) ? startOf(node) : endsOfSentences(node)[0];
    if (stop === undefined) continue;
    end = stop;
    break;
  }
  return { block, start, end };
}

/** Where the sentences of a text end in the HTML, the white space behind them included. */
function endsOfSentences(node: AnyNode): number[] {
  if (!isText(node)) return [];
  return Array.from(
    node.data.matchAll(/[.!?](?:['"’”)]|&(?:quot|#3[49]);)*\s+/g),
    (end) => startOf(node) + end.index + end[0].length,
  );
}
