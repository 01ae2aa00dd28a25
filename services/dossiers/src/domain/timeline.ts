/** What happened to a dossier, told to its applicant; says which kind of party acted, never who. */
import type { Recorded } from '@motcua/service-kit/pure';
import type { DossierFact } from './dossier-facts.js';
import type { FiledDossier } from './dossier.js';
import { findStep, type LocalizedText } from './step.js';

export interface TimelineEntry {
  readonly id: string;
  readonly at: Date;
  readonly type: DossierFact['type'];
  readonly text: LocalizedText;
  readonly by: 'citizen' | 'officer' | 'agency' | 'system';
}

export function timelineOf(state: FiledDossier, facts: readonly Recorded<DossierFact>[]): readonly TimelineEntry[] {
  return facts.map((fact) => ({
    id: fact.id,
    at: fact.occurredAt,
    type: fact.type,
    text: textOf(fact, state),
    by: byOf(fact),
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
      return texts[fact.type];
  }
}

const texts = {
  DossierSubmitted: { vi: 'Hồ sơ đã được nộp', en: 'The dossier was submitted' },
  DossierReceived: {
    vi: 'Hồ sơ đã được tiếp nhận, có phiếu hẹn trả',
    en: 'The dossier was received, with an appointment slip',
  },
  PaymentFellDue: { vi: 'Có khoản phí, lệ phí cần nộp', en: 'A payment fell due' },
  PaymentSettled: { vi: 'Nghĩa vụ tài chính đã hoàn thành', en: 'Nothing is owed any more' },
  ResultSigned: { vi: 'Kết quả đã được ký', en: 'The result was signed' },
  ResultReleased: { vi: 'Kết quả sẵn sàng để trả', en: 'The result is ready to leave the office' },
  ResultHandedOver: { vi: 'Kết quả đã được trả', en: 'The result was handed over' },
  DossierClosed: { vi: 'Hồ sơ đã kết thúc', en: 'The dossier was closed' },
  AccessCodeRequested: {
    vi: 'Mã truy cập một lần được gửi đến liên hệ đã khai',
    en: 'A one-time code was sent to the contact on file',
  },
  DossierErased: { vi: 'Dữ liệu cá nhân được yêu cầu xoá', en: 'Personal data is to be erased' },
  PersonalDataDestroyed: { vi: 'Dữ liệu cá nhân đã bị xoá', en: 'Personal data was destroyed' },
} as const;

function ofStep(key: string, { steps }: FiledDossier, vi: string, en: string): LocalizedText {
  const action = findStep(steps, key)?.action;
  return { vi: `${vi}: ${action?.vi ?? key}`, en: `${en}: ${action?.en ?? key}` };
}

/** What an event told comes from an agency where the fact says so; payments and the carrier speak as the system. */
function byOf(fact: Recorded<DossierFact>): TimelineEntry['by'] {
  const { kind } = fact.actor;
  return kind === 'citizen' || kind === 'officer' || kind === 'agency' ? kind : 'system';
}
