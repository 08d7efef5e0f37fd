import type { z } from 'zod';

/** What is wrong with a value, in one sentence: each place in it, and what was expected there. */
export function problem(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => [path.join('.'), message].filter((part) => part !== '').join(': '))
    .join('; ');
}
