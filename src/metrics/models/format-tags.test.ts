import { expect, test } from 'vitest';
import { formatTags } from './format-tags.ts';
import { rows } from '../rows.test-support.ts';

test('a model counts under each of its tags, in the year of its creation, and models without any are in the whole', async () => {
  const models = [
    { created_at: '2023-01-01 00:30:00', format_tags: 'pytorch + safetensors' }, // still 2022 in Los Angeles
    { created_at: '2023-05-01 00:00:00', format_tags: 'safetensors' },
    { created_at: '2023-05-01 00:00:00', format_tags: '' },
    { created_at: null, format_tags: 'gguf' },
  ];
  expect(await rows(formatTags, models)).toEqual([
    { year: '2023', tag: 'safetensors', models: 2, created: 3 },
    { year: '2023', tag: 'pytorch', models: 1, created: 3 },
    { year: null, tag: 'gguf', models: 1, created: 1 },
  ]);
});
