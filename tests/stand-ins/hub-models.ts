/** The models that a stand-in for the Hub lists: published rows in the Hub's own shape, or invented ones without end. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownModelTypes } from '../../src/sources/hub/model-types.ts';
import { pick, pickLongTailed, randomOf, row, type Rows } from './server.ts';

/** A model as the Hub gives it; what a model does not have is absent, not null. */
export interface HubModel {
  _id: string;
  id: string;
  author: string;
  sha: string;
  createdAt: string;
  lastModified: string;
  private: boolean;
  disabled: boolean;
  gated: false | 'auto' | 'manual';
  likes: number;
  downloads: number;
  downloadsAllTime: number;
  trendingScore: number;
  tags: string[];
  pipeline_tag?: string;
  library_name?: string;
  cardData?: Record<string, unknown>;
  config?: { architectures?: string[]; model_type?: string; tokenizer_config?: Record<string, unknown> };
  baseModels?: { relation: string; models: { _id: string; id: string }[] };
  siblings: { rfilename: string }[];
  safetensors?: { parameters: Record<string, number>; total: number };
  gguf?: { total: number; architecture: string; context_length: number };
  transformersInfo?: { auto_model: string; pipeline_tag?: string; processor: string };
  spaces: string[];
  'model-index': null;
  usedStorage: number;
}

/** Older repositories all carry this moment. */
export const earliestCreatedAt = '2022-03-02T23:29:04.000Z';

const knownTypes: ReadonlySet<string> = new Set(knownModelTypes);

/** 24 hexadecimal digits that begin with the second of creation, as an ObjectId does, and rise with `index`. */
function objectId(createdAt: number, index: number): string {
  return (
    Math.floor(createdAt / 1000)
      .toString(16)
      .padStart(8, '0') +
    '36468d70' +
    index.toString(16).padStart(8, '0')
  );
}

interface RadarRow {
  id: string;
  author: string;
  created_at: string;
  updated_at: string;
  license: string | null;
  pipeline_tag: string | null;
  library: string | null;
  languages: string[];
  tags: string[];
  likes: number;
  downloads_30d: number;
  trending_score: number;
  parameters: number | null;
  storage_bytes: number | null;
  base_model: string | null;
  formats: string[];
  gated: boolean;
}

const weights: Readonly<Record<string, readonly string[]>> = {
  safetensors: ['model.safetensors'],
  mlx: ['model.safetensors'],
  gguf: ['model-Q4_K_M.gguf'],
  onnx: ['onnx/model.onnx'],
  diffusers: ['model_index.json', 'unet/diffusion_pytorch_model.safetensors'],
};

/**
 * The selection of August 2026 as the Hub would list it, in order of creation.
 *
 * What the rows do not say is made from what they do: a README.md where the card has metadata, names of weight files by
 * format, downloads of all time equal to those of the last month, a commit from the name. Removed models are listed.
 *
 * @param folder `../shared/data/radar2026`
 */
