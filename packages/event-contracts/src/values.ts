import { z } from 'zod';

export const Id = z.string().min(1).max(200);
export const Instant = z.iso.datetime({ offset: true });
export const Day = z.iso.date();
/** Integer Vietnamese đồng, never negative. */
export const AmountVnd = z.int().nonnegative();
/** A JWE in compact form (RFC 7516) that only the named service can open. */
export const Sealed = z.string().regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/);
export const LocalizedText = z.object({ vi: z.string(), en: z.string().optional() });

export const sampleSealed = 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2FtcGxl.c2FtcGxlLWl2.Y2lwaGVy.dGFn';
