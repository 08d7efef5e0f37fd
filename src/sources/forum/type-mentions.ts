/**
 * Which model types a text names.
 *
 * A name counts where it stands as words of its own, in any case, its parts joined by a hyphen, an underscore, a space
 * or nothing: `xlm-roberta`, `XLM RoBERTa` and `xlm_roberta` are one name, and none of them names `roberta`. At one place
 * the longest name counts. Names that are also common words or abbreviations count only where their writing or their
 * neighbours show that a model is meant.
 */
import { knownModelTypes } from '../hub/model-types.ts';

/** Names that are English words, everyday abbreviations, or parts of other things. */
export const ambiguousNames: readonly string[] = `
  align aria bark bit bloom blt bros chameleon clap clip cohere csm ctrl cvt dac deta dia doge dpr dpt esm ernie
  falcon flava funnel fuyu gemma git glm granite helium informer janus jukebox led luke mamba marian mega mimi
  minimax mra mvp nat nougat nemotron opt perceiver persimmon phi pixtral pvt rag reformer sam sew splinter swin tvp
  van vits yoso
`
  .trim()
  .split(/\s+/);

/** What may follow an ambiguous name for it to be a model's: a size, a variant, or a word for such a thing. */
const variant = 'tiny|mini|small|base|medium|large|xl|xxl|vit|rw|huge|v\\d+|\\d+(?:\\.\\d+)?[mb]|\\d+';
const thing = 'models?|checkpoints?|tokeni[sz]ers?|configs?|weights|encoders?|decoders?|architectures?';

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How a name may be written: its parts joined in any way, and letters parted from figures or not. */
function spelling(type: string): string {
  return type
    .split(/[-_.]/)
    .map((part) => escaped(part).replaceAll(/([a-z]{2,})(\d)/g, '$1-?$2'))
    .join('[-_ ]?');
}

const longestFirst = (names: readonly string[]) => [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
const alternatives = (names: readonly string[]) => longestFirst(names).map(spelling).join('|');
const clear = knownModelTypes.filter((type) => !ambiguousNames.includes(type));

/**
 * Three patterns for RE2, each with one group that holds the name: clear names in any case; ambiguous ones in any case
 * with a neighbour that makes them a model's; and ambiguous ones in capitals or as part of a class name.
 */
export const mentionPatterns: readonly { readonly pattern: string; readonly anyCase: boolean }[] = [
  { pattern: `\\b(${alternatives(clear)})(?:\\b|_)`, anyCase: true },
  { pattern: `\\b(${alternatives(ambiguousNames)})(?:[-_](?:${variant})\\b|[-_ ](?:${thing})\\b)`, anyCase: true },
  {
    pattern: `\\b(${longestFirst(ambiguousNames)
      .map((name) => name.toUpperCase())
      .join('|')})\\b[-_ ]?(?:${variant}|${thing})\\b`,
    anyCase: false,
  },
  {
    pattern: `\\b(${longestFirst(ambiguousNames)
      .map((name) => `(?:${name.toUpperCase()}|${name.charAt(0).toUpperCase()}${name.slice(1)})`)
      .join('|')})(?:For[A-Z]\\w+|Model|Config|Tokenizer|Processor)\\b`,
    anyCase: false,
  },
];

/** A name as it was found, brought to the form in which `typeBySpelling` knows it. */
export const normalised = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Model types by their letters and figures alone. */
export const typeBySpelling: ReadonlyMap<string, string> = new Map(
  knownModelTypes.map((type) => [normalised(type), type]),
);
