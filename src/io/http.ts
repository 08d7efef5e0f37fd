/**
 * A polite reader of other people's servers: paced, patient, and careful where its token goes.
 *
 * It is long because one request is one loop: pace, redirects, limits and retries decide together what comes next.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';
import { EffortTally } from './effort.ts';
import { Outage, RetryableError, Stopped, toRetryable } from './failures.ts';
import { sha256 } from './files.ts';
import type { Effort } from '../schema/fetching.ts';
import { RateLimits, retryAfter } from './rate-limits.ts';
import { asPlainText, checkToken, withoutSecrets } from './secrets.ts';

const gunzipped = promisify(gunzip);

/** An answer as it came; only gzip around it is taken off. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** By the clock of the server, which a wrong one here cannot spoil; by ours where it does not say. */
  readonly fetchedAt: string;
}

interface GetOptions {
  /** Looks at an answer before it is believed. @throws {BrokenAnswer} to have it asked for again */
  readonly check?: (answer: Answer) => void;
  /** Statuses that are answers too; 200 always is. */
  readonly accept?: (status: number) => boolean;
  /** Once aborted, nothing is waited for and nothing is tried again; what is under way ends in its own time. */
  readonly signal?: AbortSignal | undefined;
}

export interface Client {
  readonly get: (address: string, options?: GetOptions) => Promise<Answer>;
  /**
   * Hands the body of an answer on as it comes; `keep` is called anew for every try. Redirects are followed, as files
   * lie elsewhere than where they are asked for; the token stays behind.
   */
  readonly download: <T>(
    address: string,
    keep: (body: AsyncIterable<Uint8Array>, status: number, fetchedAt: string) => Promise<T>,
    options?: Pick<GetOptions, 'signal'>,
  ) => Promise<T>;
  /**
   * The status that is met at an address, redirects followed. Asked for with HEAD, which carries nothing, and with GET
   * where the answer to that is not a good one: some servers know only GET.
   */
  readonly status: (address: string, options?: Pick<GetOptions, 'signal'>) => Promise<number>;
  /** Slows down to so many requests a second, and never speeds up. */
  readonly slowTo: (perSecond: number) => void;
  /** What was asked and waited for since this was called last. */
  readonly takeEffort: () => Effort;
  readonly close: () => Promise<void>;
}

