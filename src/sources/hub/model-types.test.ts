import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { knownModelTypes, nameDetection } from './model-types.ts';

const spelling = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

test('no type is known twice, or in two spellings', () => {
  const spellings = knownModelTypes.map(spelling);
  expect(spellings.filter((type, index) => spellings.indexOf(type) !== index)).toEqual([]);
});

const typeBySpelling = new Map(knownModelTypes.map((type) => [spelling(type), type]));

/**
 * The model type that a repository's name suggests: the longest known type that stands in it as whole words, whatever
 * joins them (`xlm-roberta`, `xlm_roberta`, `xlmroberta`); of equally long ones the first. Null where there is none.
 */
function typeFromName(id: string): string | null {
  const words = (id.split('/').at(-1) ?? id)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let best = '';
  for (let from = 0; from < words.length; from += 1) {
    for (let to = from + 1; to <= Math.min(words.length, from + 4); to += 1) {
      const joined = words.slice(from, to).join('');
      if (joined.length > best.length && typeBySpelling.has(joined)) best = joined;
    }
  }
  return typeBySpelling.get(best) ?? null;
}

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
