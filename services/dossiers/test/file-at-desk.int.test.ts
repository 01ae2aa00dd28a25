import { OfficeChanged, ProcedurePublished, ProcedureRetired } from '@motcua/event-contracts';
import { createOpener, type Viewer } from '@motcua/service-kit';
import { tennisAnswers, tennisClub, tennisLists } from '../src/domain/tennis-club.fixture.js';
import { queue, receiver2, somebody } from './desk-work.js';
import {
  clubOffice,
  eventually,
  leader,
  openDossiersBench,
  pdf,
  player,
  police,
  processor,
  receiver,
  requestId,
  rival,
  startDraft,
  stranger,
  type DossiersBench,
} from './dossiers-bench.js';
import { act, anonymous, askFrom, guestOf } from './guest-actions.js';

/** Filed online or at the desk, where it costs more and takes a step less. */
const levelThree = '9.000003';
const fees = [{ ...tennisClub.fees[0], amountByChannel: { online: 0, inPerson: 5_000 } }];
const steps = tennisClub.steps.map((step) => (step.key === 'notify' ? { ...step, onlineOnly: true } : step));

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
  await publish({ code: levelThree, serviceLevel: 3, fees, steps });
  await publish({ code: '9.000002', serviceLevel: 2 });
  await publish({ code: '9.000004', serviceLevel: 4 });
  const office = { ...clubOffice, procedureCodes: ['9.000001', '9.000002', levelThree, '9.000004'] };
  await bench.publishTwice(OfficeChanged, office, { id: 'off_club/2', key: 'off_club' });
  await eventually('the procedures to be heard', async () => (await start(receiver)).codes.length === 0);
}, 60_000);
afterAll(() => bench.close());

async function publish(change: { readonly code: string; readonly [changed: string]: unknown }): Promise<void> {
  const { code } = change;
  const { optionSets, agencies } = tennisLists;
  const about = { procedureId: `prc_${code}`, code, version: 1, effectiveFrom: '2026-01-01' };
  const definition = { ...tennisClub, ...change };
  const published = { ...about, publishedAt: '2025-12-01T02:00:00.000Z', definition, optionSets, agencies };
  await bench.publishTwice(ProcedurePublished, published, { id: `prc_${code}/1`, key: `${code}@1` });
}

const start = (viewer: Viewer, more: object = {}) => startDraft(bench, viewer, { procedureCode: levelThree, ...more });

const document = `mutation ($input: FileAtDeskInput!) { fileAtDesk(input: $input) {
  dossier { id code status channel fees { key amountVnd } steps { key } applicant { name } timeline { type by } submissionSlip { receiptToken } }
  problems { path code } nextSteps { key } submissionSlip { receiptToken qrText downloadPath } } }`;
const file = (input: object, viewer: Viewer = receiver) =>
  bench.ask(document, { input: { requestId: requestId(), ...input } }, viewer);

/** With every answer, no paper scanned. */
async function typedIn(person: object = somebody(), viewer: Viewer = receiver): Promise<string> {
  const draftId = (await start(viewer)).textAt('startDraft.draft.id');
  await bench.act('saveAnswers', { draftId, answers: { ...tennisAnswers, ...person } }, viewer);
  return draftId;
}

/** As notifications would. */
async function opened(sealed: unknown): Promise<unknown> {
  const keys = bench.keys.sealingPrivateKeysOf('notifications');
  if (keys === undefined) throw new Error('notifications has no keys');
  return createOpener(keys).open(String(sealed));
}

const papersOnPaper = ['photo', 'medicalNote', 'racket'];

