import { openDocument, type PrintedDocument } from '@motcua/printed-documents';
import type { LinkedPaper } from '@motcua/service-kit';
import { formatVnd } from '@motcua/vietnam';
import type { Context, Office } from '../context.js';
import { vndInWords } from '../domain/amount-in-words.js';
import { isOwed, type OwedPayment } from '../domain/payment.js';
import { paymentIdOfReceipt, receiptNumber, type Receipt } from '../domain/receipt.js';

/** The receipt a signed link leads to; null when the link is over or forged. It names the dossier, never a person. */
export async function printReceipt(context: Context, token: string): Promise<LinkedPaper | null> {
  const receiptId = context.links.open('receipt', token, context.clock.now());
  const paymentId = receiptId === null ? null : paymentIdOfReceipt(receiptId);
  const stored = paymentId === null ? null : await context.payments.find(paymentId);
  if (stored === null || !isOwed(stored.state)) return null;
  const receipt = stored.state.receipts.find((issued) => issued.receiptId === receiptId);
  if (receipt === undefined) return null;
  const office = await context.offices.find(receipt.officeId);
  const fileName = `bien-lai-${receiptNumber(receipt).replaceAll('/', '-')}.pdf`;
  return { bytes: await draw(stored.state, receipt, office), fileName };
}

const methods = { CASH: 'Tiền mặt', VNPAY: 'VNPAY', VIETQR: 'Chuyển khoản (VietQR)' } as const;

function draw(payment: OwedPayment, receipt: Receipt, office: Office | null): Promise<Buffer> {
  const number = receiptNumber(receipt);
  const title = `Biên lai thu phí, lệ phí ${number}`;
  const page = openDocument({ title, language: 'vi', size: 'A5', createdAt: receipt.issuedAt, footer: title });
  drawHead(page, receipt, office);
  const taking = payment.takings.find(({ takingId }) => takingId === receipt.takingId);
  page.paragraph(`Hồ sơ: ${payment.dossierCode}`);
  page.paragraph(
    `Hình thức nộp: ${methods[taking?.method ?? 'CASH']}. Ngày thu: ${day(taking?.receivedAt ?? receipt.issuedAt)}`,
  );
  page.table(
    [
      { title: 'Khoản thu', share: 4 },
      { title: 'Số lượng', align: 'right' },
      { title: 'Thành tiền', align: 'right', share: 1.5 },
    ],
    [
      ...receipt.items.map((item) => [item.nameVi, String(item.quantity), formatVnd(item.totalVnd)]),
      ['Tổng số tiền đã thu', '', formatVnd(receipt.amountVnd)],
    ],
  );
  page.paragraph(`Bằng chữ: ${vndInWords(receipt.amountVnd)}.`, { weight: 'italic' });
  return Promise.resolve(page.finish());
}

function drawHead(page: PrintedDocument, { form, series, number }: Receipt, office: Office | null): void {
  page.columns([
    {
      lines: [
        { text: office?.name ?? 'Bộ phận Một cửa', weight: 'bold' },
        { text: office?.address ?? '', size: 'small' },
      ],
    },
    {
      lines: [
        { text: `Mẫu số: ${form}`, align: 'right', size: 'small' },
        { text: `Ký hiệu: ${series}`, align: 'right', size: 'small' },
        { text: `Số: ${String(number).padStart(7, '0')}`, align: 'right', weight: 'bold' },
      ],
    },
  ]);
  page.space(8);
  page.heading('BIÊN LAI THU PHÍ, LỆ PHÍ', 1, 'center');
}

function day(instant: Date): string {
  return instant.toLocaleDateString('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  });
}
