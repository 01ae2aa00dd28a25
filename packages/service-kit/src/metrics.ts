import { collectDefaultMetrics, Registry } from 'prom-client';
import { kitRegistry } from './kit-counters.js';

export interface Metrics {
  /** A service registers its own counters here. */
  readonly registry: Registry;
  /** Prometheus text: the process, the kit and the service. */
  render(): Promise<string>;
  readonly contentType: string;
}

/** Default metrics of the process (labelled with the service's name) and everything the kit counts. */
export function createMetrics(name: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service: name });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    contentType: registry.contentType,
    async render() {
      const parts = await Promise.all([registry.metrics(), kitRegistry.metrics()]);
      return parts.join('\n');
    },
  };
}
