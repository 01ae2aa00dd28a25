import { submit, type Decide } from './decisions.js';
import { dossier, type DossierState, type FiledDossier } from './dossier.js';
import {
  after,
  appraises,
  applicant,
  clubSteps,
  courtIsAssigned,
  filed,
  leader,
  moment,
  noWork,
  owes,
  pays,
  playerIsInsured,
  postman,
  prepares,
  processor,
  receives,
  signs,
  submits,
} from './dossier-story.fixture.js';
import { concludePayment, settleWithdrawal, stop, withdraw } from './ending-decisions.js';
import { noteSynced, rejectAgencyStep, transfer } from './heard-decisions.js';
import {
  answered,
  asks,
  asksInProcessing,
  besides,
  declines,
  dossierId,
  later,
  rejects,
  standing,
} from './life-story.fixture.js';
import { nationalMessage } from './national-message.js';
import { nationalStatus, type NationalStatus } from './national-status.js';
import { phases } from './phase.js';
import { restartStep } from './step-decisions.js';
import { answerSupplement } from './supplement-decisions.js';

const withdraws = withdraw(applicant, dossierId, moment);
const ends = { ...moment, at: later };
const answers = answerSupplement(applicant, answered, moment);
const refunded = concludePayment({ outcome: 'REFUNDED', refundVnd: 66_000 }, moment.at, moment.at);
const comesBack = rejectAgencyStep({ agency: 'residence-police', stepKey: 'assignCourt' }, 'NO_COURT', moment.at);

/** Whole lives, each decision at its place. */
const lives: Readonly<Record<string, readonly Decide[]>> = {
  'to the end': [submits, owes, receives, appraises, courtIsAssigned, playerIsInsured, prepares, pays, signs, postman],
  'with a supplement at the reception': [submits, asks, answers, receives],
  'with a supplement later': [submits, receives, appraises, asksInProcessing, answers, owes, pays],
  'sent back by an agency': [submits, receives, appraises, comesBack, restartStep(processor, 'assignCourt', moment)],
  'moved to another office': [submits, receives, transfer('off_other', moment.at)],
  declined: [submits, owes, ...declines],
  rejected: [submits, receives, appraises, owes, pays, ...rejects, refunded],
  'withdrawn before it was received': [submits, withdraws],
  'withdrawn later': [submits, receives, appraises, withdraws, settleWithdrawal(leader, moment.at)],
  'stopped before it was received': [submits, asks, stop(leader, ends)],
  'stopped later': [submits, receives, appraises, asksInProcessing, stop(leader, ends)],
};

function isFiled(state: DossierState): state is FiledDossier {
  return state.status !== 'NONE';
}
const filedAfter = (...decisions: readonly Decide[]): FiledDossier => {
  const state = after(...decisions);
  if (!isFiled(state)) throw new Error('nothing was filed');
  return state;
};
const message = (state: FiledDossier) => nationalMessage(state, 'H26.153');

/** The state after each single fact. */
function statesOf(decisions: readonly Decide[]): readonly FiledDossier[] {
  const states: DossierState[] = [];
  let state: DossierState = dossier.initial;
  for (const decide of decisions) for (const fact of decide(state)) states.push((state = dossier.evolve(state, fact)));
  return states.filter(isFiled);
}

describe('the status the national portal shows', () => {
  it.each([
    ['to the end', [1, 6, 4, 9, 10]],
    ['with a supplement at the reception', [1, 5, 1, 2, 4]],
    ['with a supplement later', [1, 2, 4, 5, 4, 6, 4]],
    ['sent back by an agency', [1, 2, 4]],
    ['moved to another office', [1, 2, 4]],
    ['declined', [1, 3]],
    ['rejected', [1, 2, 4, 6, 4, 8]],
    ['withdrawn before it was received', [1, 7]],
    ['withdrawn later', [1, 2, 4, 7, 8]],
    ['stopped before it was received', [1, 5, 3]],
    ['stopped later', [1, 2, 4, 5, 8]],
  ] as const)('of a dossier %s', (life, expected: readonly NationalStatus[]) => {
    const shown = statesOf(lives[life] ?? []).map(nationalStatus);
    expect(shown.filter((status, index) => status !== shown[index - 1])).toEqual(expected);
  });

  it('is there in every phase', () => {
    const all = phases.flatMap((phase) => (phase === 'NONE' ? [] : [standing[phase]]));
    const shown = [...all, ...besides].filter(isFiled).map(nationalStatus);
    expect(shown).toHaveLength(phases.length - 1 + besides.length);
    for (const status of shown) expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).toContain(status);
  });

  it('is 6 only in place of 2 and 4, and only while something is owed', () => {
    expect(nationalStatus(filedAfter(submits, owes))).toBe(1);
    expect(nationalStatus(filedAfter(submit(filed(noWork)), receives, owes))).toBe(6);
    expect(nationalStatus(filedAfter(submit(filed(noWork)), receives))).toBe(2);
    expect(nationalStatus(filedAfter(...(lives['to the end'] ?? []).slice(0, 7), signs))).toBe(9);
  });
});

