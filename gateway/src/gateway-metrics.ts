import type { Metrics } from '@motcua/service-kit';
import { Counter, Histogram } from 'prom-client';
import type { Fallback } from './compiled/compiled-gateway.js';

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

/** Operations that the stock executor ran, and rehearsals after which it runs them all. */
export function createFallbackCounter(metrics: Metrics): (why: Fallback) => void {
  const counter = new Counter({
    name: 'motcua_gateway_stock_executor_total',
    help: 'Why the stock executor ran instead of the compiled one',
    labelNames: ['why'],
    registers: [metrics.registry],
  });
  return (why) => counter.inc({ why });
}
