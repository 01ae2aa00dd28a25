import type { EventContract } from './contract.js';
import { DossierStepStarted } from './dossiers.js';

/** One topic per agency, because a Kafka ACL cannot filter inside a topic. */
export const partnerTopic = 'partner.<agency>.v1';

/**
 * What an agency hears on its own topic: events of `dossier.v1` about its steps, signed and numbered by `feedsequence`. The rest
 * of a dossier is none of its business.
 */
export const partnerFeed: readonly EventContract[] = [DossierStepStarted];
