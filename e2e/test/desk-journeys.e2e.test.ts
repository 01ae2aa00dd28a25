import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { act, refusalOf } from '../src/act.js';
import { readApplication, samplePdf } from '../src/application.js';
import { payAtTheBank, prepare, receive, sign, workThrough } from '../src/birth-journey.js';
import type { Client } from '../src/client.js';
import { fileApplication, type Filed } from '../src/file-application.js';
import { proveSlips } from '../src/prove-slips.js';
import { inHops } from '../src/in-hops.js';
import { readDossier } from '../src/read-dossier.js';
import { onPlatform } from '../src/on-platform.js';

const on = onPlatform();

const birth = readApplication(fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url)));
const sampleOf = (name: string) =>
  readApplication(fileURLToPath(new URL(`../../services/procedures/catalogue/samples/${name}.json`, import.meta.url)));
const silent = (): void => {};
const file = (application = birth): Promise<Filed> => fileApplication(on.actors, application, silent);
const slipsProven = (dossierId: string) => proveSlips(on.platform.endpoint, on.actors, dossierId);
const hourMs = 3_600_000;
const untilTold = (client: Client, dossierId: string, template: string) =>
  on.actors.until(
    `${template} to be told`,
    () => readDossier(client, dossierId),
    ({ messages }) => messages?.some((message) => message.template === template && message.status === 'SENT') === true,
  );
const untilStatus = (client: Client, dossierId: string, status: string) =>
  on.actors.until(
    status,
    () => readDossier(client, dossierId),
    (seen) => seen.status === status,
  );

async function standing(client: Client, dossierId: string): Promise<Readonly<Record<string, unknown>>> {
  const { dossier } = await client.ask<{ dossier: Readonly<Record<string, unknown>> }>(
    `query Standing($id: ID!) { dossier(id: $id) { status dueAt lateness outcome endReasonCode
      clock { state dueAt previousDueDates { cause missed } } slips { form } payment { status refunds { status } }
      supplementRequests { id items { subject key reasonCode note } previousDueAt dueAt answeredAt } } }`,
    { id: dossierId },
  );
  return dossier;
}

/** Clock and others go on until it is so. */
const inTime = (what: string, byMs: number, holds: () => Promise<boolean>): Promise<void> =>
  inHops(on.actors, what, async () => ((await holds()) ? null : byMs));

describe('journey 2: an incomplete dossier', () => {
  it('is asked for once, field by field and paper by paper, answered just so, and gets a new date', async () => {
    const { dossierId } = await file();
    await receive(on.actors, dossierId, silent);
    const before = await standing(on.actors.citizen, dossierId);
    const items = [
      { subject: 'FIELD', key: 'birthFacilityName', reasonCode: 'UNCLEAR', note: 'Tên cơ sở chưa đầy đủ.' },
      { subject: 'PAPER', key: 'birthNotification', reasonCode: 'UNREADABLE', note: null },
    ];
    await act(on.actors.processor, 'requestSupplement', { dossierId, items }, 'RequestSupplementInput');
    await untilTold(on.actors.citizen, dossierId, 'supplement-requested');
    expect(await standing(on.actors.citizen, dossierId)).toMatchObject({
      status: 'AWAITING_SUPPLEMENT',
      clock: { state: 'PAUSED' },
      supplementRequests: [{ items, previousDueAt: before['dueAt'], answeredAt: null }],
    });
    await on.actors.sandbox.moveClock(72 * hourMs);

    const answer = (answers: object) =>
      on.actors.citizen.ask<{ answerSupplement: { problems: { path: string; code: string }[] } }>(
        `mutation Answer($input: AnswerSupplementInput!) { answerSupplement(input: $input) { problems { path code } } }`,
        { input: { requestId: randomUUID(), dossierId, answers } },
      );
    expect(await refusalOf(answer({ motherName: 'Người khác Mẫu' }))).toBe('NOT_ASKED_FOR');
    const named = { birthFacilityName: 'Bệnh viện Đa khoa Mẫu Hà Đông, cơ sở 2' };
    const { answerSupplement: half } = await answer(named);
    expect(half.problems.map(({ path }) => path)).toEqual(['birthNotification']);
    await on.actors.citizen.upload(
      `mutation Attach($input: AttachSupplementFileInput!) { attachSupplementFile(input: $input) { attachment { state } } }`,
      { input: { requestId: randomUUID(), dossierId, paper: 'birthNotification', file: null } },
      { path: 'variables.input.file', name: 'ban-ro.pdf', type: 'application/pdf', bytes: samplePdf('clear copy') },
    );
    expect((await answer(named)).answerSupplement.problems).toEqual([]);

    const after = await standing(on.actors.citizen, dossierId);
    expect(after).toMatchObject({ status: 'PROCESSING', clock: { state: 'RUNNING' } });
    expect(Date.parse(String(after['dueAt']))).toBeGreaterThan(Date.parse(String(before['dueAt'])));
    await untilTold(on.actors.citizen, dossierId, 'supplement-answered-new-date');
    const { dossier } = await on.actors.processor.ask<{ dossier: { answers: Record<string, unknown> } }>(
      `query Answers($id: ID!) { dossier(id: $id) { answers } }`,
      { id: dossierId },
    );
    expect(dossier.answers).toMatchObject({ ...named, motherName: birth.answers['motherName'] });
    expect(await slipsProven(dossierId)).toEqual(['01', '06', '02']);
  }, 120_000);
});

