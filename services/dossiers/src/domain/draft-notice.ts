/** What its owner was told about a draft: that it will soon be erased, once for each expiry. */
import type { Aggregate, Decision } from '@motcua/service-kit/pure';

export interface ExpiryApproached {
  readonly type: 'ExpiryApproached';
  readonly procedureCode: string;
  readonly officeId: string;
  readonly expiresAt: Date;
  /** JWE for notifications: name, phone, e-mail, language, and the link that opens the draft. */
  readonly sealedContact: string;
}

export type DraftNoticeState = { readonly status: 'NONE' } | { readonly status: 'TOLD'; readonly expiresAt: Date };

/** Its id is the draft's. */
export const draftNotice: Aggregate<DraftNoticeState, ExpiryApproached> = {
  name: 'draft_notices',
  initial: { status: 'NONE' },
  evolve: (_, { expiresAt }) => ({ status: 'TOLD', expiresAt }),
};

export function tellOfExpiry(approached: ExpiryApproached): Decision<DraftNoticeState, ExpiryApproached> {
  return (state) => (state.status === 'TOLD' && state.expiresAt >= approached.expiresAt ? [] : [approached]);
}
