/** How long servers ask to wait, in the headers of their answers. */

/** Of a window of requests, the part that is left to others. */
const reserve = 0.2;

/** Milliseconds to wait by a `Retry-After` header, in seconds or until a date. */
export function retryAfter(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/**
 * Windows of requests, as servers describe them in headers:
 *
 *     RateLimit: "api";r=499;t=299
 *     RateLimit-Policy: "fixed window";"api";q=500;w=300
 *
 * and in the older form `RateLimit-Limit`, `-Remaining`, `-Reset`.
 */
export class RateLimits {
  /** Milliseconds until the window ends, by the last answer that said so. */
  reset: number | null = null;
  /** How many requests a window has; where no policy says it, the most that were ever left. */
  readonly #quota = new Map<string, number>();

  /** Takes note of an answer. @returns milliseconds to wait before the next request, null if there is no need */
  read(headers: Readonly<Record<string, string>>): number | null {
    this.reset = null;
    for (const policy of items(headers['ratelimit-policy']))
      if (policy.q !== null) this.#quota.set(policy.name, policy.q);
    const older = {
      name: '',
      q: whole(headers['ratelimit-limit']),
      r: whole(headers['ratelimit-remaining']),
      t: whole(headers['ratelimit-reset']),
    };
    let needed: number | null = null;
    for (const { name, q, r, t } of headers.ratelimit === undefined ? [older] : items(headers.ratelimit)) {
      if (r === null || t === null) continue;
      this.reset = Math.max(this.reset ?? 0, t * 1000);
      const quota = q ?? this.#quota.get(name) ?? r;
      if (!this.#quota.has(name)) this.#quota.set(name, quota);
      if (r <= reserve * quota) needed = Math.max(needed ?? 0, t * 1000);
    }
    return needed;
  }
}

interface Item {
  readonly name: string;
  readonly q: number | null;
  readonly r: number | null;
  readonly t: number | null;
}

function items(header = ''): Item[] {
  return header.split(',').map((item) => {
    const parameter = (key: string) => whole(new RegExp(`(?:^|;)\\s*${key}=(\\d+)\\s*(?:;|$)`).exec(item)?.[1]);
    // The Hub's policies carry two names, and the window is known by the second.
    const name = Array.from(item.matchAll(/"([^"]*)"/g), ([, quoted = '']) => quoted).at(-1) ?? '';
    return { name, q: parameter('q'), r: parameter('r'), t: parameter('t') };
  });
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
