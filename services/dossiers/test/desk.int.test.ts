import { PaymentSettled } from '@motcua/event-contracts';
import type { Viewer } from '@motcua/service-kit';
import {
  agencyDone,
  eventually,
  leader,
  openDossiersBench,
  player,
  police,
  prepared,
  processor,
  receiver,
  requestId,
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

const now = '2026-11-23T05:00:00.000Z';
const anonymous: Viewer = { kind: 'anonymous' };
const operator: Viewer = { kind: 'operator', id: 'operator-1' };
const keeper: Viewer = { kind: 'catalogue-admin', id: 'admin-1' };

describe('who may do what at the desk', () => {
  const both: Viewer = { kind: 'officer', id: 'both-1', officeId: 'off_club', roles: ['process', 'sign'] };

  it('receiving, completing and signing ask for their role, and for the right office', async () => {
    const dossierId = await submitted(bench);
    const viewers = [anonymous, rival, stranger, police, operator, keeper, player, processor, leader];
    const codes = async (name: string, input: object) =>
      (await Promise.all(viewers.map((viewer) => bench.act(name, { dossierId, ...input }, viewer)))).map(
        ({ codes: [code] }) => code,
      );
    const unseen = Array.from({ length: 6 }, () => 'DOSSIER_NOT_FOUND');
    expect(await codes('receiveDossier', {})).toEqual([...unseen, 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    await bench.act('receiveDossier', { dossierId }, receiver);
    expect((await codes('completeStep', { stepKey: 'appraise' })).slice(0, 7)).toEqual([...unseen, 'FORBIDDEN']);
    expect((await bench.act('completeStep', { dossierId, stepKey: 'notify' }, leader)).codes).toEqual(['FORBIDDEN']);
    expect((await codes('signResult', {})).slice(0, 8)).toEqual([...unseen, 'FORBIDDEN', 'FORBIDDEN']);
  });

  it('is refused on what is not there', async () => {
    const nowhere = { dossierId: 'dos_00000000000000000000000000' };
    expect((await bench.act('receiveDossier', nowhere, receiver)).codes).toEqual(['DOSSIER_NOT_FOUND']);
    expect((await bench.act('completeStep', { ...nowhere, stepKey: 'x' }, processor)).codes).toEqual([
      'DOSSIER_NOT_FOUND',
    ]);
  });

  it('a repeated request changes nothing; its id for something else is refused', async () => {
    const dossierId = await submitted(bench);
    const request = { requestId: requestId(), dossierId };
    const answers = await Promise.all([1, 2, 3].map(() => bench.act('receiveDossier', request, receiver)));
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    expect((await bench.act('receiveDossier', { dossierId }, receiver)).codes).toEqual(['DOSSIER_ALREADY_RECEIVED']);
    const appraise = { requestId: requestId(), dossierId, stepKey: 'appraise' };
    await bench.act('completeStep', appraise, processor);
    expect((await bench.act('completeStep', appraise, processor)).codes).toEqual([]);
    expect((await bench.act('completeStep', { ...appraise, stepKey: 'notify' }, processor)).codes).toEqual([
      'REQUEST_ID_REUSED',
    ]);
    const other = await submitted(bench);
    expect((await bench.act('receiveDossier', { ...request, dossierId: other }, receiver)).codes).toEqual([
      'REQUEST_ID_REUSED',
    ]);
    const again = { dossierId, stepKey: 'appraise' };
    expect((await bench.act('completeStep', again, processor)).codes).toEqual(['STEP_NOT_OPEN']);
    expect((await bench.act('completeStep', { ...again, stepKey: 'serve' }, processor)).codes).toEqual([
      'UNKNOWN_STEP',
    ]);
    expect((await bench.act('completeStep', { ...again, stepKey: 'assignCourt' }, processor)).codes).toEqual([
      'STEP_OF_ANOTHER_AGENCY',
    ]);
  });

  it('two pairs of eyes: who worked on it does not sign it, and nobody signs too early', async () => {
    const dossierId = await submitted(bench);
    await bench.act('receiveDossier', { dossierId }, receiver);
    expect((await bench.act('signResult', { dossierId }, leader)).codes).toEqual(['STEPS_STILL_OPEN']);
    for (const stepKey of ['appraise', 'notify']) await bench.act('completeStep', { dossierId, stepKey }, both);
    await agencyDone(bench, dossierId, 'residence-police', 'assignCourt');
    await agencyDone(bench, dossierId, 'health-insurance', 'insurePlayer');
    await eventually(
      'the steps to be done',
      async () => (await bench.act('signResult', { dossierId }, both)).codes[0] !== 'STEPS_STILL_OPEN',
    );
    expect((await bench.act('signResult', { dossierId }, leader)).codes).toEqual(['RESULT_NOT_PREPARED']);
    await prepared(bench, dossierId);
    expect((await bench.act('signResult', { dossierId }, both)).codes).toEqual(['SIGNER_PREPARED_IT']);
    expect((await bench.act('signResult', { dossierId }, leader)).at('signResult.dossier.status')).toBe('RESULT_READY');
    expect((await bench.act('signResult', { dossierId }, leader)).codes).toEqual(['ACTION_NOT_ALLOWED']);
    // Money is still owed: nothing leaves the office.
    expect(bench.seen('dossier.v1').some(({ type, key }) => type === 'dossier.result-ready' && key === dossierId)).toBe(
      false,
    );
    await settle(dossierId);
    await bench.said(dossierId, 'dossier.result-ready');
  });
});

describe('the queue and the lists', () => {
  const queue = `query ($first: Int!, $after: String, $status: [DossierStatus!]) {
    deskQueue(first: $first, after: $after, filter: { status: $status }) { nodes { id status } pageInfo { hasNextPage endCursor } } }`;

  it('shows the office its own, first come first, page by page', async () => {
    const owner: Viewer = { kind: 'citizen', id: 'queuer' };
    const ids: string[] = [];
    for (const at of ['2026-11-23T06:01:00Z', '2026-11-23T06:02:00Z', '2026-11-23T06:03:00Z']) {
      bench.clock.set(at);
      ids.push(await submitted(bench, owner));
    }
    const seen: unknown[] = [];
    for (let after: unknown = null, more = true; more;) {
      const page = await bench.ask(queue, { first: 2, after, status: ['SUBMITTED'] }, receiver);
      seen.push(...(page.at('deskQueue.nodes') as { id: string }[]).map(({ id }) => id));
      after = page.at('deskQueue.pageInfo.endCursor');
      more = page.at('deskQueue.pageInfo.hasNextPage') === true;
    }
    expect(seen.filter((id) => ids.includes(String(id)))).toEqual(ids);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await bench.ask(queue, { first: 50 }, stranger)).at('deskQueue.nodes')).toEqual([]);
    const mine = await bench.ask('{ myDossiers(first: 2) { nodes { id } pageInfo { hasNextPage } } }', {}, owner);
    expect(mine.at('myDossiers')).toEqual({
      nodes: ids
        .slice(1)
        .reverse()
        .map((id) => ({ id })),
      pageInfo: { hasNextPage: true },
    });
    const codes = async (viewer: Viewer) => (await bench.ask(queue, { first: 1 }, viewer)).codes[0];
    expect(await Promise.all([anonymous, player, police, operator].map(codes))).toEqual([
      'SIGN_IN_REQUIRED',
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
    expect((await bench.ask(queue, { first: 101 }, receiver)).codes).toEqual(['PAGE_SIZE_OUT_OF_RANGE']);
  });

  it.each(['', 'nothing', 'H26.153-261123-9999', "H26.153-261123-0001' || 1"])('tracks nothing by %j', async (code) => {
    const tracked = await bench.ask(
      'query ($code: String!) { trackDossier(code: $code) { code } }',
      { code },
      anonymous,
    );
    expect([tracked.codes, tracked.at('trackDossier')]).toEqual([[], null]);
  });
});

async function settle(dossierId: string): Promise<void> {
  const paymentId = dossierId.replace('dos_', 'pay_');
  const paid = { paymentId, dossierId, dossierCode: 'x', amountVnd: 66_000, settledAt: now, method: 'VNPAY' } as const;
  await bench.publishTwice(PaymentSettled, paid, { id: `${paymentId}/1`, key: dossierId });
}
