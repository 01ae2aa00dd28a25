/** An earlier failure of the same payment is told too, before the success or after it. */
type Reordered = 'FAILURE_FIRST' | 'FAILURE_LAST';

/** What a payer at the sandbox's bank may make happen; the value of the form field `outcome`. */
export interface Outcome {
  readonly responseCode: string;
  readonly transactionStatus: string;
  readonly labelVi: string;
  /** Money left the payer's account. */
  readonly charged: boolean;
  /** How the bank calls the merchant (IPN). */
  readonly callback: 'ONCE' | 'NEVER' | 'LATE' | 'FIVE_TIMES' | 'WRONG_AMOUNT' | 'FORGED_FIRST' | Reordered;
  /** Whether the payer's browser is sent back. */
  readonly returns: boolean;
  /** What it does when it is to give the money back; TIMES_OUT: it does and does not answer. */
  readonly refund: 'TAKEN' | 'REFUSED' | 'TIMES_OUT';
  /** Whether its statement of the day shows the payment. */
  readonly inStatement: boolean;
}

const ending = (labelVi: string, responseCode: string, transactionStatus = '02'): Outcome => ({
  responseCode,
  transactionStatus,
  labelVi,
  charged: ['00', '04', '07'].includes(transactionStatus),
  callback: 'ONCE',
  returns: true,
  refund: 'TAKEN',
  inStatement: transactionStatus === '00',
});
const paid = ending('Thanh toán thành công', '00', '00');

const known: Readonly<Record<string, Outcome>> = {
  success: paid,
  cancel: ending('Khách hàng hủy giao dịch', '24'),
  'insufficient-funds': ending('Không đủ số dư', '51'),
  'wrong-otp': ending('Sai mật khẩu xác thực (OTP)', '13'),
  'wrong-details': ending('Xác thực sai quá 3 lần', '10'),
  'wrong-password': ending('Sai mật khẩu thanh toán quá số lần', '79'),
  'not-enrolled': ending('Chưa đăng ký Internet Banking', '09'),
  'account-locked': ending('Tài khoản bị khóa', '12'),
  'daily-limit': ending('Vượt hạn mức trong ngày', '65'),
  maintenance: ending('Ngân hàng đang bảo trì', '75'),
  'other-error': ending('Lỗi khác', '99'),
  suspect: ending('Trừ tiền, giao dịch bị nghi ngờ', '07', '07'),
  reversed: ending('Trừ tiền nhưng giao dịch đảo (00/04)', '00', '04'),
  'success-callback-never': { ...paid, labelVi: 'Thành công, ngân hàng không gọi lại', callback: 'NEVER' },
  'success-callback-late': { ...paid, labelVi: 'Thành công, gọi lại sau 10 phút', callback: 'LATE' },
  'success-callback-five-times': { ...paid, labelVi: 'Thành công, gọi lại 5 lần', callback: 'FIVE_TIMES' },
  'success-wrong-amount': { ...paid, labelVi: 'Thành công, gọi lại sai số tiền', callback: 'WRONG_AMOUNT' },
  'success-forged-callback': { ...paid, labelVi: 'Thành công, trước đó một lần gọi giả mạo', callback: 'FORGED_FIRST' },
  'success-no-return': { ...paid, labelVi: 'Thành công, mất kết nối trước khi quay lại', returns: false },
  'success-after-failure': { ...paid, labelVi: 'Thành công, trước đó báo thất bại', callback: 'FAILURE_FIRST' },
  'success-before-failure': { ...paid, labelVi: 'Thành công, sau đó mới báo thất bại cũ', callback: 'FAILURE_LAST' },
  'success-times-out': {
    ...{ ...paid, labelVi: 'Đã trừ tiền rồi mất kết nối: không gọi lại, không quay lại' },
    ...{ callback: 'NEVER', returns: false },
  },
  'success-refund-refused': { ...paid, labelVi: 'Thành công, sau này từ chối hoàn tiền', refund: 'REFUSED' },
  'success-refund-times-out': { ...paid, labelVi: 'Thành công, hoàn tiền nhưng không trả lời', refund: 'TIMES_OUT' },
  'success-not-in-statement': { ...paid, labelVi: 'Thành công, không có trong sao kê', inStatement: false },
};

export const outcomes: ReadonlyMap<string, Outcome> = new Map(Object.entries(known));

/** What the bank says when the payer did not decide in time. */
export const expired: Outcome = ending('Hết hạn chờ thanh toán', '11');
