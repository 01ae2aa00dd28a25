import type { Metrics } from '@motcua/service-kit';
import { Histogram } from 'prom-client';

export type SubgraphSeconds = Histogram<'subgraph' | 'outcome'>;

/** How long each subgraph takes, by outcome: done, errors, or the code its fields got instead. */
export function createSubgraphSeconds(metrics: Metrics): SubgraphSeconds {
  return new Histogram({
    name: 'motcua_gateway_subgraph_seconds',
    help: 'Questions to subgraphs',
    labelNames: ['subgraph', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics.registry],
  });
}
