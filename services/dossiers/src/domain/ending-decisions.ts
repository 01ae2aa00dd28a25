/** Ends without a result: withdrawn by the applicant, stopped by the office; and what must happen before it is closed. */
import { Refusal } from '@motcua/service-kit/pure';
import { requireApplicant, requireOfficer } from './access.js';
import type { Decide } from './decisions.js';
import type { DossierFact } from './dossier-facts.js';
import { openSupplement, type Clocked, type Ended } from './dossier.js';
import { permitted, type StateFor } from './lifecycle.js';
import type { Party } from './party.js';
import { tick, type Tick } from './promise.js';
import { nextSlip } from './slip-numbers.js';
import { cancelledSteps, openSteps, type Moment } from './step-work.js';

/** Before the signature the applicant may take it back; once it was received, the leader settles it. */
export function withdraw(party: Party, dossierId: string, moment: Moment): Decide {
  return (state) => {
    requireApplicant(party, state, dossierId);
    const dossier = permitted(state, 'withdraw');
    return [
      { type: 'DossierWithdrawn', withdrawnAt: moment.at, ...endedClock(dossier, moment) },
      ...cancelledSteps(openSteps(dossier), moment.at, 'DOSSIER_WITHDRAWN'),
    ];
  };
}

/** Slip 05, and the papers go back. */
export function settleWithdrawal(party: Party, at: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['lead']);
    const dossier = permitted(state, 'settleWithdrawal');
    if (dossier.settledAt !== null) throw new Refusal('WITHDRAWAL_SETTLED', 'This withdrawal was settled before.');
    const slip = nextSlip(dossier, '05', { issuedAt: at, issuedBy: officer.id });
    return [
      { type: 'WithdrawalSettled', settledAt: at, slip },
      ...closedWhenDone({ ...dossier, settledAt: at, papersReturned: true }, at),
    ];
  };
}

/** Nothing was answered for so long that the leader ends it: slip 05, or 03 where it was never received. */
export function stop(party: Party, moment: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['lead']);
    const dossier = permitted(state, 'stop');
    const { at } = moment;
    const answerBy = openSupplement(dossier)?.answerBy;
    if (answerBy === undefined || at < answerBy) {
      throw new Refusal('STILL_TIME_TO_ANSWER', 'The applicant still has time to answer.', { answerBy });
    }
    const form = dossier.stage === 'RECEPTION' ? '03' : '05';
    const slip = nextSlip(dossier, form, { issuedAt: at, issuedBy: officer.id });
    const reasonCode = 'NO_ANSWER_TO_SUPPLEMENT_REQUEST';
    return [
      { type: 'DossierStopped', stoppedAt: at, reasonCode, slip, ...endedClock(dossier, moment) },
      ...cancelledSteps(openSteps(dossier), at, 'DOSSIER_STOPPED'),
    ];
  };
}

/** What was brought on paper goes back to whoever brought it. */
export function returnPapers(party: Party, at: Date): Decide {
  return (state) => {
    requireOfficer(party, state, ['receive']);
    const dossier = permitted(state, 'returnPapers');
    if (dossier.papersReturned) throw new Refusal('NO_PAPERS_TO_RETURN', 'There are no papers to give back.');
    return [{ type: 'PapersReturned', returnedAt: at }, ...closedWhenDone({ ...dossier, papersReturned: true }, at)];
  };
}

/** The money of an ended dossier is settled: nothing was paid, it went back, or it is kept. */
export function concludePayment(money: NonNullable<Ended['money']>, concludedAt: Date, at: Date): Decide {
  return (state) => {
    const dossier = permitted(state, 'concludePayment');
    if (dossier.money !== null) throw new Refusal('PAYMENT_ALREADY_CONCLUDED', 'Its money was settled before.');
    return [{ type: 'PaymentConcluded', ...money, concludedAt }, ...closedWhenDone({ ...dossier, money }, at)];
  };
}

function closedWhenDone(dossier: StateFor<'concludePayment'>, closedAt: Date): readonly DossierFact[] {
  const { money, papersReturned, status } = dossier;
  const settled = dossier.status !== 'WITHDRAWN' || dossier.settledAt !== null;
  return money !== null && papersReturned && settled ? [{ type: 'DossierClosed', closedAt, outcome: status }] : [];
}

function endedClock(
  dossier: StateFor<'withdraw'>,
  { at, calendar }: Moment,
): Tick | { readonly clock: null; readonly promise: null } {
  return isClocked(dossier)
    ? tick(dossier.clock, { type: 'Stopped', at, outcome: 'ENDED' }, calendar)
    : { clock: null, promise: null };
}

function isClocked(dossier: object): dossier is Clocked {
  return 'clock' in dossier;
}
