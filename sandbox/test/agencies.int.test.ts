import {
  AgencyAnswerRefused,
  AgencyResultAccepted,
  AgencyResultCompleted,
  AgencyResultRejected,
  DossierStepCancelled,
  DossierStepRescheduled,
  wireType,
} from '@motcua/event-contracts';
import { findKafka, type KafkaEngine } from '@motcua/engines';
import { decodeJwt } from 'jose';
import { aSandbox, send } from '../src/a-sandbox.fixture.js';
import type { AgencyNote } from '../src/agencies/agency-book.js';
import type { Sandbox } from '../src/main.js';
import { startPlatform, type Platform } from './a-platform.js';

const hourMs = 3_600_000;
const agency = 'residence-police';

describe('the agencies', () => {
  let engine: KafkaEngine;
  let platform: Platform;
  let sandbox: Sandbox;
  let answered = 0;
  beforeAll(async () => {
    engine = await findKafka({ dataDir: 'temporary' });
    platform = await startPlatform(engine);
    sandbox = await aSandbox(platform.env);
    await until(true);
  }, 120_000);
  afterAll(async () => {
    await sandbox.close();
    await platform.close();
    await engine.stop();
  }, 60_000);

  /** No event tells when a group was joined or left: asks until it is so. */
  const until = async (ready: boolean) => {
    while ((await fetch(`${sandbox.url}/readyz`)).ok !== ready) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  const note = async (what: AgencyNote['what'], about: string, after?: string): Promise<AgencyNote> => {
    const query = new URLSearchParams({ waitMs: '20000', ...(after === undefined ? {} : { after }) });
    const response = await fetch(`${sandbox.url}/agencies/${agency}/notes?${query.toString()}`);
    const notes = (await response.json()) as readonly AgencyNote[];
    const found = notes.find((each) => each.what === what && JSON.stringify(each).includes(about));
    return found ?? note(what, about, notes.at(-1)?.id ?? after);
  };
  const nextAnswers = async (count: number) => {
    const all = await platform.answers(answered + count);
    const fresh = all.slice(answered);
    answered += count;
    return fresh;
  };

  it('believe a signed step, read what they may, accept it once, and complete it in their time', async () => {
    await platform.startStep({ agency, dossierId: 'dos_A', sequence: 5, times: 2 });
    const [accepted] = await nextAnswers(1);
    expect(accepted).toMatchObject({
      id: `${agency}/dos_A/registerResidence/10`,
      type: wireType(AgencyResultAccepted),
      source: `/agencies/${agency}`,
      partitionkey: 'dos_A',
    });
    await note('DUPLICATE', 'dos_A/5');
    expect(await note('READ', 'dos_A')).toMatchObject({ detail: '2 fields of H26.153-261123-0001' });
    expect(decodeJwt(platform.tokens.at(-1)?.replace('Bearer ', '') ?? '')).toMatchObject({ client_id: agency });
    sandbox.clock.moveBy(20 * hourMs);
    const [completed] = await nextAnswers(1);
    expect(completed).toMatchObject({
      id: `${agency}/dos_A/registerResidence/11`,
      type: wireType(AgencyResultCompleted),
    });
    const data = AgencyResultCompleted.schema.parse(completed?.data);
    expect(data).toMatchObject({
      dossierId: 'dos_A',
      stepKey: 'registerResidence',
      questionId: 'dos_A/5',
      resultReference: expect.any(String),
    });
  }, 60_000);

  it('refuse what is unsigned, forged or no event, and go on', async () => {
    const topic = `partner.${agency}.v1`;
    await platform.publish(topic, 'garbage');
    await note('REFUSED', 'NOT_AN_EVENT');
    await platform.startStep({ agency, dossierId: 'dos_F', sequence: 1, kid: 'partner-9' });
    await note('REFUSED', 'UNKNOWN_KEY');
    const forged = { 'motcua-signature': Buffer.alloc(64).toString('base64url'), 'motcua-key-id': 'partner-1' };
    const event = JSON.stringify({ ...(await platform.answers(1))[0], id: 'dos_F/2' });
    await platform.publish(topic, event, forged);
    await note('REFUSED', 'WRONG_SIGNATURE');
    await platform.publish(topic, event);
    await note('REFUSED', 'UNSIGNED');
    const page = await (await fetch(sandbox.url, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('WRONG_SIGNATURE');
  }, 60_000);

  it('ask for the keys again when one is new, and do not work for another agency', async () => {
    platform.useKey('partner-2');
    await platform.startStep({ agency: 'health-insurance', topicOf: agency, dossierId: 'dos_O', sequence: 1 });
    await platform.startStep({ agency, dossierId: 'dos_B', sequence: 3, kid: 'partner-2' });
    const [accepted] = await nextAnswers(1);
    expect(accepted?.subject).toBe('dos_B');
    sandbox.clock.moveBy(20 * hourMs);
    await nextAnswers(1);
  }, 60_000);

  it('wait for a gateway that is away, reject what they may not read, and reject on wish', async () => {
    const problem = (code: string) => ({ data: { dossier: null }, errors: [{ message: '', extensions: { code } }] });
    platform.gatewayAnswers({ status: 'away' }, problem('INTERNAL'));
    await platform.startStep({ agency, dossierId: 'dos_C', sequence: 3 });
    expect((await nextAnswers(1))[0]?.type).toBe(wireType(AgencyResultAccepted));
    const way = { workingMs: hourMs, rejectWith: 'MISSING_CONSENT' };
    expect(await send(`${sandbox.url}/agencies/${agency}`, 'PUT', way)).toMatchObject({ status: 200, body: way });
    sandbox.clock.moveBy(20 * hourMs);
    const [rejected] = await nextAnswers(1);
    expect(rejected?.type).toBe(wireType(AgencyResultRejected));
    expect(rejected?.data).toMatchObject({ reasonCode: 'MISSING_CONSENT' });
    await send(`${sandbox.url}/agencies/${agency}`, 'PUT', { workingMs: hourMs });
    for (const [dossierId, answer] of [
      ['dos_D', problem('FORBIDDEN')],
      ['dos_E', { data: { dossier: null } }],
    ] as const) {
      platform.gatewayAnswers(answer);
      await platform.startStep({ agency, dossierId, sequence: 3 });
      expect((await nextAnswers(1))[0]).toMatchObject({
        subject: dossierId,
        data: { reasonCode: 'DOSSIER_NOT_READABLE' },
      });
    }
  }, 60_000);

  it('note a new date and a refusal, and leave what was taken away until it is given to them again', async () => {
    const step = { agency, dossierId: 'dos_M' };
    await platform.startStep({ ...step, sequence: 3 });
    await nextAnswers(1);
    await platform.tell(DossierStepRescheduled, { ...step, sequence: 4 });
    await platform.tell(DossierStepCancelled, { ...step, sequence: 5 });
    await platform.tell(AgencyAnswerRefused, { ...step, sequence: 6 });
    expect(await note('RESCHEDULED', 'dos_M')).toMatchObject({ detail: '2026-12-01T10:00:00.000Z' });
    expect(await note('TAKEN_AWAY', 'dos_M')).toMatchObject({ detail: 'DOSSIER_WITHDRAWN' });
    expect(await note('NOT_TAKEN', 'dos_M')).toMatchObject({ detail: 'STEP_NOT_OPEN' });
    sandbox.clock.moveBy(hourMs);
    await platform.startStep({ ...step, sequence: 7 });
    expect((await nextAnswers(1))[0]).toMatchObject({ id: `${agency}/dos_M/registerResidence/14` });
    sandbox.clock.moveBy(hourMs);
    expect((await nextAnswers(1))[0]).toMatchObject({ id: `${agency}/dos_M/registerResidence/15` });
  }, 60_000);

  it('take up after a restart what they had not finished, and nothing else', async () => {
    await platform.startStep({ agency, dossierId: 'dos_R', sequence: 3 });
    const [before] = await nextAnswers(1);
    await sandbox.close();
    sandbox = await aSandbox({ ...platform.env, AGENCY_WORKING_MS: JSON.stringify({ [agency]: 2 * hourMs }) });
    const [again] = await nextAnswers(1);
    expect(again?.id).toBe(before?.id);
    sandbox.clock.moveBy(2 * hourMs);
    expect((await nextAnswers(1))[0]).toMatchObject({ id: `${agency}/dos_R/registerResidence/7` });
    expect(await (await fetch(`${sandbox.url}/agencies`)).json()).toMatchObject([
      { name: agency, workingMs: 2 * hourMs, counts: { ACCEPTED: 1 } },
      { name: 'health-insurance', counts: { ACCEPTED: 0 } },
    ]);
  }, 60_000);

  it('come back by themselves when Kafka was away', async () => {
    if (engine.kill === undefined || engine.restart === undefined) {
      console.warn(`not tried: ${engine.description} cannot be killed from here`);
      return;
    }
    await engine.kill();
    await until(false);
    await engine.restart();
    await until(true);
    await platform.startStep({ agency, dossierId: 'dos_K', sequence: 3 });
    const answersSince = await nextAnswers(1);
    expect(answersSince.at(-1)?.subject).toBe('dos_K');
  }, 90_000);

  it.each([
    ['spies', { workingMs: 1 }, 404, 'UNKNOWN_AGENCY'],
    [agency, { workingMs: -1 }, 400, 'FIELD_WRONG'],
    [agency, {}, 400, 'FIELD_MISSING'],
  ])('refuse to work otherwise when told wrongly: %s %o', async (name, way, status, code) => {
    expect(await send(`${sandbox.url}/agencies/${name}`, 'PUT', way)).toMatchObject({ status, body: { code } });
  });
});
