/** The topics of the report, in its order. Each has a page of its own, and each snapshot one for its tables of it. */
import { z } from 'zod';

export const topics = [
  { id: 'models', title: 'Models' },
  { id: 'documentation', title: 'Documentation' },
  { id: 'challenges', title: 'Challenges' },
  { id: 'benefits', title: 'Benefits' },
  { id: 'reuse', title: 'Reuse' },
  { id: 'lineage', title: 'Lineage' },
  { id: 'community', title: 'Community' },
  { id: 'methods', title: 'Methods' },
] as const;

export const TopicId = z.enum(topics.map(({ id }) => id));
export type TopicId = z.infer<typeof TopicId>;
