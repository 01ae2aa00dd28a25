/** Who may prepare, publish and retire: catalogue admins; everything published is for everybody. */
import { Refusal } from '@motcua/service-kit/pure';

/** A viewer as far as this service tells viewers apart. */
export type Visitor =
  | { readonly kind: 'catalogue-admin'; readonly id: string }
  | { readonly kind: 'anonymous' | 'citizen' | 'guest' | 'officer' | 'agency' | 'operator' };

export interface CatalogueAdmin {
  readonly kind: 'catalogue-admin';
  readonly id: string;
}

/** @throws Refusal SIGN_IN_REQUIRED, FORBIDDEN for everybody who is not a catalogue admin */
export function requireCatalogueAdmin(visitor: Visitor): CatalogueAdmin {
  if (visitor.kind === 'catalogue-admin') return visitor;
  if (visitor.kind === 'anonymous') throw new Refusal('SIGN_IN_REQUIRED', 'Sign in to work on the catalogue.');
  throw new Refusal('FORBIDDEN', 'Only catalogue admins work on the catalogue.');
}

/** Two pairs of eyes: whoever drafted a version does not publish it. */
export function mayPublish(admin: CatalogueAdmin, draft: { readonly draftedBy: string }): boolean {
  return admin.id !== draft.draftedBy;
}
