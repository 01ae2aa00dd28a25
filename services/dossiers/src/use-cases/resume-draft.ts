import type { AccessToken } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { accessRefused, tokenLivesMs } from '../domain/guest.js';
import { grantAccess } from './grant-access.js';
import { stayWithinAddress } from './stay-within.js';
import { resumeKeyOf } from './resume-token.js';

/** Whoever holds the link goes on with the draft; once it was submitted, the link opens nothing more. */
export async function resumeDraft(
  context: Context,
  address: string | null,
  { resumeToken }: { readonly resumeToken: string },
): Promise<{ readonly draftId: string; readonly access: AccessToken }> {
  await stayWithinAddress(context, 'resumeDraft/address', address);
  const draft = await context.drafts.findByResumeKey(resumeKeyOf(context, resumeToken));
  const isOpen = draft?.submission === null && draft.resume !== null && draft.resume.expiresAt > context.clock.now();
  if (!isOpen) throw accessRefused();
  return { draftId: draft.id, access: await grantAccess(context, draft.id, tokenLivesMs.draft) };
}