describe('filing at the desk', () => {
  it('makes a dossier of what was typed in, by the rules and the fees of the desk', async () => {
    const person = somebody();
    const draftId = await typedIn(person);
    const filed = await file({ draftId, papersOnPaper });
    expect([filed.codes, filed.at('fileAtDesk.problems')]).toEqual([[], []]);
    expect(filed.at('fileAtDesk.dossier')).toMatchObject({
      ...{ status: 'SUBMITTED', channel: 'DESK', applicant: { name: person.playerName } },
      fees: [{ key: 'joining', amountVnd: 5_000 }],
      timeline: [{ type: 'DossierSubmitted', by: 'officer' }],
      // What opens it is in the answer, for the applicant; the office has no right to it.
      submissionSlip: null,
    });
    expect(filed.at('fileAtDesk.dossier.steps')).not.toContainEqual({ key: 'notify' });
    const dossierId = filed.textAt('fileAtDesk.dossier.id');
    const event = await bench.said(dossierId, 'dossier.submitted');
    expect(event.data).toMatchObject({ channel: 'DESK', feeTotalVnd: 5_000, officeId: 'off_club' });
    expect(await opened(event.data['sealedContact'])).toMatchObject({ phone: person.playerPhone });
    expect((await queue(bench, { filter: { person: person.playerPhone } })).ids).toEqual([dossierId]);
    expect((await bench.act('receiveDossier', { dossierId }, receiver2)).at('receiveDossier.dossier.status')).toBe(
      'PROCESSING',
    );
  });

  it('lets the applicant in by the receipt and by a one-time code, and nobody by an account', async () => {
    const filed = await file({ draftId: await typedIn(), papersOnPaper });
    const dossierId = filed.textAt('fileAtDesk.dossier.id');
    const receiptToken = filed.textAt('fileAtDesk.submissionSlip.receiptToken');
    const redeemed = await act(bench, 'redeemReceipt', { receiptToken });
    const guest = await guestOf(bench, redeemed.textAt('redeemReceipt.access.token'));
    const read = 'query ($id: ID!) { dossier(id: $id) { id answers accesses { who } } }';
    const seen = await askFrom(bench, read, { id: dossierId }, { viewer: guest });
    // The officer looked at the applicant's name when filing.
    expect(seen.at('dossier')).toMatchObject({ id: dossierId, accesses: [{ who: 'receiver-1' }] });
    for (const viewer of [player, rival, police, stranger, anonymous]) {
      expect((await askFrom(bench, read, { id: dossierId }, { viewer })).at('dossier')).toBeNull();
    }
    const code = filed.textAt('fileAtDesk.dossier.code');
    await act(bench, 'requestAccessCode', { code, channel: 'SMS' });
    const sent = await opened((await bench.said(dossierId, 'dossier.access-code-requested')).data['sealedCode']);
    const accessCode = String(Reflect.get(Object(sent), 'code'));
    await eventually('the code to be good', async () => {
      const confirmed = await act(bench, 'confirmAccessCode', { code, accessCode });
      return confirmed.at('confirmAccessCode.dossierId') === dossierId;
    });
    const slip = await fetch(new URL(filed.textAt('fileAtDesk.submissionSlip.downloadPath'), bench.url));
    expect([slip.status, slip.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  it('tells everything that is missing, and what is no paper of the procedure', async () => {
    const draftId = await typedIn({ playerPhone: 'không có' });
    expect((await file({ draftId, papersOnPaper: ['photo'] })).at('fileAtDesk')).toEqual({
      ...{ dossier: null, nextSteps: [], submissionSlip: null },
      problems: [
        { path: 'playerPhone', code: 'pattern' },
        { path: 'medicalNote', code: 'attachmentRequired' },
      ],
    });
    const unknown = await file({ draftId, papersOnPaper: ['photo', 'passport', '__proto__'] });
    expect(unknown.codes).toEqual(['UNKNOWN_PAPER']);
    expect(unknown.errors[0]?.extensions).toMatchObject({ details: { unknown: ['passport', '__proto__'] } });
  });

  it('takes scans and paper together, and files once however often it is asked', async () => {
    const draftId = await typedIn();
    const photo = await bench.upload({ draftId, paper: 'photo' }, pdf, receiver2);
    expect(photo.at('attachFile.attachment.state')).toBe('CLEAN');
    const input = { requestId: requestId(), draftId, papersOnPaper: ['medicalNote', 'medicalNote'] };
    const answers = await Promise.all([1, 2, 3].map(() => file(input)));
    const ids = answers.map((answer) => answer.textAt('fileAtDesk.dossier.id'));
    const tokens = answers.map((answer) => answer.textAt('fileAtDesk.submissionSlip.receiptToken'));
    expect([new Set(ids).size, new Set(tokens).size]).toEqual([1, 1]);
    expect((await file({ draftId, papersOnPaper: ['medicalNote'] })).codes).toEqual(['DRAFT_ALREADY_SUBMITTED']);
    expect((await file({ ...input, papersOnPaper: [] })).codes).toEqual(['REQUEST_ID_REUSED']);
    // What came on paper goes back where the dossier ends without a result.
    const dossierId = ids[0] ?? '';
    await bench.act('proposeDecline', { dossierId, reasonCode: 'OUT_OF_SCOPE' }, receiver);
    const declined = await bench.act('declineDossier', { dossierId }, receiver2);
    expect(declined.at('declineDossier.dossier.availableActions')).toContain('RETURN_PAPERS');
  });

  it('notices that somebody filed the same before', async () => {
    const person = somebody();
    const first = await file({ draftId: await typedIn(person), papersOnPaper });
    const draftId = await typedIn(person);
    const similar = await bench.ask(
      'query ($id: ID!) { draft(id: $id) { similarDossiers { id } } }',
      { id: draftId },
      receiver,
    );
    const firstId = first.textAt('fileAtDesk.dossier.id');
    expect(similar.at('draft.similarDossiers')).toEqual([{ id: firstId }]);
    const secondId = (await file({ draftId, papersOnPaper })).textAt('fileAtDesk.dossier.id');
    const noted = await queue(bench, {
      filter: { possibleDuplicate: true, person: person.playerPhone },
      orderBy: 'DUE',
    });
    // Filed at the same moment, so that either may come first.
    expect([...noted.ids].sort()).toEqual([firstId, secondId].sort());
  });
});

describe('a draft of the desk', () => {
  const read = 'query ($id: ID!) { draft(id: $id) { id answers } }';

  it('is everybody’s who takes applications in there, and nobody else’s', async () => {
    const draftId = await typedIn();
    const others = [anonymous, player, stranger, processor, leader, police];
    for (const viewer of others) expect((await bench.ask(read, { id: draftId }, viewer)).at('draft')).toBeNull();
    expect((await bench.ask(read, { id: draftId }, receiver2)).at('draft.id')).toBe(draftId);
    const refusals = ['SIGN_IN_REQUIRED', 'DRAFT_NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'];
    for (const [name, input] of [
      ['saveAnswers', { answers: { cards: 1 } }],
      ['removeAttachment', { attachmentId: 'att_1' }],
      ['chooseDelivery', { method: 'DESK' }],
    ] as const) {
      const answers = await Promise.all(others.map((viewer) => bench.act(name, { draftId, ...input }, viewer)));
      // The stranger takes applications in, at another office.
      const expected = refusals.map((code, n) => (n === 2 ? 'DRAFT_NOT_FOUND' : code));
      expect([name, answers.map(({ codes }) => codes[0])]).toEqual([name, expected]);
    }
    const filings = await Promise.all(others.map((viewer) => file({ draftId }, viewer)));
    const codes = ['SIGN_IN_REQUIRED', 'FORBIDDEN', 'DRAFT_NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'];
    expect(filings.map((answer) => answer.codes[0])).toEqual(codes);
  });

  it('is listed for the desk, filled in by any of its officers, and thrown away', async () => {
    const draftId = await typedIn();
    expect((await bench.act('chooseDelivery', { draftId, method: 'DESK' }, receiver2)).codes).toEqual([]);
    const attached = await bench.upload({ draftId, paper: 'photo' }, pdf, receiver2);
    const attachmentId = attached.textAt('attachFile.attachment.id');
    expect((await bench.act('removeAttachment', { draftId, attachmentId }, receiver)).codes).toEqual([]);
    const listed = async (viewer: Viewer) =>
      (await bench.ask('{ myDrafts(first: 50) { nodes { id } } }', {}, viewer)).at('myDrafts.nodes');
    expect(await listed(receiver2)).toContainEqual({ id: draftId });
    expect([await listed(stranger), await listed(processor)]).toEqual([[], undefined]);
    expect((await act(bench, 'discardDraft', { draftId }, { viewer: receiver2 })).codes).toEqual([]);
    expect((await bench.ask(read, { id: draftId }, receiver)).at('draft')).toBeNull();
  });

  it('is filed at the desk and in no other way', async () => {
    const draftId = await typedIn();
    const online = await bench.act('submitDossier', { draftId, captcha: await bench.solve() }, receiver);
    const link = await act(bench, 'createResumeLink', { draftId }, { viewer: receiver });
    expect([online.codes, link.codes]).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
    const citizens = (await start(rival)).textAt('startDraft.draft.id');
    expect((await file({ draftId: citizens })).codes).toEqual(['DRAFT_NOT_FOUND']);
  });

  it('is started for what the office takes in, by those who take in', async () => {
    const code = async (viewer: Viewer, more: object = {}) => (await start(viewer, more)).codes[0];
    expect(await Promise.all([processor, leader, police].map((viewer) => code(viewer)))).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
    expect(await code(stranger)).toBe('FORBIDDEN');
    expect(await code(receiver, { officeId: 'off_other' })).toBe('FORBIDDEN');
    expect(await code(receiver, { procedureCode: '9.000002' })).toBe('PROCEDURE_NOT_FILED_ONLINE');
    expect(await code(receiver, { procedureCode: '9.999999' })).toBe('UNKNOWN_PROCEDURE');
    expect(await code(receiver, { procedureCode: '9.000004' })).toBeUndefined();
    const retired = { procedureId: 'prc_9.000004', code: '9.000004', retiredFrom: '2026-11-01' };
    await bench.publishTwice(ProcedureRetired, retired, { id: 'prc_9.000004/2', key: '9.000004@1' });
    await eventually(
      'the end of the procedure to be heard',
      async () => (await code(receiver, { procedureCode: '9.000004' })) === 'UNKNOWN_PROCEDURE',
    );
  });
});
