/**
 * `npm audit --json | node scripts/audit.ts`: fails on high and critical advisories about the packages, but for those
 * that `.github/audit.json` excepts: `[{ "advisory": "https://github.com/advisories/GHSA-…", "reason": "…" }]`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { command } from './command.ts';

const Exceptions = z.array(z.strictObject({ advisory: z.url(), reason: z.string().min(10) }));
/** Of npm’s answer, what is relied on: advisories stand with the package that they are about, others name it. */
const Audit = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      via: z.array(z.union([z.string(), z.object({ url: z.url(), title: z.string(), severity: z.string() })])),
    }),
  ),
});

const usage = 'usage: npm audit --json | node scripts/audit.ts [<exceptions>]';

export const audit = command(usage, async ({ args, print, stdin }) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  if (positionals.length > 1) throw new Error(usage);
  const file = positionals[0] ?? join(import.meta.dirname, '../.github/audit.json');
  const exceptions = Exceptions.parse(JSON.parse(readFileSync(file, 'utf8')));
  const audit = Audit.safeParse(JSON.parse(await text(stdin)));
  if (!audit.success) throw new Error('npm audit gave no list of advisories');
  const severe = new Map(
    Object.entries(audit.data.vulnerabilities).flatMap(([name, { via }]) =>
      via.flatMap((each) =>
        typeof each !== 'string' && ['high', 'critical'].includes(each.severity)
          ? [[each.url, `${name}: ${each.title}`] as const]
          : [],
      ),
    ),
  );
  for (const { advisory, reason } of exceptions) {
    if (!severe.delete(advisory))
      throw new Error(`${file} excepts ${advisory}, which is not found any more; take it out`);
    print(`excepted: ${advisory}: ${reason}`);
  }
  for (const [url, title] of severe) print(`${title}, ${url}`);
  if (severe.size > 0) throw new Error(`${severe.size} advisories are high or critical`);
});

if (import.meta.main) process.exitCode = await audit();
