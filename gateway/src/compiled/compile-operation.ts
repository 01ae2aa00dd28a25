import {
  getNamedType,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  OperationTypeNode,
  type TypeNode,
} from 'graphql';
import {
  type AskedOperation,
  type CompiledOperation,
  type Conditions,
  NotCompiled,
  type Result,
  type Run,
} from './compiled-operation.js';
import { conditionsIn, conditionVariablesOf } from './conditions.js';
import type { FetchSurroundings } from './fetch-step.js';
import type { Planned } from './gateway-internals.js';
import { compilePlan } from './plan-steps.js';
import { compileShape, type Shape } from './response-shape.js';

export interface CompileSurroundings extends FetchSurroundings {
  readonly schema: GraphQLSchema;
  planOf(asked: AskedOperation): Planned;
}

/** Shapes kept for one operation: each combination of conditions has one of its own. */
const mostShapes = 32;

/** Plans an operation and turns plan and answer into closures; throws NotCompiled when anything in it is not understood. */
export function compileOperation(asked: AskedOperation, surroundings: CompileSurroundings): CompiledOperation {
  const { schema } = surroundings;
  const operation = operationIn(asked);
  refuseUnknown(operation, schema);
  const { plan, selectionSet } = surroundings.planOf(asked);
  const definitions = operation.variableDefinitions ?? [];
  const conditionVariables = conditionVariablesOf(operation, selectionSet);
  const step = compilePlan(plan, surroundings);
  const shapeOf = shapes((conditions) => compileShape(operation.operation, selectionSet, { schema, conditions }));
  shapeOf(Object.fromEntries(conditionVariables.map(({ name }) => [name, true])));
  return {
    isQuery: operation.operation === OperationTypeNode.QUERY,
    run(variables, context) {
      const problems = definitions.length === 0 ? [] : (getVariableValues(schema, definitions, variables).errors ?? []);
      if (problems.length > 0) return Promise.resolve({ errors: problems });
      const conditions = conditionsIn(variables, conditionVariables);
      if (conditions === null) return null;
      const shape = shapeOf(conditions);
      return perform({ root: {}, variables, conditions, context, errors: [] }, step, shape);
    },
  };
}

async function perform(run: Run, step: ReturnType<typeof compilePlan>, shape: Shape): Promise<Result> {
  await step(run);
  try {
    const { data, owed } = shape(run.root);
    // Of what is owed beside an error, the error is the cause.
    if (run.errors.length > 0) return { errors: run.errors.map(toGraphQLError), data };
    return owed.length > 0 ? { extensions: { valueCompletion: owed }, data } : { data };
  } catch (error) {
    return { errors: [toGraphQLError(error)] }; // a subgraph told a value of another shape than its schema has
  }
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const cause = error instanceof Error ? error : new Error('an answer could not be read');
  return new GraphQLError(cause.message, { originalError: cause });
}

function shapes(compile: (conditions: Conditions) => Shape): (conditions: Conditions) => Shape {
  const known = new Map<string, Shape>();
  return (conditions) => {
    const key = Object.values(conditions).map(Number).join('');
    const shape = known.get(key) ?? compile(conditions);
    if (known.size < mostShapes) known.set(key, shape);
    return shape;
  };
}

function operationIn({ document, operationName }: AskedOperation): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation, another] =
    operationName === undefined ? operations : operations.filter(({ name }) => name?.value === operationName);
  if (operation === undefined || another !== undefined) throw new NotCompiled('not exactly one operation');
  return operation;
}

/** Introspection is the stock executor's, and so are files, which are sent as a stream. */
function refuseUnknown({ operation, variableDefinitions = [] }: OperationDefinitionNode, schema: GraphQLSchema): void {
  if (operation === OperationTypeNode.SUBSCRIPTION) throw new NotCompiled('a subscription');
  const seen = new Set<string>();
  const refuseFiles = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    if (name === 'Upload') throw new NotCompiled('files');
    const type = schema.getType(name);
    if (!isInputObjectType(type)) return;
    for (const field of Object.values(type.getFields())) refuseFiles(getNamedType(field.type).name);
  };
  for (const { type } of variableDefinitions) refuseFiles(namedTypeOf(type).name.value);
}

function namedTypeOf(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedTypeOf(type.type);
}