export function radarModels(folder: string): HubModel[] {
  const rows = readFileSync(join(folder, 'models.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RadarRow);
  const byCreation = (a: RadarRow, b: RadarRow) =>
    a.created_at === b.created_at ? (a.id < b.id ? -1 : 1) : a.created_at < b.created_at ? -1 : 1;
  return rows.sort(byCreation).map(radarModel);
}

function radarModel(source: RadarRow, index: number): HubModel {
  const createdAt = source.created_at < earliestCreatedAt ? earliestCreatedAt : source.created_at;
  const type = source.tags.find((tag) => knownTypes.has(tag.toLowerCase()));
  const bases = source.base_model?.split(', ') ?? [];
  const cardData = {
    ...(source.license === null ? {} : { license: source.license }),
    ...(bases.length === 0 ? {} : { base_model: bases.length === 1 ? bases[0] : bases }),
    ...(source.languages.length === 0 ? {} : { language: source.languages }),
  };
  const hasCard = Object.keys(cardData).length > 0;
  const files = new Set(['.gitattributes', ...(hasCard ? ['README.md'] : []), ...(type ? ['config.json'] : [])]);
  for (const format of source.formats) for (const file of weights[format] ?? []) files.add(file);
  return {
    _id: objectId(Date.parse(createdAt), index),
    id: source.id,
    author: source.author,
    sha: createHash('sha1').update(source.id).digest('hex'),
    createdAt,
    lastModified: source.updated_at,
    private: false,
    disabled: false,
    gated: source.gated ? 'manual' : false,
    likes: source.likes,
    downloads: source.downloads_30d,
    downloadsAllTime: source.downloads_30d,
    trendingScore: source.trending_score,
    tags: source.tags,
    ...(source.pipeline_tag === null ? {} : { pipeline_tag: source.pipeline_tag }),
    ...(source.library === null ? {} : { library_name: source.library }),
    ...(hasCard ? { cardData } : {}),
    ...(type === undefined ? {} : { config: { model_type: type } }),
    siblings: [...files].map((rfilename) => ({ rfilename })),
    ...(source.parameters !== null && source.formats.includes('safetensors')
      ? { safetensors: { parameters: { BF16: source.parameters }, total: source.parameters } }
      : {}),
    spaces: [],
    'model-index': null,
    usedStorage: source.storage_bytes ?? 0,
  };
}

/** The share of today's models that were there at a moment, roughly as the Hub has grown; the first all at once. */
const growth: readonly (readonly [string, number])[] = [
  [earliestCreatedAt, 0],
  [earliestCreatedAt, 0.01],
  ['2022-10-01T00:00:00.000Z', 0.024],
  ['2023-06-01T00:00:00.000Z', 0.07],
  ['2024-01-01T00:00:00.000Z', 0.15],
  ['2024-10-01T00:00:00.000Z', 0.33],
  ['2025-06-01T00:00:00.000Z', 0.57],
  ['2026-01-01T00:00:00.000Z', 0.75],
  ['2026-10-03T00:00:00.000Z', 1],
];
const steps = growth.slice(1).map(([end, share], k) => {
  const [start, before] = row(growth, k);
  return { start: Date.parse(start), end: Date.parse(end), before, share };
});

/** The moment by which a share of all models was there, to the second. */
function momentOf(share: number): number {
  const step = steps.find((candidate) => share < candidate.share) ?? row(steps, -1);
  const moment = step.start + ((step.end - step.start) * (share - step.before)) / (step.share - step.before);
  return Math.floor(moment / 1000) * 1000;
}

/** The types that lead the tail, most frequent first; the others follow in the order of their names. */
const leadingTypes = (
  'llama qwen2 bert qwen3 mistral gpt2 distilbert roberta t5 wav2vec2 whisper gemma2 vit gemma3_text xlm-roberta ' +
  'phi3 qwen2_vl bart deberta-v2 mixtral gpt_neox mt5 clip modernbert qwen3_5 gemma4'
).split(' ');
const types = [...leadingTypes, ...knownModelTypes.filter((type) => !leadingTypes.includes(type))];
const tasks = (
  'text-generation text-classification text-to-image reinforcement-learning fill-mask automatic-speech-recognition ' +
  'feature-extraction token-classification image-text-to-text sentence-similarity image-classification ' +
  'question-answering text-to-speech translation object-detection summarization'
).split(' ');
const languages = 'en zh fr de es ja ko ar hi pt ru it id vi tr nl pl fa'.split(' ');
const licences = 'apache-2.0 mit other llama3.1 cc-by-nc-4.0 openrail gemma creativeml-openrail-m cc-by-4.0'.split(' ');
const datasets = 'imagefolder common/text generator common/code common/speech'.split(' ');
const syllables = 'ka lo mi ne ru sa to vi ba du fe go hy jo pe zu'.split(' ');
const extras = 'merge chat math code medical legal roleplay summarization classification eval-results rlhf'.split(' ');
/** Of the length that such templates have at least; the words are our own. */
const chatTemplate =
  "{% for message in messages %}{% if loop.first and message['role'] != 'system' %}{{ '<|start|>system\\n<|end|>' }}" +
  "{% endif %}{{ '<|start|>' + message['role'] + '\\n' + message['content'] | trim + '<|end|>' + '\\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|start|>assistant\\n' }}{% endif %}{% if tools is defined and tools %}" +
  "{% for tool in tools %}{{ '<|tool|>' + tool['name'] + '\\n' + tool['parameters'] | tojson }}{% endfor %}{% endif %}";
const precisions = 'BF16 F16 F32'.split(' ');
const shards = Array.from({ length: 9 }, (_, from) =>
  Array.from(
    { length: from + 1 },
    (_, k) => `model-${String(k + 1).padStart(5, '0')}-of-${String(from + 1).padStart(5, '0')}.safetensors`,
  ),
);

/** What a repository holds decides its tags, its files and whether it names a type. */
const kinds = ['transformers', 'transformers', 'transformers', 'peft', 'gguf', 'bare', 'diffusers', 'agent'] as const;

function named(random: () => number): string {
  return pick(random, syllables) + pick(random, syllables) + pick(random, syllables);
}

/** At least 0, mostly small, seldom very large; the smaller `slope`, the longer the tail. */
function heavyTailed(random: () => number, slope: number): number {
  return Math.floor((1 - random()) ** (-1 / slope) - 1);
}

/**
 * Invented models shaped like the real list: about 2 kB each with all fields, in order of creation.
 *
 * Nothing is kept: model `i` is computed from `seed` and `i`, so that any page of millions can be had at once.
 */
export function syntheticModels(count: number, seed = 1): Rows<HubModel> {
  return { length: count, at: (i) => (i >= 0 && i < count ? syntheticModel(i, count, seed) : undefined) };
}

/**
 * The same models, the older ones all of the first of these months: a snapshot of them tests every trend from fewer
 * months on, which is most of its time.
 */
export function recentModels(count: number, since = '2024-09-01T00:00:00.000Z'): Rows<HubModel> {
  const models = syntheticModels(count);
  return {
    length: count,
    at: (i) => {
      const model = models.at(i);
      return model && model.createdAt < since ? { ...model, createdAt: since } : model;
    },
  };
}

/** What a model is called, with what its name is made from; on its own, so that others can name it as a parent. */
function identity(random: () => number, i: number) {
  const author = named(random) + (random() < 0.3 ? '' : `-${pickLongTailed(random, languages)}`);
  const type = pickLongTailed(random, types);
  const name = `${type}-${named(random)}-${i.toString(36)}`;
  return { author, type, name, id: `${author}/${name}` };
}

/**
 * What a model says it was built from: mostly an earlier one, the earlier the likelier, and one in twelve the same; often
 * one that is gone; now and then a path, or itself.
 */
function parentsOf(random: () => number, i: number, count: number, seed: number): string[] {
  const nameOf = (j: number) => identity(randomOf(seed, j), j).id;
  const merged = random() < 0.01 ? [nameOf(Math.floor(i * random()))] : [];
  const chance = random();
  if (chance < 0.3) return [`${named(random)}/gone-${pick(random, ['base', 'large', '7b', '8b-instruct'])}`, ...merged];
  if (chance < 0.302) return [`/content/drive/${named(random)}/checkpoint-500`];
  if (chance < 0.304) return [nameOf(i)];
  if (chance < 0.39) return [nameOf(Math.floor(count / 50)), ...merged];
  return [nameOf(Math.floor(i * random() ** 3)), ...merged];
}

/**
 * What the first models of every tenth thousand say: two name each other, the next twenty stand in a ring, and of the next
 * thirteen each but the first names the one before.
 */
function arrangedParentOf(i: number, count: number): number | undefined {
  const place = i % 1000;
  const first = i - place;
  if (first % 10_000 !== 0 || first + 1000 > count) return undefined;
  if (place < 2) return first + 1 - place;
  if (place < 22) return place === 21 ? first + 2 : i + 1;
  return place > 22 && place < 35 ? i - 1 : undefined;
}

function syntheticModel(i: number, count: number, seed: number): HubModel {
  const random = randomOf(seed, i);
  const { author, type, name, id } = identity(random, i);
  const created = i === count - 1 ? row(steps, -1).end : momentOf(i / count);
  const createdAt = new Date(created).toISOString();
  const lastModified = new Date(created + Math.floor(random() ** 4 * 3e7) * 1000).toISOString();
  const kind = pick(random, kinds);
  const task = kind === 'agent' ? 'reinforcement-learning' : pickLongTailed(random, tasks);
  const language = pickLongTailed(random, languages);
  const carded = random() < 0.75;
  const licence = random() < 0.6 ? pickLongTailed(random, licences) : undefined;
  const typed = kind === 'transformers' || (kind === 'gguf' && random() < 0.2);
  const library = {
    transformers: 'transformers',
    peft: 'peft',
    gguf: 'gguf',
    diffusers: 'diffusers',
    agent: 'ml-agents',
  };
  const based = kind === 'peft' || kind === 'gguf' ? random() < 0.85 : kind === 'transformers' && random() < 0.25;
  const arranged = arrangedParentOf(i, count);
  const bases =
    arranged === undefined
      ? based
        ? parentsOf(random, i, count, seed)
        : []
      : [identity(randomOf(seed, arranged), arranged).id];
  const relation =
    bases.length > 1 ? 'merge' : kind === 'peft' ? 'adapter' : kind === 'gguf' ? 'quantized' : 'finetune';
  const extra = pick(random, extras);
  const downloads = heavyTailed(random, 0.7);
  const parameters = Math.floor(1e8 * (1 - random()) ** (-1 / 1.2));
  const precision = pick(random, precisions);
  const weightFiles =
    kind === 'gguf'
      ? ['Q2_K', 'Q3_K_M', 'Q4_K_M', 'Q5_K_M', 'Q6_K', 'Q8_0'].map((level) => `${name}.${level}.gguf`)
      : kind === 'peft'
        ? ['adapter_config.json', 'adapter_model.safetensors']
        : kind === 'diffusers'
          ? ['model_index.json', 'unet/config.json', 'unet/diffusion_pytorch_model.safetensors', 'vae/config.json']
          : kind === 'transformers'
            ? pickLongTailed(random, shards)
            : kind === 'agent'
              ? ['policy.onnx', 'run_logs/timers.json']
              : [];
  const hasTokenizer = kind === 'transformers' || kind === 'peft';
  const checkpoints =
    hasTokenizer && random() < 0.6
      ? ['checkpoint-500', 'checkpoint-1000', 'checkpoint-1500'].flatMap((folder) =>
          ['optimizer.pt', 'rng_state.pth', 'scheduler.pt', 'trainer_state.json'].map((file) => `${folder}/${file}`),
        )
      : [];
  const tokenizer = hasTokenizer
    ? ['special_tokens_map.json', 'tokenizer.json', 'tokenizer_config.json', 'training_args.bin', 'vocab.json']
    : [];
  const spelled = random() < 0.01 ? type.toUpperCase() : type;
  const architecture = `${type.charAt(0).toUpperCase()}${type.slice(1)}ForCausalLM`;
  const dataset = random() < 0.3 ? pickLongTailed(random, datasets) : `${author}/${named(random)}-${language}`;
  const tags = [
    ...(kind === 'bare' ? [] : [library[kind]]),
    ...(kind === 'transformers' ? ['safetensors', type, 'generated_from_trainer', 'autotrain_compatible'] : []),
    ...(kind === 'peft' ? ['safetensors', 'lora'] : []),
    ...(kind === 'bare' ? [] : [task, extra]),
    ...(carded ? [language, `dataset:${dataset}`, `arxiv:2${1000 + (i % 9)}.0${1000 + (i % 8999)}`] : []),
    ...bases.flatMap((base) => [`base_model:${base}`, `base_model:${relation}:${base}`]),
    ...(licence === undefined ? [] : [`license:${licence}`]),
    ...(typed ? ['text-generation-inference', 'endpoints_compatible'] : []),
    'region:us',
  ];
  return {
    _id: objectId(created, i),
    id,
    author,
    sha: hexadecimal(random, 40),
    createdAt,
    lastModified,
    private: false,
    disabled: random() < 0.0005,
    gated: random() < 0.97 ? false : random() < 0.7 ? 'auto' : 'manual',
    likes: heavyTailed(random, 1.1),
    downloads,
    downloadsAllTime: downloads * (1 + Math.floor(random() * 12)) + heavyTailed(random, 0.9),
    trendingScore: random() < 0.99 ? 0 : heavyTailed(random, 1),
    tags,
    ...(kind === 'bare' ? {} : { pipeline_tag: task, library_name: library[kind] }),
    ...(carded
      ? {
          cardData: {
            ...(kind === 'bare' ? {} : { library_name: library[kind] }),
            language: [language],
            tags: [extra, 'generated_from_trainer'],
            datasets: [dataset],
            metrics: ['accuracy', 'f1', 'rouge'],
            ...(licence === undefined ? {} : { license: licence }),
            ...(bases.length === 0 ? {} : { base_model: bases.length === 1 ? bases[0] : bases }),
            ...(kind === 'bare' ? {} : { pipeline_tag: task }),
            ...(kind === 'transformers' || kind === 'agent' ? { 'model-index': results(random, name, task) } : {}),
            widget: [{ text: `${named(random)} ${named(random)} ${named(random)} ${named(random)} ${named(random)}?` }],
          },
        }
      : {}),
    ...(typed
      ? {
          config: {
            architectures: [architecture],
            model_type: spelled,
            tokenizer_config: {
              bos_token: '<s>',
              eos_token: '</s>',
              pad_token: '<pad>',
              unk_token: '<unk>',
              ...(task === 'text-generation' || random() < 0.3 ? { chat_template: chatTemplate } : {}),
            },
          },
        }
      : {}),
    ...(bases.length === 0
      ? {}
      : {
          baseModels: {
            relation,
            models: bases.map((base) => ({ _id: objectId(created, Math.floor(random() * i)), id: base })),
          },
        }),
    siblings: [
      '.gitattributes',
      ...(carded || random() < 0.3 ? ['README.md'] : []),
      ...(typed ? ['config.json', 'generation_config.json'] : []),
      ...weightFiles,
      ...tokenizer,
      ...checkpoints,
    ].map((rfilename) => ({ rfilename })),
    ...(kind === 'transformers' || kind === 'peft'
      ? { safetensors: { parameters: { [precision]: parameters }, total: parameters } }
      : {}),
    ...(kind === 'gguf' ? { gguf: { total: parameters, architecture: type, context_length: 32768 } } : {}),
    ...(typed
      ? { transformersInfo: { auto_model: 'AutoModelForCausalLM', pipeline_tag: task, processor: 'AutoTokenizer' } }
      : {}),
    spaces: [],
    'model-index': null,
    usedStorage: parameters * 2,
  };
}

/** Results as cards give them: one data set, a few metrics. */
function results(random: () => number, name: string, task: string): unknown[] {
  const metrics = ['accuracy', 'f1', 'precision', 'recall', 'loss'].map((type) => ({
    type,
    value: Math.round(random() * 1e4) / 1e4,
    name: type,
    verified: false,
  }));
  const dataset = { name: named(random), type: named(random), config: 'default', split: 'validation', args: 'default' };
  return [{ name, results: [{ task: { type: task, name: task }, dataset, metrics }] }];
}

function hexadecimal(random: () => number, digits: number): string {
  let text = '';
  while (text.length < digits)
    text += Math.floor(random() * 0x100000000)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, digits);
}
