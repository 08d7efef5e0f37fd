/** Runs a script to its end, and says how long it took and how much memory it held at most. */
import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { misused } from '../../scripts/command.ts';

export const root = join(import.meta.dirname, '../..');

export interface Measured {
  readonly seconds: number;
  /** The highest resident size that was seen, of the script and of all that it started, ten times a second. */
  readonly megabytes: number;
  /** What all of them worked, in seconds of one core: on a busy machine it says more than the seconds that went by. */
  readonly cpuSeconds: number;
}

/** A size from what the system says of a process, in kB; 0 once it is gone. */
function memoryOf(process: string, field: 'VmHWM' | 'VmRSS'): number {
  const status = `/proc/${process}/status`;
  if (!existsSync(status)) return 0;
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(status, 'utf8'))?.[1] ?? 0);
}

/** What a process worked, and what those that it started and that have ended did, in hundredths of a second. */
function cpuTicks(process: string): number {
  const stat = `/proc/${process}/stat`;
  if (!existsSync(stat)) return 0;
  // After the name, which may hold blanks: fields 14 to 17 of proc(5).
  const fields = readFileSync(stat, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
}

/** A process and all that it started and that runs. */
function processTree(process: string): string[] {
  const started = globSync(`/proc/${process}/task/*/children`).flatMap((file) =>
    existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean) : [],
  );
  return [process, ...started.flatMap(processTree)];
}
const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);

/** @throws {Error} if the script does not end well */
export function measure(args: readonly string[], { cwd = root }: { cwd?: string } = {}): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    const id = String(child.pid ?? 0);
    let [peak, work] = [0, 0];
    const look = setInterval(() => {
      const all = processTree(id);
      // What they share counts for each.
      peak = Math.max(peak, memoryOf(id, 'VmHWM'), sum(all.map((each) => memoryOf(each, 'VmRSS'))));
      work = Math.max(work, sum(all.map(cpuTicks)));
    }, 100);
    child.once('close', (code) => {
      clearInterval(look);
      if (code === 0)
        resolve({ seconds: (performance.now() - begin) / 1000, megabytes: peak / 1024, cpuSeconds: work / 100 });
      else reject(new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}`));
    });
  });
}

export const machine = () =>
  `machine    ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

/** The sizes that a benchmark is given. @throws {Error} if one is not a whole number, or if there are more than it takes */
export function numbersGiven(args: readonly string[], most = Infinity): number[] {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const wrong = positionals.find((each) => !/^\d+$/.test(each));
  if (wrong !== undefined) throw misused(`${wrong} is not a whole number`);
  if (positionals.length > most) throw misused(`expected at most ${most} number${most === 1 ? '' : 's'}`);
  return positionals.map(Number);
}
