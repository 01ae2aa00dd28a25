import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
  validate,
} from 'graphql';
import { type Dice, dice } from './chance.js';

export interface MadeUpOperation {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const mostFields = 45;
const mostLevels = 5;

/** A valid operation that follows from its seed: fields, aliases, repeated fields, fragments, conditions, variables. */
export function madeUpOperation(schema: GraphQLSchema, seed: string): MadeUpOperation {
  for (let attempt = 0; ; attempt += 1) {
    const operation = write(schema, dice(`${seed}/${attempt}`));
    if (validate(schema, parse(operation.text)).length === 0) return operation;
  }
}

interface Writing {
  readonly schema: GraphQLSchema;
  readonly dice: Dice;
  readonly definitions: string[];
  readonly variables: Record<string, unknown>;
  readonly fragments: string[];
  fields: number;
  names: number;
}

function write(schema: GraphQLSchema, chance: Dice): MadeUpOperation {
  const writing: Writing = { schema, dice: chance, definitions: [], variables: {}, fragments: [], fields: 0, names: 0 };
  const isMutation =
    chance.happens(0.12) && schema.getMutationType() !== undefined && schema.getMutationType() !== null;
  const type = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (type === undefined || type === null) throw new Error('a graph without queries');
  const selection = selectionOf(type, mostLevels, 1 + chance.below(3), writing);
  const definitions = writing.definitions.length === 0 ? '' : `(${writing.definitions.join(', ')})`;
  const name = chance.happens(0.5) ? ' MadeUp' : '';
  const head =
    name === '' && definitions === '' && !isMutation && chance.happens(0.5)
      ? ''
      : `${isMutation ? 'mutation' : 'query'}${name}${definitions} `;
  return { text: [`${head}${selection}`, ...writing.fragments].join('\n'), variables: writing.variables };
}

function selectionOf(type: GraphQLCompositeType, levels: number, wanted: number, writing: Writing): string {
  const parts: string[] = [];
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  for (let count = 0; count < wanted; count += 1) {
    const draw = writing.dice.below(20);
    if (fields.length === 0 || draw === 0) parts.push(`${aliased('__typename', writing)}${condition(writing)}`);
    else if (draw <= 2 && levels > 0) parts.push(fragment(type, levels, writing));
    else parts.push(fieldText(writing.dice.oneOf(fields), levels, writing) ?? '__typename');
  }
  if (isAbstractType(type))
    for (const each of writing.schema.getPossibleTypes(type))
      if (writing.dice.happens(0.7)) parts.push(inline(each, levels, writing));
  return `{ ${parts.join(' ')} }`;
}

function fieldText(field: GraphQLField<unknown, unknown>, levels: number, writing: Writing): string | null {
  const type = getNamedType(field.type);
  if (isCompositeType(type) && (levels <= 1 || writing.fields > mostFields)) return null;
  writing.fields += 1;
  const given = field.args.filter((argument) => isRequiredArgument(argument) || writing.dice.happens(0.3));
  const texts = given.map((argument) => `${argument.name}: ${argumentText(argument, writing)}`);
  const args = texts.length === 0 ? '' : `(${texts.join(', ')})`;
  // An argument that differs asks for a name of its own.
  const name = args === '' ? aliased(field.name, writing) : `${fresh('f', writing)}: ${field.name}`;
  const inside = isCompositeType(type) ? ` ${selectionOf(type, levels - 1, 1 + writing.dice.below(6), writing)}` : '';
  return `${name}${args}${condition(writing)}${inside}`;
}

function fragment(type: GraphQLCompositeType, levels: number, writing: Writing): string {
  if (writing.dice.happens(0.6)) return inline(type, levels, writing);
  const name = fresh('Part', writing);
  const body = selectionOf(type, levels, 1 + writing.dice.below(4), writing);
  writing.fragments.push(`fragment ${name} on ${type.name} ${body}`);
  return `...${name}${condition(writing)}`;
}

function inline(type: GraphQLCompositeType, levels: number, writing: Writing): string {
  const on = writing.dice.happens(0.8) ? ` on ${type.name}` : '';
  const directive = condition(writing);
  return `...${on === '' && !writing.dice.happens(0.5) ? ` on ${type.name}` : ` on ${type.name}`}${directive} ${selectionOf(type, levels, 1 + writing.dice.below(4), writing)}`;
}

function condition(writing: Writing): string {
  const { dice: chance } = writing;
  if (!chance.happens(0.08)) return '';
  const directive = chance.oneOf(['skip', 'include']);
  if (chance.happens(0.3)) return ` @${directive}(if: ${String(chance.happens(0.5))})`;
  const name = fresh('when', writing);
  const isDefault = chance.happens(0.3);
  writing.definitions.push(isDefault ? `$${name}: Boolean = ${String(chance.happens(0.5))}` : `$${name}: Boolean!`);
  if (!isDefault || chance.happens(0.5)) writing.variables[name] = chance.happens(0.5);
  return ` @${directive}(if: $${name})`;
}

function argumentText({ type }: GraphQLArgument, writing: Writing): string {
  if (writing.dice.happens(0.5) && !mentionsFiles(type)) return literal(valueFor(type, writing, 3), type);
  const name = fresh('v', writing);
  writing.definitions.push(`$${name}: ${String(type)}`);
  if (isNonNullType(type) || writing.dice.happens(0.8)) writing.variables[name] = valueFor(type, writing, 3);
  return `$${name}`;
}

function valueFor(type: GraphQLInputType, writing: Writing, levels: number): unknown {
  const { dice: chance } = writing;
  if (isNonNullType(type)) return valueFor(type.ofType, writing, levels);
  if (isListType(type)) return Array.from({ length: chance.below(3) }, () => valueFor(type.ofType, writing, levels));
  if (isEnumType(type)) return chance.oneOf(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (levels > 0 && chance.happens(0.4)),
    );
    return Object.fromEntries(fields.map((field) => [field.name, valueFor(field.type, writing, levels - 1)]));
  }
  if (type.name === 'Int') return chance.below(50);
  if (type.name === 'Float') return chance.below(50) / 4;
  if (type.name === 'Boolean') return chance.happens(0.5);
  return `v${chance.below(9)}`;
}

function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (isListType(type) && Array.isArray(value))
    return `[${value.map((item: unknown) => literal(item, type.ofType)).join(', ')}]`;
  if (isEnumType(type)) return String(value);
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const members = Object.entries(value ?? {}).flatMap(([name, member]) => {
      const field = fields[name];
      return field === undefined ? [] : [`${name}: ${literal(member, field.type)}`];
    });
    return `{ ${members.join(', ')} }`;
  }
  return JSON.stringify(value);
}

function mentionsFiles(type: GraphQLInputType): boolean {
  return getNamedType(type).name === 'Upload';
}

function aliased(name: string, writing: Writing): string {
  return writing.dice.happens(0.12) ? `${fresh('a', writing)}: ${name}` : name;
}

function fresh(prefix: string, writing: Writing): string {
  writing.names += 1;
  return `${prefix}${writing.names}`;
}