export interface ClientOptions {
  /** Who asks, and where to complain. */
  readonly userAgent: string;
  /** How many requests may begin in a second. Default 1. */
  readonly perSecond?: number;
  /** Milliseconds before the second try, doubled for each one after it, up to a minute. Default 1000. */
  readonly backoff?: number;
  /** How often something is tried in all. Default 12, which waits out six minutes. */
  readonly tries?: number;
  /** Milliseconds without a byte after which a try is given up; a whole answer may take ten times as long. Default 60,000. */
  readonly timeout?: number;
  /** The largest answer, in bytes. Default 256 MB. */
  readonly maxBytes?: number;
  /** Sent to one origin, as `https://huggingface.co`, and nowhere else. */
  readonly token?: { readonly value: string; readonly origin: string } | undefined;
  /** Milliseconds by which the clock of the server may differ from ours, by its first good answer. Default: any number. */
  readonly clockTolerance?: number | undefined;
  readonly dispatcher?: Dispatcher;
  /** Told before every wait that is not the steady pace. */
  readonly onWait?: (milliseconds: number, reason: string) => void;
  /** How to wait; tests need not. */
  readonly pause?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

const retryStatuses = new Set([429, 500, 502, 503, 504]);
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const longestBackoff = 60_000;
const longestWait = 3_600_000;

/**
 * A polite reader. Requests begin at a steady pace, and no more than 80 % of a window of requests is used, as the server
 * counts them in its `RateLimit` headers. What failed in passing is tried again: 429, 500, 502, 503, 504, connections
 * that break, bodies cut short, servers that do not answer, and answers that `check` finds broken.
 *
 * What still fails after all tries, or when the server asks to wait longer than an hour, is an `Outage`. Errors are one
 * sentence without the token. Parsing belongs to `sources/`.
 *
 * Tried in its place: `got` came out as long, with twenty packages in place of one, since neither an answer that `check` finds
 * broken nor a limit on its unpacked size is its business; `p-throttle` cannot be slowed down by what a server says; of
 * undici's interceptors, `retry` asks for the rest of a body that was cut short, and `decompress` is experimental.
 */
export function createClient({
  userAgent,
  perSecond = 1,
  backoff = 1000,
  tries = 12,
  timeout = 60_000,
  maxBytes = 256_000_000,
  token,
  clockTolerance = Infinity,
  dispatcher = new Agent({ connections: 1, connect: { timeout } }),
  onWait = () => undefined,
  pause = defaultPause,
}: ClientOptions): Client {
  if (token) checkToken(token);
  const limits = new RateLimits();
  const tally = new EffortTally();
  let interval = 1000 / perSecond;
  let nextTurn = -Infinity;
  let clocksCompared = false;

  const redact = (text: string) => (token ? text.replaceAll(token.value, '[token]') : text);
  const named = (address: string) => redact(withoutSecrets(address));

  async function waitForTurn(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw new Stopped();
    const milliseconds = nextTurn - performance.now();
    if (milliseconds > 0) await pause(milliseconds, signal);
    nextTurn = performance.now() + interval;
  }

  /** Puts the next turn off. */
  function delayNextRequest(milliseconds: number, reason: string): void {
    if (milliseconds > longestWait)
      throw new Outage(`the server asks to wait ${Math.ceil(milliseconds / 1000)} seconds; go on later`);
    nextTurn = Math.max(nextTurn, performance.now() + milliseconds);
    if (milliseconds <= 0) return;
    tally.wait(milliseconds);
    onWait(milliseconds, reason);
  }

  /** One request, not yet read. */
  async function send(
    address: string,
    encoding: 'gzip' | 'identity',
    method: 'GET' | 'HEAD',
  ): Promise<Dispatcher.ResponseData> {
    const secret = token?.origin === new URL(address).origin ? { authorization: `Bearer ${token.value}` } : {};
    tally.request();
    return request(address, {
      dispatcher,
      method,
      headers: { 'user-agent': userAgent, 'accept-encoding': encoding, ...secret },
      headersTimeout: timeout,
      bodyTimeout: timeout,
      ...(encoding === 'gzip' ? { signal: AbortSignal.timeout(10 * timeout) } : {}),
    });
  }

  /** Follows redirects: to other origins only for those who do not mind, and never from https to http. */
  async function followRedirects(
    address: string,
    encoding: 'gzip' | 'identity',
    method: 'GET' | 'HEAD' = 'GET',
  ): Promise<Dispatcher.ResponseData> {
    let here = address;
    for (let hops = 0; hops <= 5; hops++) {
      const response = await send(here, encoding, method);
      if (!redirectStatuses.has(response.statusCode)) return response;
      await response.body.dump();
      const { location } = response.headers;
      if (typeof location !== 'string' || !URL.canParse(location, here))
        throw new Error(`a redirect without a target, from ${named(here)}`);
      const target = new URL(location, here);
      const moved = target.origin !== new URL(here).origin;
      if (moved && (encoding === 'gzip' || (target.protocol !== 'https:' && here.startsWith('https:'))))
        throw new Error(`a redirect to another origin, ${target.origin}, is refused; it came from ${named(here)}`);
      here = target.href;
    }
    throw new Error(`one redirect after the other, from ${named(address)}`);
  }

  /** Passes a good answer on; what is wrong with any other is thrown. */
  async function checkStatus(
    address: string,
    { statusCode, headers, body }: Dispatcher.ResponseData,
    accept: (status: number) => boolean,
  ): Promise<Readonly<Record<string, string>>> {
    const flat = flatten(headers);
    const windowEnds = limits.read(flat);
    if (statusCode !== 200 && !accept(statusCode)) tally.refusal(statusCode);
    if (retryStatuses.has(statusCode)) {
      // What it says beside its status is of no use, whether it ends or not.
      await body.dump().catch(() => undefined);
      const asked = (statusCode === 429 ? limits.reset : null) ?? retryAfter(flat['retry-after']);
      throw new RetryableError(`status ${statusCode}`, asked);
    }
    if (statusCode !== 200 && !accept(statusCode)) {
      const excerpt = await read(body, 65_536).catch(() => Buffer.alloc(0));
      const said = redact(asPlainText(excerpt.toString('utf8')));
      const refused = [401, 403].includes(statusCode) && token?.origin === new URL(address).origin;
      const why = refused
        ? ', as HF_TOKEN has no right to it; make one that can read it, or none for what is public'
        : '';
      throw new Error(`status ${statusCode}${why}${said && `: ${said}`}, from ${named(address)}`);
    }
    try {
      if (!clocksCompared) compareClocks(address, flat);
      if (windowEnds !== null) delayNextRequest(windowEnds, 'most of the requests that the server allows are used');
    } catch (error) {
      // A body that nobody reads would keep the client open.
      await body.dump().catch(() => undefined);
      throw error;
    }
    return flat;
  }

  /** @throws {Error} if the server’s clock and ours differ by more than is allowed; an answer from a cache says its age */
  function compareClocks(address: string, { date, age }: Readonly<Record<string, string>>): void {
    const theirs = Date.parse(date ?? '') + 1000 * Number(age ?? 0);
    if (Number.isNaN(theirs)) return;
    clocksCompared = true;
    const ours = Date.now();
    if (Math.abs(theirs - ours) > clockTolerance)
      throw new Error(
        `${new URL(address).host} says that it is ${new Date(theirs).toISOString()}, and this machine that it is ${new Date(ours).toISOString()}; they may differ by ${clockTolerance / 60_000} minutes, so set the clock of this machine`,
      );
  }

  /** Tries until it succeeds, fails for good, or has been tried often enough. */
  async function withRetry<T>(address: string, signal: AbortSignal | undefined, attempt: () => Promise<T>): Promise<T> {
    const { protocol } = new URL(address);
    if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`not a web address: ${named(address)}`);
    for (let tried = 1; ; tried++) {
      await waitForTurn(signal);
      try {
        return await attempt();
      } catch (error) {
        const retryable = toRetryable(error);
        if (!retryable) throw withoutToken(error);
        if (tried >= tries)
          throw new Outage(
            redact(
              `there was no good answer in ${tries} tries, the last: ${retryable.message}, from ${named(address)}`,
            ),
          );
        // A server may ask for more than the backoff; one that asks for nothing at all is not hurried.
        const step = Math.min(backoff * 2 ** (tried - 1), longestBackoff);
        const asked = retryable.wait ?? 0;
        delayNextRequest(
          Math.max(step, asked),
          `${redact(retryable.message)}${asked >= step ? ', and the server says how long' : ''}`,
        );
      }
    }
  }

