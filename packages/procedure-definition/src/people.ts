import { isDay, type Day } from '@motcua/vietnam';
import { readAnswers } from './answers.js';
import { compileProcedure } from './compile-procedure.js';
import { compileCondition, type Answers } from './condition.js';
import type { ProcedureDefinition } from './procedure.js';

export interface ContactAnswers {
  readonly name: string | null;
  readonly personalId: string | null;
  /** As typed: `0` and nine digits. */
  readonly phone: string | null;
  readonly email: string | null;
}

export interface DeliveryAnswers {
  readonly name: string | null;
  readonly phone: string | null;
  /** An address answer, or null. */
  readonly address: unknown;
}

export interface Subject {
  readonly name: string | null;
  readonly bornOn: Day | null;
  readonly personalId: string | null;
}

/** Whom to write to, from wherever this procedure asks for it. */
export function contactOf(definition: ProcedureDefinition, input: unknown): ContactAnswers {
  const answers = readFor(definition, input);
  const { contact } = definition.procedure;
  const other = contact.cases?.find(({ when }) => compileCondition(when)(answers));
  const { nameField, personalIdField } = other ?? contact;
  return {
    name: textAt(answers, nameField),
    personalId: textAt(answers, personalIdField),
    phone: textAt(answers, contact.phoneField),
    email: textAt(answers, contact.emailField),
  };
}

/** To whom the result goes by post; null when it is not to be posted. */
export function deliveryOf(definition: ProcedureDefinition, input: unknown): DeliveryAnswers | null {
  const { deliveryFields } = definition.procedure;
  const answers = readFor(definition, input);
  if (!deliveryFields || answers[deliveryFields.methodField] !== deliveryFields.postValue) return null;
  return {
    name: textAt(answers, deliveryFields.nameField),
    phone: textAt(answers, deliveryFields.phoneField),
    address: answers[deliveryFields.addressField] ?? null,
  };
}

/** The people the application is about. */
export function subjectsOf(definition: ProcedureDefinition, input: unknown): readonly Subject[] {
  const answers = readFor(definition, input);
  return definition.procedure.subjectFields.map(({ nameFields, dobField, personalIdField }) => {
    const bornOn = textAt(answers, dobField);
    return {
      name: nameFields.flatMap((field) => textAt(answers, field) ?? []).join(' ') || null,
      bornOn: isDay(bornOn) ? bornOn : null,
      personalId: textAt(answers, personalIdField),
    };
  });
}

export interface PersonalField {
  readonly key: string;
  /** Of a kind the law calls sensitive: ethnicity, health. */
  readonly sensitive: boolean;
}

/** Every answer is personal data; this says which of them are sensitive. */
export function personalFields({ procedure }: ProcedureDefinition): readonly PersonalField[] {
  const sensitive = new Set(procedure.sensitiveFields);
  return procedure.form.sections.flatMap(({ fields }) =>
    fields.map(({ key }) => ({ key, sensitive: sensitive.has(key) })),
  );
}

/** Keys of the answers an agency may read for its step; none unless granted. */
export function fieldsGrantedTo({ procedure }: ProcedureDefinition, agency: string): readonly string[] {
  return Object.hasOwn(procedure.grants, agency) ? (procedure.grants[agency]?.fields ?? []) : [];
}

/** The answers an agency may read, and no others. */
export function answersGrantedTo(
  definition: ProcedureDefinition,
  agency: string,
  input: unknown,
): Record<string, unknown> {
  const answers = readFor(definition, input);
  const granted = fieldsGrantedTo(definition, agency).filter((key) => answers[key] !== undefined);
  return Object.fromEntries(granted.map((key) => [key, answers[key]]));
}

function readFor(definition: ProcedureDefinition, input: unknown): Answers {
  return readAnswers(input, compileProcedure(definition).byKey).answers;
}

function textAt(answers: Answers, field: string | undefined): string | null {
  const value = field === undefined ? undefined : answers[field];
  return typeof value === 'string' && value !== '' ? value : null;
}
