/** What the desk's queue, the timer and the national portal need to know of a dossier at a glance; follows from its state. */
import { alarmsOf } from './alarms.js';
import type { AnswerDeadline, DossierFact } from './dossier-facts.js';
import { isAtEnd, openSupplement, type DossierState, type FiledDossier } from './dossier.js';
import { nationalStatus } from './national-status.js';
import type { OfficerRole } from './party.js';

export interface Outlook {
  /** The office that is not done with it; null once there is nothing left to do. The queue is read by this alone. */
  readonly desk: string | null;
  /** The roles that have something to do now; none: it waits for somebody outside the office, or for nobody. */
  readonly waitsFor: readonly OfficerRole[];
  /** By when the office must have done it; null: no time runs against the office. */
  readonly deadline: { readonly dueAt: Date; readonly atRiskFrom: Date; readonly lateFrom: Date } | null;
  /** When time itself is to be noticed next. */
  readonly nextAlarmAt: Date | null;
  /** Counts what the national portal is told; pending while it was not told of the last change. */
  readonly national: { readonly revision: number; readonly pending: boolean };
}

export const noOutlook: Outlook = {
  desk: null,
  waitsFor: [],
  deadline: null,
  nextAlarmAt: null,
  national: { revision: 0, pending: false },
};

export function outlookAfter(before: DossierState, fact: DossierFact, next: DossierState): Outlook {
  if (next.status === 'NONE') return noOutlook;
  const roles = waitsFor(next);
  return {
    desk: isAtEnd(next) && roles.length === 0 ? null : next.officeId,
    waitsFor: roles,
    deadline: deadlineOf(next),
    nextAlarmAt: alarmsOf(next)[0]?.dueAt ?? null,
    national: nationalAfter(before, fact, next),
  };
}

function waitsFor(dossier: FiledDossier): readonly OfficerRole[] {
  switch (dossier.status) {
    case 'SUBMITTED':
      return ['receive'];
    case 'RECEIVED':
      return ['process', 'sign'];
    case 'PROCESSING':
      return workWaitsFor(dossier);
    case 'AWAITING_SUPPLEMENT':
      return lapsed(dossier) ? ['lead'] : [];
    case 'RESULT_READY':
      return dossier.releasedAt !== null && (dossier.deliveryMethod === 'DESK' || dossier.parcel !== null)
        ? ['receive']
        : [];
    case 'WITHDRAWN':
      return dossier.settledAt === null ? ['lead'] : papersWait(dossier);
    case 'DECLINED':
    case 'REJECTED':
    case 'STOPPED':
      return papersWait(dossier);
    case 'HANDED_OVER':
    case 'CLOSED':
      return [];
  }
}

function workWaitsFor({ steps, proposal }: FiledDossier): readonly OfficerRole[] {
  const roles = new Set<OfficerRole>(proposal === null ? [] : ['lead']);
  for (const step of steps) {
    if (step.state === 'OPEN' && step.worker.kind === 'WARD') step.worker.roles.forEach((role) => roles.add(role));
    if (step.state === 'RETURNED') roles.add('process');
  }
  const atWork = steps.some(
    ({ place, state, worker }) => place === 'WORK' && worker.kind !== 'APPLICANT' && state !== 'COMPLETED',
  );
  if (!atWork) roles.add('process').add('sign');
  return [...roles];
}

function lapsed(dossier: FiledDossier): boolean {
  const request = openSupplement(dossier);
  return request !== null && dossier.rung.some((id) => id.startsWith(`SUPPLEMENT_LAPSED:${request.id}:`));
}

function papersWait({ papersReturned }: { readonly papersReturned: boolean }): readonly OfficerRole[] {
  return papersReturned ? [] : ['receive'];
}

function deadlineOf(dossier: FiledDossier): Outlook['deadline'] {
  switch (dossier.status) {
    case 'SUBMITTED':
      return filingDeadline(dossier.answerDeadline);
    case 'RECEIVED':
    case 'PROCESSING':
      return dossier.promise;
    case 'AWAITING_SUPPLEMENT':
    case 'RESULT_READY':
    case 'HANDED_OVER':
    case 'DECLINED':
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'STOPPED':
    case 'CLOSED':
      return null;
  }
}

function filingDeadline({ answerBy, atRiskFrom }: AnswerDeadline): Outlook['deadline'] {
  return { dueAt: answerBy, atRiskFrom, lateFrom: answerBy };
}

/** Facts that change what the portal is told without changing the status: dates, fees, supplements. */
const toldTo: ReadonlySet<DossierFact['type']> = new Set([
  'DossierSubmitted',
  'DossierReceived',
  'SupplementRequested',
  'SupplementAnswered',
  'DossierRescheduled',
  'DueDateRecalculated',
  'PaymentFellDue',
  'PaymentSettled',
  'PaymentConcluded',
  'DossierTransferred',
] as const);

function nationalAfter(before: DossierState, fact: DossierFact, next: FiledDossier): Outlook['national'] {
  const { revision, pending } = before.status === 'NONE' ? noOutlook.national : before.national;
  if (fact.type === 'NationalStatusSynced') return { revision, pending: pending && fact.revision < revision };
  const changed = before.status === 'NONE' || nationalStatus(before) !== nationalStatus(next) || toldTo.has(fact.type);
  return changed ? { revision: revision + 1, pending: true } : { revision, pending };
}
