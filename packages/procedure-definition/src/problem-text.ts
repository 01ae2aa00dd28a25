import type { Problem } from './evaluation.js';
import type { Procedure, ProcedureDefinition } from './procedure.js';

type PlainCode = Exclude<Problem['code'], `rule:${string}`>;

/** A text in both languages. */
export interface ProblemText {
  readonly vi: string;
  readonly en: string;
}

/** A problem in words for the person who fills in the form, by the labels of the form; never by what was answered. */
export function problemText({ procedure }: ProcedureDefinition, { field, code }: Problem): ProblemText {
  if (isPlain(code)) {
    const label = labelOf(procedure, field);
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
