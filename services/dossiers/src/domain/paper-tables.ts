/** Tables that stand on more than one paper of an office. */
import { formatVnd } from '@motcua/vietnam';
import type { Fee, Filing } from './dossier-facts.js';
import type { PaperLanguage, PaperTable } from './office-paper.js';

const texts = {
  vi: {
    about: ['Thông tin', 'Nội dung'],
    fees: ['Phí, lệ phí', 'Số lượng', 'Thành tiền'],
    postage: 'Cước bưu chính',
    toldLater: 'báo sau',
    total: 'Tổng cộng',
  },
  en: {
    about: ['What', 'Content'],
    fees: ['Fees', 'Quantity', 'Total'],
    postage: 'Postage',
    toldLater: 'told later',
    total: 'Sum',
  },
} as const;

/** Labels and values. */
export function aboutTable(language: PaperLanguage, rows: readonly (readonly [string, string])[]): PaperTable {
  const [label, value] = texts[language].about;
  return { kind: 'TABLE', columns: [{ title: label }, { title: value, share: 3 }], rows };
}

/** Name, quantity, total; the sum comes last. Postage is told once it is quoted. */
export function feeTable(
  language: PaperLanguage,
  { fees, feeTotalVnd, deliveryMethod }: Pick<Filing, 'fees' | 'feeTotalVnd' | 'deliveryMethod'>,
): PaperTable {
  const { fees: head, postage, toldLater, total } = texts[language];
  const nameOf = ({ nameVi, nameEn }: Fee): string => (language === 'vi' ? nameVi : nameEn);
  return {
    kind: 'TABLE',
    columns: [
      { title: head[0], share: 4 },
      { title: head[1], align: 'right' },
      { title: head[2], align: 'right', share: 1.5 },
    ],
    rows: [
      ...fees.map((fee) => [nameOf(fee), String(fee.quantity), formatVnd(fee.totalVnd)]),
      ...(deliveryMethod === 'POST' ? [[postage, '1', toldLater]] : []),
      [total, '', formatVnd(feeTotalVnd)],
    ],
  };
}
