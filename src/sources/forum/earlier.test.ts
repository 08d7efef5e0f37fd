import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { sha256 } from '../../io/files.ts';
import { within } from '../hub/capture.test-support.ts';
import { earlierForum } from './earlier.ts';

const forum = 'https://forum.example';
const facts = {
  status: 200,
  fetchedAt: '2026-10-03T12:00:00.000Z',
  ...{ rows: 0, rejected: 0, unknownFields: {}, cursor: null, next: null },
};

/** A capture whose posts are all on one page. */
async function captureOf(posts: number): Promise<string> {
  const folder = temporaryFolder();
  const latest_posts = Array.from({ length: posts }, (_, i) => ({ id: posts - i, topic_id: 1 }));
  await within(folder, async (capture) => {
    for (const [name, answer] of [
      ['forum-topics', { topic_list: { topics: [] } }],
      ['forum-posts', { latest_posts }],
    ] as const) {
      const part = capture.part(name);
      const bytes = Buffer.from(JSON.stringify(answer));
      await part.add({ address: `${forum}/posts.json`, bytes, sha256: sha256(bytes), ...facts });
      await part.finish();
    }
  });
  return folder;
}

test('the newest post is found among more than a call has room for', async () => {
  expect(earlierForum(await captureOf(300_000), forum).newest).toBe(300_000);
});

test('a forum without posts can be followed by all that came since', async () => {
  expect(earlierForum(await captureOf(0), forum).newest).toBe(0);
});

test('another forum cannot be followed: its numbers are of other posts', async () => {
  const folder = await captureOf(1);
  expect(() => earlierForum(folder, 'https://other.example')).toThrow(
    /is of another forum than https:\/\/other\.example/,
  );
});
