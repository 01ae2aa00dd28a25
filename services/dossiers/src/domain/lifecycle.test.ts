import { receive, requestAccessCode, submit, assign, type Decide } from './decisions.js';
import { dossier, type DossierState } from './dossier.js';
import { asksForCode, filed, leader, moment, outcome, paper, processor, receiver } from './dossier-story.fixture.js';
import { concludePayment, returnPapers, settleWithdrawal, stop } from './ending-decisions.js';
import { confirmErased, erase } from './erasure.js';
import { handOver, noteParcel, reissue } from './hand-over-decisions.js';
import * as heard from './heard-decisions.js';
import {
  answered,
  applicantParty,
  asked,
  asks,
  dossierId,
  later,
  reason,
  secondReceiver,
  standing,
  withdraws,
} from './life-story.fixture.js';
import { commands, lifecycle, refusalCodes, type Command } from './lifecycle-table.js';
import { permitted, permits, ruleFor } from './lifecycle.js';
import { phaseOf, phases, phaseTable, type Phase } from './phase.js';
import { nationalStatus } from './national-status.js';
import { recalculate, reschedule, ring } from './promise-decisions.js';
import { decline, dismissProposal, proposeDecline, proposeRejection, reject } from './refusal-decisions.js';
import { refusalOf } from './refusal.fixture.js';
import { prepareCorrection, prepareResult, revokeResult, sign, signCorrection } from './result-decisions.js';
import { completeStep, restartStep, returnStep } from './step-decisions.js';
import { answerSupplement, requestSupplement } from './supplement-decisions.js';

const police = { agency: 'residence-police', stepKey: 'assignCourt' };
const { at } = moment;
const everyRole = (id: string) => ({ ...receiver, id, roles: ['receive', 'process', 'sign', 'lead'] as const });

/** Each thing that can be done, by somebody who may; the dossier alone decides. */
const when: Readonly<Record<Command, Decide>> = {
  submit: submit(filed()),
  assign: assign(leader, 'somebody', at),
  receive: receive(receiver, moment),
  requestSupplement: requestSupplement(everyRole('asker'), asked, moment),
  answerSupplement: answerSupplement(applicantParty, answered, moment),
  proposeDecline: proposeDecline(receiver, reason, at),
  decline: decline(secondReceiver, at),
  proposeRejection: proposeRejection(processor, reason, at),
  reject: reject(leader, moment),
  dismissProposal: dismissProposal(leader, at),
  completeStep: completeStep(processor, 'appraise', moment),
  returnStep: returnStep(processor, { stepKey: 'appraise', toStepKey: 'welcome', reasonCode: 'REDO' }, moment),
  restartStep: restartStep(processor, 'assignCourt', moment),
  acceptStep: heard.acceptStep(police, at),
  completeAgencyStep: heard.completeAgencyStep(police, moment),
  rejectAgencyStep: heard.rejectAgencyStep(police, 'MISSING_CONSENT', at),
  prepareResult: prepareResult(processor, dossierId, paper, at),
  sign: sign(leader, moment),
  reschedule: reschedule(leader, { newDueOn: '2026-12-08', reasonCode: 'TAKES_LONGER' }, moment),
  withdraw: withdraws,
  settleWithdrawal: settleWithdrawal(leader, at),
  stop: stop(leader, { ...moment, at: later }),
  handOver: handOver('POST', at, at),
  noteParcel: noteParcel({ lost: true, copy: 1 }, at),
  reissue: reissue(receiver, at),
  prepareCorrection: prepareCorrection(
    processor,
    dossierId,
    { documentId: 'res_player.1', reasonCode: 'CLERICAL_ERROR', prepared: paper },
    at,
  ),
  signCorrection: signCorrection(leader, 'res_player.2', at),
  revokeResult: revokeResult(leader, { documentId: 'res_player.1', reasonCode: 'UNLAWFUL', encryptedNote: null }, at),
  returnPapers: returnPapers(receiver, at),
  concludePayment: concludePayment({ outcome: 'NOTHING_PAID', refundVnd: 0 }, at, at),
  recordPaymentDue: heard.recordPaymentDue(1, at),
  recordPaymentSettled: heard.recordPaymentSettled(1, at, moment),
  ring: ring(later),
  recalculate: recalculate(at, moment.calendar),
  transfer: heard.transfer('off_successor', at),
  noteContactFailed: heard.noteContactFailed({ channel: 'SMS', reasonCode: 'ADDRESS_REFUSED', failedAt: at }),
  refuseAnswer: heard.refuseAnswer({
    ...{ type: 'AgencyAnswerRefused', agency: 'residence-police', stepKey: 'assignCourt' },
    ...{ answerId: 'answer-1', reasonCode: 'STEP_NOT_OPEN', refusedAt: at },
  }),
  noteSynced: heard.noteSynced(1, at),
  requestAccessCode: requestAccessCode(asksForCode),
  erase: erase('RETENTION_ENDED', at),
  confirmErased: confirmErased(at),
};

