import type { AccessToken } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { accessRefused, tokenLivesMs } from '../domain/guest.js';
import { receiptKeyOf } from './blind-keys.js';
import { grantAccess } from './grant-access.js';
import { stayWithinAddress } from './stay-within.js';

/** Whoever holds the slip acts as the applicant. */
export async function redeemReceipt(
  context: Context,
  address: string | null,
  { receiptToken }: { readonly receiptToken: string },
): Promise<{ readonly dossierId: string; readonly access: AccessToken }> {
  await stayWithinAddress(context, 'redeemReceipt/address', address);
  const stored = await context.dossiers.findByReceiptKey(receiptKeyOf(context, receiptToken));
  if (stored === null) throw accessRefused();
  return { dossierId: stored.id, access: await grantAccess(context, stored.id, tokenLivesMs.dossier) };
}
