/**
 * The view `cards`: what a model card says, told from its text.
 *
 * A section counts when the card says something on it: under a heading of its own, after a word and a colon, or in words
 * that cannot mean anything else. A heading alone counts for nothing, nor does a placeholder. A text is read, marked up,
 * compared and left behind: the view holds a count of words, and yes or no.
 *
 * Every step is a replacement or a match of RE2, which takes time in proportion to the text, however it is written.
 */
import { isMap, parseDocument } from 'yaml';
import { literal, openDatabase } from '../../io/database.ts';
import { sha256 } from '../../io/files.ts';
import { listOf } from '../../io/json-pages.ts';
import type { View } from '../../schema/source.ts';

/**
 * Marks that stand in the text for what was taken out, or found: `⟪2` opens a heading of level 2 and `⟫` closes it, `▣`
 * stands for a block of code and `◈` for an image or an address. Where a card has one of them itself, it is taken out.
 *
 * Levels 1 to 6 are those of Markdown and HTML, 7 is a word with a colon before its value, 8 a line in bold type. 9 is a
 * lower heading on a subject of its own, which is no part of what stands above it.
 */
const marks = '⟪⟫▣◈';

type Replacement = readonly [pattern: string, replacement: string];

/** What is no text: the metadata block, code, comments. Fences are found before anything else, for a `#` in code is no heading. */
const withoutCode: readonly Replacement[] = [
  // Left as it was made: a promise of code, with a block that only imports.
  [String.raw`(?i)TODO: add your code\s*(?m:^[ \t]*` + '```[^\\n`]*\\n(?s:.*?)(?:^[ \\t]*```|\\z))', ''],
  [String.raw`(?m)^[ \t>*_-]*\[?(?:TODO|TBD|TBA)\b[^\n]*$`, ''],
  ['(?ms)^[ \\t>]*```[^\\n`]*\\n.*?(?:^[ \\t>]*```[`]*[ \\t]*$|\\z)', '\n▣\n'],
  [String.raw`(?ms)^[ \t>]*~~~[^\n~]*\n.*?(?:^[ \t>]*~~~[~]*[ \t]*$|\z)`, '\n▣\n'],
  [String.raw`(?is)<pre\b.*?(?:</pre\s*>|\z)`, '\n▣\n'],
  ['(?s)<!--.*?(?:-->|\\z)', ''],
];

/** What stands at the head of a text between two lines of hyphens; the mark of its byte order is no part of it. */
const head = String.raw`\A\s*---[ \t]*\n(|(?s:.*?)\n)---[ \t]*(?:\n|\z)`;
/** A head whose first line is a key, which it takes no reader of YAML to see. */
const plainHead = String.raw`\A\s*---[ \t]*\n(?:# (?:For|Doc)[^\n]*\n)*[\w-]+:`;
const unmarked = (text: string) =>
  `regexp_replace(regexp_replace(${text}, '\\A\\x{FEFF}+', ''), '\\r\\n?', chr(10), 'g')`;

/** Whether a head is metadata and no text between two rules: a reader of YAML decides. */
function isMetadata(text: string): boolean {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  return document.errors.length === 0 && isMap(document.contents) && document.contents.items.length > 0;
}

