/** What must not be printed, stored or sent elsewhere. */

/** An address that may be printed and stored: without user, password and fragment, and without what looks signed. */
export function withoutSecrets(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  url.hash = '';
  for (const name of new Set(url.searchParams.keys()))
    if (/token|secret|signature|credential|password|api.?key|^key|^sig|policy/i.test(name))
      url.searchParams.delete(name);
  return url.href;
}

/** The start of a text from elsewhere, fit to stand in a line: no escape sequences, no changes of direction. */
export function asPlainText(text: string): string {
  const visible = text
    .slice(0, 2000)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return visible.length > 200 ? `${visible.slice(0, 200)}…` : visible;
}

/** @throws {Error} if it is no token, or its origin is none to send one to */
export function checkToken({ value, origin }: { value: string; origin: string }): void {
  if (!/^[\x21-\x7e]{8,}$/.test(value))
    throw new Error(
      'the token is not a token: it needs eight or more characters, and none that are blank or not ASCII',
    );
  checkTokenOrigin(origin);
}

/** @throws {Error} if what is sent to the origin can be read on the way */
export function checkTokenOrigin(origin: string): void {
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:' && !['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
    throw new Error(`a token is not sent to ${origin}, where everyone on the way can read it`);
}
