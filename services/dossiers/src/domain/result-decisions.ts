/** The result of a dossier: prepared by one, signed by another, given out, corrected, revoked. */
import { Refusal } from '@motcua/service-kit/pure';
import { requireOfficer, requireUnassigned } from './access.js';
import type { Decide } from './decisions.js';
import type { EncryptedNote } from './desk-facts.js';
import type { Clocked, Erasure, ResultDocument, Signed } from './dossier.js';
import { permitted } from './lifecycle.js';
import type { Officer, Party } from './party.js';
import { tick } from './promise.js';
import { requireReason } from './reason.js';
import type { PreparedDocument } from './result-facts.js';
import { completed, released, type Moment } from './step-work.js';
import { isSignature } from './worker.js';

export type Prepared = Omit<PreparedDocument, 'id' | 'preparedBy' | 'preparedAt' | 'corrects'>;

/** A document for one of the results that the office itself signs. */
export function prepareResult(party: Party, dossierId: string, prepared: Prepared, at: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['process']);
    const dossier = permitted(state, 'prepareResult');
    requireUnassigned(officer, dossier);
    const { resultCode } = prepared;
    if (!dossier.resultCodes.includes(resultCode)) {
      const { resultCodes } = dossier;
      throw new Refusal('UNKNOWN_RESULT', 'This dossier has no such result.', { resultCode, resultCodes });
    }
    requireCopies(prepared);
    return [documentOf(dossier, dossierId, prepared, officer, at, null)];
  };
}

/** The leader signs what others prepared; it leaves the office at once when nothing is owed. */
export function sign(party: Party, moment: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['sign']);
    const dossier = permitted(state, 'sign');
    const refused = whyNotSign(dossier, officer);
    if (refused !== null) throw refused;
    const { at, calendar } = moment;
    const signatures = dossier.steps.filter((step) => step.state === 'OPEN' && isSignature(step.worker));
    const { clock } = tick(dossier.clock, { type: 'Stopped', at, outcome: 'SIGNED' }, calendar);
    const documentIds = dossier.results.filter(({ status }) => status === 'PREPARED').map(({ id }) => id);
    const { resultCodes } = dossier;
    return [
      ...signatures.map((step) => completed(step, at, officer.id)),
      { type: 'ResultSigned', signedAt: at, signedBy: officer.id, resultCodes, documentIds, clock },
      ...(dossier.payment.status === 'SETTLED' ? released(dossier, moment) : []),
    ];
  };
}

/** Two pairs of eyes: who prepared it does not sign it. Opening the leader's own signature step is not preparing. */
export function whyNotSign(
  dossier: Pick<Clocked, 'steps' | 'results' | 'resultCodes' | 'proposal'>,
  officer: Officer,
): Refusal | null {
  const pending = dossier.steps.filter(
    (step) =>
      step.place === 'WORK' &&
      step.worker.kind !== 'APPLICANT' &&
      step.state !== 'COMPLETED' &&
      !(step.state === 'OPEN' && isSignature(step.worker)),
  );
  if (pending.length > 0) {
    const steps = pending.map(({ key }) => key);
    return new Refusal('STEPS_STILL_OPEN', 'Every step comes before the signature.', { steps });
  }
  const prepared = new Set(
    dossier.results.flatMap(({ status, resultCode }) => (status === 'PREPARED' ? [resultCode] : [])),
  );
  const missing = dossier.resultCodes.filter((code) => !prepared.has(code));
  if (missing.length > 0) {
    return new Refusal('RESULT_NOT_PREPARED', 'There is nothing to sign yet.', { resultCodes: missing });
  }
  if (dossier.proposal !== null) {
    return new Refusal('REFUSAL_PROPOSED', 'A refusal was proposed; decide on that first.');
  }
  return preparedBy(dossier, officer)
    ? new Refusal('SIGNER_PREPARED_IT', 'Somebody who worked on a dossier does not sign its result.')
    : null;
}

export function preparedBy({ steps, results }: Pick<Clocked, 'steps' | 'results'>, { id }: Officer): boolean {
  const worked = steps.some(
    (step) => step.state === 'COMPLETED' && step.completedBy === id && !isSignature(step.worker),
  );
  return worked || results.some((document) => document.status === 'PREPARED' && document.preparedBy === id);
}

