/** The contents of `content/labels/root-causes.json`: where the cause of each answered question lay, as we read it. */
import { z } from 'zod';
import { Slug } from './scalars.ts';

const RootCauseLabel = z.strictObject({
  /** Number of the forum topic. */
  topic: z.int().positive(),
  challenge: Slug,
  /** Group of root causes. */
  group: Slug,
});

export const RootCauseLabels = z
  .strictObject({
    /** Which list of questions was read. */
    source: z.string().min(1),
    /** By which rule. */
    rule: z.string().min(1),
    /** One a row of the list, in its order; a topic with two causes has two rows. */
    labels: z.array(RootCauseLabel).min(1),
  })
  .superRefine(({ labels }, context) => {
    const seen = new Set<string>();
    for (const { topic, challenge, group } of labels) {
      const label = `${topic} ${challenge} ${group}`;
      if (seen.has(label))
        context.addIssue({ code: 'custom', message: `the topic ${topic} is labelled ${challenge}, ${group} twice` });
      seen.add(label);
    }
  });
export type RootCauseLabels = z.infer<typeof RootCauseLabels>;
