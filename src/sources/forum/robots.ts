/** What the forum's robots.txt allows. */
import robotsParser from 'robots-parser';
import { BrokenAnswer } from '../../io/failures.ts';
import type { Answer, Client } from '../../io/http.ts';

/** The name by which robots.txt may speak of us. */
export const robotName = 'model-reuse-almanac';

export const robotsAddress = (origin: string) => new URL('/robots.txt', origin).href;

export function fetchRobots(client: Client, origin: string, signal: AbortSignal | undefined): Promise<Answer> {
  return client.get(robotsAddress(origin), {
    signal,
    // Where there are no rules, nothing is forbidden; any other refusal is not for us to interpret.
    accept: (status) => status === 404 || status === 410,
    check: ({ status, bytes }) => {
      if (status === 200 && bytes.toString('latin1', 0, 100).trimStart().startsWith('<'))
        throw new BrokenAnswer('markup in place of robots.txt');
    },
  });
}

/** @throws {Error} if one of the addresses is forbidden */
export function assertAllowed(
  client: Client,
  origin: string,
  addresses: readonly string[],
  { status, bytes }: Pick<Answer, 'status' | 'bytes'>,
): void {
  const rules = robotsParser(robotsAddress(origin), status === 200 ? bytes.toString('utf8') : '');
  for (const address of addresses)
    if (rules.isAllowed(address, robotName) !== true)
      throw new Error(
        `the forum is not read, as its robots.txt does not allow ${new URL(address).pathname}: ${robotsAddress(origin)}`,
      );
  const delay = rules.getCrawlDelay(robotName);
  if (delay !== undefined && delay > 0) client.slowTo(1 / delay);
}
