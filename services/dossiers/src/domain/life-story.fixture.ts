/** For tests: one dossier of the tennis club in each phase of its life, and what everybody could try to do with it. */
import { assign, receive, submit, type Decide } from './decisions.js';
import type { SupplementAnswer } from './desk-facts.js';
import { dossier, type DossierState } from './dossier.js';
import type { DossierAction } from './available-actions.js';
import {
  after,
  appraises,
  clubSteps,
  filed,
  leader,
  moment,
  noWork,
  paper,
  pays,
  postman,
  prepares,
  processor,
  receiver,
  receives,
  signedSteps,
  signs,
  submits,
  workedThrough,
} from './dossier-story.fixture.js';
import { erase } from './erasure.js';
import { concludePayment, returnPapers, settleWithdrawal, stop, withdraw } from './ending-decisions.js';
import { collect, handOverAtDesk, noteParcel, reissue } from './hand-over-decisions.js';
import { rejectAgencyStep } from './heard-decisions.js';
import type { Officer, Party } from './party.js';
import type { Phase } from './phase.js';
import { reschedule, ring } from './promise-decisions.js';
import { decline, dismissProposal, proposeDecline, proposeRejection, reject } from './refusal-decisions.js';
import { prepareCorrection, prepareResult, revokeResult, sign, signCorrection } from './result-decisions.js';
import { completeStep, restartStep, returnStep } from './step-decisions.js';
import { answerSupplement, requestSupplement } from './supplement-decisions.js';

export const dossierId = 'dos_player';
export const secondReceiver: Officer = { ...receiver, id: 'second receiver' };
export const applicantParty: Party = { kind: 'citizen', applicantKey: 'apk_player' };
export const later = new Date('2026-12-28T09:00:00+07:00');
export const reason = { reasonCode: 'NOT_THIS_OFFICE', encryptedNote: null };
export const asked = {
  dossierId,
  items: [{ subject: 'PAPER', key: 'photo', reasonCode: 'UNREADABLE', encryptedNote: null }],
  askable: { fields: new Map(), papers: new Map([['photo', { vi: 'Ảnh', en: 'Photo' }]]), fixedField: null },
  secondReasonCode: null,
} as const;
const answer: SupplementAnswer = {
  ...{ answers: 'encrypted', applicant: 'encrypted', papers: [], fees: [], feeTotalVnd: 0 },
  ...{ duplicateKeys: [], personKeys: [], replanned: null },
};
export const answered = {
  dossierId,
  supplementId: 'sup_player.1',
  answer,
  answerDeadline: { answerBy: later, atRiskFrom: later },
};
export const receipt = {
  encryptedReceivers: 'encrypted',
  authority: null,
  receivers: [{ name: 'Nguyễn Bóng Mẫu', personalId: '000085000001' }],
};

export const asks = requestSupplement(receiver, asked, moment);
export const asksInProcessing = requestSupplement(processor, asked, moment);
export const declines = [proposeDecline(receiver, reason, moment.at), decline(secondReceiver, moment.at)];
export const rejects = [proposeRejection(processor, reason, moment.at), reject(leader, moment)];
export const withdraws = withdraw(applicantParty, dossierId, moment);
const nothingPaid = concludePayment({ outcome: 'NOTHING_PAID', refundVnd: 0 }, moment.at, moment.at);
const police = { agency: 'residence-police', stepKey: 'assignCourt' };
const atWork = [submits, receives, appraises];

const corrects = [prepareCorrection(processor, dossierId, correction(), moment.at)];
const revokes = revokeResult(
  leader,
  { documentId: 'res_player.1', reasonCode: 'CONTRARY_TO_LAW', encryptedNote: null },
  moment.at,
);

/** One dossier in each phase. */
export const standing: Readonly<Record<Phase, DossierState>> = {
  NONE: dossier.initial,
  SUBMITTED: after(submits),
  AWAITING_SUPPLEMENT_AT_RECEPTION: after(submits, asks),
  RECEIVED: after(submit(filed(noWork)), receives, prepares),
  PROCESSING: after(...atWork),
  AWAITING_SUPPLEMENT_IN_PROCESSING: after(...atWork, asksInProcessing),
  RESULT_READY: after(...workedThrough, pays, signs),
  HANDED_OVER: handedOver(),
  DECLINED: after(submits, ...declines),
  REJECTED: after(...atWork, ...rejects),
  WITHDRAWN: after(...atWork, withdraws),
  STOPPED: after(submits, asks, stop(leader, { ...moment, at: later })),
  CLOSED: after(...workedThrough, pays, signs, postman),
};

