import type { DossierFact } from './dossier-facts.js';
import type { DossierState } from './dossier.js';

/** The decisions allow a fact only where the table does, so this is a fault of ours, never a refusal. */
export function impossible(state: DossierState, fact: DossierFact): Error {
  return new Error(`${fact.type} cannot happen to a dossier that is ${state.status}`);
}