export interface Correction {
  /** The document with the mistake. */
  readonly documentId: string;
  readonly reasonCode: string;
  readonly prepared: Omit<Prepared, 'resultCode'>;
}

/** A document to take the place of one that was signed. */
export function prepareCorrection(party: Party, dossierId: string, correction: Correction, at: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['process']);
    const dossier = permitted(state, 'prepareCorrection');
    requireNotErased(dossier);
    const { documentId, reasonCode, prepared } = correction;
    const wrong = signedDocument(dossier, documentId);
    requireReason(reasonCode);
    requireCopies(prepared);
    const corrects = { documentId, reasonCode };
    return [documentOf(dossier, dossierId, { ...prepared, resultCode: wrong.resultCode }, officer, at, corrects)];
  };
}

/** The correction holds, and what it corrects holds no longer. */
export function signCorrection(party: Party, documentId: string, correctedAt: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['sign']);
    const dossier = permitted(state, 'signCorrection');
    requireNotErased(dossier);
    const correction = dossier.results.find(({ id }) => id === documentId);
    if (correction?.status !== 'PREPARED' || correction.corrects === null) throw noSuchDocument(documentId);
    if (correction.preparedBy === officer.id) {
      throw new Refusal('SIGNER_PREPARED_IT', 'Somebody who prepared a correction does not sign it.');
    }
    const { documentId: wrong, reasonCode } = correction.corrects;
    signedDocument(dossier, wrong);
    const by = { correctedAt, signedBy: officer.id, reasonCode };
    return [{ type: 'ResultCorrected', documentId: wrong, replacedBy: documentId, ...by }];
  };
}

export interface Revocation {
  readonly documentId: string;
  readonly reasonCode: string;
  readonly encryptedNote: EncryptedNote;
}

export function revokeResult(party: Party, revocation: Revocation, revokedAt: Date): Decide {
  return (state) => {
    requireOfficer(party, state, ['lead']);
    const dossier = permitted(state, 'revokeResult');
    signedDocument(dossier, revocation.documentId);
    requireReason(revocation.reasonCode);
    return [{ type: 'ResultRevoked', ...revocation, revokedAt }];
  };
}

const mostCopies = 99;

function requireCopies({ copies }: Pick<Prepared, 'copies'>): void {
  if (copies >= 1 && copies <= mostCopies) return;
  throw new Refusal('COPIES_OUT_OF_RANGE', 'A result is given out in 1 to 99 copies.', { copies, mostCopies });
}

type MaybeErased = Pick<Signed, 'results'> | { readonly erasure: Erasure | null };

export function isErased(dossier: MaybeErased): boolean {
  return 'erasure' in dossier && dossier.erasure !== null;
}

/** A document would tell about people who were forgotten. */
function requireNotErased(dossier: MaybeErased): void {
  if (isErased(dossier)) {
    throw new Refusal('DOSSIER_ERASED', 'Personal data of this dossier was erased; nothing new is kept about it.');
  }
}

function documentOf(
  { results }: Pick<Signed, 'results'>,
  dossierId: string,
  prepared: Prepared,
  officer: Officer,
  preparedAt: Date,
  corrects: PreparedDocument['corrects'],
) {
  const last = results.map(({ id }) => Number(id.slice(id.lastIndexOf('.') + 1)));
  const id = `${dossierId.replace(/^dos_/, 'res_')}.${Math.max(0, ...last) + 1}`;
  const document: PreparedDocument = { id, ...prepared, preparedAt, preparedBy: officer.id, corrects };
  return { type: 'ResultPrepared', document } as const;
}

function signedDocument({ results }: Pick<Signed, 'results'>, documentId: string): ResultDocument {
  const document = results.find(({ id }) => id === documentId);
  if (document?.status !== 'SIGNED') throw noSuchDocument(documentId);
  return document;
}

function noSuchDocument(documentId: string): Refusal {
  return new Refusal('UNKNOWN_DOCUMENT', 'This dossier has no such document where it stands.', { documentId });
}
