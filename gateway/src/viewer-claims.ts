import { OfficerRole, type Viewer } from '@motcua/service-kit';
import { z } from 'zod';

const id = z.string().min(1).max(120);

/** The claims of an access token of the platform's issuer, by who holds it. */
const Claims = z.discriminatedUnion('motcua_kind', [
  z.object({ motcua_kind: z.literal('citizen'), sub: id }),
  z.object({
    motcua_kind: z.literal('officer'),
    sub: id,
    motcua_office: id,
    motcua_roles: z.array(OfficerRole).max(10),
  }),
  /** A partner system, by the client-credentials grant: the client is the agency. */
  z.object({ motcua_kind: z.literal('agency'), client_id: id }),
  z.object({ motcua_kind: z.literal('catalogue-admin'), sub: id }),
  z.object({ motcua_kind: z.literal('operator'), sub: id }),
]);

/** Null for claims that say nobody we know. */
export function parseViewer(payload: unknown): Viewer | null {
  const { success, data: claims } = Claims.safeParse(payload);
  if (!success) return null;
  switch (claims.motcua_kind) {
    case 'citizen':
      return { kind: 'citizen', id: claims.sub };
    case 'officer':
      return { kind: 'officer', id: claims.sub, officeId: claims.motcua_office, roles: claims.motcua_roles };
    case 'agency':
      return { kind: 'agency', id: claims.client_id };
    case 'catalogue-admin':
      return { kind: 'catalogue-admin', id: claims.sub };
    case 'operator':
      return { kind: 'operator', id: claims.sub };
  }
}
