import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentWith, filesIn, list, material, write } from './content.test-support.ts';
import { asCorrection } from './correction.ts';
import { readSnapshots } from './read.ts';

const id = '2020-02-29';

test('a correction is the same day under its own name, and leaves what it corrects alone', async () => {
  const content = await contentWith(id);
  list(content, id);
  const before = filesIn(join(content, 'snapshots', id));
  await write(content, asCorrection(content, material(), `${id}-r2`));
  expect(readSnapshots(content).snapshots.map(({ manifest }) => [manifest.id, manifest.date])).toEqual([
    [id, id],
    [`${id}-r2`, id],
  ]);
  expect(filesIn(join(content, 'snapshots', id))).toEqual(before);
});

test('a draft can be corrected as well, and a correction again', async () => {
  const content = await contentWith(id, `${id}-r2`);
  expect(asCorrection(content, material(), `${id}-r3`).description).toMatchObject({ id: `${id}-r3`, date: id });
});

test.each([
  ['of what is not there', `${id}-r2`, `there is no snapshot ${id} that ${id}-r2 could correct`, []],
  ['that skips one', `${id}-r3`, `there is no snapshot ${id}-r2 that ${id}-r3 could correct`, [id]],
  ['of another day', '2020-03-31-r2', `invented describes ${id}, so 2020-03-31-r2 cannot be a correction of it`, [id]],
  ['that is none', id, `${id} is not the name of a correction, expected one such as ${id}-r2`, [id]],
  ['that counts from one', `${id}-r1`, `"${id}-r1" is not the name of a snapshot: expected a snapshot such as`, [id]],
  ['with another name', '../r2', '"../r2" is not the name of a snapshot: expected a snapshot such as', [id]],
])('a correction %s is refused', async (_, name, sentence, ids) => {
  const content = await contentWith(...ids);
  expect(() => asCorrection(content, material(), name)).toThrow(sentence);
});
