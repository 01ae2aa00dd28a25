/** Status 1–10 that the national public-service portal shows for a dossier (Cổng Dịch vụ công quốc gia). */
import type { FiledDossier } from './dossier.js';

/**
 * 1 Mới đăng ký · 2 Được tiếp nhận · 3 Không được tiếp nhận · 4 Đang xử lý · 5 Yêu cầu bổ sung giấy tờ · 6 Yêu cầu thực hiện
 * nghĩa vụ tài chính · 7 Công dân yêu cầu rút hồ sơ · 8 Dừng xử lý · 9 Đã xử lý xong · 10 Đã trả kết quả.
 */
export type NationalStatus = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** 6 takes the place of 2 and 4 alone, while the office waits for money; what was closed keeps the status of its end (ours). */
export function nationalStatus(dossier: FiledDossier): NationalStatus {
  switch (dossier.status) {
    case 'SUBMITTED':
      return 1;
    case 'AWAITING_SUPPLEMENT':
      return 5;
    case 'RECEIVED':
      return owes(dossier) ? 6 : 2;
    case 'PROCESSING':
      return owes(dossier) ? 6 : 4;
    case 'RESULT_READY':
      return 9;
    case 'HANDED_OVER':
      return 10;
    case 'DECLINED':
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'STOPPED':
      return ofEnd(dossier.status, dossier);
    case 'CLOSED':
      return dossier.outcome === 'HANDED_OVER' ? 10 : ofEnd(dossier.outcome, dossier);
  }
}

function ofEnd(outcome: 'DECLINED' | 'REJECTED' | 'WITHDRAWN' | 'STOPPED', dossier: FiledDossier): NationalStatus {
  const received = 'receivedAt' in dossier;
  switch (outcome) {
    case 'DECLINED':
      return 3;
    case 'REJECTED':
      return 8;
    case 'WITHDRAWN':
      // Once the leader has settled what was received, it is stopped.
      return received && 'settledAt' in dossier && dossier.settledAt !== null ? 8 : 7;
    case 'STOPPED':
      return received ? 8 : 3;
  }
}

function owes({ payment }: FiledDossier): boolean {
  return payment.status === 'DUE' && payment.amountVnd > 0;
}
