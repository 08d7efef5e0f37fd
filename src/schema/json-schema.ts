import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * One of our shapes as JSON Schema, draft 2020-12, for those who read what we publish. It is open where ours is strict:
 * an answer may have gained a property, and who does not know it passes over it. Rules between parts of a value, as that
 * no two rows are alike, are not in it.
 */
export function jsonSchema(shape: z.ZodType): JsonSchema {
  return z.toJSONSchema(shape, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
}
