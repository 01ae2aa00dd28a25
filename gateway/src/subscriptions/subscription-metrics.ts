import type { Metrics } from '@motcua/service-kit';
import { Counter, Gauge } from 'prom-client';

export interface SubscriptionMetrics {
  readonly open: Gauge;
  readonly connections: Gauge;
  readonly asked: Counter;
  readonly heard: Gauge;
}

export function createSubscriptionMetrics(metrics: Metrics, hears: () => boolean): SubscriptionMetrics {
  const registers = [metrics.registry];
  return {
    open: new Gauge({ name: 'motcua_gateway_subscriptions', help: 'Open subscriptions', registers }),
    connections: new Gauge({ name: 'motcua_gateway_websockets', help: 'Open WebSockets', registers }),
    asked: new Counter({
      name: 'motcua_gateway_subscription_questions_total',
      help: 'Questions asked on behalf of subscribers',
      registers,
    }),
    heard: new Gauge({
      name: 'motcua_gateway_changes_heard',
      help: '1 while changes are heard from Kafka',
      registers,
      collect() {
        this.set(hears() ? 1 : 0);
      },
    }),
  };
}
