/** What the submission slip says by itself, besides what was filed. */
import type { DeliveryMethod } from './dossier-facts.js';
import type { PaperLanguage } from './office-paper.js';

interface SubmissionTexts {
  readonly title: string;
  readonly notTheReceipt: string;
  readonly code: string;
  readonly procedure: string;
  readonly office: string;
  readonly applicant: string;
  readonly submittedAt: string;
  readonly delivery: string;
  readonly deliveries: Readonly<Record<DeliveryMethod, string>>;
  readonly timeAllowed: string;
  readonly workingDays: (days: number) => string;
  readonly papers: readonly [string, string];
  readonly nextSteps: string;
  readonly qrAlt: string;
  /** Beside the QR code. */
  readonly qr: readonly string[];
}

export const submissionTexts: Readonly<Record<PaperLanguage, SubmissionTexts>> = {
  vi: {
    title: 'Giấy xác nhận nộp hồ sơ trực tuyến',
    notTheReceipt:
      'Giấy này xác nhận hệ thống đã nhận hồ sơ nộp trực tuyến. Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu số 01) do bộ phận Một cửa cấp khi hồ sơ được tiếp nhận.',
    code: 'Mã hồ sơ',
    procedure: 'Thủ tục',
    office: 'Nơi tiếp nhận',
    applicant: 'Người nộp',
    submittedAt: 'Thời điểm nộp',
    delivery: 'Nhận kết quả',
    deliveries: { DESK: 'Tại bộ phận Một cửa', POST: 'Tại nhà, qua bưu chính', ELECTRONIC: 'Bản điện tử' },
    timeAllowed: 'Thời hạn giải quyết',
    workingDays: (days) =>
      days === 0
        ? 'Trong ngày làm việc, kể từ khi được tiếp nhận'
        : `${String(days)} ngày làm việc, kể từ khi được tiếp nhận`,
    papers: ['Giấy tờ đã nộp', 'Số tệp'],
    nextSteps: 'Các bước tiếp theo',
    qrAlt: 'Mã QR của giấy xác nhận',
    qr: [
      'Mã QR này mở lại hồ sơ mà không cần tài khoản. Ai có mã đều xem được hồ sơ như người nộp: hãy giữ kín.',
      'Nội dung trong mã được ký số: sửa một chữ là bị phát hiện, kể cả khi kiểm tra không có mạng.',
      'Muốn hỏi về hồ sơ, chỉ cần nêu mã hồ sơ, không cần đưa mã QR.',
    ],
  },
  en: {
    title: 'Confirmation of an online submission',
    notTheReceipt:
      'This confirms that the system took in the dossier submitted online. The receipt with the date of the result (form 01) is issued by the one-stop desk when it accepts the dossier.',
    code: 'Dossier code',
    procedure: 'Procedure',
    office: 'Office',
    applicant: 'Submitted by',
    submittedAt: 'Submitted at',
    delivery: 'The result comes',
    deliveries: { DESK: 'at the one-stop desk', POST: 'home by post', ELECTRONIC: 'as an electronic copy' },
    timeAllowed: 'Time allowed',
    workingDays: (days) =>
      days === 0
        ? 'within the working day on which it is accepted'
        : `${String(days)} working days from its acceptance`,
    papers: ['Papers handed in', 'Files'],
    nextSteps: 'Next steps',
    qrAlt: 'QR code of the confirmation',
    qr: [
      'This QR code opens the dossier without an account. Whoever has it sees the dossier as its applicant does: keep it to yourself.',
      'What it says is signed: one changed letter is found, also without a network.',
      'To ask about the dossier its code is enough; the QR code is not needed.',
    ],
  },
};
