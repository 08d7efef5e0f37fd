/** By which titles, words and code a model card says something on a subject. */

export interface Signs {
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

export const signs = {
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
