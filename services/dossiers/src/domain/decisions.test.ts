import { receive, submit } from './decisions.js';
import type { DossierState, FiledDossier } from './dossier.js';
import {
  after,
  appraises,
  clubSteps,
  courtIsAssigned,
  filed,
  leader,
  moment,
  noWork,
  otherCitizen,
  outcome,
  owes,
  pays,
  playerIsInsured,
  postman,
  prepares,
  processor,
  promisedAt,
  receiver,
  receives,
  signedSteps,
  signs,
  stranger,
  submits,
  workedThrough,
  applicant,
} from './dossier-story.fixture.js';
import { handOver } from './hand-over-decisions.js';
import { acceptStep, completeAgencyStep, recordPaymentSettled } from './heard-decisions.js';
import { sign } from './result-decisions.js';
import { completeStep } from './step-decisions.js';

describe('receiving', () => {
  it('starts the clock, issues slip 01, ends the reception and opens what depends on it', () => {
    const state = filedState(after(submits, receives));
    expect(state).toMatchObject({ status: 'PROCESSING', receivedAt: moment.at, dueAt: promisedAt });
    const issued = { issuedAt: moment.at, issuedBy: 'receiver', dueAt: promisedAt };
    expect(state.slips).toEqual([
      { number: 'H26.153-261123-0001/01-1', form: '01', ...issued },
      { number: 'H26.153-261123-0001/06-1', form: '06', ...issued },
    ]);
    expect(standing(state)).toEqual({
      welcome: 'COMPLETED',
      appraise: 'OPEN',
      assignCourt: 'WAITING',
      insurePlayer: 'WAITING',
      return: 'WAITING',
    });
  });

  it('leaves out optional steps until an officer opens them', () => {
    expect(clubSteps.map(({ key }) => key)).not.toContain('confirm');
  });

  it('is for the desk of that office', () => {
    expect(outcome(after(submits), receive(processor, moment))).toBe('FORBIDDEN');
    expect(outcome(after(submits), receive(applicant, moment))).toBe('FORBIDDEN');
    expect(outcome(after(submits), receive(stranger, moment))).toBe('DOSSIER_NOT_FOUND');
    expect(outcome(after(submits), receive(otherCitizen, moment))).toBe('DOSSIER_NOT_FOUND');
    expect(outcome(after(submits), receive({ kind: 'operator' }, moment))).toBe('DOSSIER_NOT_FOUND');
  });
});

describe('working through the steps', () => {
  const received = after(submits, receives);

  it('opens two agencies at once, each with its own deadline', () => {
    const state = filedState(after(submits, receives, appraises));
    const open = state.steps.flatMap((step) => (step.state === 'OPEN' ? [[step.agency, step.dueAt]] : []));
    expect(open).toEqual([
      // 24 November is a holiday; a step without a limit has the dossier's.
      ['residence-police', new Date('2026-11-27T17:00:00+07:00')],
      ['health-insurance', promisedAt],
    ]);
  });

  it('is for the role that the step asks', () => {
    expect(outcome(received, completeStep(receiver, 'appraise', moment))).toBe('FORBIDDEN');
    expect(outcome(received, completeStep(leader, 'appraise', moment))).toBe('FORBIDDEN');
    expect(outcome(received, completeStep(stranger, 'appraise', moment))).toBe('DOSSIER_NOT_FOUND');
  });

  it('refuses steps that are unknown, done, not begun or an agency’s', () => {
    const open = after(submits, receives, appraises);
    expect(outcome(received, completeStep(processor, 'serve', moment))).toBe('UNKNOWN_STEP');
    expect(outcome(open, completeStep(processor, 'appraise', moment))).toBe('STEP_NOT_OPEN');
    expect(outcome(open, completeStep(receiver, 'return', moment))).toBe('STEP_NOT_OPEN');
    expect(outcome(open, completeStep(processor, 'assignCourt', moment))).toBe('STEP_OF_ANOTHER_AGENCY');
  });

  it('hears an agency about its own open step only', () => {
    const open = after(submits, receives, appraises);
    const police = { agency: 'residence-police', stepKey: 'assignCourt' };
    expect(outcome(open, acceptStep(police, moment.at))).toEqual(['StepAccepted']);
    expect(outcome(open, completeAgencyStep({ ...police, stepKey: 'insurePlayer' }, moment))).toBe(
      'STEP_OF_ANOTHER_AGENCY',
    );
    expect(outcome(open, completeAgencyStep({ ...police, stepKey: 'appraise' }, moment))).toBe(
      'STEP_OF_ANOTHER_AGENCY',
    );
    expect(outcome(open, completeAgencyStep({ ...police, stepKey: 'serve' }, moment))).toBe('UNKNOWN_STEP');
    expect(outcome(received, completeAgencyStep(police, moment))).toBe('STEP_NOT_OPEN');
    expect(outcome(after(submits, receives, appraises, courtIsAssigned), courtIsAssigned)).toBe('STEP_NOT_OPEN');
  });

  it('never opens the hand-over by itself', () => {
    expect(standing(filedState(after(...workedThrough)))['return']).toBe('WAITING');
  });
});

