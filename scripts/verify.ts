/** `npm run verify`: every snapshot against its manifest, and the published ones against git history. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifiedText, verify } from '../src/snapshot/verify.ts';
import { command } from './command.ts';

const usage = 'usage: npm run verify [-- --content <folder>] [--shallow]';

export const verifySnapshots = command(usage, async ({ args, print }) => {
  const content = { type: 'string', default: join(import.meta.dirname, '..', 'content') } as const;
  // For a copy of the project without its history: what can be compared with the manifests is compared.
  const shallow = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args, options: { content, shallow } });
  const withoutHistory = (why: string) => print(`history not checked: ${why}`);
  print(verifiedText(verify(values.content, values.shallow ? { withoutHistory } : {})));
});

if (import.meta.main) process.exitCode = await verifySnapshots();
