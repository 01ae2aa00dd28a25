import type { Problem, TakenOverBy } from './evaluation.js';
import type { Procedure, ProcedureDefinition } from './procedure.js';

type PlainCode = Exclude<Problem['code'], `rule:${string}`>;

/** A text in both languages. */
export interface ProblemText {
  readonly vi: string;
  readonly en: string;
}

/**
 * A problem in words for the person who fills in the form, by the labels of the form; never by what was answered. Of an
 * administrative unit that no longer exists it says which took over, with the code to answer instead.
 */
export function problemText({ procedure }: ProcedureDefinition, { field, code, takenOverBy }: Problem): ProblemText {
  if (isPlain(code)) {
    const label = labelOf(procedure, field);
    if (takenOverBy !== undefined) return takenOverText(label, takenOverBy);
    return { vi: `${texts[code].vi}: ${label.vi}`, en: `${texts[code].en}: ${label.en}` };
  }
  const rule = procedure.rules.find(({ key }) => `rule:${key}` === code);
  return rule === undefined ? { vi: code, en: code } : { vi: rule.messageVi, en: rule.messageEn };
}

/** Where a problem is, as `field`, `address.wardCode` or `list[0].field`, in place of the JSON pointer inside the answer. */
export function problemPath({ field, path }: Problem): string {
  const parts = path === undefined ? [] : path.split('/').slice(1);
  return parts.reduce((joined, part) => (/^\d+$/.test(part) ? `${joined}[${part}]` : `${joined}.${part}`), field);
}

/** Of a unit that was split, street and house decide which of its successors it is: the citizen must choose. */
function takenOverText(label: ProblemText, takenOverBy: readonly TakenOverBy[]): ProblemText {
  const units = takenOverBy.map(({ code, nameVi }) => `${nameVi} (${code})`).join(', ');
  const [vi, en] =
    takenOverBy.length === 1 ? ['Nay là', 'It is now'] : ['Nay thuộc một trong các đơn vị', 'It is now in one of'];
  return {
    vi: `Đơn vị hành chính đã sắp xếp lại: ${label.vi}. ${vi}: ${units}`,
    en: `This administrative unit no longer exists: ${label.en}. ${en}: ${units}`,
  };
}

const texts: Readonly<Record<PlainCode, ProblemText>> = {
  required: { vi: 'Chưa điền', en: 'Not filled in' },
  type: { vi: 'Không đúng kiểu dữ liệu', en: 'Not the right kind of value' },
  pattern: { vi: 'Không đúng định dạng', en: 'Not in the right form' },
  min: { vi: 'Nhỏ hơn hoặc sớm hơn mức cho phép', en: 'Below what is allowed' },
  max: { vi: 'Lớn hơn hoặc muộn hơn mức cho phép', en: 'Above what is allowed' },
  option: { vi: 'Không có trong danh mục', en: 'Not one of the options' },
  notVisible: { vi: 'Không khai mục này trong trường hợp đã chọn', en: 'Not asked for in this case' },
  unknownField: { vi: 'Tờ khai không có mục này', en: 'The form has no such field' },
  unknownAttachment: { vi: 'Thủ tục không có giấy tờ này', en: 'The procedure has no such paper' },
  attachmentRequired: { vi: 'Còn thiếu giấy tờ', en: 'This paper is missing' },
};

function isPlain(code: Problem['code']): code is PlainCode {
  return Object.hasOwn(texts, code);
}

function labelOf(procedure: Procedure, key: string): ProblemText {
  const field = procedure.form.sections.flatMap(({ fields }) => fields).find((candidate) => candidate.key === key);
  if (field !== undefined) return { vi: field.labelVi, en: field.labelEn };
  const paper = procedure.attachments.find((candidate) => candidate.key === key);
  return paper === undefined ? { vi: key, en: key } : { vi: paper.nameVi, en: paper.nameEn };
}
