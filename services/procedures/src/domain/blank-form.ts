/** What stands on a form to print and fill in by hand (mức độ 2), read from the definition: every part that is offered, in its order. */
import {
  offeredSections,
  type Attachment,
  type Condition,
  type Field,
  type Language,
  type OfferedSection,
  type ProcedureDefinition,
} from '@motcua/procedure-definition';
import { conditionInWords, type Wording } from './condition-in-words.js';
import { numberFields } from './form-numbers.js';
import { formTexts } from './form-texts.js';
import { writingSpaceOf, type WritingSpace } from './writing-space.js';

export interface FormItem {
  /** `2.7. Nơi cư trú *`. */
  readonly label: string;
  readonly hints: readonly string[];
  readonly space: WritingSpace;
}

/** Items that are filled in under the same condition; `note` says which, once. */
export interface ItemGroup {
  readonly note: string | null;
  readonly items: readonly FormItem[];
}

export interface FormSection {
  readonly title: string;
  readonly note: string | null;
  readonly groups: readonly ItemGroup[];
}

export interface BlankForm {
  readonly language: Language;
  readonly title: string;
  readonly reference: string;
  /** Null where the form asks for it itself. */
  readonly addressedTo: string | null;
  readonly explanation: readonly string[];
  readonly sections: readonly FormSection[];
  readonly papers: readonly string[];
  readonly legalBasis: readonly string[];
}

export function blankFormOf(definition: ProcedureDefinition, language: Language): BlankForm {
  const { procedure } = definition;
  const texts = formTexts[language];
  const wording = { definition, language, numbers: numberFields(procedure) };
  const sections = offeredSections(procedure);
  const asks = sections.some(({ fields }) =>
    fields.some(({ labelVi }) => labelVi.startsWith(formTexts.vi.addressedTo)),
  );
  const official = procedure.templates.filter(({ channel }) => channel !== 'online').map(({ nameVi }) => nameVi);
  return {
    language,
    title: language === 'vi' ? procedure.nameVi : procedure.nameEn,
    reference: `${procedure.code}@${String(procedure.version)}`,
    addressedTo: asks ? null : texts.addressedTo,
    explanation: [
      `${texts.procedureCode}: ${procedure.code}. ${texts.required}`,
      ...(official.length > 0 ? [`${texts.officialForm}: ${official.join('; ')}.`] : []),
    ],
    sections: sections.map((section, at) => formSection(section, at, wording)),
    papers: procedure.attachments.map((paper) => paperInWords(paper, wording)),
    legalBasis: procedure.legalBasis.map(({ code, titleVi }) => `${code} – ${titleVi}`),
  };
}

function formSection({ section, fields }: OfferedSection, at: number, wording: Wording): FormSection {
  const texts = formTexts[wording.language];
  const { titleVi, titleEn, visibleWhen } = section;
  return {
    title: `${String(at + 1)}. ${wording.language === 'vi' ? titleVi : titleEn}`,
    note: visibleWhen === undefined ? null : texts.sectionOnly(conditionInWords(visibleWhen, wording)),
    groups: runsOfOneCondition(fields).map((run) => itemGroup(run, wording)),
  };
}

/** Neighbours under one condition belong together: it is said once for all of them. */
function runsOfOneCondition(fields: readonly Field[]): readonly (readonly Field[])[] {
  const runs: Field[][] = [];
  for (const field of fields) {
    const last = runs.at(-1);
    if (last !== undefined && sameCondition(last[0]?.visibleWhen, field.visibleWhen)) last.push(field);
    else runs.push([field]);
  }
  return runs;
}

function itemGroup(fields: readonly Field[], wording: Wording): ItemGroup {
  const texts = formTexts[wording.language];
  const condition = fields[0]?.visibleWhen;
  const numbers = fields.map(({ key }) => wording.numbers.get(key)?.number ?? key);
  return {
    note:
      condition === undefined
        ? null
        : texts.itemsOnly(numbers[0] ?? '', numbers.at(-1) ?? '', conditionInWords(condition, wording)),
    items: fields.map((field) => formItem(field, wording)),
  };
}

function formItem(field: Field, wording: Wording): FormItem {
  const { language, numbers, definition } = wording;
  const texts = formTexts[language];
  const { requiredWhen, visibleWhen } = field;
  const always = field.required || (requiredWhen !== undefined && isHeldBy(requiredWhen, visibleWhen));
  const label = language === 'vi' ? field.labelVi : field.labelEn;
  const { space, hint } = writingSpaceOf(field, definition.optionSets, language);
  const sometimes =
    requiredWhen === undefined || always ? null : texts.requiredIf(conditionInWords(requiredWhen, wording));
  const help = language === 'vi' ? (field.helpVi ?? null) : null;
  return {
    label: `${numbers.get(field.key)?.number ?? ''}. ${label}${always ? ' *' : ''}`,
    hints: [help, sometimes, hint].filter((each) => each !== null),
    space,
  };
}

function paperInWords(paper: Attachment, wording: Wording): string {
  const texts = formTexts[wording.language];
  const name = wording.language === 'vi' ? paper.nameVi : paper.nameEn;
  const generated = paper.condition ? texts.if(conditionInWords(paper.condition, wording)) : null;
  const given = paper.conditionVi ?? null;
  const when = wording.language === 'vi' ? (given ?? generated) : (generated ?? given);
  const how = paper.presentOnly === true ? texts.shown : texts.copies(paper.originals, paper.copies);
  return [name, when === null ? null : `(${when})`, how === '' ? null : `– ${how}`]
    .filter((each) => each !== null)
    .join(' ');
}

/** Whoever fills the field in at all, under `asked`, meets the other condition as well. */
function isHeldBy(condition: Condition, asked: Condition | undefined): boolean {
  const parts = asked !== undefined && 'all' in asked ? asked.all : [asked];
  return parts.some((part) => sameCondition(part, condition));
}

function sameCondition(one: Condition | undefined, other: Condition | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
