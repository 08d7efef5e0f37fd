/** Counts what a client asks and waits for, to be recorded with what it got. */
import { type Effort, totalEffort } from '../schema/fetching.ts';

export class EffortTally {
  #effort = totalEffort([]);

  request(): void {
    this.#effort.requests += 1;
  }

  wait(milliseconds: number): void {
    this.#effort.waits += 1;
    this.#effort.waitSeconds += milliseconds / 1000;
  }

  refusal(status: number): void {
    this.#effort.refusals[status] = (this.#effort.refusals[status] ?? 0) + 1;
  }

  /** All since the last time. */
  take(): Effort {
    const effort = totalEffort([this.#effort]);
    this.#effort = totalEffort([]);
    return effort;
  }
}
