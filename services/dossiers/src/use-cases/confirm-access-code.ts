import type { AccessToken } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { accessCodeFrom, dossierOpenedBy } from '../domain/access-request.js';
import { accessRefused, tokenLivesMs } from '../domain/guest.js';
import { grantAccess } from './grant-access.js';
import { tidyCode, typedKeyOf } from './request-access-code.js';
import { accessCodeKeyOf } from './send-access-codes.js';
import { stayWithin, stayWithinAddress } from './stay-within.js';

interface ConfirmAccessCode {
  /** The dossier's, as typed. */
  readonly code: string;
  readonly accessCode: string;
}

/**
 * No such dossier, a wrong code, one that is over and one that was used go the same way up to the same refusal: one update
 * of the database, one comparison. Only who is let in costs more.
 */
export async function confirmAccessCode(
  context: Pick<Context, 'accessRequests' | 'accessTokens' | 'limits' | 'vault' | 'clock'>,
  address: string | null,
  { code: typed, accessCode }: ConfirmAccessCode,
): Promise<{ readonly dossierId: string; readonly access: AccessToken }> {
  const { accessRequests, clock } = context;
  const code = tidyCode(typed);
  await stayWithinAddress(context, 'confirmAccessCode/address', address);
  await stayWithin(context, 'confirmAccessCode/code', code);
  const at = clock.now();
  const request = await accessRequests.attempt(typedKeyOf(context, code), at);
  const expected = accessCodeFrom(accessCodeKeyOf(context, request?.id ?? 'nobody asked'));
  const dossierId = dossierOpenedBy(request, expected, accessCode);
  if (request === null || dossierId === null || !(await accessRequests.use(request.id, at))) throw accessRefused();
  return { dossierId, access: await grantAccess(context, dossierId, tokenLivesMs.dossierByCode) };
}
