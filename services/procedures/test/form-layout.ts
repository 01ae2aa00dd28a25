/** A form's UI schema as a screen: which controls it shows for a set of answers. */
import { toUiSchema, type ProcedureDefinition } from '@motcua/procedure-definition';
import { z } from 'zod';
import { strictAjv } from './form-validator.js';

const Rule = z.strictObject({
  effect: z.literal('SHOW'),
  condition: z.strictObject({ scope: z.literal('#'), schema: z.record(z.string(), z.unknown()) }),
});
const Scope = z.string().regex(/^#\/properties\/\w+$/);
const ItemControl = z.strictObject({
  type: z.literal('Control'),
  scope: Scope,
  label: z.string().min(1),
  options: z.strictObject({ fieldType: z.string() }),
});
const Control = z.strictObject({
  type: z.literal('Control'),
  scope: Scope,
  label: z.string().min(1),
  rule: Rule.optional(),
  options: z.strictObject({
    fieldType: z.string(),
    multi: z.literal(true).optional(),
    detail: z.strictObject({ type: z.literal('VerticalLayout'), elements: z.array(ItemControl).min(1) }).optional(),
  }),
});
const Group = z.strictObject({
  type: z.literal('Group'),
  label: z.string().min(1),
  elements: z.array(Control).min(1),
  rule: Rule.optional(),
  options: z.strictObject({ key: z.string() }),
});
const Layout = z.strictObject({ type: z.literal('VerticalLayout'), elements: z.array(Group).min(1) });

export interface FormLayout {
  /** Keys of all controls, in their order. */
  readonly controls: readonly string[];
  /** Keys inside the groups that repeat, by the group's key. */
  readonly itemControls: Readonly<Record<string, readonly string[]>>;
  readonly shownFor: (answers: object) => readonly string[];
}

export function createLayout(definition: ProcedureDefinition): FormLayout {
  const ajv = strictAjv();
  const groups = Layout.parse(toUiSchema(definition)).elements;
  const controls = groups.flatMap(({ elements, rule: groupRule }) =>
    elements.map(({ scope, rule }) => ({
      key: keyOf(scope),
      tests: [groupRule, rule].map((each) => toTest(ajv, each)),
    })),
  );
  const repeating = groups.flatMap(({ elements }) => elements).filter(({ options }) => options.detail);
  return {
    controls: controls.map(({ key }) => key),
    itemControls: Object.fromEntries(
      repeating.map(({ scope, options }) => [
        keyOf(scope),
        options.detail?.elements.map((item) => keyOf(item.scope)) ?? [],
      ]),
    ),
    shownFor: (answers) => controls.filter(({ tests }) => tests.every((holds) => holds(answers))).map(({ key }) => key),
  };
}

function toTest(
  ajv: ReturnType<typeof strictAjv>,
  rule: z.infer<typeof Rule> | undefined,
): (answers: object) => boolean {
  if (!rule) return () => true;
  const validate = ajv.compile(rule.condition.schema);
  return (answers) => validate(answers);
}

function keyOf(scope: string): string {
  return scope.slice('#/properties/'.length);
}
