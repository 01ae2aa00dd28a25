import {
  type ConstDirectiveNode,
  type DirectiveNode,
  Kind,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type Conditions, NotCompiled, type Variables } from './compiled-operation.js';

/** Variables that decide what is asked, with what they are when nobody says. */
export type ConditionVariables = readonly { readonly name: string; readonly otherwise: boolean | undefined }[];

/** Those of an operation. */
export function conditionVariablesOf(
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
): ConditionVariables {
  const names = new Set<string>();
  const Directive = (node: DirectiveNode): void => {
    const value = conditionOf(node);
    if (typeof value === 'object' && value !== null) names.add(value.variable);
  };
  visit(selectionSet, { Directive });
  return [...names].map((name) => ({ name, otherwise: defaultOf(operation.variableDefinitions ?? [], name) }));
}

/** What they are in one request; null when one has no value, about which the stock executor has its own opinion. */
export function conditionsIn(variables: Variables, wanted: ConditionVariables): Conditions | null {
  if (wanted.length === 0) return none;
  const conditions: Record<string, boolean> = {};
  for (const { name, otherwise } of wanted) {
    const value = Object.hasOwn(variables, name) ? variables[name] : otherwise;
    if (typeof value !== 'boolean') return null;
    conditions[name] = value;
  }
  return conditions;
}

/** Whether a selection with these directives is wanted. */
export function isIncluded(directives: readonly DirectiveNode[] | undefined, conditions: Conditions): boolean {
  for (const directive of directives ?? []) {
    const condition = conditionOf(directive);
    if (condition === null) continue;
    const value = typeof condition === 'boolean' ? condition : conditions[condition.variable];
    if (value === (directive.name.value === 'skip')) return false;
  }
  return true;
}

const none: Conditions = {};

function conditionOf({
  name,
  arguments: given = [],
}: DirectiveNode | ConstDirectiveNode): boolean | { variable: string } | null {
  if (name.value !== 'skip' && name.value !== 'include') return null;
  const value = given.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  if (value?.kind === Kind.VARIABLE) return { variable: value.name.value };
  throw new NotCompiled('a condition that is neither a value nor a variable');
}

function defaultOf(definitions: readonly VariableDefinitionNode[], name: string): boolean | undefined {
  const given = definitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return given?.kind === Kind.BOOLEAN ? given.value : undefined;
}
