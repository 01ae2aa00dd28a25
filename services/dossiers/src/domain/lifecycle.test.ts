import type { Decision } from '@motcua/service-kit/pure';
import { completeStep, receive, requestAccessCode, sign, submit } from './decisions.js';
import type { DossierFact } from './dossier-facts.js';
import { dossier, type DossierState } from './dossier.js';
import {
  after,
  appraises,
  asksForCode,
  filed,
  moment,
  noWork,
  outcome,
  owes,
  pays,
  postman,
  processor,
  receiver,
  receives,
  signs,
  leader,
  submits,
  workedThrough,
} from './dossier-story.fixture.js';
import { confirmErased, erase } from './erasure.js';
import { acceptStep, handOver, recordPaymentDue, recordPaymentSettled } from './heard-decisions.js';
import { refusalOf } from './refusal.fixture.js';
import { commands, lifecycle, permitted, permits, type Command } from './lifecycle.js';

type Status = DossierState['status'];

/** One dossier in each status, able to go on where the table lets it. */
const given: Readonly<Record<Status, DossierState>> = {
  NONE: dossier.initial,
  SUBMITTED: after(submits),
  RECEIVED: after(submit(filed(noWork)), receives),
  PROCESSING: after(submits, receives, appraises),
  RESULT_READY: after(...workedThrough, owes, signs),
  HANDED_OVER: handedOver(),
  CLOSED: after(...workedThrough, pays, signs, postman),
};

const police = { agency: 'residence-police', stepKey: 'assignCourt' };
const when: Readonly<Record<Command, Decision<DossierState, DossierFact>>> = {
  submit: submit(filed()),
  receive: receive(receiver, moment),
  completeStep: completeStep(processor, 'appraise', moment),
  acceptStep: acceptStep(police, moment.at),
  sign: sign(leader, moment),
  recordPaymentDue: recordPaymentDue(1, moment.at),
  recordPaymentSettled: recordPaymentSettled(1, moment.at, moment),
  handOver: handOver('POST', moment.at, moment.at),
  requestAccessCode: requestAccessCode(asksForCode),
  erase: erase('RETENTION_ENDED', moment.at),
  confirmErased: confirmErased(moment.at),
};

const stays = { erase: 'DOSSIER_NOT_CLOSED', confirmErased: 'DOSSIER_NOT_CLOSED' } as const;
/** Written out once more by hand: facts, or the code of the refusal. */
const then: Readonly<Record<Status, Readonly<Record<Command, readonly string[] | string>>>> = {
  NONE: {
    submit: ['DossierSubmitted'],
    receive: 'DOSSIER_NOT_FOUND',
    completeStep: 'DOSSIER_NOT_FOUND',
    acceptStep: 'DOSSIER_NOT_FOUND',
    sign: 'DOSSIER_NOT_FOUND',
    recordPaymentDue: 'DOSSIER_NOT_FOUND',
    recordPaymentSettled: 'DOSSIER_NOT_FOUND',
    handOver: 'DOSSIER_NOT_FOUND',
    requestAccessCode: 'DOSSIER_NOT_FOUND',
    erase: 'DOSSIER_NOT_FOUND',
    confirmErased: 'DOSSIER_NOT_FOUND',
  },
  SUBMITTED: {
    submit: 'DOSSIER_ALREADY_SUBMITTED',
    receive: ['DossierReceived', 'StepCompleted', 'StepStarted'],
    completeStep: 'ACTION_NOT_ALLOWED',
    acceptStep: 'ACTION_NOT_ALLOWED',
    sign: 'ACTION_NOT_ALLOWED',
    recordPaymentDue: ['PaymentFellDue'],
    recordPaymentSettled: ['PaymentSettled'],
    handOver: 'ACTION_NOT_ALLOWED',
    requestAccessCode: ['AccessCodeRequested'],
    ...stays,
  },
  RECEIVED: {
    submit: 'DOSSIER_ALREADY_SUBMITTED',
    receive: 'DOSSIER_ALREADY_RECEIVED',
    completeStep: 'ACTION_NOT_ALLOWED',
    acceptStep: 'ACTION_NOT_ALLOWED',
    sign: ['ResultSigned'],
    recordPaymentDue: ['PaymentFellDue'],
    recordPaymentSettled: ['PaymentSettled'],
    handOver: 'ACTION_NOT_ALLOWED',
    requestAccessCode: ['AccessCodeRequested'],
    ...stays,
  },
  PROCESSING: {
    submit: 'DOSSIER_ALREADY_SUBMITTED',
    receive: 'DOSSIER_ALREADY_RECEIVED',
    completeStep: 'STEP_NOT_OPEN',
    acceptStep: ['StepAccepted'],
    sign: 'STEPS_STILL_OPEN',
    recordPaymentDue: ['PaymentFellDue'],
    recordPaymentSettled: ['PaymentSettled'],
    handOver: 'ACTION_NOT_ALLOWED',
    requestAccessCode: ['AccessCodeRequested'],
    ...stays,
  },
  RESULT_READY: {
    submit: 'DOSSIER_ALREADY_SUBMITTED',
    receive: 'DOSSIER_ALREADY_RECEIVED',
    completeStep: 'ACTION_NOT_ALLOWED',
    acceptStep: 'ACTION_NOT_ALLOWED',
    sign: 'ACTION_NOT_ALLOWED',
    recordPaymentDue: ['PaymentFellDue'],
    recordPaymentSettled: ['PaymentSettled', 'ResultReleased', 'StepStarted'],
    handOver: 'RESULT_NOT_RELEASED',
    requestAccessCode: ['AccessCodeRequested'],
    ...stays,
  },
  HANDED_OVER: { ...ends(), ...stays },
  // There is nothing to confirm before somebody decided to erase.
  CLOSED: { ...ends(), erase: ['DossierErased'], confirmErased: [] },
};

