/** Forgetting people: a dossier at its end loses everything that tells about anybody, and keeps that it was there. */
import type { Decision, Recorded } from '@motcua/service-kit/pure';
import type { DossierFact, DossierSubmitted } from './dossier-facts.js';
import type { DossierState } from './dossier.js';
import { permitted } from './lifecycle.js';

type Decide = Decision<DossierState, DossierFact>;

/** Erasing again, by whomever, changes nothing. */
export function erase(reasonCode: string, erasedAt: Date): Decide {
  return (state) =>
    permitted(state, 'erase').erasure === null ? [{ type: 'DossierErased', reasonCode, erasedAt }] : [];
}

/** Key, files, draft and sealed parts are gone. */
export function confirmErased(destroyedAt: Date): Decide {
  return (state) => {
    const { erasure } = permitted(state, 'confirmErased');
    return erasure === null || erasure.pendingSince === null ? [] : [{ type: 'PersonalDataDestroyed', destroyedAt }];
  };
}

/** What is left of the first fact: all that others were told about the dossier, nothing about its people. */
export function redacted(submission: Recorded<DossierSubmitted>): Recorded<DossierSubmitted> {
  const { filing, actor } = submission;
  return {
    ...submission,
    actor: { ...actor, id: 'erased' },
    filing: { ...filing, papers: [], receiptKey: null, duplicateKeys: [], personKeys: [] },
    personal: { applicant: '', answers: '', receipt: '' },
    sealedContact: '',
    sealedAddress: null,
  };
}
