/** Builds the site once, before the tests in `tests/site/`. With `ALMANAC_SKIP_BUILD=1` they look at the last build. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** @throws {Error} if the build fails */
export default function buildSite(): void {
  if (process.env.ALMANAC_SKIP_BUILD === '1') return;
  // What the test runner sets would build another site than the one that is published.
  const runners = /^(NODE_ENV|MODE|DEV|PROD|SSR|BASE_URL|TEST|VITEST.*)$/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !runners.test(name)));
  const { status, signal } = spawnSync(process.execPath, [join(root, 'node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: root,
    env: { ...env, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0)
    throw new Error(`astro build failed (${signal ?? `exit status ${status ?? 'unknown'}`}); its words stand above`);
}
