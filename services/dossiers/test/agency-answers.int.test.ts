import {
  AgencyResultAccepted,
  AgencyResultCompleted,
  AgencyResultRejected,
  type AgencyName,
  type EventContract,
} from '@motcua/event-contracts';
import type { SeenEvent } from '@motcua/service-kit/testing';
import {
  eventually,
  openDossiersBench,
  player,
  processor,
  receiver,
  requestId,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const at = '2026-11-23T05:00:00.000Z';
const feed = (agency: AgencyName) => bench.seen(`partner.${agency}.v1`);
let answers = 0;

interface Said {
  readonly dossierId: string;
  readonly stepKey: string;
  readonly agency?: AgencyName;
  readonly id?: string;
  readonly key?: string;
  readonly more?: object;
}

/** An answer as an agency gives it, twice as always; its id. */
async function say(
  contract: EventContract,
  { agency = 'residence-police', more = {}, ...said }: Said,
): Promise<string> {
  const { dossierId, stepKey, key = dossierId, id = `${agency}-answer-${String((answers += 1))}/1` } = said;
  const as = { id, key, topic: `agency-result.${agency}.v1` };
  await bench.publishTwice(contract, { dossierId, stepKey, at, ...more }, as);
  return id;
}

/** What the agency hears about an answer of that id. */
const refusal = (answerId: string, agency: AgencyName = 'residence-police'): Promise<SeenEvent> =>
  bench.waitFor(
    `partner.${agency}.v1`,
    ({ type, data }) => type === 'agency-answer.refused' && data['answerId'] === answerId,
  );

/** Worked on up to the agencies' steps. */
async function withAgencies(): Promise<string> {
  const dossierId = await submitted(bench);
  await bench.act('receiveDossier', { dossierId }, receiver);
  for (const stepKey of ['appraise', 'notify']) await bench.act('completeStep', { dossierId, stepKey }, processor);
  await bench.waitFor('partner.residence-police.v1', ({ key }) => key === dossierId);
  return dossierId;
}

const stateOf = async (dossierId: string, stepKey: string): Promise<unknown> => {
  const query = 'query ($id: ID!) { dossier(id: $id) { steps { key state } } }';
  const steps = (await bench.ask(query, { id: dossierId }, processor)).at('dossier.steps');
  return (steps as { key: string; state: string }[]).find(({ key }) => key === stepKey)?.state;
};
const restart = (dossierId: string, stepKey: string) =>
  bench.ask(
    'mutation ($input: CompleteStepInput!) { restartStep(input: $input) { dossier { id } } }',
    { input: { requestId: requestId(), dossierId, stepKey } },
    processor,
  );
const questions = (dossierId: string) =>
  feed('residence-police').filter(({ type, key }) => type === 'dossier.step-started' && key === dossierId);

describe('an agency that does not do a step as it stands', () => {
  it('gives it back to the desk, which gives it to the agency anew; then only the new question can be answered', async () => {
    const dossierId = await withAgencies();
    const of = { dossierId, stepKey: 'assignCourt' };
    const [first] = questions(dossierId);
    await say(AgencyResultRejected, { ...of, more: { reasonCode: 'NO_COURT_FREE', questionId: first?.id } });
    expect((await bench.said(dossierId, 'dossier.step-returned')).data).toMatchObject({ reasonCode: 'NO_COURT_FREE' });
    expect(await stateOf(dossierId, 'assignCourt')).toBe('RETURNED');
    // It said so itself.
    expect(feed('residence-police').some(({ type }) => type === 'dossier.step-returned')).toBe(false);
    const late = await say(AgencyResultCompleted, of);
    expect((await refusal(late)).data).toMatchObject({ ...of, reasonCode: 'STEP_NOT_OPEN' });

    expect((await restart(dossierId, 'assignCourt')).codes).toEqual([]);
    await eventually('the second question', () => Promise.resolve(questions(dossierId).length === 2));
    const outdated = await say(AgencyResultCompleted, { ...of, more: { questionId: first?.id } });
    expect((await refusal(outdated)).data).toMatchObject({ reasonCode: 'QUESTION_OUTDATED' });
    expect(await stateOf(dossierId, 'assignCourt')).toBe('OPEN');
    await say(AgencyResultCompleted, { ...of, more: { questionId: questions(dossierId)[1]?.id } });
    await eventually('the step to be done', async () => (await stateOf(dossierId, 'assignCourt')) === 'COMPLETED');
    const numbers = feed('residence-police')
      .filter(({ key }) => key === dossierId)
      .map(({ event }) => event?.feedsequence);
    expect(numbers).toEqual(['1', '2', '3', '4']);
  });
});

describe('an answer that does not fit is refused where its agency sees it', () => {
  let dossierId = '';
  beforeAll(async () => {
    dossierId = await withAgencies();
  }, 30_000);

  it.each([
    ['STEP_OF_ANOTHER_AGENCY', AgencyResultCompleted, 'insurePlayer', {}],
    ['STEP_OF_ANOTHER_AGENCY', AgencyResultAccepted, 'appraise', {}],
    ['UNKNOWN_STEP', AgencyResultAccepted, 'serve', {}],
    ['REASON_CODE_MALFORMED', AgencyResultRejected, 'assignCourt', { reasonCode: 'no court is free' }],
    ['QUESTION_OUTDATED', AgencyResultCompleted, 'assignCourt', { questionId: 'dos_other/1' }],
  ])('%s', async (reasonCode, contract, stepKey, more) => {
    const answerId = await say(contract, { dossierId, stepKey, more });
    const { data, event, key } = await refusal(answerId);
    expect(data).toEqual({ dossierId, stepKey, answerId, reasonCode, refusedAt: bench.clock.now().toISOString() });
    expect([key, event?.subject]).toEqual([dossierId, dossierId]);
    expect(event?.feedsequence).toMatch(/^\d+$/);
  });

  it('done before, under another id; the same id again is neither taken nor refused', async () => {
    const done = await say(AgencyResultCompleted, { dossierId, stepKey: 'assignCourt' });
    const again = await say(AgencyResultCompleted, { dossierId, stepKey: 'assignCourt' });
    expect((await refusal(again)).data).toMatchObject({ reasonCode: 'STEP_NOT_OPEN' });
    expect(feed('residence-police').some(({ data }) => data['answerId'] === done)).toBe(false);
  });

  it('another answer under an id that was used, or under the key of another dossier: told beside the dossier', async () => {
    const id = await say(AgencyResultAccepted, { dossierId, stepKey: 'insurePlayer', agency: 'health-insurance' });
    await say(AgencyResultCompleted, { dossierId, stepKey: 'insurePlayer', agency: 'health-insurance', id });
    const reused = await refusal(id, 'health-insurance');
    expect([reused.data['reasonCode'], reused.event?.feedsequence]).toEqual(['ANSWER_ID_REUSED', undefined]);
    const of = { dossierId, stepKey: 'insurePlayer', agency: 'health-insurance' } as const;
    const strange = await refusal(await say(AgencyResultCompleted, { ...of, key: 'dos_other' }), 'health-insurance');
    expect([strange.data['reasonCode'], strange.event?.feedsequence]).toEqual(['WRONG_KEY', undefined]);
    expect(await stateOf(dossierId, 'insurePlayer')).toBe('OPEN');
  });

  it('a dossier that is not there and one the agency has no part in: the same words', async () => {
    const foreign = await submitted(bench, { kind: 'citizen', id: 'player-2' });
    const told = await Promise.all(
      ['dos_00000000000000000000000000', foreign].map(async (id) => {
        const { data, event, headers, key } = await refusal(
          await say(AgencyResultCompleted, { dossierId: id, stepKey: 'assignCourt' }),
        );
        expect([data['dossierId'], key, headers['motcua-signature']?.length]).toEqual([id, event?.subject, 86]);
        expect(key).not.toBe(id);
        return { ...data, dossierId: '', answerId: '', sequence: event?.sequence, number: event?.feedsequence };
      }),
    );
    expect(told[0]).toEqual(told[1]);
    expect(told[0]).toMatchObject({ reasonCode: 'DOSSIER_NOT_FOUND', sequence: '1', number: undefined });
  });

  it('more than twenty about one dossier: told beside it, so that its story stays short', async () => {
    const of = { dossierId, stepKey: 'serve', agency: 'health-insurance' } as const;
    const ids: string[] = [];
    for (let n = 0; n < 21; n += 1) ids.push(await say(AgencyResultAccepted, of));
    const last = await refusal(ids.at(-1) ?? '', 'health-insurance');
    expect([last.data['reasonCode'], last.event?.feedsequence]).toEqual(['UNKNOWN_STEP', undefined]);
    // The agency’s first number was its question.
    expect((await refusal(ids[19] ?? '', 'health-insurance')).event?.feedsequence).toBe('21');
  });

  it('a dossier that was withdrawn meanwhile: the step was taken away, and a late answer changes nothing', async () => {
    const gone = await withAgencies();
    const input = { requestId: requestId(), dossierId: gone };
    const withdraw = 'mutation ($input: DossierActionInput!) { withdrawDossier(input: $input) { dossier { id } } }';
    expect((await bench.ask(withdraw, { input }, player)).codes).toEqual([]);
    const cancelled = await bench.said(gone, 'dossier.step-cancelled', 'partner.residence-police.v1');
    expect([cancelled.data['reasonCode'], cancelled.event?.feedsequence]).toEqual(['DOSSIER_WITHDRAWN', '2']);
    const late = await refusal(await say(AgencyResultCompleted, { dossierId: gone, stepKey: 'assignCourt' }));
    expect([late.data['reasonCode'], late.event?.feedsequence]).toEqual(['ACTION_NOT_ALLOWED', '3']);
  });
});

describe('what cannot be read', () => {
  const topic = 'agency-result.residence-police.v1';
  const envelope = (change: object) =>
    JSON.stringify({
      ...{ specversion: '1.0', id: 'broken/1', source: '/agency', type: 'vn.motcua.agency-result.accepted.v1' },
      ...{ subject: 'dos_1', time: at, datacontenttype: 'application/json', dataschema: 'x', partitionkey: 'dos_1' },
      ...{ sequence: '1', data: { dossierId: 'dos_1', stepKey: 'assignCourt', at } },
      ...change,
    });
  const ids = { dossierId: 'dos_1', stepKey: 'assignCourt' };
  it.each([
    ['NOT_JSON', '{"half":', { answerId: null, dossierId: null, stepKey: null }],
    ['NOT_A_CLOUD_EVENT', envelope({ id: 'broken/2', time: 'noon' }), { answerId: 'broken/2', ...ids }],
    [
      'UNKNOWN_VERSION',
      envelope({ id: 'broken/3', type: 'vn.motcua.agency-result.accepted.v9' }),
      { answerId: 'broken/3' },
    ],
    [
      'WRONG_TOPIC',
      envelope({ id: 'broken/4', type: 'vn.motcua.payment.settled.v1' }),
      { answerId: 'broken/4', ...ids },
    ],
    [
      'NOT_AS_CONTRACTED',
      envelope({ id: 'broken/5', data: { dossierId: 7 } }),
      { answerId: 'broken/5', dossierId: null },
    ],
  ])('%s is a dead letter, and the agency is told', async (reasonCode, value, about) => {
    await bench.publishRaw(topic, 'dos_1', value);
    const { event } = await bench.waitFor(
      'partner.residence-police.v1',
      ({ type, data }) => type === 'agency-answer.refused' && data['reasonCode'] === reasonCode,
    );
    expect(event?.data).toMatchObject(about);
    expect(event?.feedsequence).toBeUndefined();
    const letter = await bench.waitFor(`${topic}.dossiers.dead`, ({ raw }) => raw === value);
    expect(letter.headers['motcua-dead-reason']).toBe(reasonCode);
  });
});

describe('in the end', () => {
  it('nothing was refused twice, and no refusal of the rules woke an operator', async () => {
    const marks = (['residence-police', 'health-insurance'] as const).map(async (agency) => {
      const id = `${agency}-mark/1`;
      await say(AgencyResultAccepted, { dossierId: 'dos_mark', stepKey: 'mark', agency, id });
      await refusal(id, agency);
      const refused = feed(agency).filter(
        ({ type, data }) => type === 'agency-answer.refused' && data['answerId'] !== null,
      );
      const told = refused.map(({ data }) => data['answerId']);
      expect(new Set(told).size).toBe(told.length);
      return bench.seen(`agency-result.${agency}.v1.dossiers.dead`).map(({ headers }) => headers['motcua-dead-reason']);
    });
    expect(await Promise.all(marks)).toEqual([expect.not.arrayContaining(['REFUSED']), []]);
  });
});
