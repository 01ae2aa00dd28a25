/** What the office does next about each thing that does not fit between the bank's statement and its books. */
import type { MismatchCode } from './reconcile.js';

export interface NextStep {
  readonly vi: string;
  readonly en: string;
}

export const nextSteps: Readonly<Record<MismatchCode, NextStep>> = {
  UNKNOWN_REFERENCE: {
    vi: 'Hỏi ngân hàng ai đã chuyển tiền và đề nghị chuyển trả lại; không tự gán cho hồ sơ nào.',
    en: 'Ask the bank who sent it and have it sent back; never give it to a dossier by guess.',
  },
  NOT_BOOKED: {
    vi: 'Chờ lần đọc sao kê kế tiếp (30 giây); nếu vẫn còn, báo người vận hành xem các thông điệp bị loại.',
    en: 'Wait for the next reading of the statement (30 seconds); if it stays, the operator looks at the dead letters.',
  },
  AMOUNT_DIFFERS: {
    vi: 'Nếu khoản tiền đang được kiểm tra thì lãnh đạo quyết định; nếu không, đối chiếu chứng từ của ngân hàng.',
    en: 'Decide the review if there is one; otherwise compare the bank’s voucher.',
  },
  TWICE_AT_BANK: {
    vi: 'Đề nghị ngân hàng chuyển trả khoản thứ hai cho người nộp.',
    en: 'Have the bank send the second one back to the payer.',
  },
  UNDER_REVIEW: {
    vi: 'Lãnh đạo quyết định: nhận, trả lại, hoặc xác nhận không có tiền về.',
    en: 'The lead decides: take it, give it back, or say that nothing came.',
  },
  MISSING_AT_BANK: {
    vi: 'Hỏi ngân hàng; chưa hoàn trả gì trước khi ngân hàng trả lời.',
    en: 'Ask the bank, and give nothing back before it answers.',
  },
  REFUND_NOT_BOOKED: {
    vi: 'Ngân hàng đã hoàn tiền mà không được yêu cầu: ghi nhận hoàn trả tại đây, hoặc đề nghị ngân hàng thu lại.',
    en: 'The bank gave money back unasked: give it back here too, or have the bank take it again.',
  },
  REFUND_AMOUNT_DIFFERS: {
    vi: 'Đối chiếu chứng từ hoàn tiền của ngân hàng; phần còn thiếu trả tại quầy, phần thừa đề nghị thu lại.',
    en: 'Compare the bank’s refund voucher; hand out at the desk what is missing, have the bank take again what is over.',
  },
  REFUND_MISSING_AT_BANK: {
    vi: 'Ngân hàng đã nhận yêu cầu nhưng chưa hoàn: đề nghị ngân hàng thực hiện, bằng văn bản.',
    en: 'The bank took the refund on and did not do it: ask for it again, in writing.',
  },
};
