/** What the tests of captures share: clients that do not wait, and captures as values that can be compared. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type OpenCapture, openCapture } from '../../io/open-capture.ts';
import { type Client, type ClientOptions, createClient } from '../../io/http.ts';
import { sha256 } from '../../io/files.ts';
import { unpacked } from '../../io/packing.ts';

/** A client that waits for nothing, and remembers how long it would have waited. */
export function quickClient(options: Partial<ClientOptions> = {}): Client & { waits: string[] } {
  const waits: string[] = [];
  const client = createClient({
    userAgent: 'almanac-test',
    perSecond: Infinity,
    timeout: 300,
    tries: 4,
    pause: () => Promise.resolve(),
    onWait: (milliseconds, reason) => waits.push(`${milliseconds} ${reason}`),
    ...options,
  });
  onTestFinished(() => client.close());
  return { ...client, waits };
}

/** Opens a capture, walks, and closes it, also when the walk fails. */
export async function within<T>(folder: string, walk: (capture: OpenCapture) => Promise<T>): Promise<T> {
  const capture = openCapture(folder);
  try {
    return await walk(capture);
  } finally {
    await capture.close();
  }
}

/** Every file of a capture but its lock, by name: digests of pages, receipts without what differs between any two captures. */
export function captured(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== '.lock',
  );
  const contents = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const isText = path.endsWith('.json');
    const text = bytes
      .toString('utf8')
      .replace(/"fetchedAt": ".*?"/, '"fetchedAt": "then"')
      .replace(/"effort": \{[^}]*\}\s*\},?\s*("cutOff": true,?\s*)?/, '')
      .replaceAll(/127\.0\.0\.1:\d+/g, 'server');
    return [path.slice(folder.length + 1), isText ? text : sha256(bytes)] as const;
  });
  return Object.fromEntries(contents.sort());
}

/** All bytes of a folder in one, unpacked, to look for what must not be there. */
export function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return unpacked(bytes).toString('latin1');
    })
    .join('\n');
}