/** HTML as its Markdown twin; headings, and what is written like one, between marks. */
const withHeadings: readonly Replacement[] = [
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

const withoutPlaceholders: readonly Replacement[] = [
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
const ownWords: readonly Replacement[] = [
  ['⟪[0-69][^⟪⟫]*⟫', '\n'],
  ['⟪[78]([^⟪⟫]*)⟫', '\\1 '],
  [String.raw`(?m)^[^\n|]*\|[^\n]*\|[^\n]*$`, ''],
  [String.raw`([\p{Han}\p{Hiragana}\p{Katakana}])`, ' \\1 '],
];
const word = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}'’._-]*`;

/** What shows in the bare text that a template was not filled in. */
const unfilled = [
  String.raw`more information needed`,
  String.raw`needs more information`,
  String.raw`proofread and complete it`,
  String.raw`\bTODO:? (?:add|complete|describe|fill|provide|write)\b`,
  String.raw`\{\{ ?[a-z_]+ ?(?:\||\}\})`,
].join('|');

/** `⟪3 title⟫▣` for a heading that has something under it: text, a table, code, an image or an address. */
const outline: readonly Replacement[] = [
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

interface Signs {
  /** How a heading begins that has something under it, in lower case. */
  readonly title: string;
  /** Words that cannot mean anything else. */
  readonly text: string;
  /** The same in a block of code. */
  readonly code?: string;
}

/** The rest of a sentence; a point within a name does not end it. */
const any = String.raw`(?:[^.\n⟪⟫]|\.\S)*`;
const metric = String.raw`(?:accuracy|acc|f1|bleu|chr-?f2?|rouge-?\w*|wer|cer|perplexity|ppl|map|miou|iou|auc|precision|recall|exact match|em|fid|spearman|pearson|mean[ _]reward|eval[ _]loss|validation[ _]loss|val[ _]loss|mmlu|hellaswag|arc|truthfulqa|gsm8k|humaneval|mrr|ndcg|matthews correlation|mae|rmse|mse|loss)`;

/** What a model can be for. */
const task = String.raw`(?:analysis|answering|classification|completion|correction|detection|estimation|extraction|generation|prediction|recognition|retrieval|segmentation|summari[sz]ation|synthesis|tasks?|translation)`;

/** What a model is said to do for somebody; what it may do to them is a limitation. */
const purpose = String.raw`(?:assist|caption|classify|convert|detect|evaluate|extract|help|identify|perform|predict|rank|recogni[sz]e|rewrite|score|segment|solve|summari[sz]e|support|transcribe|translate)`;

const signs = {
  intendedUse: {
    title: String.raw`(?:[a-z]+ )?intended (?:uses?|users?|for|purposes?|applications?)\b|uses(?: and| &|$)|(?:direct|downstream|primary|recommended|potential|expected|suggested|out-?of-?scope|acceptable|possible|prohibited) uses?\b|(?:model )?use[- ]cases?|usage and limitations|applications?$|purposes?\b|misuse|what (?:is (?:it|this)|can (?:it|i|you)) (?:use|for|do)|用途|适用|使用场景|想定|活用|용도|usos?\b|anwendung`,
    text: [
      String.raw`\b(?:is|are|was|were|primarily|mainly|mostly|model|models) (?:\w+ly )?(?:(?:intended|meant|designed) (?:\w+ )?(?:for|to be used|to (?:help|assist|support|serve|generate|classify|detect|predict|provide|perform|create|produce|extract|answer|excel|handle|solve|convert|translate|recogni[sz]e|identify))|aimed at|suit(?:able|ed) for)\b`,
      String.raw`\bintended (?:for use|to be used)\b`,
      String.raw`\b(?:fine-?tuned|tailored|specialized|specialised|targeted) (?:\w+ly )?(?:for|at|in|to)\b`,
      String.raw`\b(?:trained|built|created|developed|designed|made)\b[^.,\n⟪⟫]*\bto (?:\w+ly )?${purpose}\b|\b(?:is|models?|was|were) (?:built|made) (?:\w+ly )?for\b`,
      String.raw`(?m:^[^\n⟪⟫]*\bmodels? for (?:\S+ ){0,3}${task}\b)`,
      String.raw`\bmodel (?:\w+ly )?(?:assists|classifies|converts|detects|extracts|helps|identifies|predicts|recogni[sz]es|segments|summari[sz]es|transcribes|translates)\b`,
      String.raw`\b(?:models?|it|which|that) (?:is|are) capable of\b|\boptimi[sz]ed for (?:chat|code|coding|conversation\w*|dialogue|reasoning|role-?play\w*|writing)\b`,
      String.raw`\b(?:purpose|intent(?:ion)?) (?:of ${any} )?(?:is|was) (?:to|for)\b`,
      String.raw`\b(?:models?|it|that|which|lora|adapter) (?:aims? to|(?:can|will|could) (?:also )?${purpose})\b`,
      String.raw`\b(?:(?:models?|it|which) (?:is|are)|only) (?:\w+ )?(?:useful|usable|ideal|perfect) for\b`,
      String.raw`\b(?:models?|it|checkpoints?|weights|adapter|lora|that|which)\b${any}\b(?:can|could|may|should|to)(?: also)? be (?:\w+ )?(?:used|applied) (?:\w+ )?(?:for|to|as|in|on)\b`,
      String.raw`\b(?:you can|can|please) use (?:the |this |it )(?:\w+ )?(?:model )?(?:for|to)\b`,
      String.raw`可用于|可以用于|用于|适用于|旨在|功能为|のためのモデル`,
    ].join('|'),
  },
  limitations: {
    title: String.raw`(?:limitations?|limits|bias(?:es)?|risks?|caveats?|known issues|weaknesses|shortcomings)\b|(?:[^\niu][^\n]*[^a-z\n])(?:limitations?|bias(?:es)?|risks?|caveats?)\b|(?:[^\n]* )?ethic(?:s|al)\b|disclaimers?|warnings?\b|(?:responsib|safety)|out-?of-?scope|misuse|prohibited|局限|限制|免责|注意事項|制限|한계|limitaciones|einschränkungen`,
    text: [
      String.raw`\b(?:some|several|known|main|certain|its|following|the|has|have|important) limitations?\b`,
      String.raw`\blimitations? (?:of (?:the|this|our) models?|include|is that|are)\b`,
      // Under one heading with intended uses, they must show themselves.
      String.raw`⟪\d[^\p{L}⟫]*(?:intended )?(?:uses?|usage)[^⟫]*limitations?[^⟫]*⟫[^⟪]*\b(?:limit\w*|bias\w*|fails?|cannot|can'?t|not|may|might|only|poor\w*|struggl\w*|risks?|caveats?|careful|however|but)\b`,
      String.raw`\b(?:may|might|can|could|will)\s${any}\b(?:generate|produce|contain|exhibit|reflect|be|amplify|output|create|have|show|include|make|reinforce)\b${any}\b(?:bias(?:ed|es|[.,;:)]| (?:against|and|from|in|or|present|that)\b)|harmful|offensive|inaccura\w+|incorrect|hallucinat\w+|unsafe|toxic|inappropriate|objectionable|undesirable)\b`,
      String.raw`\b(?:models?|it) (?:is|are|was|were|has|have) not (?:been )?(?:\w+ )?(?:suitable|suited|intended|designed|meant|recommended|aligned|evaluated|tested)\b`,
      String.raw`\bshould (?:not|never) be used\b|\bdo not use (?:this|the|it)\b`,
      String.raw`\b(?:models?|it) (?:fails|struggles|tends) to\b`,
      String.raw`\b(?:only|just) (?:suitable|suited|usable|useful|works?) (?:for|in|on|with)\b`,
      String.raw`\b(?:do(?:es)?|may|might|will|can)(?: not|n['’]t) (?:always |be able to |\w+ly )?(?:function|generali[sz]e|guarantee|handle|perform|work)\b`,
      String.raw`\bnot (?:all|every) ${any}\b(?:supported|support|works?)\b|\bnot (?:yet |very |so |particularly )?(?:accurate|good|great|perfect|reliable|robust)\b`,
      String.raw`\b(?:performance|quality|accuracy|results?) (?:may|might|can|could|will) (?:\w+ )?(?:be (?:limited|lower|poor|worse)|degrade|drop|suffer)\b|\bexpected to (?:affect|impact|reduce)\b`,
      String.raw`\bno (?:guardrails|safeguards|filters?)\b|\b(?:do not|don['’]t) expect\b|\byou are (?:\w+ )?responsible for\b`,
      String.raw`\buse (?:it |this (?:model )?)?at your own risk\b|\bno (?:guarantees?|warrant\w+)\b`,
    ].join('|'),
  },
  trainingData: {
    title: String.raw`(?:[a-z]+[ -]){0,2}train(?:ing|ed)? (?:and (?:evaluation|test(?:ing)?|validation) |(?:&|/) ?[a-z]+ )?(?:data|datasets?|corpus|corpora|set|images|on)\b|(?:(?:train(?:ing)?|pre-?training|fine-?tuning|source|instruction|tuning) )?data ?sets?(?: (?:used|details|description|composition|size|links?|annotation|prepar\w+|info\w*|summary|source|collection|structure)\b|$)|data(?:set)? (?:sources?|collection|description|used|details|curation|mix\w*|preparation)|data$|(?:pre-?training |training )?corp(?:us|ora)\b|训练数据|数据集|学習データ|データセット|训练语料|학습 데이터|데이터셋|datos|données|daten\b`,
    text: [
      String.raw`\bfine[- ]?tuned on (?:the |an? )?(?-i:[A-Z]|[\w.-]+/)`,
      String.raw`\b(?:corpus|data|datasets?) used (?:for|to|in) (?:\w+ )?(?:pre-?|fine-?)?(?:train|tun)`,
      String.raw`\b(?:fine[- ]?tun(?:ed?|ing)|(?:pre-?|re)?train(?:ed|ing)|adapted|distilled|learned)\b${any}\b(?:on|using|with|from|over)\b${any}\b(?:data|data-?sets?|corp(?:us|ora)|examples|samples|recordings|wikipedia|squad|imagenet|common ?crawl|laion|coco|c4|librispeech|common[ _]voice|glue|mnli|imdb|oscar|the pile)\b`,
      String.raw`\b(?:fine-?tuned|(?:pre-?|re)?trained|adapted)\b${any}\bon\b${any}\b(?:images|photos|pictures|sentences|tokens|texts?|documents|articles|papers|abstracts|tweets|conversations|dialogues?|instructions|pairs|hours|books|reviews|posts|code|songs|lyrics)\b`,
      String.raw`\btrained for (?:over |about |around |more than )?[\d., ]*\d ?[kmb]? (?:images|phrases|sentences|samples|tokens|hours)\b`,
      String.raw`\b(?:datasets?|corpus|training data) (?:consists?|contains?|comprises?|includes?)\b|\btraining data (?:is|was|were)\b`,
      String.raw`数据(?:集)?${any}(?:训练|微调)|(?:训练|微调)${any}数据|学習に使用|で学習`,
    ].join('|'),
  },
  evaluation: {
    title: String.raw`(?:(?:[a-z]+[ -]){0,3}(?:results?|benchmarks?|metrics|scores?|performance|leaderboard|accuracy)\b)|(?:[a-z]+ )?eval(?:s|uation|uations|uated)?(?: (?:results?|metrics|procedure|protocol|on|and|scores?|summary|reports?|by)\b|$)|humaneval\b|mmlu\b|gsm8k\b|hellaswag\b|mt-?bench|alpaca ?eval|评测|评估|性能|評価|結果|평가|성능|resultados|ergebnisse|résultats`,
    text: [
      String.raw`\b(?:achiev|obtain|reach|report|scor|attain)\w*\b${any}\b(?:following results?|results? on|${metric})\b`,
      String.raw`\b${metric}\b(?: score)?\W{0,6}(?:of |is |was |= ?|[:：⟫] ?|\| ?)\W{0,4}\d`,
      String.raw`(?:^|[^⟪\d.])\d[\d.]*\s?%?\s${metric}\b`,
      String.raw`(?m:^[^\n|]*\|[^\n]*[\W_]${metric}[\W_][^\n]*\|[^\n]*\n[ \t]*\|?[ \t:|-]*-{2,}[^\n]*\n[^\n]*\d)`,
    ].join('|'),
  },
  licence: {
    title: String.raw`(?:[^\n]*[^a-z\n])?(?:licen[cs](?:e|es|ing))\b|terms of (?:use|service)|usage (?:rights|restrictions)|许可|协议|ライセンス|라이선스|licencia|lizenz|licença`,
    text: [
      String.raw`\blicen[cs]ed? (?:under|as)\b|\bunder (?:the |an? )?[^\n.⟪⟫]*\blicen[cs]es?\b`,
      String.raw`\b(?:apache|mit|bsd|gpl|agpl|lgpl|cc|cc[- ]by[\w. -]*|creative commons|openrail\S*|llama[ \d]*(?:community)?|custom|commercial|open[- ]source|community|non-?commercial|meta|gemma)[- ]?(?:\d[\d.]*)? ?licen[cs]es?\b`,
      String.raw`\bcc[- ]by(?:[- ](?:sa|nc|nd))*[- ]?\d|\bcc0\b|\bapache[- ]2\.0\b|\bopenrail\b|\bcreative commons\b`,
      String.raw`\bnon-?commercial (?:use|purposes?|research)\b|\bcommercial(?:ly)? use\b|\bgoverned by\b${any}\blicen[cs]e\b|\blicen[cs]e (?:used )?is\b`,
    ].join('|'),
  },
  howToUse: {
    title: String.raw`(?:[a-z]+ )?how (?:to|do i|can i|you can) (?:[a-z]+ ){0,2}(?:use|run|load|get|start|apply|try|infer|prompt|generate|deploy|install|do)\b|how[- ]to$|(?:getting|get|quick)[- ]?start(?:ed)?\b|(?:[a-z]+ )?usages?\b|use (?:with|in|it|this|the|via|from)\b|using (?:the|this|it|with|in)\b|(?:[a-z]+ ){0,2}inference\b|(?:code|usage) (?:examples?|snippets?)|example prompts?\b|examples? (?:usage|use|code|of use|of usage|inference|python)|(?:python |sample )code|run(?:ning)? (?:with|the|this|in|it)\b|try it|prompt(?:ing)?(?: (?:template|format|style|guide|structure|example)s?)?\s*(?:$|[^a-z\s])|prompt (?:template|format)|instruction (?:format|template)|(?:chat|input) (?:template|format)|trigger (?:words?|phrases?)|(?:[a-z]+ and )?install(?:ation|ing)?\b|activation|instructions?$|deployment|model usage|recommended (?:settings|usage)|demo\b|使用方法|使用|用法|快速(?:使用|开始)|推理|使い方|사용법|사용 ?방법|cómo usar|uso$|verwendung|utilisation`,
    text: [
      String.raw`\b(?:you can|to|please) (?:\w+ )?(?:run|load|try) (?:your |the |this )(?:\w+ )?(?:new )?(?:model|concept)\b`,
      String.raw`\b(?:use|add|include|type) (?:the )?(?:trigger|prompt|token|keyword|phrase)|\bto trigger\b|\buse that (?:on|in) your prompt|\bin (?:your|the) prompt\b`,
      String.raw`\bprompt (?:format|style|template) (?:is|of)\b|\bnegative prompts?\b|\b(?:recommended|suggested) (?:parameters|preset|prompt|resolution|sampl\w+|settings|weight)\b`,
      String.raw`\b(?:expected to|has to|have to|must|should|to) be (?:loaded|run|used) (?:using|with)\b|использ\p{L}+ с `,
      String.raw`\bfrom_pretrained\(|\bload_from_hub\(`,
    ].join('|'),
    code: String.raw`\b(?:pip3?|conda) install\b|from_pretrained\s*\(|\bpipeline\s*\(|load_from_hub\s*\(|load_(?:model|checkpoint|learner|lora_weights|state_dict|adapter)\s*\(|SentenceTransformer\s*\(|CrossEncoder\s*\(|create_model\s*\(|InferenceApi|api-inference\.huggingface|hf_hub_download|snapshot_download|from_hparams\s*\(|SequenceTagger\.load|spacy\.load|from_single_file\s*\(|\bllama-cli|\./main\b|\bLlama\s*\(|\bLLM\s*\(|YOLO\s*\(|from_hub\s*\(|mlagents-load|model\.(?:predict|generate|encode)\s*\(`,
  },
  citation: {
    title: String.raw`(?:[a-z]+ ){0,2}(?:cit(?:e|ing|ations?)|bibtex)\b|引用|参考文献|인용|citación|zitier`,
    text: String.raw`@(?:article|inproceedings|misc|book|techreport|phdthesis|mastersthesis|software|conference|proceedings|unpublished|online|dataset|incollection|model)\s*\{|\b(?:please|kindly|must|should)\b${any}\b(?:cite|citing)\b|\bcite (?:this|our|the|us|as|it|my)\b|\bcit(?:e|ing)\b${any}\b(?:paper|work|article|publication|repository)\b`,
    code: String.raw`@(?i:article|inproceedings|misc|book|techreport|phdthesis|mastersthesis|software|conference|proceedings|unpublished|online|dataset|incollection|model)\s*\{`,
  },
  environmentalImpact: {
    title: String.raw`(?:[a-z]+ )?environment(?:al)? (?:impact|footprint|cost|considerations?)|(?:[a-z]+ )?carbon\b|co(?:2|₂)|(?:estimated )?emissions|energy (?:use|usage|consumption|cost)|环境影响|環境への影響|huella de carbono`,
    text: String.raw`\bco(?:2|₂)(?:[- _]?eq?\b)?[^\n\d.⟪]*[:=|⟫][^\n\d⟪]*\d|[^⟪\d]\d[\d.,]*\s*(?:k?g|t|tons?|tonnes|grams|kilograms)?\s*(?:of )?(?:tco2|co2|co₂|carbon (?:dioxide|emissions?))|\bcarbon (?:footprint|emitted|emissions?)\b[^\n\d.⟪]*[:=|⟫][^\n\d⟪]*\d`,
  },
} as const satisfies Record<string, Signs>;

/** `expression` after these replacements, from the first to the last. */
const replaced = (expression: string, replacements: readonly Replacement[]) =>
  replacements.reduce(
    (inner, [pattern, replacement]) => `regexp_replace(${inner}, ${literal(pattern)}, ${literal(replacement)}, 'g')`,
    expression,
  );

const fence = '(?ms)^[ \\t>]*(?:```|~~~)[^\\n`~]*\\n.*?(?:^[ \\t>]*(?:```|~~~)|\\z)|(?i:<pre\\b.*?(?:</pre\\s*>|\\z))';

const has = ({ title, text, code }: Signs) =>
  [
    `regexp_matches(said, ${literal(`(?m)^(?:${title})`)})`,
    `regexp_matches(marked, ${literal(`(?i)${text}`)})`,
    ...(code === undefined ? [] : [`regexp_matches(code, ${literal(code)})`]),
  ].join('\n OR ');

/**
 * One row a card.
 *
 * @param texts a relation with `id`, `author`, `text`, and lists of sections: `declared` in tags, and `labels` given by a
 *   reader, null where none read the card; a text that is null is no card
 * @param lacks why `declared` or `labels` is null in every row
 */
export function cardsView(texts: string, lacks: Partial<Record<'declared' | 'labels', string>>): View {
  return {
    sql: [
      {
        table: 'card_heads',
        columns: { head: 'VARCHAR', is_metadata: 'BIGINT' },
        from: `SELECT DISTINCT regexp_extract(text, ${literal(head)}, 1) AS head
               FROM (SELECT ${unmarked('text')} AS text FROM ${texts} WHERE text IS NOT NULL)
               WHERE regexp_matches(text, ${literal(head)}) AND NOT regexp_matches(text, ${literal(plainHead)})`,
        row: ({ head: text = null }) => ({ head: text, is_metadata: isMetadata(String(text)) ? 1 : 0 }),
      },
      `CREATE OR REPLACE TABLE cards AS
       WITH plain AS (
         SELECT * REPLACE (translate(
                  CASE WHEN regexp_matches(text, ${literal(plainHead)})
                         OR regexp_extract(text, ${literal(head)}, 1) IN (SELECT head FROM card_heads WHERE is_metadata = 1)
                    THEN regexp_replace(text, ${literal(head)}, chr(10)) ELSE text END, ${literal(marks)}, '') AS text),
                regexp_matches(text, ${literal(`(?i)${unfilled}`)}) AS unfilled,
                contains(text, '1910.09700') AS cites_template
         FROM (SELECT * REPLACE (${unmarked('text')} AS text) FROM ${texts} WHERE text IS NOT NULL)
       ),
       parted AS (
         SELECT * REPLACE (${replaced('text', withoutCode)} AS text),
                array_to_string(regexp_extract_all(text, ${literal(fence)}), chr(10)) AS code
         FROM plain
       ),
       headed AS (SELECT * REPLACE (${replaced('text', withHeadings)} AS text) FROM parted),
       marked AS (SELECT *, ${replaced('text', withoutPlaceholders)} AS marked FROM headed),
       outlined AS (
         SELECT *,
                lower(array_to_string(regexp_extract_all(${replaced('marked', outline)}, '⟪\\d ?([^⟫]*)⟫▣', 1), chr(10))) AS said
         FROM marked
       )
       SELECT id,
              author,
              len(regexp_extract_all(${replaced('marked', ownWords)}, ${literal(word)})) AS words,
              unfilled,
              cites_template,
              ${has(signs.intendedUse)} AS has_intended_use,
              ${has(signs.limitations)} AS has_limitations,
              ${has(signs.trainingData)} AS has_training_data,
              ${has(signs.evaluation)} AS has_evaluation,
              ${has(signs.licence)} AS has_licence,
              ${has(signs.howToUse)} AS has_how_to_use,
              ${has(signs.citation)} AS has_citation,
              ${has(signs.environmentalImpact)} AS has_environmental_impact,
              declared,
              labels
       FROM outlined`,
      'DROP TABLE card_heads',
    ],
    lacks,
  };
}

/** Which rules read the cards: the beginning of a digest of the query, another one after every change of them. */
export const detectorVersion = sha256(JSON.stringify(cardsView('texts', {}).sql)).slice(0, 8);

/**
 * The view from Parquet dumps of cards, as a capture takes them: `id` or `modelId`, and `card`. A model that is there
 * twice counts once.
 *
 * @param files the dumps
 * @throws {Error} if they have no such columns
 */
export async function cardsOfParquet(files: readonly string[]): Promise<View> {
  const relation = `read_parquet(${listOf(files)}, union_by_name = true)`;
  const database = await openDatabase();
  try {
    const columns = await database.rows(`SELECT column_name AS name FROM (DESCRIBE FROM ${relation})`);
    const names = columns.map(({ name }) => String(name));
    const id = ['id', 'modelId'].find((candidate) => names.includes(candidate));
    if (id === undefined || !names.includes('card'))
      throw new Error(`${files.join(', ')} has ${names.join(', ')}; expected id or modelId, and card`);
    const texts = `(SELECT CAST("${id}" AS VARCHAR) AS id, split_part(CAST("${id}" AS VARCHAR), '/', 1) AS author, card AS text,
                           NULL::VARCHAR[] AS declared, NULL::VARCHAR[] AS labels
                    FROM ${relation})`;
    const { sql, lacks } = cardsView(`(FROM ${texts} WHERE coalesce(id, '') <> '')`, {
      declared: 'The texts of cards came without the tags of their models.',
      labels: 'No cards of the capture were labelled by hand.',
    });
    // Told apart by what was read of them, since the texts themselves do not fit into memory.
    return {
      sql: [...sql, 'CREATE OR REPLACE TABLE cards AS SELECT DISTINCT ON (id) * FROM cards ORDER BY ALL'],
      lacks,
    };
  } finally {
    database.close();
  }
}
