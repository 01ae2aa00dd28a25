/** Taking people out of what happened to a dossier, once they are to be forgotten. */
import type { Recorded } from '@motcua/service-kit/pure';
import type { SupplementItem } from './desk-facts.js';
import type { DossierFact } from './dossier-facts.js';

/** What is left of a fact: all that others were told of it, nothing about people; officers keep their names. */
export function redacted(fact: Recorded<DossierFact>): Recorded<DossierFact> {
  const less = withoutPeople(fact);
  const byApplicant = fact.actor.kind === 'citizen';
  if (less === fact && !byApplicant) return fact;
  // A fingerprint is a hash of what was typed, and whoever guesses that could prove it.
  const { fingerprint: _, ...left } = less;
  return byApplicant ? { ...left, actor: { ...fact.actor, id: 'erased' }, causedBy: `erased:${fact.id}` } : left;
}

/** The fact itself where it tells nothing about people. */
function withoutPeople(fact: Recorded<DossierFact>): Recorded<DossierFact> {
  if (fact.type === 'DossierSubmitted') {
    const filing = { ...fact.filing, ...nobody, receiptKey: null };
    const personal = { applicant: '', answers: '', receipt: '' };
    return { ...fact, filing, personal, sealedContact: '', sealedAddress: null };
  }
  if (fact.type === 'SupplementAnswered') {
    return { ...fact, answer: { ...fact.answer, ...nobody, applicant: '', answers: '' } };
  }
  if (fact.type === 'SupplementRequested') {
    return { ...fact, request: { ...fact.request, items: withoutNotes(fact.request.items) } };
  }
  if (fact.type === 'RefusalProposed') return { ...fact, proposal: { ...fact.proposal, encryptedNote: null } };
  if (fact.type === 'ResultHandedOver' && fact.receipt !== null) {
    return { ...fact, receipt: { ...fact.receipt, encryptedReceivers: '' } };
  }
  if (fact.type === 'AccessCodeRequested') return { ...fact, sealedCode: '' };
  return 'encryptedNote' in fact ? { ...fact, encryptedNote: null } : fact;
}

const nobody = { papers: [], duplicateKeys: [], personKeys: [] };

export function withoutNotes(items: readonly SupplementItem[]): readonly SupplementItem[] {
  return items.map((item) => ({ ...item, encryptedNote: null }));
}
