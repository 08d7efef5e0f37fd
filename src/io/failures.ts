/** How a request can fail, and whether another try may do better. */
import { asPlainText } from './secrets.ts';

/** An answer that came with a good status and is not what was asked for. It is asked for again. */
export class BrokenAnswer extends Error {}

/** Somebody asked to stop, and nothing is half done. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
  }
}

/** A service gave no good answer in all the time that one waits for it: what was begun goes on another time. */
export class Outage extends Error {}

/** Why a try failed, when another one may do better. */
export class RetryableError extends Error {
  /** Milliseconds that the server asks to wait; null when it does not say. */
  readonly wait: number | null;
  constructor(sentence: string, wait: number | null = null) {
    super(sentence);
    this.wait = wait;
  }
}

/** What went wrong on the way is worth another try; what is wrong with the request is not. */
export function toRetryable(error: unknown): RetryableError | null {
  if (error instanceof RetryableError) return error;
  if (error instanceof BrokenAnswer) return new RetryableError(error.message);
  if (!(error instanceof Error)) return null;
  if (error.name === 'TimeoutError') return new RetryableError('the answer took too long');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return new RetryableError('no answer came');
  if (code === 'UND_ERR_BODY_TIMEOUT') return new RetryableError('the answer stopped half-way');
  const passing =
    /^(HPE_|Z_|UND_ERR_(SOCKET|CONNECT|ABORTED|RES|RESPONSE)|E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN))/;
  return passing.test(code) || error.name === 'HTTPParserError'
    ? new RetryableError(asPlainText(error.message) || code)
    : null;
}
