/**
 * What the stand-ins for the Hub and the forum have in common: a server on this machine alone, a list of what it was
 * asked, a fixed window of requests, and the ways in which a service fails.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { listen } from '../local-server.ts';

/**
 * One way to fail in place of an answer.
 *
 * `status` and `html` come as from a machine before the service, thus without its headers and at no cost to the window
 * of requests; `body` comes from the service itself. `reset` breaks the connection after half of the true answer.
 * `cut` ends it there in good order: either short of the length announced or, with `chunked`, with nothing that the
 * transport could notice. `hang` takes the request and never answers.
 */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'reset' }
  | { kind: 'cut'; chunked?: boolean }
  | { kind: 'html' }
  | { kind: 'hang' }
  | { kind: 'body'; body: string | Buffer; headers?: Record<string, string> };

/** Which request is to fail, and how; `n` counts all requests from 1, also those that failed. */
export type Faults = (request: { path: string; query: URLSearchParams; n: number }) => Fault | undefined;

export interface SeenRequest {
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface StandIn {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  /** Every request in the order in which they came, also those that were made to fail. */
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface ServerOptions {
  faults?: Faults | undefined;
  /** Whether to keep the list of requests; without it long runs stay small. Default true. */
  keepRequests?: boolean | undefined;
  /** The moment that its clock shows. Default `today`. */
  clock?: string | undefined;
}

/** The day of the stand-ins, on which the last of the invented models was made. */
export const today = '2026-10-03T12:00:00.000Z';

/** `q` requests in each window of `w` seconds, by the given clock; without one by that of the machine. */
export interface RateLimit {
  q: number;
  w: number;
  /** Seconds since any moment. */
  now?: () => number;
}

/** Rows by their position: an array, or something that makes them when they are asked for. */
export interface Rows<T> {
  readonly length: number;
  at(index: number): T | undefined;
}

/**
 * The row at a position that is known to exist.
 *
 * @throws {RangeError} if it does not
 */
export function row<T>(rows: Rows<T>, index: number): T {
  const found = rows.at(index);
  if (found === undefined) throw new RangeError(`no row ${index} of ${rows.length}`);
  return found;
}

/** Answers on a free port; an answer is made also for a fault that sends the half of it. */
export async function startServer(
  answer: (url: URL, request: SeenRequest) => Answer,
  { faults, keepRequests = true, clock = today }: ServerOptions,
): Promise<StandIn> {
  const requests: SeenRequest[] = [];
  let n = 0;
  const server = createServer((request, response) => {
    const seen = { url: request.url ?? '/', headers: request.headers };
    const url = new URL(seen.url, `http://${request.headers.host ?? '127.0.0.1'}`);
    n += 1;
    response.setHeader('date', new Date(clock).toUTCString());
    if (keepRequests) requests.push(seen);
    const fault = faults?.({ path: url.pathname, query: url.searchParams, n });
    if (fault === undefined) send(response, answer(url, seen));
    else fail(response, fault, () => answer(url, seen));
  });
  return { ...(await listen(server)), requests };
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

const page = '<!DOCTYPE html><html><head><title>Be right back</title></head><body><h1>Be right back</h1></body></html>';

function fail(response: ServerResponse, fault: Fault, answer: () => Answer): void {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'html':
      send(response, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page });
      return;
    case 'status': {
      const headers = { 'content-type': 'text/plain; charset=utf-8', ...fault.headers };
      send(response, { status: fault.status, headers, body: fault.body ?? `status ${fault.status}` });
      return;
    }
    case 'body': {
      const { headers } = answer();
      send(response, { status: 200, headers: { ...headers, ...fault.headers }, body: fault.body });
      return;
    }
    case 'cut':
    case 'reset': {
      const { status, headers, body } = answer();
      const whole = Buffer.from(body);
      const half = whole.subarray(0, whole.length >> 1);
      if (fault.kind === 'cut' && fault.chunked) {
        response.writeHead(status, { ...headers, 'transfer-encoding': 'chunked' }).end(half);
        return;
      }
      const { socket } = response;
      response.writeHead(status, { ...headers, 'content-length': whole.length }).write(half, () => {
        if (fault.kind === 'cut') socket?.end();
        else socket?.resetAndDestroy();
      });
    }
  }
}

/** Counts requests in windows that follow each other without a pause, the first from the first request. */
export class FixedWindow {
  readonly #limit: RateLimit;
  #ends = -Infinity;
  #used = 0;

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Counts one request: whether it is allowed, how many are left, and the seconds until the next window. */
  take(): { allowed: boolean; left: number; seconds: number } {
    const { q, w, now: clock = () => performance.now() / 1000 } = this.#limit;
    const now = clock();
    if (now >= this.#ends) {
      this.#ends = this.#ends === -Infinity ? now + w : this.#ends + w * (Math.floor((now - this.#ends) / w) + 1);
      this.#used = 0;
    }
    this.#used += 1;
    return { allowed: this.#used <= q, left: Math.max(0, q - this.#used), seconds: this.#ends - now };
  }
}

/** A stream of numbers in [0, 1) that depends on two whole numbers alone, so that row `i` needs no other row. */
export function randomOf(seed: number, i: number): () => number {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of the list, each as likely as any other. */
export function pick<T>(random: () => number, list: readonly T[]): T {
  return row(list, Math.floor(random() * list.length));
}

/** One of the list, the first most likely, the k-th about 1/k as likely as the first. */
export function pickLongTailed<T>(random: () => number, list: readonly T[]): T {
  return row(list, Math.floor(Math.exp(random() * Math.log(list.length + 1))) - 1);
}
