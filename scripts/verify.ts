/** `npm run verify`: every snapshot against its manifest, and the published ones against git history. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifiedText, verify } from '../src/snapshot/verify.ts';
import { run } from './run.ts';

await run('usage: npm run verify [-- --content <folder>]', async () => {
  const content = { type: 'string', default: join(import.meta.dirname, '..', 'content') } as const;
  const { values } = parseArgs({ options: { content } });
  console.log(verifiedText(verify(values.content)));
});