describe('journey 3: not accepted', () => {
  it('declined at the desk by two officers; what was paid comes back', async () => {
    const { dossierId } = await file();
    await payAtTheBank(on.actors, dossierId, silent);
    const reason = { dossierId, reasonCode: 'NOT_THIS_OFFICE', note: 'Nơi cư trú thuộc phường khác.' };
    await act(on.actors.receiver, 'proposeDecline', reason, 'ProposeRefusalInput');
    expect(await refusalOf(act(on.actors.receiver, 'declineDossier', { dossierId }))).toBe('SECOND_OFFICER_NEEDED');
    await act(on.actors.secondReceiver, 'declineDossier', { dossierId });
    await untilTold(on.actors.citizen, dossierId, 'dossier-declined');
    await untilStatus(on.actors.citizen, dossierId, 'CLOSED');
    expect(await standing(on.actors.citizen, dossierId)).toMatchObject({
      outcome: 'DECLINED',
      slips: [{ form: '03' }],
    });
    expect(await slipsProven(dossierId)).toEqual(['03']);
    await untilTold(on.actors.citizen, dossierId, 'payment-refunded');
  }, 120_000);

  it('rejected by the leader after appraisal; withdrawn by the citizen before and after receipt', async () => {
    const [rejected, early, late] = [await file(), await file(), await file()].map(({ dossierId }) => dossierId);
    if (rejected === undefined || early === undefined || late === undefined) throw new Error('nothing was filed');
    await act(on.actors.citizen, 'withdrawDossier', { dossierId: early });
    await receive(on.actors, rejected, silent);
    await receive(on.actors, late, silent);
    const reason = { dossierId: rejected, reasonCode: 'CONDITIONS_NOT_MET', note: null };
    await act(on.actors.processor, 'proposeRejection', reason, 'ProposeRefusalInput');
    await act(on.actors.leader, 'rejectDossier', { dossierId: rejected });
    await act(on.actors.citizen, 'withdrawDossier', { dossierId: late });
    expect((await standing(on.actors.citizen, late))['status']).toBe('WITHDRAWN');
    await act(on.actors.leader, 'settleWithdrawal', { dossierId: late });
    for (const dossierId of [rejected, early, late]) await untilStatus(on.actors.citizen, dossierId, 'CLOSED');
    expect((await readDossier(on.actors.citizen, early)).nationalStatus).toBe(7);
    expect((await readDossier(on.actors.citizen, late)).nationalStatus).toBe(8);
    expect((await readDossier(on.actors.citizen, rejected)).nationalStatus).toBe(8);
    expect([await slipsProven(early), await slipsProven(late)]).toEqual([[], ['01', '06', '05']]);
    expect(await slipsProven(rejected)).toEqual(['01', '06', 'LETTER']);
    expect(await refusalOf(act(on.actors.citizen, 'withdrawDossier', { dossierId: late }))).toBe('ACTION_NOT_ALLOWED');
  }, 120_000);
});

describe('journey 4: late', () => {
  it('the leader says sorry and gives one new date, and no second', async () => {
    const { dossierId } = await file();
    await receive(on.actors, dossierId, silent);
    await inTime('the dossier to be at risk', 12 * hourMs, async () => {
      const { lateness } = await standing(on.actors.leader, dossierId);
      return lateness === 'AT_RISK';
    });
    const due = new Date(String((await standing(on.actors.leader, dossierId))['dueAt']));
    const inDays = (days: number) => new Date(due.getTime() + days * 24 * hourMs).toISOString().slice(0, 10);
    const to = (newDueOn: string) => ({ dossierId, newDueOn, reasonCode: 'VERIFICATION_TAKES_LONGER' });
    const days = [3, 4, 5].map(inDays);
    // Of three days in a row one is no weekend; the letter’s own date must be a working day.
    const outcomes = [];
    for (const day of days)
      outcomes.push(await refusalOf(act(on.actors.leader, 'reschedule', to(day), 'RescheduleInput')));
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    expect(outcomes.slice(outcomes.indexOf(null) + 1).every((code) => code === 'CLOCK_ALREADY_REAPPOINTED')).toBe(true);
    await untilTold(on.actors.citizen, dossierId, 'dossier-rescheduled');
    expect(await standing(on.actors.citizen, dossierId)).toMatchObject({
      clock: { previousDueDates: [{ cause: 'REAPPOINTED', missed: false }] },
    });
    expect(await slipsProven(dossierId)).toEqual(['01', '06', '04']);
    await inTime('the dossier to be late all the same', 24 * hourMs, async () => {
      const { lateness } = await standing(on.actors.leader, dossierId);
      return lateness === 'LATE';
    });
  }, 120_000);
});

