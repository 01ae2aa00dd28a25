/** For tests: dossiers of the tennis club, brought to a status by the decisions themselves. */
import { loadNationalCalendar } from '@motcua/vietnam';
import { receive, submit, type Decide } from './decisions.js';
import type { DossierSubmitted, FactOf, Filing } from './dossier-facts.js';
import { dossier, type DossierState } from './dossier.js';
import { handOver } from './hand-over-decisions.js';
import { completeAgencyStep, recordPaymentDue, recordPaymentSettled } from './heard-decisions.js';
import type { Officer, OfficerRole, Party } from './party.js';
import { refusalOf } from './refusal.fixture.js';
import { prepareResult, sign, type Prepared } from './result-decisions.js';
import { completeStep } from './step-decisions.js';
import { planSteps, type PlannedStep } from './step.js';

export const moment = { at: new Date('2026-11-23T09:00:00+07:00'), calendar: loadNationalCalendar() };
export const promisedAt = new Date('2026-12-01T17:00:00+07:00');

const officer = (id: string, ...roles: readonly OfficerRole[]): Officer => ({
  kind: 'officer',
  id,
  officeId: 'off_club',
  roles,
});
export const receiver = officer('receiver', 'receive');
export const processor = officer('processor', 'process');
export const leader = officer('leader', 'sign', 'lead');
export const stranger: Officer = { ...receiver, id: 'stranger', officeId: 'off_other' };
export const applicant: Party = { kind: 'citizen', applicantKey: 'apk_player' };
export const otherCitizen: Party = { kind: 'citizen', applicantKey: 'apk_rival' };

const step = (order: number, key: string, agency: string, dependsOn: readonly string[], more: object = {}) => ({
  order,
  key,
  agency,
  actionVi: `${key} (vi)`,
  actionEn: key,
  workingDays: 1,
  sameDay: false,
  cutoff: null,
  dependsOn,
  produces: [],
  optional: false,
  ...more,
});

/** Two agencies at once between the ward's work and the hand-over. */
export const clubSteps = planSteps([
  step(1, 'welcome', 'onestop', []),
  step(2, 'appraise', 'justice', ['welcome']),
  step(3, 'confirm', 'applicant', ['welcome'], { optional: true }),
  step(4, 'assignCourt', 'police', ['appraise'], { workingDays: 3 }),
  step(5, 'insurePlayer', 'bhxh', ['appraise', 'confirm'], { workingDays: null }),
  step(6, 'return', 'onestop', ['assignCourt', 'insurePlayer'], { produces: ['delivered'] }),
]);
/** A leader's own step stands in the middle. */
export const signedSteps = planSteps([
  step(1, 'welcome', 'onestop', []),
  step(2, 'appraise', 'justice', ['welcome']),
  step(3, 'endorse', 'leader', ['appraise']),
  step(4, 'return', 'onestop', ['endorse'], { produces: ['delivered'] }),
]);
export const noWork = planSteps([
  step(1, 'welcome', 'onestop', []),
  step(2, 'return', 'onestop', ['welcome'], { produces: ['delivered'] }),
]);

export function filed(steps: readonly PlannedStep[] = clubSteps, change: Partial<Filing> = {}): DossierSubmitted {
  return {
    type: 'DossierSubmitted',
    filing: {
      code: 'H26.153-261123-0001',
      draftId: 'drf_player',
      procedureCode: '9.000001',
      procedureVersion: 1,
      officeId: 'off_club',
      applicantKey: 'apk_player',
      channel: 'ONLINE',
      submittedAt: moment.at,
      answerDeadline: {
        answerBy: new Date('2026-11-25T09:00:00+07:00'),
        atRiskFrom: new Date('2026-11-23T16:00:00+07:00'),
      },
      fees: [],
      feeTotalVnd: 0,
      deliveryMethod: 'POST',
      timeAllowed: { workingDays: 5, sameDay: false, cutoff: '15:00', supplementClock: 'pause' },
      steps,
      resultCodes: ['KQ.X00.000001'],
      papers: [],
      papersOnPaper: [],
      receiptKey: 'receipt',
      duplicateKeys: ['subject'],
      personKeys: ['person'],
      ...change,
    },
    personal: { applicant: 'encrypted', answers: 'encrypted', receipt: 'encrypted' },
    sealedContact: 'sealed',
    sealedAddress: 'sealed',
  };
}

export const submits = submit(filed());
export const receives = receive(receiver, moment);
export const appraises = completeStep(processor, 'appraise', moment);
export const courtIsAssigned = completeAgencyStep({ agency: 'residence-police', stepKey: 'assignCourt' }, moment);
export const playerIsInsured = completeAgencyStep({ agency: 'health-insurance', stepKey: 'insurePlayer' }, moment);
export const paper: Prepared = {
  ...{ resultCode: 'KQ.X00.000001', copies: 1, fileId: 'fil_result', contentType: 'application/pdf' },
  ...{ sizeBytes: 1_000, sha256: 'digest' },
};
export const prepares = prepareResult(processor, 'dos_player', paper, moment.at);
export const signs = sign(leader, moment);
export const owes = recordPaymentDue(66_000, moment.at);
export const pays = recordPaymentSettled(66_000, moment.at, moment);
export const postman = handOver('POST', moment.at, moment.at);
export const asksForCode: FactOf<'AccessCodeRequested'> = {
  type: 'AccessCodeRequested',
  requestedAt: moment.at,
  channel: 'SMS',
  sealedCode: 'sealed',
};
export const workedThrough = [submits, receives, appraises, courtIsAssigned, playerIsInsured, prepares];

/** The state after these decisions, one after the other. */
export function after(...decisions: readonly Decide[]): DossierState {
  return decisions.reduce<DossierState>(
    (state, decide) => decide(state).reduce<DossierState>((next, fact) => dossier.evolve(next, fact), state),
    dossier.initial,
  );
}

/** Types of the facts that follow, or the code of the refusal. */
export function outcome(state: DossierState, decide: Decide): readonly string[] | string {
  let facts: readonly string[] = [];
  const refused = refusalOf(() => (facts = decide(state).map(({ type }) => type)));
  return refused ?? facts;
}
