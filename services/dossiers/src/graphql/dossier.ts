import { partyOf, type GraphContext } from '../context.js';
import { sights, stepsOf } from '../domain/access.js';
import { nationalStatus } from '../domain/national-status.js';
import { nextStepsFor } from '../domain/next-steps.js';
import type { Party } from '../domain/party.js';
import type { Step } from '../domain/step.js';
import { timelineOf } from '../domain/timeline.js';
import { seeSlips } from '../use-cases/give-official-slip.js';
import { giveSlip } from '../use-cases/give-slip.js';
import { listAccesses } from '../use-cases/list-accesses.js';
import { readAnswers, readApplicant, readPapers } from '../use-cases/read-personal.js';
import { listResults } from '../use-cases/read-results.js';
import { listSupplements } from '../use-cases/read-supplements.js';
import { findPossibleDuplicates } from '../use-cases/similar-dossiers.js';
import { seeDossiers, type SeenDossier } from '../use-cases/see-dossier.js';
import type { DossierProgressResolvers, DossierResolvers, DossierStep } from './generated/resolvers.js';
import { dossierAtDesk } from './dossier-at-desk.js';
import { localized, toFee } from './localized.js';

/** The dossier as this viewer may see it, read once for all fields of a request. */
export function loadDossier(context: GraphContext, id: string): Promise<SeenDossier | null> {
  const party = partyOf(context.viewer);
  return context.loader('dossiers', (ids: readonly string[]) => seeDossiers(context.app, party, ids)).load(id);
}

export const Dossier: DossierResolvers = {
  ...dossierAtDesk,
  __resolveReference: ({ id }, context) => loadDossier(context, id),
  code: ({ state }) => state.code,
  procedure: ({ state }) => ({ id: `prc_${state.procedureCode}` }),
  procedureVersion: ({ state }) => ({ id: `prv_${state.procedureCode}@${state.procedureVersion}` }),
  office: ({ state }) => ({ id: state.officeId }),
  status: ({ state }) => state.status,
  nationalStatus: ({ state }) => nationalStatus(state),
  submittedAt: ({ state }) => state.submittedAt,
  receivedAt: ({ state }) => ('receivedAt' in state ? state.receivedAt : null),
  dueAt: ({ state }) => ('dueAt' in state ? state.dueAt : null),
  closedAt: ({ state }) => ('closedAt' in state ? state.closedAt : null),
  deliveryMethod: ({ state }) => state.deliveryMethod,
  fees: ({ state }) => state.fees.map(toFee),
  steps: (seen, _, { app, viewer }) => stepsSeen(seen, partyOf(viewer)).map((step) => toStep(step, app.clock.now())),
  slips: (seen) => [...seeSlips(seen)],
  supplementRequests: (seen) => [...listSupplements(seen)],
  attachments: async (seen, _, { app, viewer }) => [...(await readPapers(app, partyOf(viewer), seen))],
  resultCodes: ({ state, relation }) => (sights.resultCodes[relation] === 'full' ? [...state.resultCodes] : []),
  results: (seen) => [...listResults(seen)],
  timeline: (seen, _, { viewer }) =>
    timelineOf(seen.state, seen.stored.facts, seen.relation, stepsSeen(seen, partyOf(viewer))).map((entry) => ({
      ...entry,
      text: { ...entry.text },
    })),
  submissionSlip: (seen, _, { app, language }) => giveSlip(app, seen, language),
  nextSteps: ({ state }) => nextStepsFor(state).map(localized),
  async possibleDuplicates(seen, _, { app, viewer }) {
    const found = await findPossibleDuplicates(app, partyOf(viewer), seen);
    return found === null ? null : [...found];
  },
  erasedAt: ({ state }) => (state.status === 'CLOSED' ? (state.erasure?.erasedAt ?? null) : null),
  accesses: async (seen, _, { app }) => (await listAccesses(app, seen))?.map((entry) => ({ ...entry })) ?? null,
  applicant: (seen, _, { app, viewer }) => readApplicant(app, partyOf(viewer), seen),
  answers: (seen, _, { app, viewer }) => readAnswers(app, partyOf(viewer), seen),
};

export const DossierProgress: DossierProgressResolvers = {
  procedure: ({ procedureCode }) => ({ id: `prc_${procedureCode}` }),
  office: ({ officeId }) => ({ id: officeId }),
  receivedAt: (state) => ('receivedAt' in state ? state.receivedAt : null),
  dueAt: (state) => ('dueAt' in state ? state.dueAt : null),
  closedAt: (state) => ('closedAt' in state ? state.closedAt : null),
};

/** An agency sees its own steps alone. */
function stepsSeen({ relation, state }: SeenDossier, party: Party): readonly Step[] {
  return sights.steps[relation] === 'own' && party.kind === 'agency' ? stepsOf(party, state) : state.steps;
}

function toStep(step: Step, now: Date): DossierStep {
  const { key, agency, action, state } = step;
  const begun = step.state === 'WAITING' ? null : step;
  return {
    ...{ key, agency, state, action: { ...action } },
    dueAt: begun?.dueAt ?? null,
    startedAt: begun?.startedAt ?? null,
    acceptedAt: step.state === 'OPEN' ? step.acceptedAt : null,
    completedAt: step.state === 'COMPLETED' ? step.completedAt : null,
    returnReasonCode: step.state === 'RETURNED' ? step.reasonCode : null,
    overdue: step.state === 'OPEN' && step.dueAt < now,
  };
}
