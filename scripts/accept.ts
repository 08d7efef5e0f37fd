/** The gates that a command accepts, each with its reason. */
import { type Failure, isGate, type Gate, gates } from '../src/snapshot/gates.ts';

/**
 * @param texts as in `--accept shrunk="The Hub removed spam."`, without the quotation marks, which are the shell's
 * @throws {Error} if one is not a gate with a reason, or names a gate again
 */
export function acceptedGates(texts: readonly string[]): ReadonlyMap<Gate, string> {
  const reasons = new Map<Gate, string>();
  for (const text of texts) {
    const [, gate = text, reason = ''] = /^\s*([^=]*?)\s*=(.*)$/s.exec(text) ?? [];
    if (!isGate(gate))
      throw new Error(`--accept ${text} names no gate; expected <gate>="reason" with one of ${gates.join(', ')}`);
    if (reason.trim() === '') throw new Error(`--accept ${gate} has no reason; expected --accept ${gate}="reason"`);
    if (reasons.has(gate)) throw new Error(`--accept names ${gate} twice; one reason is enough`);
    // In one line, since it goes into tables and lists.
    reasons.set(gate, reason.trim().replaceAll(/\s+/g, ' '));
  }
  return reasons;
}

/**
 * What failed, each with the reason for letting it pass.
 *
 * @throws {Error} if something failed that is not accepted, or something is accepted that passes
 */
export function weighed(failed: readonly Failure[], accepted: ReadonlyMap<Gate, string>) {
  const refused = failed.filter(({ gate }) => !accepted.has(gate));
  if (refused.length > 0)
    throw new Error(
      `nothing was written: ${refused.map(({ gate, found }) => `${gate}: ${found}`).join('; ')}. If the numbers are right, say why with ${[...new Set(refused.map(({ gate }) => `--accept ${gate}="reason"`))].join(' ')}`,
    );
  const needless = [...accepted.keys()].find((gate) => !failed.some((failure) => failure.gate === gate));
  if (needless !== undefined)
    throw new Error(`nothing was written: --accept ${needless} is not needed, as that gate passes; leave it out`);
  return failed.map((failure) => ({ ...failure, reason: accepted.get(failure.gate) ?? '' }));
}
