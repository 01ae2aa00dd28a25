import type { FetchNode } from '@apollo/query-planner';
import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { keysOf, pathsKept } from '../failed-fields.js';
import { NotCompiled, type Variables } from './compiled-operation.js';
import type { AnswerPath } from './entity-paths.js';

/** The unchanging part of a fetch, written down once. */
export interface SubgraphQuestion {
  readonly subgraph: string;
  /** The request's body, as text of JSON. */
  body(variables: Variables, representations?: readonly string[]): string;
  /** Which fields stay empty when nobody answers, given where the entities are. */
  failedPaths(entities?: readonly AnswerPath[]): readonly AnswerPath[];
}

export function writeQuestion(fetch: FetchNode): SubgraphQuestion {
  const usages = fetch.variableUsages ?? [];
  const isAboutEntities = fetch.requires !== undefined;
  if (isAboutEntities && usages.includes('representations')) throw new NotCompiled('a variable named representations');
  const name = fetch.operationName === undefined ? '' : `,"operationName":${JSON.stringify(fetch.operationName)}`;
  const start = `{"query":${JSON.stringify(fetch.operation)}${name},"variables":{`;
  const keys = keysIn(fetch.operation, isAboutEntities);
  return {
    subgraph: fetch.serviceName,
    body(variables, representations) {
      const parts = usages
        .filter((usage) => Object.hasOwn(variables, usage) && variables[usage] !== undefined)
        .map((usage) => `${JSON.stringify(usage)}:${JSON.stringify(variables[usage])}`);
      if (representations !== undefined) parts.push(`"representations":[${representations.join(',')}]`);
      return `${start}${parts.join(',')}}}`;
    },
    failedPaths: (entities) => {
      if (entities === undefined) return keys.map((key) => [key]);
      return entities.flatMap((path) => keys.map((key) => [...path, key])).slice(0, pathsKept);
    },
  };
}

function keysIn(text: string, isAboutEntities: boolean): readonly string[] {
  const operation = parse(text, { noLocation: true }).definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const selections = operation?.selectionSet.selections ?? [];
  if (!isAboutEntities) return keysOf(selections);
  const [entities] = selections;
  return entities?.kind === Kind.FIELD ? keysOf(entities.selectionSet?.selections ?? []) : [];
}
