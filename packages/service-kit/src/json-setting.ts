import { z } from 'zod';

/** A setting that holds JSON, e.g. a key set: parsed, then checked by the schema. */
export function jsonSetting<Schema extends z.ZodType>(schema: Schema): z.ZodPipe<z.ZodType<unknown, string>, Schema> {
  const parsed = z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      // Not rethrown: the parser's message quotes the text, and the text may be a private key.
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  });
  return z.pipe(parsed, schema);
}
