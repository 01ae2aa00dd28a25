import {
  moment,
  after,
  leader,
  noWork,
  outcome,
  pays,
  processor,
  filed,
  receiver,
  receives,
  signs,
  stranger,
  workedThrough,
  applicant,
  paper as prepared,
} from './dossier-story.fixture.js';
import { submit } from './decisions.js';
import { dossier, type DossierState } from './dossier.js';
import { erase } from './erasure.js';
import { evolveDossier } from './evolve-dossier.js';
import { handOver } from './hand-over-decisions.js';
import type { Officer } from './party.js';
import { needOf, replacedFiles } from './result-files.js';
import {
  prepareCorrection,
  prepareResult,
  revokeResult,
  sign,
  signCorrection,
  type Prepared,
} from './result-decisions.js';
import { proofOf } from './result-proof.js';

const dossierId = 'dos_player';
const { at } = moment;
const withFile = (fileId: string): Prepared => ({ ...prepared, fileId });
const prepares = (fileId: string, officer: Officer = processor) =>
  prepareResult(officer, dossierId, withFile(fileId), at);
const corrects = (documentId: string, fileId = 'fil_new', officer: Officer = processor) => {
  const { resultCode: _, ...file } = withFile(fileId);
  return prepareCorrection(officer, dossierId, { documentId, reasonCode: 'CLERICAL_ERROR', prepared: file }, at);
};
const revokes = (documentId: string, reasonCode = 'CONTRARY_TO_LAW') =>
  revokeResult(leader, { documentId, reasonCode, encryptedNote: null }, at);

const atWork = after(...workedThrough.slice(0, -1));
const signed = after(...workedThrough, pays, signs);
const closed = after(...workedThrough, pays, signs, handOver('POST', at, at));
const all: Officer = { ...processor, id: 'jack', roles: ['receive', 'process', 'sign', 'lead'] };
const documents = (state: DossierState) =>
  state.status === 'NONE' ? [] : state.results.map(({ id, fileId, status }) => ({ id, fileId, status }));

describe('preparing what the leader signs', () => {
  it('is the business of those who process, with a code that the office signs', () => {
    expect(outcome(atWork, prepares('fil_1'))).toEqual(['ResultPrepared']);
    expect(outcome(atWork, prepares('fil_1', receiver))).toBe('FORBIDDEN');
    expect(outcome(atWork, prepares('fil_1', leader))).toBe('FORBIDDEN');
    expect(outcome(atWork, prepares('fil_1', stranger))).toBe('DOSSIER_NOT_FOUND');
    expect(outcome(atWork, prepareResult(applicant, dossierId, prepared, at))).toBe('FORBIDDEN');
    const foreign = prepareResult(processor, dossierId, { ...prepared, resultCode: 'KQ.X00.000002' }, at);
    expect(outcome(atWork, foreign)).toBe('UNKNOWN_RESULT');
  });

  it.each([0, -1, 100, 1_000_000])('is refused in %d copies', (copies) => {
    expect(outcome(atWork, prepareResult(processor, dossierId, { ...prepared, copies }, at))).toBe(
      'COPIES_OUT_OF_RANGE',
    );
  });

  it.each([1, 2, 99])('is taken in %d copies', (copies) => {
    expect(outcome(atWork, prepareResult(processor, dossierId, { ...prepared, copies }, at))).toEqual([
      'ResultPrepared',
    ]);
  });

  it('again takes the place of what was not signed, under a new id, and the old file is not needed', () => {
    const before = after(...workedThrough.slice(0, -1), prepares('fil_1'));
    const facts = prepares('fil_2')(before);
    const state = facts.reduce(evolveDossier, before);
    expect(documents(before)).toEqual([{ id: 'res_player.1', fileId: 'fil_1', status: 'PREPARED' }]);
    expect(documents(state)).toEqual([{ id: 'res_player.2', fileId: 'fil_2', status: 'PREPARED' }]);
    expect([needOf(before, 'fil_1'), needOf(state, 'fil_1'), needOf(state, 'fil_2')]).toEqual([
      'NOW',
      'NOTHING',
      'NOW',
    ]);
  });

  it('is over once it is signed', () => {
    expect(outcome(signed, prepares('fil_1'))).toBe('ACTION_NOT_ALLOWED');
    expect(needOf(signed, prepared.fileId)).toBe('EVER');
  });
});

