/** What happened to a dossier: to its applicant which kind of party acted and why, to the office which account, to an agency its own part. */
import type { Recorded } from '@motcua/service-kit/pure';
import type { Relation } from './access.js';
import type { DossierFact } from './dossier-facts.js';
import type { FiledDossier } from './dossier.js';
import { isAboutStep, type StepFact } from './evolve-steps.js';
import { alarmTexts, timelineTexts } from './timeline-texts.js';
import { findStep, type LocalizedText, type Step } from './step.js';

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

/** @param steps those that the viewer may see */
export function timelineOf(
  state: FiledDossier,
  facts: readonly Recorded<DossierFact>[],
  relation: Relation,
  steps: readonly Step[] = state.steps,
): readonly TimelineEntry[] {
  const told = relation === 'AGENCY' ? facts.filter((fact) => concernsAgency(fact, steps)) : facts;
  return told.map((fact) => ({
    id: fact.id,
    at: fact.occurredAt,
    type: fact.type,
    text: textOf(fact, state),
    by: byOf(fact),
    who: relation === 'OFFICE' ? whoOf(fact) : null,
    reasonCode: relation === 'AGENCY' ? null : reasonOf(fact, relation),
  }));
}

/** Where a dossier stands, and the agency's own steps; what others were asked, owe or consider is not its business. */
function concernsAgency(fact: DossierFact, ownSteps: readonly Step[]): boolean {
  if ('stepKey' in fact) return findStep(ownSteps, fact.stepKey) !== undefined;
  return milestones.has(fact.type);
}

const milestones: ReadonlySet<DossierFact['type']> = new Set([
  ...(['DossierSubmitted', 'DossierReceived', 'SupplementRequested', 'SupplementAnswered'] as const),
  ...(['DossierRescheduled', 'DueDateRecalculated', 'DossierTransferred'] as const),
  ...(['DossierDeclined', 'DossierRejected', 'DossierWithdrawn', 'DossierStopped'] as const),
  ...(['ResultSigned', 'ResultHandedOver', 'DossierClosed'] as const),
]);

function textOf(fact: DossierFact, { steps }: FiledDossier): LocalizedText {
  if (!isAboutStep(fact)) return fact.type === 'AlarmRang' ? alarmTexts[fact.kind] : timelineTexts[fact.type];
  const action = findStep(steps, fact.stepKey)?.action ?? { vi: fact.stepKey, en: fact.stepKey };
  const { vi, en } = stepTexts[fact.type];
  return { vi: `${vi}: ${action.vi}`, en: `${en}: ${action.en}` };
}

const stepTexts: Readonly<Record<StepFact['type'], LocalizedText>> = {
  StepStarted: { vi: 'Bắt đầu', en: 'Begun' },
  StepAccepted: { vi: 'Cơ quan phối hợp đã nhận', en: 'Taken on by the agency' },
  StepCompleted: { vi: 'Đã xong', en: 'Done' },
  StepReturned: { vi: 'Cơ quan phối hợp trả lại', en: 'Sent back by the agency' },
  StepCancelled: { vi: 'Dừng, chờ làm lại nếu cần', en: 'Put back' },
  StepRescheduled: { vi: 'Thời hạn mới', en: 'A new date' },
};

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
