import { z } from 'zod';

export const OfficerRole = z.enum(['receive', 'process', 'sign', 'lead']);
export type OfficerRole = z.infer<typeof OfficerRole>;

const id = z.string().min(1).max(120);

/** Who looks: as the gateway established it from the caller's token, and as every service authorises by. */
export const Viewer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({ kind: z.literal('citizen'), id }),
  /** Somebody without an account who holds an access token; it opens one thing, named by its id, and nothing else. */
  z.object({ kind: z.literal('guest'), id, opens: id }),
  z.object({ kind: z.literal('officer'), id, officeId: id, roles: z.array(OfficerRole).readonly() }),
  z.object({ kind: z.literal('agency'), id }),
  z.object({ kind: z.literal('catalogue-admin'), id }),
  z.object({ kind: z.literal('operator'), id }),
]);
export type Viewer = Readonly<z.infer<typeof Viewer>>;
