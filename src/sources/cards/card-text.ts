/** What in a model card is no text of its own, and what structure it has, as patterns and what takes their place. */

/**
 * Marks that stand in the text for what was taken out, or found: `⟪2` opens a heading of level 2 and `⟫` closes it, `▣`
 * stands for a block of code and `◈` for an image or an address. Where a card has one of them itself, it is taken out.
 *
 * Levels 1 to 6 are those of Markdown and HTML, 7 is a word with a colon before its value, 8 a line in bold type. 9 is a
 * lower heading on a subject of its own, which is no part of what stands above it.
 */
export const marks = '⟪⟫▣◈';

export type Replacement = readonly [pattern: string, replacement: string];

/** What is no text: the metadata block, code, comments. Fences are found before anything else, for a `#` in code is no heading. */
export const withoutCode: readonly Replacement[] = [
  // Left as it was made: a promise of code, with a block that only imports.
  [String.raw`(?i)TODO: add your code\s*(?m:^[ \t]*` + '```[^\\n`]*\\n(?s:.*?)(?:^[ \\t]*```|\\z))', ''],
  [String.raw`(?m)^[ \t>*_-]*\[?(?:TODO|TBD|TBA)\b[^\n]*$`, ''],
  ['(?ms)^[ \\t>]*```[^\\n`]*\\n.*?(?:^[ \\t>]*```[`]*[ \\t]*$|\\z)', '\n▣\n'],
  [String.raw`(?ms)^[ \t>]*~~~[^\n~]*\n.*?(?:^[ \t>]*~~~[~]*[ \t]*$|\z)`, '\n▣\n'],
  [String.raw`(?is)<pre\b.*?(?:</pre\s*>|\z)`, '\n▣\n'],
  ['(?s)<!--.*?(?:-->|\\z)', ''],
];

/** What stands at the head of a text between two lines of hyphens; the mark of its byte order is no part of it. */
export const head = String.raw`\A\s*---[ \t]*\n(|(?s:.*?)\n)---[ \t]*(?:\n|\z)`;
/** A head whose first line is a key, which it takes no reader of YAML to see. */
export const plainHead = String.raw`\A\s*---[ \t]*\n(?:# (?:For|Doc)[^\n]*\n)*[\w-]+:`;

/** HTML as its Markdown twin; headings, and what is written like one, between marks. */
export const withHeadings: readonly Replacement[] = [
  ...[1, 2, 3, 4, 5, 6].map((level): Replacement => [
    String.raw`(?is)<h${level}\b[^>]*>(.*?)</h${level}\s*>`,
    `\n⟪${level} \\1⟫\n`,
  ]),
  [String.raw`(?i)</?(?:b|strong)>`, '**'],
  [String.raw`(?i)</?(?:p|div|br|hr|li|ul|ol|tr|table|center|details|summary|font)\b[^<>]*>`, '\n'],
  [String.raw`(?i)</?t[dh]\b[^<>]*>`, ' | '],
  [String.raw`(?i)<(?:img|audio|video|iframe)\b[^<>]*>`, ' ◈ '],
  [String.raw`</?[a-zA-Z][^<>]*>`, ''],
  [String.raw`!\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)`, ' ◈ '],
  [String.raw`\[([^\[\]]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)`, '\\1'],
  [String.raw`(?i)\b(?:https?://|www\.)[^\s<>|)\]]+`, ' ◈ '],
  [String.raw`(?m)^[ \t>]{0,4}#[ \t]*([^#\s][^\n]*)$`, '⟪1 \\1⟫'],
  [String.raw`(?m)^[ \t>]{0,4}##[ \t]*([^#\s][^\n]*)$`, '⟪2 \\1⟫'],
  [String.raw`(?m)^[ \t>]{0,4}###[ \t]*([^#\s][^\n]*)$`, '⟪3 \\1⟫'],
  [String.raw`(?m)^[ \t>]{0,4}####[ \t]*([^#\s][^\n]*)$`, '⟪4 \\1⟫'],
  [String.raw`(?m)^[ \t>]{0,4}#####[ \t]*([^#\s][^\n]*)$`, '⟪5 \\1⟫'],
  [String.raw`(?m)^[ \t>]{0,4}######[ \t]*([^#\s][^\n]*)$`, '⟪6 \\1⟫'],
  [String.raw`(?m)^[ \t>]*([^\n⟪⟫|*+>-][^\n⟪⟫|]*)\n[ \t>]*={2,}[ \t]*$`, '⟪1 \\1⟫'],
  [String.raw`(?m)^[ \t>]*([^\n⟪⟫|*+>-][^\n⟪⟫|]*[^\n⟪⟫|.!?。,;])\n[ \t>]*-{2,}[ \t]*$`, '⟪2 \\1⟫'],
  [String.raw`(?m)^[ \t>]*(?:\*\*|__)([^\n*⟪⟫]*[^\n*⟪⟫.!?。,;:])(?:\*\*|__)[ \t]*$`, '⟪8 \\1⟫'],
  [
    String.raw`(?m)^[ \t>]*(?:[-*+•][ \t]+|\d+[.)][ \t]+)?(?:\*\*|__)([^\n*⟪⟫:：]+)(?:[:：][ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*[:：])`,
    '⟪7 \\1⟫ ',
  ],
  [String.raw`(?m)^[ \t>]*(?:[-*+•][ \t]+|\d+[.)][ \t]+)?(?:\*\*|__)([^\n*⟪⟫]+)(?:\*\*|__)[ \t]+(\S)`, '⟪7 \\1⟫ \\2'],
  [
    String.raw`(?m)^[ \t>]*(?:[-*+•][ \t]+|\d+[.)][ \t]+)?[*_]{0,2}(\p{L}[\p{L}\p{N}_/&()-]*(?: [\p{L}\p{N}_/&()-]+){0,3})[*_]{0,2}[:：](?:[ \t]|$)`,
    '⟪7 \\1⟫ ',
  ],
];

