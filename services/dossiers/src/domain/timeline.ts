/** What happened to a dossier: to its applicant which kind of party acted and why, to the office which account as well. */
import type { Recorded } from '@motcua/service-kit/pure';
import type { Relation } from './access.js';
import type { DossierFact } from './dossier-facts.js';
import type { FiledDossier } from './dossier.js';
import { alarmTexts, timelineTexts } from './timeline-texts.js';
import { findStep, type LocalizedText } from './step.js';

export interface TimelineEntry {
  readonly id: string;
  readonly at: Date;
  readonly type: DossierFact['type'];
  readonly text: LocalizedText;
  readonly by: 'citizen' | 'officer' | 'agency' | 'system';
  /** The account of an officer or an agency; null for others, and to all but the office. */
  readonly who: string | null;
  readonly reasonCode: string | null;
}

export function timelineOf(
  state: FiledDossier,
  facts: readonly Recorded<DossierFact>[],
  relation: Relation,
): readonly TimelineEntry[] {
  return facts.map((fact) => ({
    id: fact.id,
    at: fact.occurredAt,
    type: fact.type,
    text: textOf(fact, state),
    by: byOf(fact),
    who: relation === 'OFFICE' ? whoOf(fact) : null,
    reasonCode: relation === 'AGENCY' ? null : reasonOf(fact, relation),
  }));
}

function textOf(fact: DossierFact, state: FiledDossier): LocalizedText {
  switch (fact.type) {
    case 'StepStarted':
      return ofStep(fact.stepKey, state, 'Bắt đầu', 'Begun');
    case 'StepAccepted':
      return ofStep(fact.stepKey, state, 'Cơ quan phối hợp đã nhận', 'Taken on by the agency');
    case 'StepCompleted':
      return ofStep(fact.stepKey, state, 'Đã xong', 'Done');
    case 'StepReturned':
      return ofStep(fact.stepKey, state, 'Cơ quan phối hợp trả lại', 'Sent back by the agency');
    case 'StepCancelled':
      return ofStep(fact.stepKey, state, 'Dừng, chờ làm lại nếu cần', 'Put back');
    case 'StepRescheduled':
      return ofStep(fact.stepKey, state, 'Thời hạn mới', 'A new date');
    case 'AlarmRang':
      return alarmTexts[fact.kind];
    case 'DossierSubmitted':
    case 'DossierReceived':
    case 'PaymentFellDue':
    case 'PaymentSettled':
    case 'ResultSigned':
    case 'ResultReleased':
    case 'ResultHandedOver':
    case 'DossierClosed':
    case 'AccessCodeRequested':
    case 'DossierErased':
    case 'PersonalDataDestroyed':
    case 'DossierAssigned':
    case 'SupplementRequested':
    case 'SupplementAnswered':
    case 'RefusalProposed':
    case 'RefusalDismissed':
    case 'DossierDeclined':
    case 'DossierRejected':
    case 'DossierWithdrawn':
    case 'WithdrawalSettled':
    case 'DossierStopped':
    case 'PapersReturned':
    case 'PaymentConcluded':
    case 'DossierRescheduled':
    case 'DueDateRecalculated':
    case 'ContactFailed':
    case 'AgencyAnswerRefused':
    case 'DossierTransferred':
    case 'NationalStatusSynced':
    case 'ResultPrepared':
    case 'ResultCorrected':
    case 'ResultRevoked':
    case 'ParcelReturned':
    case 'ParcelLost':
    case 'ResultReissued':
      return timelineTexts[fact.type];
  }
}

function ofStep(key: string, { steps }: FiledDossier, vi: string, en: string): LocalizedText {
  const action = findStep(steps, key)?.action;
  return { vi: `${vi}: ${action?.vi ?? key}`, en: `${en}: ${action?.en ?? key}` };
}

/** What an event told comes from an agency where the fact says so; payments and the carrier speak as the system. */
function byOf(fact: Recorded<DossierFact>): TimelineEntry['by'] {
  const { kind } = fact.actor;
  return kind === 'citizen' || kind === 'officer' || kind === 'agency' ? kind : 'system';
}

/** Applicants are told apart by nothing but their own account, which is nobody else's business. */
function whoOf(fact: Recorded<DossierFact>): string | null {
  const by = byOf(fact);
  return by === 'officer' || by === 'agency' ? fact.actor.id : null;
}

/** What is only proposed is the office's own business, until it is decided. */
function reasonOf(fact: DossierFact, relation: Relation): string | null {
  if (fact.type === 'RefusalProposed') return relation === 'OFFICE' ? fact.proposal.reasonCode : null;
  if (fact.type === 'SupplementRequested') return fact.request.secondReasonCode;
  return 'reasonCode' in fact ? fact.reasonCode : null;
}
