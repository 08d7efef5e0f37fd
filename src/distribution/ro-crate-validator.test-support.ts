/** RO-Crate by the validator of its makers, which comes without types. */
import { createRequire } from 'node:module';

interface Result {
  readonly status: 'success' | 'info' | 'warning' | 'error';
  readonly message: string;
  /** The file or thing that is meant, where it is one. */
  readonly entity?: string;
}
interface Validator {
  readonly results: readonly Result[];
  parseJSON(text: string): void;
  rootDataEntity(): void;
  checkFiles(files: Record<string, { exists: boolean; inCrate: boolean; isDir: boolean }>): void;
}
const { Validator } = createRequire(import.meta.url)('ro-crate') as { Validator: new () => Validator };

/**
 * What the validator finds wrong, without its check that fetches the context from the web.
 *
 * @param files the names in the crate's folder, to hold against those in its text
 * @throws {Error} if the validator has looked at next to nothing
 */
export function crateProblems(text: string, files: readonly string[] = []): string[] {
  const validator = new Validator();
  validator.parseJSON(text);
  validator.rootDataEntity();
  if (files.length > 0)
    validator.checkFiles(
      Object.fromEntries(files.map((name) => [name, { exists: true, inCrate: false, isDir: false }])),
    );
  const passed = validator.results.filter(({ status }) => status === 'success');
  if (passed.length < 5) throw new Error(`the validator of RO-Crate has looked at ${passed.length} things only`);
  return validator.results.flatMap(({ status, message, entity }) =>
    status === 'success' ? [] : [entity === undefined ? message : `${entity}: ${message}`],
  );
}
