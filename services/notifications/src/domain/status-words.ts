/** What becomes of a message in words that say who acts next, and what the desk does about a contact that does not work. */
import type { ContactProblem } from './dead-address.js';
import type { Message } from './message.js';
import { awaitsOf } from './receipt.js';
import type { Language } from './templates.js';

export type Actor = 'PLATFORM' | 'PROVIDER' | 'DESK' | 'NOBODY';
type Words = Readonly<Record<Language, string>>;

const words = {
  waiting: { vi: 'Đang chờ gửi; hệ thống sẽ tự gửi', en: 'Waiting; we will send it' },
  quiet: { vi: 'Chờ hết giờ yên tĩnh; hệ thống sẽ tự gửi', en: 'Waiting for the end of quiet hours; we will send it' },
  later: { vi: 'Chưa gửi được; hệ thống sẽ thử lại', en: 'Not sent yet; we will try again' },
  awaited: { vi: 'Đã gửi; chờ nhà mạng xác nhận', en: 'Sent; the network will say whether it arrived' },
  sent: { vi: 'Đã gửi', en: 'Sent' },
  delivered: { vi: 'Đã đến máy người nhận', en: 'On the phone' },
  failed: { vi: 'Không gửi được; cán bộ liên hệ người nộp', en: 'Failed; the office contacts the applicant' },
  expired: { vi: 'Đã quá hạn nên không gửi nữa', en: 'Not sent any more: it was over' },
  unclear: { vi: 'Không rõ đã đến hay chưa; chờ nhà mạng xác nhận', en: 'Unclear; the network may still say' },
  unknown: { vi: 'Không rõ đã đến hay chưa; cán bộ có thể gửi lại', en: 'Unclear; the office may send it once more' },
} as const satisfies Readonly<Record<string, Words>>;

export function statusWords(message: Message, language: Language): { readonly text: string; readonly actsNext: Actor } {
  const [word, actsNext] = standing(message);
  return { text: words[word][language], actsNext };
}

function standing(message: Message): readonly [keyof typeof words, Actor] {
  switch (message.status) {
    case 'QUEUED':
      if (message.reasonCode === undefined) return ['waiting', 'PLATFORM'];
      return [message.reasonCode === 'QUIET_HOURS' ? 'quiet' : 'later', 'PLATFORM'];
    case 'CLAIMED':
      return ['waiting', 'PLATFORM'];
    case 'SENT':
      return awaitsOf(message) === undefined ? ['sent', 'NOBODY'] : ['awaited', 'PROVIDER'];
    case 'DELIVERED':
      return ['delivered', 'NOBODY'];
    case 'FAILED':
      return isNobodysFault(message.reasonCode) ? ['expired', 'NOBODY'] : ['failed', 'DESK'];
    case 'UNKNOWN':
      return awaitsOf(message) === undefined ? ['unknown', 'DESK'] : ['unclear', 'PROVIDER'];
  }
}

function isNobodysFault(reasonCode: string): boolean {
  return ['TOO_LATE', 'CONTACT_ERASED'].includes(reasonCode);
}

const advice: Readonly<Record<ContactProblem['reasonCode'], Words>> = {
  ABSENT: { vi: 'Người nộp không cho địa chỉ này; hỏi khi họ đến', en: 'None was given; ask when they come' },
  PHONE_ABROAD: {
    vi: 'Số nước ngoài không nhận tin; dùng thư điện tử',
    en: 'A number abroad takes no texts; use e-mail',
  },
  PHONE_LANDLINE: { vi: 'Số máy bàn không nhận tin; hãy gọi', en: 'A landline takes no texts; call it' },
  PHONE_UNUSABLE: { vi: 'Số điện thoại sai; hỏi lại người nộp', en: 'The number is wrong; ask for another' },
  PHONE_DEAD: { vi: 'Tin không đến máy này; hỏi số khác', en: 'Texts do not arrive; ask for another number' },
  EMAIL_UNUSABLE: { vi: 'Địa chỉ thư sai; hỏi lại người nộp', en: 'The address is wrong; ask for another' },
  EMAIL_DEAD: {
    vi: 'Hộp thư không tồn tại; hỏi địa chỉ khác',
    en: 'There is no such mailbox; ask for another address',
  },
  CONTACT_ERASED: { vi: 'Liên hệ đã được xóa theo hạn lưu trữ', en: 'The contact was erased when its time was over' },
};

export function adviceFor(reasonCode: ContactProblem['reasonCode'], language: Language): string {
  return advice[reasonCode][language];
}
