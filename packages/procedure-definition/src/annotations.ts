import { z } from 'zod';

/** Where a part comes from and how sure we are; any part of a definition may say so. */
export const annotations = {
  source: z.string().optional(),
  note: z.string().optional(),
  /** Not read in an official text, or local and still to be asked. */
  unconfirmed: z.boolean().optional(),
  /** Our own addition, not part of any official text. */
  ours: z.boolean().optional(),
};

/** A key within a definition. Names every object already carries (`constructor` …) are refused. */
export const Key = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/)
  .max(60)
  .refine((key) => !(key in {}), 'reserved');

export const Text = z.string().min(1).max(2000);
/** `hh:mm` in Vietnam */
export const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const Count = z.int().nonnegative();
