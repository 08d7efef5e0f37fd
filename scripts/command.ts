/** What a command is: a function that the terminal runs, and that tests call with a surrounding of their own. */
import { Console } from 'node:console';
import type { Readable, Writable } from 'node:stream';

/** What a command gets from outside. */
export interface Call {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Asks the command to stop where it can go on later. */
  readonly signal?: AbortSignal | undefined;
}

export interface Surrounding extends Call {
  /** Writes a line to `stdout`. */
  readonly print: (line: string) => void;
  /** Sets an exit status other than 0 where nothing went wrong. */
  readonly exitWith: (status: number) => void;
}

/** The exit status of a command that a later call may end: EX_TEMPFAIL. */
export const comeBack = 75;

/** Runs the command to its end. @returns its exit status */
export type Command = (call?: Partial<Call>) => Promise<number>;

/** An error for arguments that are none: one sentence, and where to read on. @param expected such as “expected one folder” */
export const misused = (expected: string): Error => new Error(`${expected}; --help says how it is used`);

/** A command whose errors become one sentence and exit status 1. Set `DEBUG` to see where they came from. */
export function command(usage: string, body: (surrounding: Surrounding) => Promise<void>): Command {
  return async ({
    args = process.argv.slice(2),
    env = process.env,
    stdin = process.stdin,
    stdout = process.stdout,
    stderr = process.stderr,
    signal,
  } = {}) => {
    const terminal = new Console({ stdout, stderr });
    const print = (line: string) => terminal.log(line);
    if (args.includes('--help')) {
      print(usage);
      return 0;
    }
    let status = 0;
    const exitWith = (other: number) => (status = other);
    try {
      await body({ args, env, stdin, stdout, stderr, signal, print, exitWith });
      return status;
    } catch (error) {
      terminal.error(env.DEBUG ? error : `error: ${error instanceof Error ? error.message : String(error)}`);
      return 1;
    }
  };
}