describe('signing', () => {
  it('waits for a document', () => {
    expect(outcome(atWork, signs)).toBe('RESULT_NOT_PREPARED');
    expect(outcome(after(submit(filed(noWork)), receives), signs)).toBe('RESULT_NOT_PREPARED');
  });

  it('asks for a document for every result', () => {
    const two = submit(filed(noWork, { resultCodes: ['KQ.X00.000001', 'KQ.X00.000002'] }));
    const second = prepareResult(processor, dossierId, { ...prepared, resultCode: 'KQ.X00.000002' }, at);
    expect(outcome(after(two, receives, prepares('fil_1')), signs)).toBe('RESULT_NOT_PREPARED');
    const state = after(two, receives, prepares('fil_1'), second, signs);
    expect(documents(state).map(({ id, status }) => [id, status])).toEqual([
      ['res_player.1', 'SIGNED'],
      ['res_player.2', 'SIGNED'],
    ]);
  });

  it('is not for whoever prepared it, only for who is left', () => {
    const own = after(submit(filed(noWork)), receives, prepares('fil_1', all));
    expect(outcome(own, sign(all, moment))).toBe('SIGNER_PREPARED_IT');
    expect(outcome(own, signs)).toEqual(expect.arrayContaining(['ResultSigned']));
    const another = after(submit(filed(noWork)), receives, prepares('fil_1', all), prepares('fil_2'));
    expect(outcome(another, sign(all, moment))).toEqual(expect.arrayContaining(['ResultSigned']));
  });
});

describe('correcting', () => {
  const corrected = after(...workedThrough, pays, signs, corrects('res_player.1'));

  it('takes two pairs of eyes as well, and ends what was wrong', () => {
    expect(outcome(signed, corrects('res_player.1'))).toEqual(['ResultPrepared']);
    const own = after(...workedThrough, pays, signs, corrects('res_player.1', 'fil_new', all));
    expect(outcome(own, signCorrection(all, 'res_player.2', at))).toBe('SIGNER_PREPARED_IT');
    expect(outcome(own, signCorrection(processor, 'res_player.2', at))).toBe('FORBIDDEN');
    const facts = signCorrection(leader, 'res_player.2', at)(corrected);
    const state = facts.reduce(evolveDossier, corrected);
    expect(facts.map(({ type }) => type)).toEqual(['ResultCorrected']);
    expect(documents(state)).toEqual([
      { id: 'res_player.1', fileId: prepared.fileId, status: 'CORRECTED' },
      { id: 'res_player.2', fileId: 'fil_new', status: 'SIGNED' },
    ]);
    expect(state).toMatchObject({ results: [{ replacedBy: 'res_player.2', reasonCode: 'CLERICAL_ERROR' }, {}] });
    expect([needOf(state, prepared.fileId), needOf(state, 'fil_new')]).toEqual(['EVER', 'EVER']);
  });

  it('is refused for what is not signed, without a reason, before there is a signature', () => {
    expect(outcome(atWork, corrects('res_player.1'))).toBe('ACTION_NOT_ALLOWED');
    expect(outcome(signed, corrects('res_player.9'))).toBe('UNKNOWN_DOCUMENT');
    expect(outcome(corrected, corrects('res_player.2'))).toBe('UNKNOWN_DOCUMENT');
    expect(outcome(signed, signCorrection(leader, 'res_player.1', at))).toBe('UNKNOWN_DOCUMENT');
    const nameless = { documentId: 'res_player.1', reasonCode: 'sai tên', prepared };
    expect(outcome(signed, prepareCorrection(processor, dossierId, nameless, at))).toBe('REASON_CODE_MALFORMED');
  });

  it('can be corrected again, and prepared again before it is signed', () => {
    const twice = after(
      ...workedThrough,
      pays,
      signs,
      corrects('res_player.1', 'fil_a'),
      corrects('res_player.1', 'fil_b'),
    );
    expect(documents(twice).map(({ fileId }) => fileId)).toEqual([prepared.fileId, 'fil_b']);
    expect(needOf(twice, 'fil_a')).toBe('NOTHING');
    const once = signCorrection(leader, 'res_player.3', at)(twice).reduce(evolveDossier, twice);
    expect(outcome(once, corrects('res_player.1'))).toBe('UNKNOWN_DOCUMENT');
    expect(outcome(once, corrects('res_player.3'))).toEqual(['ResultPrepared']);
  });

  it('comes to nothing when what it corrects is revoked meanwhile', () => {
    const revoked = after(...workedThrough, pays, signs, corrects('res_player.1'), revokes('res_player.1'));
    expect(outcome(revoked, signCorrection(leader, 'res_player.2', at))).toBe('UNKNOWN_DOCUMENT');
    expect(needOf(revoked, 'fil_new')).toBe('NOTHING');
  });

  it('is possible after the end, until people are forgotten', () => {
    expect(outcome(closed, corrects('res_player.1'))).toEqual(['ResultPrepared']);
    const open = corrects('res_player.1')(closed).reduce(evolveDossier, closed);
    const erased = erase('REQUEST_OF_THE_PERSON', at)(open).reduce(evolveDossier, open);
    expect(outcome(erased, corrects('res_player.1'))).toBe('DOSSIER_ERASED');
    expect(outcome(erased, signCorrection(leader, 'res_player.2', at))).toBe('DOSSIER_ERASED');
    // A wrong paper is still out there.
    expect(outcome(erased, revokes('res_player.1'))).toEqual(['ResultRevoked']);
    expect([needOf(erased, prepared.fileId), needOf(erased, 'fil_new')]).toEqual(['NOTHING', 'NOTHING']);
  });
});

