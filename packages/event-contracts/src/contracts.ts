import type { EventContract } from './contract.js';
import * as agencies from './agencies.js';
import * as delivery from './delivery.js';
import * as dossierEndings from './dossier-endings.js';
import * as dossierResults from './dossier-results.js';
import * as dossierSteps from './dossier-steps.js';
import * as dossiers from './dossiers.js';
import * as drafts from './drafts.js';
import * as notifications from './notifications.js';
import * as payments from './payments.js';
import * as procedures from './procedures.js';

/** Every contract there is, by its name on the wire. */
export const contracts: ReadonlyMap<string, EventContract> = new Map(
  [
    agencies,
    delivery,
    dossierEndings,
    dossierResults,
    dossierSteps,
    dossiers,
    drafts,
    notifications,
    payments,
    procedures,
  ]
    .flatMap((publisher) => Object.values(publisher).filter(isContract))
    .map((declared) => [`${declared.name}.v${declared.version}`, declared]),
);

function isContract(value: unknown): value is EventContract {
  return typeof value === 'object' && value !== null && 'name' in value && 'topic' in value && 'sample' in value;
}
