/** What is measured and compared outside of the gateway's own process. */
export { type CompiledGateway, compiledGateway, type CompiledGatewayOptions } from './compiled/compiled-gateway.js';
export { endlessPatience } from './patience.js';
export type { GatewayContext } from './gateway-context.js';
export { createSubgraphSource, deadlines, type SubgraphSource } from './subgraph-source.js';
export type { SubgraphConnection } from './subgraph-connection.js';
export { createSubgraphSeconds } from './gateway-metrics.js';
