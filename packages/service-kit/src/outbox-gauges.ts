import { Gauge } from 'prom-client';
import type { AggregateStore } from './aggregate-store.js';
import { kitRegistry } from './kit-counters.js';
import type { Lifecycle } from './lifecycle.js';
import type { Fact } from './pure.js';

type Measured = Pick<AggregateStore<unknown, Fact>, 'outbox'> & { readonly aggregate: { readonly name: string } };
type Waiting = Awaited<ReturnType<Measured['outbox']['waiting']>>;
const measured = new Set<Measured>();

/** Read from the database when scraped; NaN where it does not answer, so that the other figures still come. */
function gauge(name: string, help: string, read: (waiting: Waiting) => number): void {
  new Gauge({
    name,
    help,
    labelNames: ['aggregate'],
    registers: [kitRegistry],
    async collect() {
      for (const { outbox, aggregate } of measured) {
        const value = await outbox.waiting().then(read, () => Number.NaN);
        this.set({ aggregate: aggregate.name }, value);
      }
    },
  });
}

gauge('motcua_outbox_waiting', 'Aggregates that wait to be told to Kafka', ({ count }) => count);
gauge('motcua_outbox_age_seconds', 'How long the longest waiting aggregate waits to be told', ({ since }) =>
  since === null ? 0 : (Date.now() - since.getTime()) / 1_000,
);

/** Shows on /metrics how many aggregates of this store wait to be told, and for how long. */
export function gaugeOutbox<S, F extends Fact>(store: AggregateStore<S, F>, lifecycle: Lifecycle): void {
  const { outbox, aggregate } = store;
  const entry = { aggregate: { name: aggregate.name }, outbox };
  measured.add(entry);
  lifecycle.defer('outbox gauges', () => void measured.delete(entry));
}
