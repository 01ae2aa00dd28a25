import { randomUUID } from 'node:crypto';
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { objectType } from './selections.js';

export interface Acting {
  readonly document: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** It wants a file at `variables.input.file`. */
  readonly withFile: boolean;
}

/** One call of a mutation with all that it must be given; what is known by name is taken, the rest is made up. */
export function acting(schema: GraphQLSchema, name: string, known: Readonly<Record<string, unknown>>): Acting {
  const argument = objectType(schema, 'Mutation').getFields()[name]?.args[0];
  if (argument === undefined) throw new Error(`${name} takes no input`);
  const document = `mutation Matrix($input: ${String(argument.type)}) { ${name}(input: $input) { __typename } }`;
  const input = madeUp(argument.type, known) as Record<string, unknown>; // an input object, by the schema’s own rule
  return { document, input: { ...input, requestId: randomUUID() }, withFile: 'file' in input };
}

function madeUp(type: GraphQLInputType, known: Readonly<Record<string, unknown>>): unknown {
  const wanted = getNullableType(type);
  if (isListType(wanted)) return [madeUp(wanted.ofType, known)];
  if (isEnumType(wanted)) return wanted.getValues()[0]?.name;
  if (!isInputObjectType(wanted)) return scalars[wanted.name] ?? 'something';
  const fields = Object.values(wanted.getFields()).filter(
    (field) => isRequiredInputField(field) || field.name in known,
  );
  return Object.fromEntries(
    fields.map(({ name, type }) => [name, (isEnum(type) ? undefined : known[name]) ?? madeUp(type, known)]),
  );
}

/** What one enumeration calls so says nothing about another. */
function isEnum(type: GraphQLInputType): boolean {
  return isEnumType(getNullableType(type));
}

const scalars: Readonly<Record<string, unknown>> = {
  ...{ Int: 1, Boolean: true, JSON: {}, Date: '2026-12-08', DateTime: '2026-12-08T02:00:00.000Z', Upload: null },
};
