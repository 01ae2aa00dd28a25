/** Each kind of fact in the words its applicant reads. */
import type { AlarmKind } from './desk-facts.js';
import type { LocalizedText } from './step.js';

export const timelineTexts = {
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
  DossierAssigned: { vi: 'Hồ sơ được phân công', en: 'The dossier was given to an officer' },
  SupplementRequested: { vi: 'Đề nghị bổ sung hồ sơ', en: 'A supplement was requested' },
  SupplementAnswered: { vi: 'Hồ sơ đã được bổ sung', en: 'The supplement was handed in' },
  RefusalProposed: { vi: 'Đang xem xét từ chối', en: 'A refusal is being considered' },
  RefusalDismissed: { vi: 'Không từ chối, tiếp tục xử lý', en: 'It was not refused, the work goes on' },
  DossierDeclined: { vi: 'Hồ sơ bị từ chối tiếp nhận', en: 'The dossier was declined' },
  DossierRejected: { vi: 'Hồ sơ bị từ chối giải quyết', en: 'The dossier was rejected' },
  DossierWithdrawn: { vi: 'Người nộp rút hồ sơ', en: 'The dossier was withdrawn' },
  WithdrawalSettled: { vi: 'Việc rút hồ sơ đã giải quyết xong', en: 'The withdrawal was settled' },
  DossierStopped: { vi: 'Hồ sơ dừng giải quyết', en: 'The dossier was stopped' },
  PapersReturned: { vi: 'Giấy tờ đã được trả lại', en: 'The papers were given back' },
  PaymentConcluded: { vi: 'Phí, lệ phí đã được quyết toán', en: 'The money was settled' },
  DossierRescheduled: { vi: 'Xin lỗi và hẹn lại ngày trả', en: 'An apology and a new date' },
  DueDateRecalculated: { vi: 'Ngày hẹn được tính lại theo lịch làm việc', en: 'The date was worked out anew' },
  ContactFailed: { vi: 'Không gửi được tin báo', en: 'A message did not arrive' },
  AgencyAnswerRefused: { vi: 'Trả lời của cơ quan phối hợp không được nhận', en: 'An agency’s answer was not taken' },
  DossierTransferred: { vi: 'Hồ sơ chuyển sang cơ quan kế nhiệm', en: 'The dossier went over to another office' },
  NationalStatusSynced: { vi: 'Đã đồng bộ Cổng Dịch vụ công quốc gia', en: 'The national portal was told' },
  ResultPrepared: { vi: 'Kết quả đã được dự thảo', en: 'The result was prepared' },
  ResultCorrected: { vi: 'Kết quả được cải chính', en: 'The result was corrected' },
  ResultRevoked: { vi: 'Kết quả bị thu hồi', en: 'The result was revoked' },
  ParcelReturned: { vi: 'Bưu gửi đã quay về cơ quan', en: 'The parcel is back at the office' },
  ParcelLost: { vi: 'Bưu gửi bị thất lạc', en: 'The parcel was lost' },
  ResultReissued: { vi: 'Kết quả được cấp lại để gửi', en: 'A fresh copy goes out' },
} as const;

export const alarmTexts: Readonly<Record<AlarmKind, LocalizedText>> = {
  FILING_LATE: { vi: 'Quá hạn trả lời hồ sơ mới nộp', en: 'The filing waits for longer than it may' },
  AT_RISK: { vi: 'Hồ sơ sắp đến hạn', en: 'The promised date comes near' },
  LATE: { vi: 'Hồ sơ quá hạn', en: 'The promised date has passed' },
  STEP_OVERDUE: { vi: 'Một bước quá hạn', en: 'A step is overdue' },
  SUPPLEMENT_REMINDER: { vi: 'Nhắc bổ sung hồ sơ', en: 'The supplement was called to mind' },
  SUPPLEMENT_LAPSED: { vi: 'Hết hạn bổ sung hồ sơ', en: 'The time for the supplement is over' },
};
