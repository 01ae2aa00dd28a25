/** Status 1–10 that the national public-service portal shows for a dossier (Cổng Dịch vụ công quốc gia). */
import type { DossierStatus, FiledDossier } from './dossier.js';

/** 1 Mới đăng ký · 2 Được tiếp nhận · 4 Đang xử lý · 6 Yêu cầu thực hiện nghĩa vụ tài chính · 9 Đã xử lý xong · 10 Đã trả kết quả. */
export type NationalStatus = 1 | 2 | 4 | 6 | 9 | 10;

/** What it is, and what it is while the office waits for money: 6 takes the place of 2 and 4 alone (ours). */
const codes: Readonly<Record<DossierStatus, { readonly plain: NationalStatus; readonly owing: NationalStatus }>> = {
  SUBMITTED: { plain: 1, owing: 1 },
  RECEIVED: { plain: 2, owing: 6 },
  PROCESSING: { plain: 4, owing: 6 },
  RESULT_READY: { plain: 9, owing: 9 },
  HANDED_OVER: { plain: 10, owing: 10 },
  CLOSED: { plain: 10, owing: 10 },
};

export function nationalStatus({ status, payment }: Pick<FiledDossier, 'status' | 'payment'>): NationalStatus {
  const { plain, owing } = codes[status];
  return payment.status === 'DUE' && payment.amountVnd > 0 ? owing : plain;
}
