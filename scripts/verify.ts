/** `npm run verify`: every snapshot against its manifest, and the published ones against git history. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifiedText, verify } from '../src/snapshot/verify.ts';
import { run } from './run.ts';

await run('usage: npm run verify [-- --content <folder>] [--shallow]', async () => {
  const content = { type: 'string', default: join(import.meta.dirname, '..', 'content') } as const;
  // For a copy of the project that came without its history: what can be held against the manifests is.
  const shallow = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { content, shallow } });
  const withoutHistory = (why: string) => {
    console.log(`history not checked: ${why}`);
  };
  console.log(verifiedText(verify(values.content, values.shallow ? { withoutHistory } : {})));
});
