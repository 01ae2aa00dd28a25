/** Problems of a form in words for the person who fills it in. */
import type { Problem, ProcedureDefinition } from '@motcua/procedure-definition';
import type { LocalizedText } from './step.js';

type PlainCode = Exclude<Problem['code'], `rule:${string}`>;

export function problemText({ procedure }: ProcedureDefinition, { field, code }: Problem): LocalizedText {
  if (isPlain(code)) {
    const label = labelOf(procedure, field);
    return { vi: `${texts[code].vi}: ${label.vi}`, en: `${texts[code].en}: ${label.en}` };
  }
  const rule = procedure.rules.find(({ key }) => `rule:${key}` === code);
  return rule === undefined ? { vi: code, en: code } : { vi: rule.messageVi, en: rule.messageEn };
}

const texts: Readonly<Record<PlainCode, LocalizedText>> = {
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

function labelOf(procedure: ProcedureDefinition['procedure'], key: string): LocalizedText {
  const field = procedure.form.sections.flatMap(({ fields }) => fields).find((candidate) => candidate.key === key);
  if (field !== undefined) return { vi: field.labelVi, en: field.labelEn };
  const paper = procedure.attachments.find((candidate) => candidate.key === key);
  return paper === undefined ? { vi: key, en: key } : { vi: paper.nameVi, en: paper.nameEn };
}
