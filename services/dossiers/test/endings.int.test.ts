import { PaymentConcluded } from '@motcua/event-contracts';
import type { Viewer } from '@motcua/service-kit';
import {
  leader,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  rival,
  stranger,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const colleague: Viewer = { kind: 'officer', id: 'receiver-2', officeId: 'off_club', roles: ['receive'] };
const reason = { reasonCode: 'NOT_THIS_OFFICE', note: 'Ông Bóng Mẫu cư trú ở phường khác.' };
const rejection = { reasonCode: 'CONDITIONS_NOT_MET', note: 'Không đủ điều kiện.' };
const ended = `query ($id: ID!) { dossier(id: $id) { status outcome nationalStatus endReasonCode endNote closedAt
  proposal { action reasonCode note proposedBy } slips { form number } availableActions nextSteps { key }
  steps { key state } clock { state } } }`;

const see = (dossierId: string, viewer: Viewer = player) => bench.ask(ended, { id: dossierId }, viewer);
const act = async (name: string, input: object, viewer: Viewer) => (await bench.act(name, { ...input }, viewer)).codes;

/** Payments’ last word, as always told twice. */
async function concluded(dossierId: string, outcome: 'NOTHING_PAID' | 'REFUNDED' = 'NOTHING_PAID'): Promise<void> {
  const paymentId = dossierId.replace('dos_', 'pay_');
  const amounts = outcome === 'REFUNDED' ? { amountVnd: 86_000, refundVnd: 86_000 } : { amountVnd: 0, refundVnd: 0 };
  const data = { paymentId, dossierId, dossierCode: 'H26.153-261123-0001', outcome, ...amounts };
  await bench.publishTwice(
    PaymentConcluded,
    { ...data, concludedAt: bench.clock.now().toISOString() },
    { id: `${paymentId}/9`, key: dossierId },
  );
}

describe('declining at the desk', () => {
  it('takes two officers and tells why, in a code to all and in words to the applicant', async () => {
    const dossierId = await submitted(bench);
    expect(await act('declineDossier', { dossierId }, colleague)).toEqual(['NOTHING_PROPOSED']);
    expect(await act('proposeDecline', { dossierId, reasonCode: 'because', note: null }, receiver)).toEqual([
      'REASON_CODE_MALFORMED',
    ]);
    expect(await act('proposeDecline', { dossierId, ...reason }, receiver)).toEqual([]);
    expect(await act('declineDossier', { dossierId }, receiver)).toEqual(['SECOND_OFFICER_NEEDED']);
    const proposal = { action: 'DECLINE', ...reason, proposedBy: 'receiver-1' };
    expect((await see(dossierId, colleague)).at('dossier.proposal')).toEqual(proposal);
    expect((await see(dossierId, player)).at('dossier.proposal')).toBeNull();
    expect(await act('declineDossier', { dossierId }, colleague)).toEqual([]);

    const declined = (await see(dossierId)).at('dossier');
    expect(declined).toMatchObject({ status: 'DECLINED', nationalStatus: 3, clock: null, slips: [{ form: '03' }] });
    expect(declined).toMatchObject({ endReasonCode: reason.reasonCode, endNote: reason.note });
    expect(declined).toMatchObject({ nextSteps: [{ key: 'readReason' }], availableActions: [] });
    const { data } = await bench.said(dossierId, 'dossier.declined');
    expect(data).toMatchObject({ reasonCode: reason.reasonCode });
    expect(JSON.stringify(data)).not.toContain('Bóng');
    expect(await act('receiveDossier', { dossierId }, receiver)).toEqual(['ACTION_NOT_ALLOWED']);

    await concluded(dossierId);
    await bench.said(dossierId, 'dossier.closed');
    expect((await see(dossierId)).at('dossier')).toMatchObject({
      status: 'CLOSED',
      outcome: 'DECLINED',
      nationalStatus: 3,
    });
  });

  it('is dropped by the second pair of eyes, and the work goes on', async () => {
    const dossierId = await submitted(bench);
    await act('proposeDecline', { dossierId, ...reason }, receiver);
    expect(await act('dismissProposal', { dossierId }, processor)).toEqual(['FORBIDDEN']);
    expect(await act('dismissProposal', { dossierId }, colleague)).toEqual([]);
    expect(await act('declineDossier', { dossierId }, colleague)).toEqual(['NOTHING_PROPOSED']);
    expect(await act('receiveDossier', { dossierId }, receiver)).toEqual([]);
    expect(await act('proposeDecline', { dossierId, ...reason }, receiver)).toEqual(['ACTION_NOT_ALLOWED']);
  });

  it('is for the desk of that office', async () => {
    const dossierId = await submitted(bench);
    const viewers = [{ kind: 'anonymous' } as const, rival, stranger, police, player, processor, leader];
    const codes = await Promise.all(viewers.map((viewer) => act('proposeDecline', { dossierId, ...reason }, viewer)));
    const unseen = Array.from({ length: 4 }, () => ['DOSSIER_NOT_FOUND']);
    expect(codes).toEqual([...unseen, ['FORBIDDEN'], ['FORBIDDEN'], ['FORBIDDEN']]);
  });
});

describe('rejecting after appraisal', () => {
  it('is proposed by whoever appraised and decided by the leader, and calls the agencies off', async () => {
    const dossierId = await submitted(bench);
    await act('receiveDossier', { dossierId }, receiver);
    for (const stepKey of ['appraise', 'notify']) await act('completeStep', { dossierId, stepKey }, processor);
    expect(await act('rejectDossier', { dossierId }, leader)).toEqual(['NOTHING_PROPOSED']);
    expect(await act('proposeRejection', { dossierId, ...rejection }, processor)).toEqual([]);
    expect(await act('rejectDossier', { dossierId }, processor)).toEqual(['FORBIDDEN']);
    const busy: Viewer = { kind: 'officer', id: 'processor-1', officeId: 'off_club', roles: ['process', 'lead'] };
    expect(await act('rejectDossier', { dossierId }, busy)).toEqual(['SECOND_OFFICER_NEEDED']);
    expect(await act('signResult', { dossierId }, leader)).toEqual(['STEPS_STILL_OPEN']);
    expect(await act('rejectDossier', { dossierId }, leader)).toEqual([]);

    const seen = (await see(dossierId)).at('dossier');
    expect(seen).toMatchObject({ status: 'REJECTED', nationalStatus: 8, clock: { state: 'STOPPED' } });
    expect(seen).toMatchObject({ endNote: rejection.note });
    expect(JSON.stringify(seen)).toContain('"form":"LETTER"');
    const off = await bench.said(dossierId, 'dossier.step-cancelled', 'partner.residence-police.v1');
    expect(off.data).toMatchObject({ stepKey: 'assignCourt', reasonCode: 'DOSSIER_REJECTED' });
    expect((await see(dossierId, police)).at('dossier')).toBeNull();
    await concluded(dossierId, 'REFUNDED');
    expect((await bench.said(dossierId, 'dossier.closed')).data).toMatchObject({ outcome: 'REJECTED' });
  });
});

describe('withdrawing', () => {
  it('before receipt ends it at once', async () => {
    const dossierId = await submitted(bench);
    const viewers = [{ kind: 'anonymous' } as const, rival, stranger, receiver, police];
    expect(await Promise.all(viewers.map((viewer) => act('withdrawDossier', { dossierId }, viewer)))).toEqual([
      ...[['SIGN_IN_REQUIRED'], ['DOSSIER_NOT_FOUND'], ['FORBIDDEN'], ['FORBIDDEN'], ['FORBIDDEN']],
    ]);
    expect((await see(dossierId)).at('dossier.availableActions')).toEqual(['WITHDRAW']);
    expect(await act('withdrawDossier', { dossierId }, player)).toEqual([]);
    expect((await see(dossierId)).at('dossier')).toMatchObject({ status: 'WITHDRAWN', nationalStatus: 7 });
    expect((await bench.said(dossierId, 'dossier.withdrawn')).data).toMatchObject({ afterReceipt: false });
    await concluded(dossierId);
    expect((await bench.said(dossierId, 'dossier.closed')).data).toMatchObject({ outcome: 'WITHDRAWN' });
    expect((await see(dossierId)).at('dossier.nationalStatus')).toBe(7);
  });

  it('after receipt waits for the leader, whatever the money does meanwhile', async () => {
    const dossierId = await submitted(bench);
    await act('receiveDossier', { dossierId }, receiver);
    await act('withdrawDossier', { dossierId }, player);
    expect((await bench.said(dossierId, 'dossier.withdrawn')).data).toMatchObject({ afterReceipt: true });
    await concluded(dossierId, 'REFUNDED');
    expect(await act('settleWithdrawal', { dossierId }, receiver)).toEqual(['FORBIDDEN']);
    expect(await act('settleWithdrawal', { dossierId }, leader)).toEqual([]);
    expect(await act('settleWithdrawal', { dossierId }, leader)).toEqual(
      (await see(dossierId)).at('dossier.status') === 'CLOSED' ? ['ACTION_NOT_ALLOWED'] : ['WITHDRAWAL_SETTLED'],
    );
    await bench.said(dossierId, 'dossier.closed');
    const seen = (await see(dossierId)).at('dossier');
    expect(seen).toMatchObject({ status: 'CLOSED', outcome: 'WITHDRAWN', nationalStatus: 8 });
    expect(JSON.stringify(seen)).toContain('/05-1');
    expect(await act('withdrawDossier', { dossierId }, player)).toEqual(['ACTION_NOT_ALLOWED']);
  });
});

describe('two people at one dossier', () => {
  it('one wins, the other is told what changed', async () => {
    const dossierId = await submitted(bench);
    const version = (
      await bench.ask('query ($id: ID!) { dossier(id: $id) { version } }', { id: dossierId }, receiver)
    ).at('dossier.version');
    const upon = { dossierId, expectedVersion: version };
    const [one, other] = await Promise.all([
      bench.act('receiveDossier', upon, receiver),
      bench.act('receiveDossier', upon, colleague),
    ]);
    const [won, lost] = one.codes.length === 0 ? [one, other] : [other, one];
    expect(won.codes).toEqual([]);
    expect(lost.codes).toEqual(['DOSSIER_CHANGED']);
    const { changes } = lost.errors[0]?.extensions['details'] as { changes: readonly { type: string; by: string }[] };
    expect(changes.map(({ type, by }) => [type, by])).toContainEqual(['DossierReceived', 'officer']);
    expect(await act('receiveDossier', { dossierId }, colleague)).toEqual(['DOSSIER_ALREADY_RECEIVED']);
  });
});

describe('steps that go back', () => {
  it('are done again, with all that depends on them', async () => {
    const dossierId = await submitted(bench);
    await act('receiveDossier', { dossierId }, receiver);
    await act('completeStep', { dossierId, stepKey: 'appraise' }, processor);
    const back = { dossierId, stepKey: 'notify', toStepKey: 'appraise', reasonCode: 'WRONG_LEVEL' };
    expect(await act('returnStep', { ...back, toStepKey: 'notify' }, processor)).toEqual(['STEP_NOT_BEFORE']);
    expect(await act('returnStep', { ...back, stepKey: 'assignCourt' }, processor)).toEqual(['STEP_OF_ANOTHER_AGENCY']);
    expect(await act('returnStep', { ...back, stepKey: 'nothing' }, processor)).toEqual(['UNKNOWN_STEP']);
    expect(await act('returnStep', back, leader)).toEqual(['FORBIDDEN']);
    expect(await act('returnStep', back, processor)).toEqual([]);
    const steps = (await see(dossierId, processor)).at('dossier.steps');
    expect(steps).toContainEqual({ key: 'appraise', state: 'OPEN' });
    expect(steps).toContainEqual({ key: 'notify', state: 'WAITING' });
    expect(await act('restartStep', { dossierId, stepKey: 'appraise' }, processor)).toEqual(['STEP_NOT_RETURNED']);
  });
});
