import { DraftExpiryApproaching } from '@motcua/event-contracts';
import { publish, type Published, type Stored } from '@motcua/service-kit';
import type { DraftNoticeState, ExpiryApproached } from '../domain/draft-notice.js';

/** What others hear about a draft: that it will be erased; who its owner is, only sealed. */
export function publishedNotice(
  { procedureCode, officeId, expiresAt, sealedContact }: ExpiryApproached,
  { id: draftId }: Stored<DraftNoticeState, ExpiryApproached>,
): readonly Published[] {
  const data = { draftId, procedureCode, officeId, expiresAt: expiresAt.toISOString(), sealedContact };
  return [publish(DraftExpiryApproaching, data, { key: draftId })];
}
