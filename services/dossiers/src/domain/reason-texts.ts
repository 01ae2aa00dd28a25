/** Why an office says no, not yet or no more; an office may use codes of its own besides. */
import type { LocalizedText } from './step.js';

const reasons: Readonly<Record<string, LocalizedText>> = {
  NO_ANSWER_TO_SUPPLEMENT_REQUEST: reason(
    'Không bổ sung hồ sơ trong thời hạn đã yêu cầu',
    'The supplement asked for was not handed in in time',
  ),
  NOT_THIS_OFFICE: reason('Không thuộc thẩm quyền của cơ quan này', 'It is not for this office to decide'),
  NOT_ALLOWED: reason('Pháp luật không cho phép giải quyết', 'The law does not allow it'),
  CONDITIONS_NOT_MET: reason('Không đủ điều kiện theo quy định', 'The conditions are not met'),
  DUPLICATE: reason('Đã có hồ sơ cùng nội dung', 'The same was filed before'),
  VERIFICATION_TAKES_LONGER: reason('Việc xác minh cần thêm thời gian', 'Verification takes longer'),
  AGENCY_LATE: reason('Cơ quan phối hợp trả lời chậm', 'A cooperating agency is late'),
};

/** A code that is not in the table stands for itself. */
export function reasonText(code: string): LocalizedText {
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return known ?? reason(`Lý do khác (${code})`, `Another reason (${code})`);
}

function reason(vi: string, en: string): LocalizedText {
  return { vi, en };
}
