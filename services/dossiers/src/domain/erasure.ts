/** Forgetting people: a dossier at its end loses everything that tells about anybody, and keeps that it was there. */
import type { Decision } from '@motcua/service-kit/pure';
import type { DossierFact } from './dossier-facts.js';
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
