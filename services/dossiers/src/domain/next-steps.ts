/** What an applicant does next, by where the dossier stands: step 6 of the ward's guide, for as long as there is one. */
import { dayInVietnam, formatVnd } from '@motcua/vietnam';
import type { DeliveryMethod } from './dossier-facts.js';
import type { ClockedDossier, FiledDossier } from './dossier.js';
import type { LocalizedText } from './step.js';

export interface NextStep {
  readonly key: string;
  readonly text: LocalizedText;
}

/** Follows from the dossier alone, so it is as true when opened again as right after submitting. */
export function nextStepsFor(dossier: FiledDossier): readonly NextStep[] {
  switch (dossier.status) {
    case 'SUBMITTED':
      return [keepCode(dossier), watchMessages, answerTheDesk, ...payment(dossier), resultTo[dossier.deliveryMethod]];
    case 'RECEIVED':
    case 'PROCESSING':
      return [
        keepCode(dossier),
        ...[awaitResult(dossier), answerTheDesk, ...payment(dossier)],
        resultTo[dossier.deliveryMethod],
      ];
    case 'RESULT_READY':
      return dossier.releasedAt === null
        ? [keepCode(dossier), ...payment(dossier), resultTo[dossier.deliveryMethod]]
        : [readyFor(dossier)[dossier.deliveryMethod]];
    case 'AWAITING_SUPPLEMENT':
      return [keepCode(dossier), answerSupplement];
    case 'DECLINED':
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'STOPPED':
      return [withoutResult(dossier)];
    case 'HANDED_OVER':
      return [nothingMore[dossier.deliveryMethod]];
    case 'CLOSED':
      return [dossier.outcome === 'HANDED_OVER' ? nothingMore[dossier.deliveryMethod] : withoutResult(dossier)];
  }
}

function keepCode({ code }: Pick<FiledDossier, 'code'>): NextStep {
  return step('keepCode', `Lưu mã hồ sơ ${code} để tra cứu.`, `Keep the code ${code} to follow your dossier.`);
}

const watchMessages = step(
  'watchMessages',
  'Theo dõi tin nhắn điện thoại và thư điện tử: khi hồ sơ đã đầy đủ, bộ phận Một cửa báo đã tiếp nhận, các bước giải quyết và thời gian hẹn trả.',
  'Watch your messages and e-mail: when your dossier is complete, the desk tells you that it was received, the steps to come and when the result is due.',
);

const answerTheDesk = step(
  'answerTheDesk',
  'Nếu hồ sơ chưa đầy đủ hoặc cần bổ sung, cán bộ tiếp nhận nhắn tin, gửi thư điện tử hoặc liên hệ trực tiếp để hướng dẫn; hãy bổ sung theo hướng dẫn đó.',
  'If something is missing, the officer writes or calls to tell you what; please add it as you are told.',
);

const answerSupplement = step(
  'answerSupplement',
  'Bổ sung, hoàn thiện đúng những mục được yêu cầu trong phiếu hướng dẫn; thời hạn giải quyết tính tiếp sau khi bổ sung.',
  'Answer just what the supplement request names; the time goes on once you have.',
);

/** Why is told by the slip; money that was paid comes back by the rules of the procedure. */
function withoutResult({ code }: Pick<FiledDossier, 'code'>): NextStep {
  return step(
    'readReason',
    `Hồ sơ ${code} đã kết thúc mà không có kết quả; lý do ghi trong phiếu, văn bản gửi kèm. Tiền đã nộp (nếu có) được hoàn theo quy định.`,
    `Dossier ${code} ended without a result; the slip tells why. What was paid comes back by the rules.`,
  );
}

