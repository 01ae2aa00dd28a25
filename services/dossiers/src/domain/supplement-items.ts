/** What an office may ask for: fields and papers of the pinned version, each once and for a coded reason. */
import { Refusal } from '@motcua/service-kit/pure';
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import type { SupplementItem } from './desk-facts.js';
import { isReason } from './reason.js';
import type { LocalizedText } from './step.js';

/** Names of everything in a version that can be asked for, by key. */
export interface Askable {
  readonly fields: ReadonlyMap<string, LocalizedText>;
  readonly papers: ReadonlyMap<string, LocalizedText>;
  /** Says how the result is given; others have acted upon that, so it stands. */
  readonly fixedField: string | null;
}

type Place = Pick<SupplementItem, 'subject' | 'key'>;
type Asked = Place & Pick<SupplementItem, 'reasonCode'>;

export function askableIn({ procedure }: ProcedureDefinition): Askable {
  const fields = procedure.form.sections.flatMap((section) => section.fields);
  return {
    fields: new Map(fields.map(({ key, labelVi, labelEn }) => [key, { vi: labelVi, en: labelEn }])),
    papers: new Map(procedure.attachments.map(({ key, nameVi, nameEn }) => [key, { vi: nameVi, en: nameEn }])),
    fixedField: procedure.deliveryFields?.methodField ?? null,
  };
}

/** Refused with the code of the first problem, and all of them as details. */
export function requireAskable(items: readonly Asked[], askable: Askable): void {
  if (items.length === 0) throw new Refusal('NOTHING_ASKED', 'A supplement request names what is missing or wrong.');
  const asked = new Set<string>();
  const problems = items.flatMap((item, place) =>
    problemsOf(item, askable, asked).map((code) => ({ code, path: `items[${String(place)}]` })),
  );
  const [first] = problems;
  if (first !== undefined) throw new Refusal(first.code, messages[first.code], { problems });
}

export function nameOf({ subject, key }: Place, { fields, papers }: Pick<Askable, 'fields' | 'papers'>): LocalizedText {
  return (subject === 'FIELD' ? fields : papers).get(key) ?? { vi: key, en: key };
}

type ProblemCode = 'UNKNOWN_FIELD' | 'UNKNOWN_PAPER' | 'DELIVERY_STANDS' | 'ASKED_TWICE' | 'REASON_CODE_MALFORMED';

const messages: Readonly<Record<ProblemCode, string>> = {
  UNKNOWN_FIELD: 'The form has no such field.',
  UNKNOWN_PAPER: 'The procedure has no such paper.',
  DELIVERY_STANDS: 'How the result is given is not asked for again.',
  ASKED_TWICE: 'Each field or paper is asked for once.',
  REASON_CODE_MALFORMED: 'A reason is a code of capitals, digits and underscores.',
};

/** Adds the item to those that were asked for before it. */
function problemsOf(item: Asked, { fields, papers, fixedField }: Askable, asked: Set<string>): readonly ProblemCode[] {
  const { subject, key, reasonCode } = item;
  const place = `${subject}:${key}`;
  const found: ProblemCode[] = [];
  if (subject === 'FIELD' && !fields.has(key)) found.push('UNKNOWN_FIELD');
  if (subject === 'PAPER' && !papers.has(key)) found.push('UNKNOWN_PAPER');
  if (subject === 'FIELD' && key === fixedField) found.push('DELIVERY_STANDS');
  if (asked.has(place)) found.push('ASKED_TWICE');
  if (!isReason(reasonCode)) found.push('REASON_CODE_MALFORMED');
  asked.add(place);
  return found;
}