/** Where the table allows it and this dossier still says no, or nothing follows: by hand, with the reason. */
const not: Readonly<Partial<Record<Command, Partial<Record<Phase, string | readonly string[]>>>>> = {
  decline: { SUBMITTED: 'NOTHING_PROPOSED' },
  reject: { PROCESSING: 'NOTHING_PROPOSED' },
  dismissProposal: { SUBMITTED: 'NOTHING_PROPOSED', PROCESSING: 'NOTHING_PROPOSED' },
  completeStep: { PROCESSING: 'STEP_NOT_OPEN' },
  returnStep: { PROCESSING: 'STEP_NOT_OPEN' },
  restartStep: { PROCESSING: 'STEP_NOT_RETURNED' },
  acceptStep: { RECEIVED: 'UNKNOWN_STEP' },
  completeAgencyStep: { RECEIVED: 'UNKNOWN_STEP' },
  rejectAgencyStep: { RECEIVED: 'UNKNOWN_STEP' },
  sign: { PROCESSING: 'STEPS_STILL_OPEN' },
  reissue: { RESULT_READY: 'PARCEL_UNDER_WAY' },
  signCorrection: { RESULT_READY: 'UNKNOWN_DOCUMENT', HANDED_OVER: 'UNKNOWN_DOCUMENT', CLOSED: 'UNKNOWN_DOCUMENT' },
  returnPapers: {
    ...{ DECLINED: 'NO_PAPERS_TO_RETURN', REJECTED: 'NO_PAPERS_TO_RETURN' },
    ...{ WITHDRAWN: 'NO_PAPERS_TO_RETURN', STOPPED: 'NO_PAPERS_TO_RETURN' },
  },
  recordPaymentSettled: { RESULT_READY: 'PAYMENT_ALREADY_SETTLED' },
  // The calendar is the one the promise was made by; there is nothing to confirm before somebody decided to erase.
  recalculate: { RECEIVED: [], PROCESSING: [], AWAITING_SUPPLEMENT_IN_PROCESSING: [] },
  confirmErased: { CLOSED: [] },
};

const cells = commands.flatMap((command) => phases.map((phase) => ({ phase, command })));

describe('the life of a dossier', () => {
  it.each(phases)('is known in %s', (phase) => {
    expect(phaseOf(standing[phase])).toBe(phase);
  });

  it.each(cells)('$phase, $command', ({ phase, command }) => {
    const state = standing[phase];
    const rule = ruleFor(state, command);
    expect(permits(state, command)).toBe(rule !== undefined);
    const result = outcome(state, when[command]);
    if (rule === undefined) {
      expect(result).toBe(refusalCodes(phase, command));
      expect(refusalOf(() => permitted(state, command))).toBe(refusalCodes(phase, command));
      return;
    }
    const expected = not[command]?.[phase];
    if (expected !== undefined) {
      expect(result).toEqual(expected);
      return;
    }
    expect(typeof result === 'string' ? result : 'allowed').toBe('allowed');
    expect(rule.facts).toEqual(expect.arrayContaining(Array.from(result)));
    expect(rule.to.length === 0 ? [phase] : rule.to).toContain(phaseOf(then(state, when[command])));
  });

  it('says of no cell by hand what the table says', () => {
    const wrong = Object.entries(not).flatMap(([command, by]) =>
      Object.keys(by).filter(
        (phase) => !lifecycle.some((row) => row.command === command && row.from.some((from) => from === phase)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('gives every slip that its row names, and no other', () => {
    for (const [command, phase] of [
      ['receive', 'SUBMITTED'],
      ['requestSupplement', 'SUBMITTED'],
      ['requestSupplement', 'PROCESSING'],
      ['reschedule', 'PROCESSING'],
      ['settleWithdrawal', 'WITHDRAWN'],
      ['stop', 'AWAITING_SUPPLEMENT_AT_RECEPTION'],
      ['stop', 'AWAITING_SUPPLEMENT_IN_PROCESSING'],
    ] as const) {
      const state = standing[phase];
      expect(slipsOf(then(state, when[command])).slice(slipsOf(state).length)).toEqual(ruleFor(state, command)?.slips);
    }
  });

  it.each(phases)('tells the national portal in %s what the table says', (phase) => {
    const state = standing[phase];
    if (state.status === 'NONE' || phase === 'NONE') return;
    expect(phaseTable[phase].national).toContain(nationalStatus(state));
  });

  it('refuses facts that the table cannot have let through', () => {
    expect(() =>
      dossier.evolve(dossier.initial, { type: 'PaymentSettled', amountVnd: 1, settledAt: moment.at }),
    ).toThrow('PaymentSettled cannot happen to a dossier that is NONE');
    const [answer] = answerSupplement(applicantParty, answered, moment)(then(standing.SUBMITTED, asks));
    if (answer === undefined) throw new Error('nothing was answered');
    expect(() => dossier.evolve(standing.SUBMITTED, answer)).toThrow('cannot happen to a dossier that is SUBMITTED');
  });
});

function then(state: DossierState, decide: Decide): DossierState {
  return decide(state).reduce<DossierState>((next, fact) => dossier.evolve(next, fact), state);
}

function slipsOf(state: DossierState): readonly string[] {
  return state.status === 'NONE' ? [] : state.slips.map(({ form }) => form);
}
