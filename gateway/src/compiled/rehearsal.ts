import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import { type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';
import type { GatewayContext } from '../gateway-context.js';
import { endlessPatience } from '../patience.js';
import { createCompiler } from './compiler.js';
import type { GatewayInternals } from './gateway-internals.js';
import { rehearsalOperations } from './rehearsal-operations.js';
import { rehearsalSource } from './rehearsal-source.js';

/**
 * Runs a few operations over this very graph by both executors, against made-up subgraphs of which some values are missing
 * and some fail. Rejects when the answers are not the same.
 */
export async function rehearse(internals: GatewayInternals): Promise<void> {
  const names = subgraphsOf(internals.supergraph);
  const sources = new Map(names.map((name) => [name, rehearsalSource(internals.supergraph)]));
  const compiler = createCompiler({ ...internals, sources });
  for (const text of rehearsalOperations(internals.schema)) {
    const document = parse(text, { noLocation: true });
    const compiled = compiler.find({ document, operationName: undefined })?.run({}, context) ?? null;
    if (compiled === null) throw new Error('an operation of the rehearsal is not compiled');
    const [ours, stocks] = await Promise.all([compiled, runStock(document, internals, Object.fromEntries(sources))]);
    if (written(ours) !== written(stocks)) throw new Error(`the executors do not agree: ${text}`);
  }
}

/** Of a viewer that is nobody; made-up subgraphs look at nothing here. */
const context: GatewayContext = {
  viewer: { kind: 'anonymous' },
  callerAddress: '127.0.0.1',
  language: 'vi',
  requestId: 'rehearsal',
  traceparent: `00-${'1'.repeat(32)}-${'1'.repeat(16)}-00`,
  traceId: '1'.repeat(32),
  patience: endlessPatience(),
  uploads: { forwarded: false },
};

function runStock(
  document: DocumentNode,
  { schema, supergraph, apiSchema, planOf }: GatewayInternals,
  services: ServiceMap,
) {
  const request = { variables: {} };
  // The stock executor reads of a request what is given here, and of the rest nothing.
  const asked = { request, context, metrics: {}, logger: console } as unknown as Parameters<typeof executeQueryPlan>[2];
  const operationContext = buildOperationContext({ schema, operationDocument: document });
  return executeQueryPlan(
    planOf({ document, operationName: undefined }).plan,
    services,
    asked,
    operationContext,
    supergraph,
    apiSchema,
  );
}

function subgraphsOf(supergraph: GraphQLSchema): readonly string[] {
  const graphs = supergraph.getType('join__Graph');
  const directives =
    graphs?.astNode?.kind === Kind.ENUM_TYPE_DEFINITION
      ? (graphs.astNode.values ?? []).flatMap((value) => value.directives ?? [])
      : [];
  return directives.flatMap(({ arguments: given = [] }) => {
    const value = given.find(({ name }) => name.value === 'name')?.value;
    return value?.kind === Kind.STRING ? [value.value] : [];
  });
}

/** Errors in any order: two subgraphs answer when they do. */
function written({
  data,
  errors = [],
  extensions,
}: {
  data?: unknown;
  errors?: readonly unknown[] | undefined;
  extensions?: unknown;
}): string {
  return JSON.stringify({ data, errors: errors.map((error) => JSON.stringify(error)).sort(), extensions });
}
