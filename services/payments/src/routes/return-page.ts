import type { Attempt } from '../domain/attempt.js';

const words: Readonly<Record<Attempt['status'] | 'UNSIGNED', readonly [vi: string, en: string]>> = {
  STARTED: [
    'Ngân hàng đang báo kết quả. Trang hồ sơ sẽ cập nhật trong ít phút.',
    'The bank is telling us the result. Your application’s page will show it in a few minutes.',
  ],
  SUCCEEDED: ['Đã nhận tiền. Ông/bà có thể đóng trang này.', 'Payment received. You can close this page.'],
  FAILED: [
    'Chưa nộp được tiền. Mời ông/bà thử lại từ trang hồ sơ.',
    'The payment did not succeed. Please try again from your application’s page.',
  ],
  EXPIRED: [
    'Đã hết thời gian nộp tiền. Mời ông/bà thử lại từ trang hồ sơ.',
    'The time to pay is over. Please try again from your application’s page.',
  ],
  UNDER_REVIEW: [
    'Khoản tiền này đang được kiểm tra. Xin đừng nộp lại.',
    'This payment is being looked into. Please do not pay again.',
  ],
  GIVEN_BACK: ['Khoản tiền này được hoàn lại cho ông/bà.', 'This payment is given back to you.'],
  UNSIGNED: [
    'Đường dẫn này không phải do ngân hàng tạo ra. Xin xem trang hồ sơ.',
    'This link was not made by the bank. Please see your application’s page.',
  ],
};

/** Shows what we know, which is what the bank told us directly; coming to this page changes nothing. */
export function returnPage(attempt: Attempt | null): string {
  const [vi, en] = words[attempt === null ? 'UNSIGNED' : attempt.status];
  const reference = attempt === null ? '' : `<p>Mã tham chiếu / Reference: <code>${attempt.attemptId}</code></p>`;
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nộp phí, lệ phí</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}</style>
</head>
<body><main><h1>Nộp phí, lệ phí</h1><p>${vi}</p><p lang="en">${en}</p>${reference}</main></body>
</html>
`;
}
