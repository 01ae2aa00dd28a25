/** What the register of an office says by itself. */
import type { PaperLanguage } from './office-paper.js';

/** Titles, and their shares of the width. */
type Columns = readonly (readonly [string, number])[];

const vi = {
  title: 'Sổ theo dõi hồ sơ',
  period: (from: string, to: string, printedAt: string) =>
    `Hồ sơ tiếp nhận từ ngày ${from} đến ngày ${to}; in lúc ${printedAt}`,
  columns: [
    ['STT', 0.7],
    ['Mã hồ sơ', 3],
    ['Thủ tục', 2.6],
    ['Người nộp', 2.2],
    ['Nhận lúc', 1.5],
    ['Hẹn trả', 1.5],
    ['Có kết quả', 1.5],
    ['Trả lúc', 1.5],
    ['Cách trả, kết thúc', 1.8],
    ['Ký nhận', 1.6],
  ] as Columns,
  deliveries: { DESK: 'Tại Một cửa', POST: 'Qua bưu chính', ELECTRONIC: 'Bản điện tử' },
  endings: { DECLINED: 'Từ chối tiếp nhận', REJECTED: 'Không giải quyết', WITHDRAWN: 'Người nộp rút', STOPPED: 'Dừng' },
  erased: '(đã xoá)',
};

const en: typeof vi = {
  title: 'Register of dossiers',
  period: (from, to, printedAt) => `Received from ${from} to ${to}; printed at ${printedAt}`,
  columns: [
    ['No.', 0.7],
    ['Code', 3],
    ['Procedure', 2.6],
    ['Submitted by', 2.2],
    ['Received', 1.5],
    ['Promised', 1.5],
    ['Result', 1.5],
    ['Handed over', 1.5],
    ['Way, ending', 1.8],
    ['Signed', 1.6],
  ],
  deliveries: { DESK: 'At the desk', POST: 'By post', ELECTRONIC: 'Electronic' },
  endings: { DECLINED: 'Declined', REJECTED: 'Rejected', WITHDRAWN: 'Withdrawn', STOPPED: 'Stopped' },
  erased: '(erased)',
};

export const deskRegisterTexts: Readonly<Record<PaperLanguage, typeof vi>> = { vi, en };