describe('revoking', () => {
  it('is the leader’s, once, with a reason', () => {
    const state = after(...workedThrough, pays, signs, revokes('res_player.1'));
    expect(state).toMatchObject({ results: [{ status: 'REVOKED', reasonCode: 'CONTRARY_TO_LAW', replacedBy: null }] });
    expect(outcome(state, revokes('res_player.1'))).toBe('UNKNOWN_DOCUMENT');
    expect(outcome(signed, revokes('res_player.1', 'because'))).toBe('REASON_CODE_MALFORMED');
    expect(outcome(atWork, revokes('res_player.1'))).toBe('ACTION_NOT_ALLOWED');
    const byAnother = { documentId: 'res_player.1', reasonCode: 'CONTRARY_TO_LAW', encryptedNote: null };
    expect(outcome(signed, revokeResult(processor, byAnother, at))).toBe('FORBIDDEN');
    expect(outcome(signed, revokeResult(stranger, byAnother, at))).toBe('DOSSIER_NOT_FOUND');
  });
});

describe('what a signed result proves', () => {
  it('is nothing before the signature, and names the office that signed, whoever has it now', () => {
    const facts = [...workedThrough, pays, signs].reduce<readonly ReturnType<typeof signs>[number][]>(
      (told, decide) => [...told, ...decide(told.reduce(evolveDossier, dossier.initial))],
      [],
    );
    const transferred = { officeId: 'off_heir', previousOfficeId: 'off_club', transferredAt: at };
    const recorded = [...facts, { type: 'DossierTransferred', ...transferred } as const].map((fact, n) => ({
      ...fact,
      ...{
        id: `dos_player/${String(n + 1)}`,
        causedBy: 'x',
        actor: { kind: 'system', id: 'x' } as const,
        occurredAt: at,
      },
    }));
    const state = recorded.reduce(evolveDossier, dossier.initial);
    if (state.status !== 'RESULT_READY') throw new Error(state.status);
    const [document] = state.results;
    if (document === undefined) throw new Error('nothing was signed');
    expect(state.officeId).toBe('off_heir');
    expect(proofOf(document, state, recorded)).toEqual({
      ...{ kind: 'RESULT', code: 'H26.153-261123-0001', office: 'off_club', procedure: '9.000001' },
      ...{ issuedAt: at.toISOString(), document: 'res_player.1', resultCode: 'KQ.X00.000001', digest: prepared.sha256 },
    });
    expect(
      proofOf({ ...prepared, id: 'x', preparedAt: at, preparedBy: 'x', corrects: null, status: 'PREPARED' }, state, []),
    ).toBeNull();
    expect(replacedFiles(state, recorded)).toEqual([]);
  });
});
