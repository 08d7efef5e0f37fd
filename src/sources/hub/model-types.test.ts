import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { knownModelTypes, nameDetection, typeFromName } from './model-types.ts';

const spelling = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

test('no type is known twice, or in two spellings', () => {
  const spellings = knownModelTypes.map(spelling);
  expect(spellings.filter((type, index) => spellings.indexOf(type) !== index)).toEqual([]);
});

test.each([
  ['ada/bert-base-cased', 'bert'],
  ['ada/Finetuned-BERT', 'bert'],
  ['bert-base-uncased', 'bert'],
  ['ada/xlm-roberta-base', 'xlm-roberta'],
  ['ada/xlm_roberta_base', 'xlm-roberta'],
  ['ada/xlmroberta', 'xlm-roberta'],
  ['ada/wav2vec2-bert', 'wav2vec2-bert'],
])('%s suggests %s', (id, type) => {
  expect(typeFromName(id)).toBe(type);
});

test.each([
  ['bert/answers', 'the author says nothing of the model'],
  ['ada/bertha', 'a word that begins like a type is another word'],
  ['ada/roberta2', 'and so is one that goes on'],
  ['ada/my-model', 'most names suggest nothing'],
  ['ada/', 'an empty name suggests nothing'],
])('%s suggests no type: %s', (id) => {
  expect(typeFromName(id)).toBeNull();
});

test('of two types the longer one is taken, and of equally long ones the first', () => {
  expect(typeFromName('ada/bert-to-distilbert')).toBe('distilbert');
  expect(typeFromName('ada/t5-vs-bert')).toBe('bert');
  expect(typeFromName('ada/gpt2-or-bart')).toBe('gpt2');
  expect(typeFromName('ada/bart-or-gpt2')).toBe('bart');
});

describeWithSharedData('repositories whose architecture is known', () => {
  const file = join(sharedData, 'type-detection/arch_to_repo_name.json');
  const repositories = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;

  /** `BertForMaskedLM` is of the type bert; `GPT2LMHeadModel` of gpt2. Undefined where no known type is spelled so. */
  const typeOf = (architecture: string) => {
    const name = architecture
      .replace(/(For[A-Z].*|Model|LMHeadModel|DoubleHeadsModel|Seq2SeqModel|Discriminator)$/, '')
      .replace(/(LMHead|Pretrained)$/, '');
    return knownModelTypes.find((type) => spelling(type) === spelling(name));
  };

  test('four of the 68 architectures are of no known type', () => {
    const unknown = Object.keys(repositories).filter((architecture) => typeOf(architecture) === undefined);
    expect(Object.keys(repositories)).toHaveLength(68);
    expect(unknown.sort()).toEqual(['MarianMTModel', 'RWForCausalLM', 'SimpleRobustDT', 'T5EncoderModel']);
  });

  test('names tell the type as often as is said, and no more often', () => {
    const truth = new Map(
      Object.entries(repositories).flatMap(([architecture, ids]) => {
        const type = typeOf(architecture);
        return type === undefined ? [] : ids.map((id) => [id, type] as const);
      }),
    );
    const named = [...truth].filter(([id]) => typeFromName(id) !== null);
    const right = named.filter(([id, type]) => typeFromName(id) === type);
    expect({ repositories: truth.size, named: named.length, right: right.length }).toEqual(nameDetection);
  });
});