const rows = commands.flatMap((command) => statuses().map((status) => ({ status, command })));

describe('the life of a dossier', () => {
  it.each(rows)('$status, $command', ({ status, command }) => {
    expect(given[status].status).toBe(status);
    expect(outcome(given[status], when[command])).toEqual(then[status][command]);
  });

  it.each(rows)('$status, $command: the table says what the decision does', ({ status, command }) => {
    const rule = lifecycle[status][command];
    const result = outcome(given[status], when[command]);
    expect(permits(given[status], command)).toBe(rule.allowed);
    if (!rule.allowed) {
      expect(result).toBe(rule.code);
      expect(refusalOf(() => permitted(given[status], command))).toBe(rule.code);
    } else if (typeof result !== 'string') {
      const listed: readonly string[] = rule.facts;
      expect(listed).toEqual(expect.arrayContaining([...result]));
    }
  });

  it('refuses facts that the table cannot have let through', () => {
    expect(() =>
      dossier.evolve(dossier.initial, { type: 'PaymentSettled', amountVnd: 1, settledAt: moment.at }),
    ).toThrow('PaymentSettled cannot happen to a dossier that is NONE');
  });
});

function statuses(): readonly Status[] {
  return ['NONE', 'SUBMITTED', 'RECEIVED', 'PROCESSING', 'RESULT_READY', 'HANDED_OVER', 'CLOSED'];
}

/** Between two facts of one decision, so no decision leaves a dossier there. */
function handedOver(): DossierState {
  const ready = after(...workedThrough, pays, signs);
  return dossier.evolve(ready, { type: 'ResultHandedOver', handedOverAt: moment.at, by: 'POST' });
}

function ends() {
  return {
    submit: 'DOSSIER_ALREADY_SUBMITTED',
    receive: 'DOSSIER_ALREADY_RECEIVED',
    completeStep: 'ACTION_NOT_ALLOWED',
    acceptStep: 'ACTION_NOT_ALLOWED',
    sign: 'ACTION_NOT_ALLOWED',
    recordPaymentDue: 'ACTION_NOT_ALLOWED',
    recordPaymentSettled: 'ACTION_NOT_ALLOWED',
    handOver: 'ACTION_NOT_ALLOWED',
    requestAccessCode: ['AccessCodeRequested'],
  } as const;
}
