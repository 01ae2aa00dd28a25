import {
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLOutputType,
} from 'graphql';
import { leafCheck } from './leaf-values.js';
import { owedValue } from './owed-values.js';

/** One pass over what came. */
export interface Shaping {
  readonly path: (string | number)[];
  /** Values that subgraphs owed and did not give, or gave wrongly. */
  readonly owed: GraphQLError[];
}

/** Null because of an error that is already told. */
export const nulled = Symbol('nulled');
/** Null where the schema has none: whatever holds the value is null as well. */
export const invalid = Symbol('invalid');
/** What becomes of a value, null included. */
export type Complete = (value: unknown, shaping: Shaping) => unknown;

export function completeLeaf(type: GraphQLLeafType, owner: GraphQLCompositeType): Complete {
  const isValid = leafCheck(type);
  return (value, shaping) => {
    if (value === null || isValid(value)) return value;
    shaping.owed.push(owedValue.value(shaping.path, type, owner));
    return nulled;
  };
}

export function completeNonNull(complete: Complete, type: GraphQLOutputType, owner: GraphQLCompositeType): Complete {
  return (value, shaping) => {
    const completed = complete(value, shaping);
    if (completed === null) shaping.owed.push(owedValue.missing(shaping.path, type, owner));
    return completed === null || completed === nulled ? invalid : completed;
  };
}

export function completeList(complete: Complete, type: GraphQLList<GraphQLOutputType>): Complete {
  return (value, shaping) => {
    if (value === null) return null;
    if (!Array.isArray(value))
      throw new Error(`Invalid non-list value returned by subgraph for list type ${String(type)}`);
    let isWhole = true;
    const list = new Array<unknown>(value.length);
    for (let index = 0; index < value.length; index += 1) {
      shaping.path.push(index);
      const completed = complete(value[index] ?? null, shaping);
      shaping.path.pop();
      if (completed === invalid) isWhole = false;
      list[index] = completed === nulled ? null : completed;
    }
    return isWhole ? list : nulled;
  };
}
