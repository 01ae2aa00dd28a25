/** Asking the applicant for what is missing or wrong, once and completely, and taking the answer (NĐ 61/2018 Điều 17, 19). */
import { Refusal } from '@motcua/service-kit/pure';
import { hasRole, requireApplicantOrDesk, requireOfficer, requireUnassigned } from './access.js';
import type { Decide } from './decisions.js';
import type { SupplementAnswer, SupplementItem } from './desk-facts.js';
import type { AnswerDeadline } from './dossier-facts.js';
import { openSupplement, type DossierState, type SupplementRequest } from './dossier.js';
import { permitted } from './lifecycle.js';
import type { Party } from './party.js';
import { requireAskable, type Askable } from './supplement-items.js';
import { tick } from './promise.js';
import { requireReason } from './reason.js';
import { nextSlip } from './slip-numbers.js';
import { rescheduledSteps, type Moment } from './step-work.js';

export interface Asked {
  readonly dossierId: string;
  readonly items: readonly SupplementItem[];
  /** What the pinned version has. */
  readonly askable: Askable;
  /** Why the leader asks a second time; null for the first request. */
  readonly secondReasonCode: string | null;
}

/** From its thirtieth day without an answer the leader may stop the dossier (ours). */
const answerWithinMs = 30 * 86_400_000;

export function requestSupplement(party: Party, asked: Asked, { at, calendar }: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive', 'process', 'lead']);
    const dossier = permitted(state, 'requestSupplement');
    if (dossier.supplements.length > 0) requireSecondReason(hasRole(officer, ['lead']), asked.secondReasonCode);
    else requireOfficer(party, state, [dossier.status === 'SUBMITTED' ? 'receive' : 'process']);
    requireUnassigned(officer, dossier);
    requireAskable(asked.items, asked.askable);
    const stage = dossier.status === 'SUBMITTED' ? 'RECEPTION' : 'PROCESSING';
    const ticked =
      dossier.status === 'SUBMITTED'
        ? { clock: null, promise: null }
        : tick(dossier.clock, { type: 'Asked', at }, calendar);
    const { items, secondReasonCode } = asked;
    const id = `${asked.dossierId.replace(/^dos_/, 'sup_')}.${dossier.supplements.length + 1}`;
    const answerBy = new Date(at.getTime() + answerWithinMs);
    const request = { id, stage, items, requestedAt: at, requestedBy: officer.id, answerBy, secondReasonCode } as const;
    const slip = nextSlip(dossier, '02', { issuedAt: at, issuedBy: officer.id });
    return [{ type: 'SupplementRequested', request, slip, ...ticked }];
  };
}

export interface Answered {
  readonly dossierId: string;
  /** The request that it answers. */
  readonly supplementId: string;
  readonly answer: SupplementAnswer;
  /** Until when the desk answers, where it was not received yet. */
  readonly answerDeadline: AnswerDeadline;
}

/** All that was asked is answered: the clock goes on, or the desk looks again. */
export function answerSupplement(party: Party, answered: Answered, moment: Moment): Decide {
  return (state) => {
    requireApplicantOrDesk(party, state, answered.dossierId);
    const dossier = permitted(state, 'answerSupplement');
    const request = openSupplement(dossier);
    if (request?.id !== answered.supplementId) throw askedAnew();
    const { at, calendar } = moment;
    const common = {
      type: 'SupplementAnswered',
      requestId: request.id,
      answeredAt: at,
      answer: answered.answer,
    } as const;
    if (dossier.stage === 'RECEPTION')
      return [{ ...common, answerDeadline: answered.answerDeadline, clock: null, promise: null }];
    const answer = { ...answered.answer, replanned: null };
    const ticked = tick(dossier.clock, { type: 'Answered', at }, calendar);
    return [
      { ...common, answer, answerDeadline: null, ...ticked },
      ...rescheduledSteps(dossier, { from: request.requestedAt, promisedAt: ticked.promise.dueAt }, moment),
    ];
  };
}

/** What waits for its applicant; refused when nothing does. */
export function awaitedSupplement(state: DossierState): SupplementRequest {
  const request = openSupplement(permitted(state, 'answerSupplement'));
  if (request === null) throw new Error('a dossier waits for a supplement that nobody asked for');
  return request;
}

function askedAnew(): Refusal {
  return new Refusal('DOSSIER_CHANGED', 'The office asked for something else meanwhile.');
}

function requireSecondReason(isLead: boolean, reasonCode: string | null): void {
  if (!isLead || reasonCode === null) {
    throw new Refusal(
      'SUPPLEMENT_ALREADY_REQUESTED',
      'Guidance is given once; a second request needs the leader and a reason.',
    );
  }
  requireReason(reasonCode);
}
