import { contactOf } from '@motcua/procedure-definition';
import type { Context } from '../context.js';
import { tellOfExpiry } from '../domain/draft-notice.js';
import { channelOf, type Draft } from '../domain/draft.js';
import { makeResumeLink } from './resume-token.js';

/** So long before a draft is erased. */
const aheadMs = 3 * 86_400_000;
/** Nobody is told in the last hour: it would help little, and must not meet the erasure by another replica. */
const tooLateMs = 3_600_000;
const atOnce = 50;
const longest = 200;

/**
 * Tells whoever left a phone or an e-mail that their draft will be erased, once for each expiry: the expiry is the cause of
 * the notice, so whatever a crash cuts off is done again with one effect.
 */
export async function remindOfExpiry(context: Context, now: Date): Promise<void> {
  const after = new Date(now.getTime() + tooLateMs);
  const before = new Date(now.getTime() + aheadMs);
  const drafts = await context.drafts.listUnreminded({ after, before }, atOnce);
  const outcomes = await Promise.allSettled(drafts.map((draft) => remind(context, draft, now)));
  const reasons = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (reasons.length > 0) throw new AggregateError(reasons, 'owners of drafts could not be reminded');
}

async function remind(context: Context, draft: Draft, now: Date): Promise<void> {
  const contact = await readContact(context, draft);
  // A desk looks after its own drafts; no link to one goes out.
  const goesOut = channelOf(draft) === 'ONLINE';
  if (goesOut && (contact.phone !== null || contact.email !== null)) {
    // False: the draft changed just now, and with it its expiry.
    if (!(await tell(context, draft, contact, now))) return;
  }
  await context.drafts.markReminded(draft.id, draft.expiresAt);
}

interface DraftContact {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Nobody has judged these answers: what is longer than any name or address is none. */
async function readContact({ catalogue }: Context, draft: Draft): Promise<DraftContact> {
  const definition = await catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  const { name, phone, email } = contactOf(definition, draft.answers);
  const sane = (text: string | null) => (text !== null && text.length <= longest ? text : null);
  return { name: sane(name) ?? '', phone: sane(phone), email: sane(email) };
}

async function tell(context: Context, draft: Draft, contact: DraftContact, now: Date): Promise<boolean> {
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
  const sealed = { name, phone, email, language: draft.language, resumeUrl };
  const { procedureCode, officeId, expiresAt } = draft;
  const about = { type: 'ExpiryApproached', procedureCode, officeId, expiresAt } as const;
  const sealedContact = await context.sealer.seal('notifications', sealed);
  await context.draftNotices.execute(draft.id, cause, tellOfExpiry({ ...about, sealedContact }));
  return true;
}
