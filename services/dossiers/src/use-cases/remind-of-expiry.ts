import { contactOf, type ContactAnswers } from '@motcua/procedure-definition';
import type { Context } from '../context.js';
import { tellOfExpiry } from '../domain/draft-notice.js';
import type { Draft } from '../domain/draft.js';
import { makeResumeLink } from './resume-token.js';

/** So long before a draft is erased. */
const aheadMs = 3 * 86_400_000;
const atOnce = 50;

/**
 * Tells whoever left a phone or an e-mail that their draft will be erased, once for each expiry: the expiry is the cause of
 * the notice, so whatever a crash cuts off is done again with one effect.
 */
export async function remindOfExpiry(context: Context, now: Date): Promise<void> {
  const before = new Date(now.getTime() + aheadMs);
  const drafts = await context.drafts.listUnreminded({ after: now, before }, atOnce);
  const outcomes = await Promise.allSettled(drafts.map((draft) => remind(context, draft, now)));
  const reasons = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (reasons.length > 0) throw new AggregateError(reasons, 'owners of drafts could not be reminded');
}

async function remind(context: Context, draft: Draft, now: Date): Promise<void> {
  const definition = await context.catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  const contact = contactOf(definition, draft.answers);
  if (contact.phone !== null || contact.email !== null) {
    // False: the draft changed just now, and with it its expiry.
    if (!(await tell(context, draft, contact, now))) return;
  }
  await context.drafts.markReminded(draft.id, draft.expiresAt);
}

async function tell(context: Context, draft: Draft, contact: ContactAnswers, now: Date): Promise<boolean> {
  const cause = {
    id: `expiry:${draft.expiresAt.toISOString()}`,
    actor: { kind: 'system', id: 'drafts' },
    at: now,
  } as const;
  const { url, link } = makeResumeLink(context, draft.id, cause.id, now);
  // Kept before it is told, so that no message leads nowhere. A link that nobody would get ends no other one.
  const isKept = contact.email === null || draft.resume?.key === link.key;
  if (!isKept && !(await context.drafts.keepResumeLink(draft.id, draft.revision, link))) return false;
  const { name, phone, email } = contact;
  const resumeUrl = email === null ? null : url;
  const sealed = { name: name ?? '', phone, email, language: draft.language, resumeUrl };
  const { procedureCode, officeId, expiresAt } = draft;
  const about = { type: 'ExpiryApproached', procedureCode, officeId, expiresAt } as const;
  const sealedContact = await context.sealer.seal('notifications', sealed);
  await context.draftNotices.execute(draft.id, cause, tellOfExpiry({ ...about, sealedContact }));
  return true;
}
