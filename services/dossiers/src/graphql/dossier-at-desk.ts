import { partyOf } from '../context.js';
import { sights } from '../domain/access.js';
import { availableActions } from '../domain/available-actions.js';
import { latenessOf } from '../domain/lateness.js';
import { readHandOver } from '../use-cases/read-hand-over.js';
import { explainClock, readEndNote, readProposal } from '../use-cases/read-desk.js';
import type { DossierResolvers } from './generated/resolvers.js';

/** The fields of a dossier that tell how the office stands with it. */
export const dossierAtDesk: DossierResolvers = {
  version: ({ stored }) => stored.version,
  channel: ({ state }) => state.channel,
  answerBy: ({ state }) => state.answerDeadline.answerBy,
  supplementStage: ({ state }) => (state.status === 'AWAITING_SUPPLEMENT' ? state.stage : null),
  outcome: ({ state }) => (state.status === 'CLOSED' ? state.outcome : null),
  endReasonCode: ({ state, relation }) =>
    'reasonCode' in state && relation !== 'AGENCY' ? (state.reasonCode ?? null) : null,
  endNote: (seen, _, { app }) => readEndNote(app, seen),
  clock: (seen, _, { app }) => explainClock(app, seen),
  lateness: ({ state, relation }, _, { app }) => (relation === 'AGENCY' ? null : latenessOf(state, app.clock.now())),
  assignee: ({ state, relation }) => (sights.assignee[relation] === 'full' ? state.assignee : null),
  proposal: (seen, _, { app }) => readProposal(app, seen),
  async handOver(seen, _, { app, viewer }) {
    const shown = await readHandOver(app, partyOf(viewer), seen);
    return shown === null ? null : { ...shown, receivers: [...shown.receivers] };
  },
  async availableActions({ id: dossierId, state }, _, { app, viewer }) {
    const calendar = await app.catalogue.getCalendar();
    return [...availableActions(state, partyOf(viewer), { dossierId, at: app.clock.now(), calendar })];
  },
};