function awaitResult({ dueAt, slips }: ClockedDossier): NextStep {
  const [year, month, day] = dayInVietnam(dueAt).split('-');
  // Slip 01, which came with the reception.
  const [slip] = slips;
  const [vi, en] = slip === undefined ? ['', ''] : [` (phiếu hẹn ${slip.number})`, ` (slip ${slip.number})`];
  return step(
    'awaitResult',
    `Hồ sơ đã được tiếp nhận, hẹn trả kết quả ngày ${String(day)}/${String(month)}/${String(year)}${vi}.`,
    `Your dossier was received; the result is due on ${String(day)}/${String(month)}/${String(year)}${en}.`,
  );
}

/** The amount once it is known; before that, that there will be one; nothing once nothing is owed. */
function payment({ payment, feeTotalVnd, deliveryMethod }: FiledDossier): readonly NextStep[] {
  switch (payment.status) {
    case 'SETTLED':
      return [];
    case 'UNKNOWN':
      return feeTotalVnd > 0 || deliveryMethod === 'POST' ? [payWhenTold] : [];
    case 'DUE':
      if (payment.amountVnd === 0) return [];
      return [
        step(
          'pay',
          `Nộp ${formatVnd(payment.amountVnd)} phí, lệ phí và cước bưu chính (nếu có); kết quả chỉ được trả khi đã nộp đủ.`,
          `Pay ${formatVnd(payment.amountVnd)}, the fee and the postage, if any; the result leaves the office once it is paid.`,
        ),
      ];
  }
}

const payWhenTold = step(
  'pay',
  'Nộp phí, lệ phí và cước bưu chính (nếu có) khi hệ thống thông báo số tiền.',
  'Pay the fee and the postage, if any, once you are told the amount.',
);

/** How the result will come. */
const resultTo: Readonly<Record<DeliveryMethod, NextStep>> = {
  DESK: step(
    'collectAtDesk',
    'Khi được báo có kết quả, mang phiếu hẹn đến bộ phận Một cửa để nhận.',
    'Once you are told that the result is there, bring the slip to the desk to collect it.',
  ),
  POST: step(
    'receiveAtHome',
    'Kết quả được gửi bưu chính về địa chỉ đã khai (nhận hồ sơ tại nhà).',
    'The result is posted to the address you gave.',
  ),
  ELECTRONIC: step('receiveElectronically', 'Kết quả là bản điện tử.', 'The result is an electronic copy.'),
};

/** The result has left the hands of the office, or may. */
function readyFor({ code }: FiledDossier): Readonly<Record<DeliveryMethod, NextStep>> {
  return {
    DESK: step(
      'collectAtDesk',
      `Kết quả đã có: mang phiếu hẹn của hồ sơ ${code} và giấy tờ tùy thân đến bộ phận Một cửa để nhận.`,
      `The result is there: bring the slip of dossier ${code} and your identity card to the desk to collect it.`,
    ),
    POST: step(
      'receiveAtHome',
      'Kết quả đã có và được bưu chính phát về địa chỉ đã khai; khi nhận, vui lòng kiểm tra và ký nhận.',
      'The result is there and on its way to the address you gave; please check it and sign when it arrives.',
    ),
    ELECTRONIC: step(
      'receiveElectronically',
      'Kết quả điện tử đã có; cách nhận được báo qua tin nhắn hoặc thư điện tử.',
      'The electronic result is there; your messages tell you how to take it.',
    ),
  };
}

const nothingMore: Readonly<Record<DeliveryMethod, NextStep>> = {
  DESK: ended('Kết quả đã được trả tại bộ phận Một cửa.', 'The result was handed over at the desk.'),
  POST: ended('Kết quả đã được phát đến tay người nhận.', 'The result was delivered to its receiver.'),
  ELECTRONIC: ended('Kết quả điện tử đã được trả.', 'The electronic result was handed over.'),
};

function ended(vi: string, en: string): NextStep {
  return step('nothingMore', `${vi} Bạn không phải làm gì thêm.`, `${en} There is nothing more to do.`);
}

function step(key: string, vi: string, en: string): NextStep {
  return { key, text: { vi, en } };
}
