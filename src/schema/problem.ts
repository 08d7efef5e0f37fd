import type { z } from 'zod';

/** What is wrong with a value, in one sentence: each place in it, and what was expected there. */
export function problem(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => [path.join('.'), inWords(message)].filter((part) => part !== '').join(': '))
    .join('; ');
}

/** A field that is not there is said to be `undefined`, a word of programs. */
const inWords = (message: string) =>
  message.replace(/^Invalid input: expected (\w+), received undefined$/, 'is missing, expected $1');

/** A value in its shape. @throws {Error} the complaint, with what is wrong where */
export function parseAs<Shape extends z.ZodType>(shape: Shape, value: unknown, complaint: string): z.output<Shape> {
  const result = shape.safeParse(value);
  if (!result.success) throw new Error(`${complaint}: ${problem(result.error)}`);
  return result.data;
}

/** What a text holds as JSON. @throws {Error} that names it, if it is none */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON, it may have been cut short: ${(error as Error).message}`, { cause: error });
  }
}
