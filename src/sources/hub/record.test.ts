import { expect, test } from 'vitest';
import { forumPost } from '../forum/forum-post.ts';
import { forumTopic } from '../forum/forum-topic.ts';
import { hubModel } from './hub-model.ts';
import { modelCard } from '../cards/model-card.ts';
import { described } from './record.ts';

test('the list of records for people says what the statements say; vitest -u writes it anew', async () => {
  await expect(described([hubModel, forumTopic, forumPost, modelCard])).toMatchFileSnapshot('RECORDS.md');
});
