/** Commands as tests call them: within the process, or in one of their own where signals and exit status matter. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Call, Command } from '../scripts/command.ts';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command that ended in one sentence ends. */
export const oneSentence = /^error: [^\n]+\n$/;

/** Calls a command in this process, with an environment that has nothing but `env`. */
export async function call(
  command: Command,
  args: readonly string[],
  { env = {}, stdin = '', signal }: { env?: Call['env']; stdin?: string; signal?: AbortSignal } = {},
): Promise<Ended> {
  const [stdout, stderr] = [collector(), collector()];
  const status = await command({
    args,
    env,
    stdin: Readable.from([stdin]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    signal,
  });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

/** A stream that keeps what is written to it, also when a pipeline broke. */
function collector(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  stream.on('error', () => {});
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

/** Runs `scripts/<script>` in a process of its own. */
export async function spawnScript(
  script: string,
  args: readonly string[],
  { env = {}, onStart }: { env?: Call['env']; onStart?: (child: ChildProcess) => void } = {},
): Promise<Ended & { readonly signal: NodeJS.Signals | null }> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../scripts', script), ...args], {
    // A third of a command that ends soon is reading modules: `npm test` says where they lie as they were read before.
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject).on('close', (status, signal) => {
      resolve([status, signal]);
    });
  });
  onStart?.(child);
  const [stdout, stderr, [status, signal]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, signal, stdout, stderr };
}
