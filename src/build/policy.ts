/**
 * What a page of the site may load and do: nothing but what is listed. Every page says so itself, in a meta tag, and
 * `headers.ts` says it once more for hosts that send headers.
 *
 * `'self'` and not hashes: there is no script or style in any page, every script is a file of the site whose name is
 * made from its content, and a hash in the policy does not reach the modules that a script loads when it is used.
 */

interface PolicyOptions {
  /** Whether programs other than scripts may run: the search is one, and its page alone may. */
  readonly wasm?: boolean;
  /** Who may show the page in a frame. A meta tag has no say in it, so there it is left out. */
  readonly framedBy?: 'nobody';
}

/** The value of a Content-Security-Policy. */
export function contentPolicy({ wasm = false, framedBy }: PolicyOptions = {}): string {
  return [
    "default-src 'none'",
    `script-src 'self'${wasm ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    "font-src 'self'",
    // A figure draws its PNG in the reader's browser, from a picture that never leaves it.
    "img-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    ...(framedBy === 'nobody' ? ["frame-ancestors 'none'"] : []),
  ].join('; ');
}
