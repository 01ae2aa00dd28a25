/** What somebody may do with a dossier now: the table, the viewer's role and the steps, as the decisions judge them. */
import { hasRole, relationOf } from './access.js';
import type { DossierState } from './dossier.js';
import { permits } from './lifecycle.js';
import type { Officer, Party } from './party.js';
import { whyNotSign } from './result-decisions.js';

export type DossierAction = 'RECEIVE' | 'COMPLETE_STEP' | 'SIGN_RESULT';

const offers: Readonly<Record<DossierAction, (state: DossierState, officer: Officer) => boolean>> = {
  RECEIVE: (state, officer) => permits(state, 'receive') && hasRole(officer, ['receive']),
  COMPLETE_STEP: (state, officer) =>
    permits(state, 'completeStep') &&
    state.steps.some(
      (step) => step.state === 'OPEN' && step.worker.kind === 'WARD' && hasRole(officer, step.worker.roles),
    ),
  SIGN_RESULT: (state, officer) =>
    permits(state, 'sign') && hasRole(officer, ['sign']) && whyNotSign(state, officer) === null,
};

const actions = ['RECEIVE', 'COMPLETE_STEP', 'SIGN_RESULT'] as const satisfies readonly DossierAction[];

export function availableActions(state: DossierState, party: Party): readonly DossierAction[] {
  if (party.kind !== 'officer' || relationOf(party, state) !== 'OFFICE') return [];
  return actions.filter((action) => offers[action](state, party));
}
