/**
 * From the text of a topic to the words that the classifier looks at.
 *
 * Markup, addresses and program code are taken away: of a code block only the lines that name an error stay, since the
 * rest says what was run and not what is asked. Nothing here depends on how long the text is: what lies beyond the first
 * part of a very long post is not read.
 */

/** More of a post than this is not looked at: the question stands near its beginning. In characters, then in words. */
const charactersRead = 100_000;
const wordsRead = 400;

/** Figures that mean something by themselves: what servers answer, and a well-known limit. All others are left out. */
const tellingFigures = new Set(
  ['400', '401', '403', '404', '408', '413', '422', '429', '500', '502', '503', '504'].concat('512'),
);

const longestWord = 30;

/** The words of a text in order, in lower case and without their endings. */
export function wordsOf(text: string): string[] {
  const plain = withoutMarkup(text.slice(0, charactersRead))
    .normalize('NFKC')
    .slice(0, charactersRead)
    .toLowerCase()
    .replaceAll(/[’`´]/g, "'")
    // Spellings of one word.
    .replaceAll(/hugging[ _-]?face/g, ' hf ')
    .replaceAll(/\bfine[ _-]tun/g, 'finetun')
    .replaceAll(/\bpre[ _-]train/g, 'pretrain')
    .replaceAll(/\bdata set(s?)\b/g, 'dataset$1')
    .replaceAll(/\b(4|8|16|32)[ -]?bits?\b/g, '$1bit');
  const words: string[] = [];
  for (const [word] of plain.matchAll(/c\+\+|c#|\+1\b|[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?/gu)) {
    if (word.length > longestWord || (/^\p{N}+$/u.test(word) && !tellingFigures.has(word))) continue;
    words.push(stem(word.replaceAll("'", '')));
    if (words.length === wordsRead) break;
  }
  return words;
}

/** A line in a traceback that says what went wrong: `torch.cuda.OutOfMemoryError: CUDA out of memory`. */
const errorLine = /^[ \t]{0,20}(?:[\w.]{0,80}\.)?(\w{0,60}(?:Error|Exception)\b.{0,160})/gm;

function withoutMarkup(text: string): string {
  const errors = (block: string) => Array.from(block.matchAll(errorLine), ([, said = '']) => ` ${said} `).slice(-2);
  return text
    .replaceAll(/```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/g, (block) => errors(block).join('\n'))
    .replaceAll(/<(pre|code)\b[^<>]{0,200}>[\s\S]*?(?:<\/\1>|$)/gi, (block, name: string) =>
      // Inline code is often the name of what the question is about.
      name.toLowerCase() === 'code' && block.length < 80 ? block.slice('<code>'.length) : errors(block).join('\n'),
    )
    .replaceAll(/^[ \t]{0,20}File "[^\n]{0,300}/gm, ' ')
    .replaceAll(/<[/!]?[a-z][^<>]{0,300}>/gi, ' ')
    .replaceAll(/\b(?:https?:\/\/|www\.)[^\s<>")\]]+/gi, ' ')
    .replaceAll(/[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/g, ' ')
    .replaceAll(/&(?:[a-z]{2,8}|#\d{1,7});/gi, ' ');
}

const british =
  /^(categor|custom|general|initial|maxim|memor|minim|normal|optim|organ|parallel|quant|recogn|serial|special|summar|token|util|visual)is/;

/** Words that would become others without their last letter. */
const whole = new Set(['site', 'note', 'here']);

const stems = new Map<string, string>();

/**
 * A word without the endings of number and tense, spelled the American way.
 *
 * Porter's rules, which libraries offer, go further, and make one word of `token`, `tokenizer` and `tokenization`: here
 * the first is often a password, and the others are a category of their own.
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  let it = word.replace(british, '$1iz');
  if (it.length > 3) {
    if (it.endsWith('ies') && it.length > 4) it = `${it.slice(0, -3)}y`;
    else if (it.endsWith('s') && !/(?:ss|us|is)$/.test(it)) it = it.slice(0, -1);
    it = it.replace(/(iz)(?:ation)$/, '$1');
    const root = it.replace(/(?:ing|ed)$/, '');
    if (root !== it && root.length > 2 && /[aeiouy]/.test(root))
      it = /([^aeiouyls])\1$/.test(root) ? root.slice(0, -1) : root;
    if (it.endsWith('e') && it.length > 3 && !whole.has(it)) it = it.slice(0, -1);
  }
  // A forum has no end of words; the memory for them has.
  if (stems.size > 50_000) stems.clear();
  stems.set(word, it);
  return it;
}

const english = new Set(
  'the a to i is in and of it for my this that with on not have how can but from you as when what be am if do an are there or me get does which would any by was at so has we will no why'.split(
    ' ',
  ),
);

/** Frequent small words of other languages in Latin letters that are not English words too. */
const foreign = new Set(
  (
    'el los las que una por para con como pero esta este del qué cómo también cuando muy hola necesito puedo tengo está ' +
    'não uma com mas isso meu minha você estou preciso olá ' +
    'le les des une est pour avec dans je pas qui ce mais comment sur cette suis nous vous bonjour quelqu ' +
    'der das und ist nicht ein eine einen ich mit für auf wie kann mein wird auch wenn aber oder hallo ' +
    'il che di non sono della nel questo ho ciao ' +
    'het een niet van ik dat voor maar ' +
    'bir ve için bu nasıl ama ' +
    'nie jest się jak czy ' +
    'yang dan untuk saya tidak dengan ini bagaimana ' +
    'và của không là cho tôi'
  ).split(' '),
);

/** How much of a text is looked at to tell its language, in characters. */
const languageSample = 2_000;

/**
 * Whether a text is written in another language than English, as far as letters and frequent small words tell: most of
 * its letters are not Latin, there are more Chinese, Japanese or Korean signs than words in Latin letters, or more of the
 * small words are of another language. A few words alone tell nothing.
 */
export function isForeign(text: string): boolean {
  const sample = withoutMarkup(text.slice(0, charactersRead)).slice(0, languageSample).toLowerCase();
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  const latin = count(/\p{Script=Latin}/gu);
  const syllables = count(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu);
  if (count(/\p{L}/gu) - latin > latin || syllables > count(/\p{Script=Latin}+/gu)) return true;
  const words = sample.match(/\p{L}+/gu) ?? [];
  const among = (set: ReadonlySet<string>) => words.filter((word) => set.has(word)).length;
  const others = among(foreign);
  return others >= 2 && others > among(english);
}