describe('what the national portal is told', () => {
  it.each(Object.entries(lives))('of a dossier %s is the same for each revision', (_life, decisions) => {
    const told = statesOf(decisions).map(message);
    const byRevision = new Map(told.map((each) => [each.revision, each]));
    for (const each of told) expect(each).toEqual(byRevision.get(each.revision));
    expect([...byRevision.keys()]).toEqual(Array.from(byRevision, (_, index) => index + 1));
  });

  it('has every fee, and whether it is paid', () => {
    const fee = { key: 'joining', nameVi: 'Phí', nameEn: 'Fee', amountVnd: 8_000, quantity: 2, totalVnd: 16_000 };
    const files = submit(filed(clubSteps, { fees: [fee], feeTotalVnd: 16_000 }));
    const told = { key: 'joining', name: 'Phí', amountVnd: 8_000, quantity: 2, totalVnd: 16_000 };
    const owed = message(filedAfter(files, owes));
    expect([owed.fees, owed.feeTotalVnd]).toEqual([[{ ...told, paid: false }], 16_000]);
    expect(owed.payment).toEqual({ state: 'OWED', amountVnd: 66_000, paidAt: null });
    const paid = message(filedAfter(files, owes, pays));
    expect(paid.fees).toEqual([{ ...told, paid: true }]);
    expect(paid.payment).toEqual({ state: 'PAID', amountVnd: null, paidAt: moment.at });
    const back = message(filedAfter(...(lives['rejected'] ?? [])));
    expect(back.payment).toEqual({ state: 'REFUNDED', amountVnd: 66_000, paidAt: moment.at });
  });

  it('has every supplement: what was asked and why, when it was answered, which date before and after', () => {
    const item = { subject: 'PAPER', key: 'photo', reasonCode: 'UNREADABLE' };
    const told = (decisions: readonly Decide[]) => message(filedAfter(...decisions)).supplements;
    const [first, ...rest] = told(lives['with a supplement at the reception'] ?? []);
    expect(first).toEqual({
      ...{ id: 'sup_player.1', stage: 'RECEPTION', slipNumber: 'H26.153-261123-0001/02-1', askedAt: moment.at },
      ...{ answerBy: expect.any(Date), previousDueAt: null, answeredAt: moment.at, newDueAt: null, items: [item] },
    });
    expect(rest).toEqual([]);
    const later = lives['with a supplement later'] ?? [];
    const dueAt = expect.any(Date);
    expect(told(later.slice(0, 4))).toMatchObject([{ stage: 'PROCESSING', previousDueAt: dueAt, answeredAt: null }]);
    expect(told(later)).toMatchObject([{ previousDueAt: dueAt, answeredAt: moment.at, newDueAt: dueAt }]);
  });

  it.each([
    ['ONLINE', 'POST', 2, 3],
    ['DESK', 'DESK', 1, 1],
    ['ONLINE', 'ELECTRONIC', 2, 2],
  ] as const)('came %s and goes %s by the national channels', (channel, deliveryMethod, submission, result) => {
    const told = message(filedAfter(submit(filed(clubSteps, { channel, deliveryMethod }))));
    expect([told.submissionChannel, told.resultChannel]).toEqual([submission, result]);
  });

  it('holds nothing about people', () => {
    for (const decisions of Object.values(lives)) {
      for (const state of statesOf(decisions))
        expect(JSON.stringify(message(state))).not.toMatch(/encrypted|sealed|apk_|receiver|processor|leader|person/);
    }
  });

  it('is told again only when something changed', () => {
    const pending = (...decisions: readonly Decide[]) => filedAfter(...decisions).national.pending;
    expect(pending(submits)).toBe(true);
    expect(pending(submits, noteSynced(1, moment.at))).toBe(false);
    expect(pending(submits, noteSynced(1, moment.at), receives)).toBe(true);
    // What was sent is older than what is known by now.
    expect(pending(submits, receives, noteSynced(1, moment.at))).toBe(true);
  });
});