describe('journey 5: at the desk', () => {
  it('marriage: filed online, paid in cash, both present, the certificate handed over', async () => {
    const marriage = sampleOf('1.000894-1');
    const { dossierId } = await file(marriage);
    const { payment } = await on.actors.until(
      'the fee to be due',
      () => readDossier(on.actors.receiver, dossierId),
      (seen) => seen.payment?.status === 'DUE',
    );
    const cash = { requestId: randomUUID(), paymentId: payment?.id, amountVnd: payment?.amountDueVnd };
    await on.actors.receiver.ask(
      `mutation Cash($input: RecordCashPaymentInput!) { recordCashPayment(input: $input) { payment { status } } }`,
      { input: cash },
    );
    await receive(on.actors, dossierId, silent);
    await prepare(on.actors, dossierId, silent);
    await workThrough(on.actors, dossierId, silent);
    await sign(on.actors, dossierId, silent);
    const both = [
      { name: 'Đỗ Ngọc Lan Mẫu', personalId: '000301000021' },
      { name: 'Vũ Quang Huy Mẫu', personalId: '000098000022' },
    ];
    const handOver = (receivers: object[]) =>
      act(on.actors.receiver, 'handOverResult', { dossierId, receivers, authority: null }, 'HandOverResultInput');
    expect(await refusalOf(handOver([]))).toBe('RECEIVER_MISSING');
    await on.actors.until(
      'the result to be released',
      () => readDossier(on.actors.receiver, dossierId),
      (seen) => seen.availableActions.includes('HAND_OVER'),
    );
    await handOver(both);
    const closed = await untilStatus(on.actors.citizen, dossierId, 'CLOSED');
    expect(closed).toMatchObject({ nationalStatus: 10, payment: { status: 'SETTLED', amountDueVnd: 0 } });
  }, 120_000);
});

describe('journey 7: the law changes in flight', () => {
  it('a new version counts for who comes after its day; dossiers under way keep theirs', async () => {
    const code = '1.004873';
    const application = sampleOf(`${code}-1`);
    const { dossierId } = await file(application);
    const versionOf = async (id: string) => {
      const { dossier } = await on.actors.citizen.ask<{ dossier: { procedureVersion: { id: string } } }>(
        `query Version($id: ID!) { dossier(id: $id) { procedureVersion { id } } }`,
        { id },
      );
      return dossier.procedureVersion.id;
    };
    const source = new URL(`../../services/procedures/catalogue/${code}.json`, import.meta.url);
    const definition = JSON.parse(readFileSync(source, 'utf8')) as { version: number; timeLimit: object };
    const limit = { ...definition.timeLimit, workingDays: 2 };
    const next = { ...definition, version: definition.version + 1, timeLimit: limit };
    const tomorrow = new Date((await on.actors.sandbox.now()).getTime() + 31 * hourMs).toISOString().slice(0, 10);
    const { draftProcedureVersion } = await on.actors.admin.ask<{ draftProcedureVersion: { draft: { id: string } } }>(
      `mutation Draft($input: DraftProcedureVersionInput!) { draftProcedureVersion(input: $input) { draft { id } } }`,
      { input: { requestId: randomUUID(), definition: next } },
    );
    const draftId = draftProcedureVersion.draft.id;
    await on.actors.admin.ask(
      `mutation Check($input: CheckProcedureVersionInput!) { checkProcedureVersion(input: $input) { draft { id } } }`,
      {
        input: { requestId: randomUUID(), draftId, samples: [{ answers: application.answers, expectedProblems: [] }] },
      },
    );
    await on.actors.secondAdmin.ask(
      `mutation Publish($input: PublishProcedureVersionInput!) { publishProcedureVersion(input: $input) { version { id } } }`,
      { input: { requestId: randomUUID(), draftId, effectiveFrom: tomorrow } },
    );
    await on.actors.sandbox.moveClock(48 * hourMs);
    await on.actors.until(
      'the new version to count',
      async () => versionOf((await file(application)).dossierId),
      (version) => version === `prv_${code}@${String(next.version)}`,
    );
    expect(await versionOf(dossierId)).toBe(`prv_${code}@${String(definition.version)}`);
    await receive(on.actors, dossierId, silent);
    expect((await readDossier(on.actors.citizen, dossierId)).status).toBe('PROCESSING');
  }, 120_000);
});