  function withoutToken(error: unknown): unknown {
    if (!token || !(error instanceof Error)) return error;
    if (!`${error.message}${error.stack ?? ''}`.includes(token.value)) return error;
    return new Error(redact(error.message));
  }

  return {
    get: (address, { check, accept = () => false, signal } = {}) =>
      withRetry(address, signal, async () => {
        const response = await followRedirects(address, 'gzip');
        const headers = await checkStatus(address, response, accept);
        const raw = await read(response.body, maxBytes);
        const bytes = await decoded(raw, headers['content-encoding'] ?? 'identity', maxBytes);
        if (token && (bytes.includes(token.value) || JSON.stringify(headers).includes(token.value)))
          throw new Error(`the token is repeated in an answer, of which nothing is kept: ${named(address)}`);
        const answer = {
          status: response.statusCode,
          headers,
          bytes,
          sha256: sha256(bytes),
          fetchedAt: momentOf(headers.date),
        };
        check?.(answer);
        return answer;
      }),
    download: (address, keep, { signal } = {}) =>
      withRetry(address, signal, async () => {
        const response = await followRedirects(address, 'identity');
        const { date } = await checkStatus(address, response, () => false);
        return keep(response.body, response.statusCode, momentOf(date));
      }),
    status: async (address, { signal } = {}) => {
      const met = (method: 'GET' | 'HEAD') =>
        withRetry(address, signal, async () => {
          const response = await followRedirects(address, 'identity', method);
          await checkStatus(address, response, () => true);
          await response.body.dump();
          return response.statusCode;
        });
      const status = await met('HEAD');
      return status < 400 ? status : met('GET');
    },
    slowTo: (requests) => {
      interval = Math.max(interval, 1000 / requests);
    },
    takeEffort: () => tally.take(),
    close: () => dispatcher.close(),
  };
}

async function defaultPause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    throw new Stopped();
  }
}

function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

async function read(body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new Error(`an answer is larger than ${limit} bytes; that is refused`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function decoded(bytes: Buffer, encoding: string, limit: number): Promise<Buffer> {
  if (encoding === 'identity' || encoding === '') return bytes;
  if (encoding !== 'gzip') throw new RetryableError(`a body in ${asPlainText(encoding)}, which was not asked for`);
  return gunzipped(bytes, { maxOutputLength: limit });
}

/** The moment of an answer by its `Date` header, else by our clock. */
const momentOf = (date: string | undefined) => new Date(Date.parse(date ?? '') || Date.now()).toISOString();
