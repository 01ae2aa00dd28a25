import type { ApolloGateway } from '@apollo/gateway';
import type { Log } from '@motcua/service-kit';
import { shareMissing } from '../degradation/degraded.js';
import type { GatewayContext } from '../gateway-context.js';
import type { SubgraphSource } from '../subgraph-source.js';
import type { AskedOperation, Result, Variables } from './compiled-operation.js';
import { type Compiler, createCompiler } from './compiler.js';
import { internalsOf } from './gateway-internals.js';
import { type KnownOperation, knownOperations } from './known-operations.js';
import { rehearse } from './rehearsal.js';
import { shareAnswers } from './shared-answers.js';

/** What Apollo Server wants of a gateway, with our executor in the place of the stock one. */
export type CompiledGateway = Pick<ApolloGateway, 'load' | 'onSchemaLoadOrUpdate' | 'stop'> & {
  /** Plans and compiles ahead of the first request; false: it is none of ours, or does not fit the graph. */
  readonly warm: (asked: AskedOperation) => boolean;
  /** An operation that has come through the server before; it may be run without it. */
  readonly find: (text: string, operationName: string | undefined) => KnownOperation | undefined;
  readonly run: (operation: KnownOperation, variables: Variables, context: GatewayContext) => Promise<Result> | null;
};

type Executor = ApolloGateway['executor'];
/** Why a request, or everything, went to the stock executor. */
export type Fallback = 'operation' | 'rehearsal';

export interface CompiledGatewayOptions {
  readonly gateway: ApolloGateway;
  /** Filled while the gateway loads. */
  readonly sources: ReadonlyMap<string, SubgraphSource>;
  readonly log: Log;
  readonly onFallback: (why: Fallback) => void;
}

/**
 * Compiles each document once and runs the closures; hands everything it does not know to the stock executor, and everything
 * at all when a rehearsal after loading shows that the two do not agree.
 */
export function compiledGateway(options: CompiledGatewayOptions): CompiledGateway {
  const { gateway } = options;
  const stock: Executor = gateway.executor;
  const shared = shareAnswers();
  let compiler: Compiler | null = null;
  let known = knownOperations();
  let loads = 0;
  const renew = async (): Promise<void> => {
    [compiler, known] = [null, knownOperations()]; // what was compiled belongs to the graph of before
    const load = (loads += 1);
    const rehearsed = await rehearsedCompiler(options);
    if (load === loads) compiler = rehearsed;
  };
  const executor: Executor = (asked) => {
    const { request, document, context, source, schema } = asked;
    // Apollo Server knows one type of context for all servers; ours makes no other.
    const own = context as GatewayContext;
    if (own.underWay !== undefined) return finished(own.underWay, own);
    const operation = { document, operationName: request.operationName };
    const compiled = compiler?.find(operation) ?? null;
    if (compiled !== null) known.keep(source, { ...operation, compiled, schema });
    const running = compiled === null ? null : shared.run(compiled, operation, request.variables ?? {}, own);
    if (running !== null) return running;
    options.onFallback('operation');
    return stock(asked);
  };
  return {
    async load(given) {
      const { schema } = await gateway.load(given);
      await renew();
      gateway.onSchemaLoadOrUpdate(() => void renew());
      return { schema, executor };
    },
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    warm: (asked) => (compiler?.find(asked) ?? null) !== null,
    find: (text, operationName) => known.find(text, operationName),
    run: (operation, variables, context) => shared.run(operation.compiled, operation, variables, context),
  };
}

async function finished(
  { answer, asked }: NonNullable<GatewayContext['underWay']>,
  context: GatewayContext,
): Promise<Result> {
  const result = await answer;
  shareMissing(asked, context);
  return result;
}

async function rehearsedCompiler(options: CompiledGatewayOptions): Promise<Compiler | null> {
  try {
    const internals = internalsOf(options.gateway);
    await rehearse(internals);
    return createCompiler({ ...internals, sources: options.sources });
  } catch (error) {
    options.onFallback('rehearsal');
    options.log.warn('operations are not compiled: the stock executor runs them all', { error });
    return null;
  }
}