/** More dossiers, in which something is possible that is not in those above. */
export const besides: readonly DossierState[] = [
  after(submits, assign(receiver, 'receiver', moment.at)),
  after(submits, proposeDecline(receiver, reason, moment.at)),
  after(submits, receives),
  after(...atWork, proposeRejection(processor, reason, moment.at)),
  after(...workedThrough),
  after(submits, asks, ring(later)),
  after(
    submit(filed(clubSteps, { deliveryMethod: 'DESK', papersOnPaper: ['photo'] })),
    ...workedThrough.slice(1),
    pays,
    signs,
  ),
  after(submit(filed(clubSteps, { deliveryMethod: 'ELECTRONIC' })), ...workedThrough.slice(1), pays, signs),
  after(submit(filed(clubSteps, { papersOnPaper: ['photo'] })), withdraws),
  after(...workedThrough, pays, signs, prepareCorrection(processor, dossierId, correction(), moment.at)),
  after(submits, ...declines, nothingPaid),
  after(submit(filed(signedSteps)), receives, appraises),
  after(...atWork, rejectAgencyStep(police, 'MISSING_CONSENT', moment.at)),
  after(...workedThrough, pays, signs, noteParcel({ lost: true, copy: 1 }, moment.at)),
  after(...workedThrough, pays, signs, postman, ...corrects, erase('RETENTION_ENDED', moment.at)),
  after(...workedThrough, pays, signs, ...corrects, revokes),
];

function correction() {
  return { documentId: 'res_player.1', reasonCode: 'CLERICAL_ERROR', prepared: paper };
}

/** How somebody would do each thing that can be offered, with what this dossier has. */
export const tries: Readonly<Record<DossierAction, (party: Party, state: DossierState) => Decide>> = {
  TAKE_OVER: (party) => assign(party, party.kind === 'officer' ? party.id : 'nobody', moment.at),
  ASSIGN: (party) => assign(party, 'somebody else', moment.at),
  RECEIVE: (party) => receive(party, moment),
  REQUEST_SUPPLEMENT: (party) => requestSupplement(party, { ...asked, secondReasonCode: 'NEW_LAW' }, moment),
  ANSWER_SUPPLEMENT: (party) => answerSupplement(party, answered, moment),
  PROPOSE_DECLINE: (party) => proposeDecline(party, reason, moment.at),
  DECLINE: (party) => decline(party, moment.at),
  PROPOSE_REJECTION: (party) => proposeRejection(party, reason, moment.at),
  REJECT: (party) => reject(party, moment),
  DISMISS_PROPOSAL: (party) => dismissProposal(party, moment.at),
  COMPLETE_STEP: (party, state) => completeStep(party, stepIn(state, 'OPEN', party), moment),
  RETURN_STEP: (party, state) =>
    returnStep(
      party,
      { stepKey: stepIn(state, 'OPEN'), toStepKey: stepIn(state, 'COMPLETED'), reasonCode: 'REDO' },
      moment,
    ),
  RESTART_STEP: (party, state) => restartStep(party, stepIn(state, 'RETURNED'), moment),
  PREPARE_RESULT: (party) => prepareResult(party, dossierId, paper, moment.at),
  SIGN_RESULT: (party) => sign(party, moment),
  PREPARE_CORRECTION: (party) => prepareCorrection(party, dossierId, correction(), moment.at),
  SIGN_CORRECTION: (party) => signCorrection(party, 'res_player.2', moment.at),
  REVOKE_RESULT: (party) =>
    revokeResult(party, { documentId: 'res_player.1', reasonCode: 'CONTRARY_TO_LAW', encryptedNote: null }, moment.at),
  RESCHEDULE: (party) => reschedule(party, { newDueOn: '2026-12-08', reasonCode: 'TAKES_LONGER' }, moment),
  WITHDRAW: (party) => withdraw(party, dossierId, moment),
  SETTLE_WITHDRAWAL: (party) => settleWithdrawal(party, moment.at),
  STOP: (party) => stop(party, moment),
  RETURN_PAPERS: (party) => returnPapers(party, moment.at),
  HAND_OVER: (party) => handOverAtDesk(party, receipt, moment.at),
  COLLECT: (party) => collect(party, dossierId, moment.at),
  REISSUE: (party) => reissue(party, moment.at),
};

/** Somebody’s own step in that state; one of the work where there is one. */
function stepIn(state: DossierState, wanted: 'OPEN' | 'COMPLETED' | 'RETURNED', party?: Party): string {
  if (state.status === 'NONE') return 'none';
  const roles = party?.kind === 'officer' ? party.roles : null;
  const fitting = state.steps.filter(
    (step) =>
      step.state === wanted &&
      (roles === null || (step.worker.kind === 'WARD' && step.worker.roles.some((role) => roles.includes(role)))),
  );
  return (fitting.find(({ place }) => place === 'WORK') ?? fitting[0])?.key ?? 'none';
}

/** Between two facts of one decision, so no decision leaves a dossier there. */
function handedOver(): DossierState {
  const ready = after(...workedThrough, pays, signs);
  return dossier.evolve(ready, { type: 'ResultHandedOver', handedOverAt: moment.at, by: 'POST', receipt: null });
}