/** What a tool wrote for the author to replace, the same in every card that it made. */
const placeholder = [
  String.raw`\[?\s*(?:more|needs? more|further) info(?:rmation)?(?: (?:is )?needed)?\s*\]?`,
  String.raw`\[?\s*(?:information|details?) (?:is |are )?(?:needed|missing|to be added)\s*\]?`,
  String.raw`\[?\s*(?:(?-i:TODO|TBD|TBA|TBC|WIP)|to be (?:added|announced|completed|continued|determined|filled(?: in)?|updated|written))\b[^\n⟪⟫]*`,
  String.raw`\[?\s*(?:coming soon|work in progress|under construction|fill (?:me |this )?in|add (?:description|details?|text) here)\s*\]?`,
  String.raw`\(?n/?a\)?|unknown`,
  String.raw`\{\{[^{}\n]*\}\}`,
].join('|');

/** Sentences that the makers of templates wrote, told by their beginnings, and words that mean something else than they say. */
const boilerplate = [
  String.raw`This is the model card of a [^\n]* pushed on the Hub\.(?: This model card has been automatically generated\.)?`,
  String.raw`Users \(both direct and downstream\) should be made aware [^\n.]*\.`,
  String.raw`Carbon emissions can be estimated [^\n]*Lacoste et al\. \(2019\)\.?`,
  String.raw`Use the code below to get started[^\n.]*\.`,
  String.raw`If you are unsure how to use GGUF files, refer to[^.]*\.`,
  String.raw`(?:⟪7 )?Disclaimer:?⟫? The team releasing [^\n]* did not write a model card[^\n]*(?:\n[^\n⟪]+)?`,
  String.raw`\bweights (?:and|&) biases\b`,
  // The data by which a quantisation was set are not those the model learned from.
  String.raw`[^\n⟪⟫]*(?:⟪7 )?\b(?:gptq|awq|calibration|quanti[sz]ation) dataset\b[^\n]*`,
].join('|');

export const withoutPlaceholders: readonly Replacement[] = [
  [`(?i)${boilerplate}`, ''],
  [String.raw`(?i)\[?more information needed\]?(?: for further recommendations)?\.?`, '\n'],
  [
    String.raw`(?i) on (?:the|an?) (?:none|unknown|generator|imagefolder|audiofolder|json|csv|text|parquet|) ?dataset\b`,
    '',
  ],
  [String.raw`(?mi)(^|⟫)[ \t>*_-]*(?:${placeholder})[ \t.!*_]*$`, '\\1'],
  [String.raw`(?i)\[optional\]`, ''],
  // A section on another subject is not what its elder says, though templates put it under that.
  [String.raw`(?i)⟪[3-6] ([^\p{L}⟫]*(?:how to use|limitations?|training (?:procedure|hyperparameters))\b)`, '⟪9 \\1'],
  // Of words with a colon and nothing after it, those before another of their kind or a heading say nothing at all.
  [String.raw`(?:⟪7[^⟪⟫]*⟫[\s:*_-]*)+(⟪[0-9]|\z)`, '\\1'],
];

/** The words of running text: no headings, no tables, no marks; signs of scripts that part no words count one by one. */
export const ownWords: readonly Replacement[] = [
  ['⟪[0-69][^⟪⟫]*⟫', '\n'],
  ['⟪[78]([^⟪⟫]*)⟫', '\\1 '],
  [String.raw`(?m)^[^\n|]*\|[^\n]*\|[^\n]*$`, ''],
  [String.raw`([\p{Han}\p{Hiragana}\p{Katakana}])`, ' \\1 '],
];
export const word = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}'’._-]*`;

/** What shows in the bare text that a template was not filled in. */
export const unfilled = [
  String.raw`more information needed`,
  String.raw`needs more information`,
  String.raw`proofread and complete it`,
  String.raw`\bTODO:? (?:add|complete|describe|fill|provide|write)\b`,
  String.raw`\{\{ ?[a-z_]+ ?(?:\||\}\})`,
].join('|');

/** `⟪3 title⟫▣` for a heading that has something under it: text, a table, code, an image or an address. */
export const outline: readonly Replacement[] = [
  [String.raw`\A[^⟪]*`, ''],
  [String.raw`⟫[^⟪\p{L}\p{N}▣◈]*[\p{L}\p{N}▣◈][^⟪]*`, '⟫▣'],
  [String.raw`⟫[^⟪▣]+`, '⟫'],
  [String.raw`(⟪\d)[^\p{L}⟫]+`, '\\1 '],
  [String.raw`[^\p{L}\p{N}⟫]+⟫`, '⟫'],
  // What stands under a heading stands under those above it, from the innermost to the outermost.
  ['(⟪8[^⟫]*⟫)((?:⟪7[^⟫]*⟫)+▣)', '\\1▣\\2'],
  ['(⟪9[^⟫]*⟫)((?:⟪[4-7][^⟫]*⟫)+▣)', '\\1▣\\2'],
  ...[6, 5, 4, 3, 2, 1].map((level): Replacement => [
    `(⟪${level}[^⟫]*⟫)((?:⟪[${level + 1}-7][^⟫]*⟫)*(?:⟪[${level + 1}-7][^⟫]*⟫▣|⟪8))`,
    '\\1▣\\2',
  ]),
];
