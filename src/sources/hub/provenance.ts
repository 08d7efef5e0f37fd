/** From where a capture was fetched, by its receipts. */
import type { PageReceipt, Part } from '../../schema/capture.ts';
import type { Description } from '../../schema/snapshot.ts';
import { forumOrigin } from '../forum/forum.ts';
import { hubOrigin } from './hub.ts';

/** The parts that are asked of a service, page by page; other parts are files that somebody made. */
const services: Partial<Record<Part, string>> = {
  hub: hubOrigin,
  'forum-robots': forumOrigin,
  'forum-site': forumOrigin,
  'forum-topics': forumOrigin,
  'forum-posts': forumOrigin,
};

/** The servers that were asked in the place of the services themselves. */
function standIns(receipts: readonly PageReceipt[]): string[] {
  const origins = receipts.flatMap(({ part, address }) => {
    const own = services[part];
    // Pages that somebody recorded have no address.
    const origin = own !== undefined && URL.canParse(address) ? new URL(address).origin : own;
    return origin === undefined || origin === own ? [] : [origin];
  });
  return [...new Set(origins)];
}

/** What is said of a capture; where servers were asked in the place of the services, that it is a rehearsal. */
export function markRehearsal(description: Description, receipts: readonly PageReceipt[]): Description {
  const others = standIns(receipts);
  if (others.length === 0) return description;
  return {
    ...description,
    title: `Rehearsal: ${description.title}`,
    limits: [
      `A rehearsal, captured from ${others.join(' and ')} in the place of the services themselves: its numbers say nothing about them.`,
      ...description.limits,
    ],
    rehearsal: true,
  };
}
