import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { browserFlags, findBrowser } from '../scripts/browser.ts';

// A browser that Playwright put on this machine is not to be found here, and none is to be downloaded.
const nowhere = vi.hoisted(() => {
  // By day there is no place for one either: Playwright tries for seconds to download it, and says the same in the end.
  const place = process.env.ALMANAC_TEST_ALL === '1' ? '/nowhere' : '/dev/null/nowhere';
  const settings = { PLAYWRIGHT_BROWSERS_PATH: place, PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:9' };
  Object.assign(process.env, settings);
  return settings;
});

/** A folder with programs in it, each a line of shell. */
function programs(commands: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-path-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [name, command] of Object.entries(commands)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${command}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const found = (env: Record<string, string>, user = 0) =>
  findBrowser({ env: { ...nowhere, ...env }, getuid: () => user });

test('the browser that was chosen goes before all others', async () => {
  const chosen = join(programs({ mine: 'exit 1' }), 'mine');
  expect(await found({ ALMANAC_BROWSER: chosen, PATH: programs({ chromium: 'exit 0' }) })).toBe(chosen);
});

test('a chosen browser that is not there is an error, and no other is taken for it', async () => {
  await expect(found({ ALMANAC_BROWSER: '/nowhere/chromium', PATH: programs({ chromium: 'exit 0' }) })).rejects.toThrow(
    'ALMANAC_BROWSER says /nowhere/chromium, and there is no such file',
  );
});

test.each(['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])(
  '%s is found on the path',
  async (name) => {
    const folder = programs({ [name]: 'exit 0' });
    expect(await found({ PATH: ['/nowhere', programs({}), folder].join(delimiter) })).toBe(join(folder, name));
  },
);

test('a name on the path that does not start is passed over', async () => {
  const folder = programs({ 'chromium-browser': 'echo "install the snap"; exit 1', 'google-chrome': 'exit 0' });
  mkdirSync(join(folder, 'chromium'));
  expect(await found({ PATH: folder })).toBe(join(folder, 'google-chrome'));
});

test.each([
  ['root', 0, {}],
  ['a user who may use sudo without being asked', 1000, { sudo: '[ "$1" = -n ] && shift && exec "$@"' }],
])('where there is none, %s gets one with apt-get', async (_, user, more) => {
  const folder = programs({ env: 'exec /usr/bin/env "$@"', ...more });
  const installed = join(folder, 'chromium-headless-shell');
  writeFileSync(
    join(folder, 'apt-get'),
    `#!/bin/sh
    echo "$DEBIAN_FRONTEND $*" >> ${folder}/log
    if [ "$1" = install ]; then echo '#!/bin/sh' > ${installed}; /bin/chmod +x ${installed}; fi`,
    { mode: 0o755 },
  );
  expect(await found({ PATH: folder }, user)).toBe(installed);
  expect(readFileSync(join(folder, 'log'), 'utf8').split('\n')).toEqual(
    expect.arrayContaining([
      'noninteractive update',
      'noninteractive install -y --no-install-recommends chromium-headless-shell',
    ]),
  );
});

test('where none can be had, one sentence says what was tried and what to do', async () => {
  const folder = programs({ sudo: 'echo "sudo: a password is required" >&2; exit 1' });
  await expect(found({ PATH: folder }, 1000)).rejects.toThrow(
    /^there is no browser for the tests: no chromium-headless-shell, chromium, .* on the path; apt-get did not bring one \(sudo: a password is required\); Playwright did not bring one \(Error: .+\)\. Install Chromium or Google Chrome, or set ALMANAC_BROWSER/,
  );
});

test('the sandbox is left on for everyone but root', () => {
  expect(browserFlags.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  expect(browserFlags).toContain('--disable-background-networking');
});