describe('signing', () => {
  it('needs every step but the hand-over', () => {
    const oneMissing = after(submits, receives, appraises, playerIsInsured, prepares);
    expect(outcome(oneMissing, signs)).toBe('STEPS_STILL_OPEN');
    expect(outcome(after(...workedThrough), signs)).toEqual(['ResultSigned']);
  });

  it('releases the result at once when nothing is owed', () => {
    expect(outcome(after(...workedThrough, pays), signs)).toEqual(['ResultSigned', 'ResultReleased', 'StepStarted']);
  });

  it('is not for who prepared it, nor for another role', () => {
    const both = { ...processor, roles: ['process', 'sign'] as const };
    expect(outcome(after(...workedThrough), sign(both, moment))).toBe('SIGNER_PREPARED_IT');
    const received = { ...receiver, roles: ['receive', 'sign'] as const };
    expect(outcome(after(...workedThrough), sign(received, moment))).toBe('SIGNER_PREPARED_IT');
    expect(outcome(after(...workedThrough), sign(processor, moment))).toBe('FORBIDDEN');
  });

  it('does the leader’s own open step, which prepares nothing', () => {
    const start = [submit(filed(signedSteps)), receives, appraises, prepares];
    expect(outcome(after(...start), signs)).toEqual(['StepCompleted', 'ResultSigned']);
    const endorsed = after(...start, completeStep(leader, 'endorse', moment));
    expect(outcome(endorsed, signs)).toEqual(['ResultSigned']);
  });

  it('ends a dossier without work between reception and hand-over', () => {
    const received = after(submit(filed(noWork)), receives);
    expect(received.status).toBe('RECEIVED');
    expect(after(submit(filed(noWork)), receives, prepares, pays, signs).status).toBe('RESULT_READY');
  });
});

describe('the end', () => {
  it('releases a signed result when the money comes', () => {
    const signed = after(...workedThrough, owes, signs);
    expect(signed).toMatchObject({ status: 'RESULT_READY', releasedAt: null });
    expect(after(...workedThrough, owes, signs, pays)).toMatchObject({ status: 'RESULT_READY', releasedAt: moment.at });
  });

  it('refuses money twice', () => {
    expect(outcome(after(submits, pays), recordPaymentSettled(1, moment.at, moment))).toBe('PAYMENT_ALREADY_SETTLED');
  });

  it('closes with the hand-over, the last step done', () => {
    const closed = filedState(after(...workedThrough, pays, signs, postman));
    expect(closed).toMatchObject({
      status: 'CLOSED',
      handedOverAt: moment.at,
      closedAt: moment.at,
      outcome: 'HANDED_OVER',
    });
    expect(new Set(Object.values(standing(closed)))).toEqual(new Set(['COMPLETED']));
  });

  it('refuses a delivery of what is not posted', () => {
    const atDesk = [submit(filed(clubSteps, { deliveryMethod: 'DESK' })), ...workedThrough.slice(1), pays, signs];
    expect(outcome(after(...atDesk), handOver('POST', moment.at, moment.at))).toBe('DELIVERED_OTHERWISE');
  });
});

function filedState(state: DossierState): FiledDossier {
  if (state.status === 'NONE') throw new Error('nothing was submitted');
  return state;
}

function standing({ steps }: FiledDossier): Record<string, string> {
  return Object.fromEntries(steps.map(({ key, state }) => [key, state]));
}
