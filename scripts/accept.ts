/** The gates that a command accepts, each with its reason. */
import { isGate, type Gate, gates } from '../src/snapshot/gates.ts';

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
