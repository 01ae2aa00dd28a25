/** The instants at which time itself is noticed by a dossier: lateness, steps overdue, supplements unanswered. */
import type { AlarmKind } from './desk-facts.js';
import { openSupplement, type FiledDossier } from './dossier.js';

export interface Alarm {
  readonly kind: AlarmKind;
  /** What it is about: a step's key, a supplement request's id; empty for the dossier itself. */
  readonly key: string;
  /** When it is to ring. */
  readonly dueAt: Date;
}

/** The applicant is reminded so long before the office may stop the dossier. */
const reminderMs = 7 * 86_400_000;

export function alarmId({ kind, key, dueAt }: Alarm): string {
  return `${kind}:${key}:${dueAt.toISOString()}`;
}

/** Those that did not ring yet, the next one first. */
export function alarmsOf(dossier: FiledDossier): readonly Alarm[] {
  const rung = new Set(dossier.rung);
  return [...everyAlarm(dossier)]
    .filter((alarm) => !rung.has(alarmId(alarm)))
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
}

function everyAlarm(dossier: FiledDossier): readonly Alarm[] {
  switch (dossier.status) {
    case 'SUBMITTED':
      return [{ kind: 'FILING_LATE', key: '', dueAt: dossier.answerDeadline.answerBy }];
    case 'RECEIVED':
    case 'PROCESSING': {
      const { atRiskFrom, lateFrom } = dossier.promise;
      const overdue = dossier.steps.flatMap((step) =>
        step.state === 'OPEN' ? [{ kind: 'STEP_OVERDUE', key: step.key, dueAt: step.dueAt } as const] : [],
      );
      return [{ kind: 'AT_RISK', key: '', dueAt: atRiskFrom }, { kind: 'LATE', key: '', dueAt: lateFrom }, ...overdue];
    }
    case 'AWAITING_SUPPLEMENT': {
      const request = openSupplement(dossier);
      if (request === null) return [];
      const { id: key, answerBy } = request;
      return [
        { kind: 'SUPPLEMENT_REMINDER', key, dueAt: new Date(answerBy.getTime() - reminderMs) },
        { kind: 'SUPPLEMENT_LAPSED', key, dueAt: answerBy },
      ];
    }
    case 'RESULT_READY':
    case 'HANDED_OVER':
    case 'DECLINED':
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'STOPPED':
    case 'CLOSED':
      return [];
  }
}
