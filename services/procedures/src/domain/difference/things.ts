/** What the parts of a definition are called in a sentence, and by which of their texts people know them. */
import { isRecord } from '../json-record.js';

export interface Words {
  readonly vi: string;
  readonly en: string;
}

export interface ThingKind {
  /** As the graph calls the part. */
  readonly part: string;
  readonly noun: Words;
  /** Members that hold its label; absent: its key is its name, or what the key stands for. */
  readonly label?: { readonly vi: string; readonly en: string };
}

const labelled = { vi: 'labelVi', en: 'labelEn' };
const named = { vi: 'nameVi', en: 'nameEn' };

const field: ThingKind = { part: 'field', noun: { vi: 'mục khai', en: 'field' }, label: labelled };

/** By the name of the list or record they stand in. */
export const thingKinds: Readonly<Record<string, ThingKind>> = {
  sections: { part: 'section', noun: { vi: 'phần', en: 'section' }, label: { vi: 'titleVi', en: 'titleEn' } },
  fields: field,
  itemFields: field,
  rules: { part: 'rule', noun: { vi: 'quy tắc', en: 'rule' }, label: { vi: 'messageVi', en: 'messageEn' } },
  attachments: { part: 'paper', noun: { vi: 'giấy tờ', en: 'paper' }, label: named },
  fees: { part: 'fee', noun: { vi: 'khoản phí', en: 'fee' }, label: named },
  steps: { part: 'step', noun: { vi: 'bước', en: 'step' }, label: { vi: 'actionVi', en: 'actionEn' } },
  results: { part: 'result', noun: { vi: 'kết quả', en: 'result' }, label: named },
  legalBasis: { part: 'legalBasis', noun: { vi: 'căn cứ pháp lý', en: 'legal basis' } },
  optionSets: { part: 'options', noun: { vi: 'danh mục', en: 'list of options' }, label: labelled },
  options: { part: 'options', noun: { vi: 'lựa chọn', en: 'option' }, label: labelled },
  templates: { part: 'general', noun: { vi: 'biểu mẫu', en: 'template' }, label: named },
  agencies: { part: 'general', noun: { vi: 'cơ quan', en: 'agency' }, label: named },
  cooperatingAgencies: { part: 'general', noun: { vi: 'cơ quan phối hợp', en: 'cooperating agency' } },
  grants: { part: 'general', noun: { vi: 'quyền đọc của cơ quan', en: 'right to read of the agency' } },
  delivery: { part: 'general', noun: { vi: 'cách thức trả kết quả', en: 'way of delivery' } },
  eligibilityVi: { part: 'general', noun: { vi: 'điều kiện thực hiện', en: 'eligibility condition' } },
  subjectFields: { part: 'general', noun: { vi: 'nhóm mục về một người', en: 'group of fields about a person' } },
  cases: { part: 'general', noun: { vi: 'trường hợp', en: 'case' } },
};

/** Parts of a place outside every thing, by the first member on the way to it. */
export const partsByMember: Readonly<Record<string, string>> = {
  form: 'section',
  rules: 'rule',
  attachments: 'paper',
  fees: 'fee',
  steps: 'step',
  results: 'result',
  timeLimit: 'timeLimit',
  legalBasis: 'legalBasis',
  optionSets: 'options',
};

/** The label of a thing, cut to what fits a sentence; English falls back to Vietnamese. Null when it has none. */
export function labelOf(kind: ThingKind, json: unknown): Words | null {
  if (kind.label === undefined || !isRecord(json)) return null;
  const vi = json[kind.label.vi];
  const en = json[kind.label.en] ?? vi;
  return typeof vi === 'string' && typeof en === 'string' ? { vi: shorten(vi), en: shorten(en) } : null;
}

export function shorten(text: string, most = 80): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
