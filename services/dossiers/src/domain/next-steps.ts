/** What an applicant is told right after submitting, as step 6 of the ward's guide has it. */
import type { Filing } from './dossier-facts.js';
import type { LocalizedText } from './step.js';

export interface NextStep {
  readonly key: string;
  readonly text: LocalizedText;
}

export function nextStepsFor({
  code,
  feeTotalVnd,
  deliveryMethod,
}: Pick<Filing, 'code' | 'feeTotalVnd' | 'deliveryMethod'>): readonly NextStep[] {
  return [
    {
      key: 'keepCode',
      text: { vi: `Lưu mã hồ sơ ${code} để tra cứu.`, en: `Keep the code ${code} to follow your dossier.` },
    },
    {
      key: 'watchMessages',
      text: {
        vi: 'Theo dõi tin nhắn và thư điện tử: Bộ phận Một cửa báo khi hồ sơ được tiếp nhận, kèm ngày hẹn trả.',
        en: 'Watch your messages: the desk tells you when the dossier is received and when the result is due.',
      },
    },
    ...(feeTotalVnd > 0 || deliveryMethod === 'POST' ? [pay] : []),
    ways[deliveryMethod],
  ];
}

const pay: NextStep = {
  key: 'pay',
  text: {
    vi: 'Nộp phí, lệ phí và cước bưu chính (nếu có) khi hệ thống thông báo số tiền.',
    en: 'Pay the fee and the postage, if any, once you are told the amount.',
  },
};

const ways: Readonly<Record<Filing['deliveryMethod'], NextStep>> = {
  DESK: {
    key: 'collectAtDesk',
    text: {
      vi: 'Mang phiếu hẹn đến Bộ phận Một cửa để nhận kết quả.',
      en: 'Bring the slip to the desk to collect the result.',
    },
  },
  POST: {
    key: 'receiveAtHome',
    text: { vi: 'Kết quả được gửi về địa chỉ đã khai.', en: 'The result is posted to the address you gave.' },
  },
  ELECTRONIC: {
    key: 'receiveElectronically',
    text: { vi: 'Kết quả là bản điện tử.', en: 'The result is an electronic copy.' },
  },
};
