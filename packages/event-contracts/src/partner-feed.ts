import type { EventContract } from './contract.js';
import { AgencyAnswerRefused } from './agencies.js';
import { DossierStepCancelled, DossierStepRescheduled, DossierStepStarted } from './dossier-steps.js';

/** One topic per agency, because a Kafka ACL cannot filter inside a topic. */
export const partnerTopic = 'partner.<agency>.v1';

/**
 * What an agency hears on its own topic: events of `dossier.v1` about its steps and what of its answers was not taken, signed and
 * numbered by `feedsequence` (not where an answer named no dossier the agency works on). The rest of a dossier is none of its
 * business.
 */
export const partnerFeed: readonly EventContract[] = [
  DossierStepStarted,
  DossierStepRescheduled,
  DossierStepCancelled,
  AgencyAnswerRefused,
];
