import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { isPlainName, type Json, NotCompiled } from './compiled-operation.js';
import { isObject, mergeInto } from './merged-answers.js';

/** What a subgraph needs to know of an entity; null when the entity is not of its types or lacks a part of the key. */
export type Represent = (entity: unknown) => Json | null;

type Part = (source: Json, result: Json) => boolean;

/** Turns the `requires` of a fetch into a closure. */
export function compileRepresentation(selections: readonly QueryPlanSelectionNode[], schema: GraphQLSchema): Represent {
  const parts = selections.flatMap((selection) => partOf(selection, schema));
  return (source) => {
    if (!isObject(source)) return null;
    const result: Json = {};
    for (const part of parts) if (!part(source, result)) return null;
    return result;
  };
}

function partOf(selection: QueryPlanSelectionNode, schema: GraphQLSchema): readonly Part[] {
  if (selection.kind === 'Field') {
    const name = selection.alias ?? selection.name;
    if (!isPlainName(name)) throw new NotCompiled('a name of Object.prototype');
    return [
      selection.selections === undefined
        ? leafPart(name)
        : objectPart(name, compileRepresentation(selection.selections, schema)),
    ];
  }
  if (selection.typeCondition === undefined) return [];
  return [fragmentPart(selection.typeCondition, compileRepresentation(selection.selections, schema), schema)];
}

function leafPart(name: string): Part {
  return (source, result) => {
    const value = source[name];
    if (value === undefined) return false;
    result[name] = value;
    return true;
  };
}

function objectPart(name: string, represent: Represent): Part {
  return (source, result) => {
    const value = source[name];
    if (value === undefined) return false;
    result[name] = Array.isArray(value) ? value.map(represent) : represent(value);
    return true;
  };
}

function fragmentPart(condition: string, represent: Represent, schema: GraphQLSchema): Part {
  const types = typesWithin(condition, schema);
  return (source, result) => {
    const typename = source['__typename'];
    if (typeof typename !== 'string' || !types.has(typename)) return true;
    const inside = represent(source);
    if (inside !== null) mergeInto(result, inside);
    return true;
  };
}

function typesWithin(condition: string, schema: GraphQLSchema): ReadonlySet<string> {
  const type = schema.getType(condition);
  if (!isAbstractType(type)) return new Set([condition]);
  const within = Object.values(schema.getTypeMap()).filter(
    (each) => (isObjectType(each) || isInterfaceType(each)) && schema.isSubType(type, each),
  );
  return new Set([condition, ...within.map(({ name }) => name)]);
}
