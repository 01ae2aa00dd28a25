/** Why an office asks for a field or a paper once more; an office may use codes of its own besides. */
import type { LocalizedText } from './step.js';

/** By code; others hear the code alone. */
export const supplementReasons: Readonly<Record<string, LocalizedText>> = {
  MISSING: reason('Còn thiếu', 'It is missing'),
  INCOMPLETE: reason('Chưa đầy đủ', 'It is not complete'),
  PAGES_MISSING: reason('Thiếu trang', 'Pages are missing'),
  UNREADABLE: reason('Bản chụp mờ, không đọc được', 'The copy cannot be read'),
  WRONG_PAPER: reason('Không đúng loại giấy tờ', 'It is another paper than the one asked for'),
  WRONG_FORM: reason('Không đúng mẫu quy định', 'It is not on the official form'),
  NOT_SIGNED: reason('Chưa ký hoặc chưa đóng dấu', 'It is not signed or not sealed'),
  NOT_CERTIFIED: reason('Chưa được chứng thực', 'The copy is not certified'),
  NOT_TRANSLATED: reason('Chưa có bản dịch tiếng Việt', 'There is no Vietnamese translation'),
  EXPIRED: reason('Đã hết giá trị sử dụng', 'It is no longer valid'),
  WRONG_VALUE: reason('Nội dung chưa đúng', 'It is not right'),
  CONTRADICTORY: reason('Không khớp với giấy tờ hoặc nội dung khác', 'It contradicts another paper or answer'),
  NOT_FOUND_IN_DATABASE: reason(
    'Không khớp với cơ sở dữ liệu quốc gia về dân cư',
    'It is not what the national population database says',
  ),
};

/** A code that is not in the table stands for itself. */
export function supplementReasonText(reasonCode: string): LocalizedText {
  const known = Object.hasOwn(supplementReasons, reasonCode) ? supplementReasons[reasonCode] : undefined;
  return known ?? reason(`Lý do khác (${reasonCode})`, `Another reason (${reasonCode})`);
}

function reason(vi: string, en: string): LocalizedText {
  return { vi, en };
}
