import { compileRule, type CompiledRule } from './check-rule.js';
import { compileValueCheck, type ValueCheck } from './check-value.js';
import { compileCondition, type Test } from './condition.js';
import { compileFee, type CompiledFee } from './fees.js';
import type { Field } from './field.js';
import { isOffered } from './offered.js';
import { compileAttachment, type CompiledAttachment } from './papers.js';
import type { ProcedureDefinition } from './procedure.js';
import { compileStep, compileTimeLimit, type CompiledStep, type CompiledTimeLimit } from './steps.js';

export interface CompiledField {
  readonly field: Field;
  readonly isVisible: Test;
  readonly isRequired: Test;
  readonly check: ValueCheck;
}

export interface CompiledProcedure {
  readonly byKey: ReadonlyMap<string, Field>;
  /** In the order of the form. */
  readonly fields: readonly CompiledField[];
  readonly rules: readonly CompiledRule[];
  readonly attachments: readonly CompiledAttachment[];
  readonly attachmentKeys: ReadonlySet<string>;
  readonly fees: readonly CompiledFee[];
  readonly steps: readonly CompiledStep[];
  readonly timeLimit: CompiledTimeLimit;
}

const never: Test = () => false;
const compiled = new WeakMap<ProcedureDefinition, CompiledProcedure>();

/** Closures of a definition, made once per definition object: keep the object, do not parse it for each request. */
export function compileProcedure(definition: ProcedureDefinition): CompiledProcedure {
  const known = compiled.get(definition);
  if (known) return known;
  const { form, rules, attachments, fees, steps, timeLimit } = definition.procedure;
  const byKey = new Map(form.sections.flatMap((section) => section.fields.map((field) => [field.key, field])));
  const fresh: CompiledProcedure = {
    byKey,
    fields: form.sections.flatMap((section) => {
      const sectionIsVisible = isOffered(section) ? compileCondition(section.visibleWhen) : never;
      return section.fields.map((field) => compileField(field, sectionIsVisible, definition));
    }),
    rules: rules.map(compileRule),
    attachments: attachments.map(compileAttachment),
    attachmentKeys: new Set(attachments.map(({ key }) => key)),
    fees: fees.map((fee) => compileFee(fee, byKey)),
    steps: steps.map(compileStep),
    timeLimit: compileTimeLimit(timeLimit),
  };
  compiled.set(definition, fresh);
  return fresh;
}

function compileField(field: Field, sectionIsVisible: Test, { optionSets }: ProcedureDefinition): CompiledField {
  const isVisible = isOffered(field) ? compileCondition(field.visibleWhen) : never;
  const isRequiredNow = field.requiredWhen ? compileCondition(field.requiredWhen) : () => false;
  return {
    field,
    isVisible: (answers) => sectionIsVisible(answers) && isVisible(answers),
    isRequired: field.required ? () => true : isRequiredNow,
    check: compileValueCheck(field, optionSets),
  };
}
