import { Counter, Histogram, Registry } from 'prom-client';

/** One registry for what the kit itself counts, so that relays, consumers and timers need no metrics handed to them. */
export const kitRegistry = new Registry();

const counter = (name: string, help: string, labelNames: readonly string[]): Counter =>
  new Counter({ name: `motcua_${name}_total`, help, labelNames: [...labelNames], registers: [kitRegistry] });

/** Labels are names and codes only: never an id, never anything a person typed. */
export const kitCounters = {
  requests: new Histogram({
    name: 'motcua_graphql_request_seconds',
    help: 'GraphQL requests by outcome: done, refused, invalid, fault',
    labelNames: ['outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [kitRegistry],
  }),
  refusals: counter('refusals', 'Refusals given to callers', ['code']),
  faults: counter('faults', 'Masked errors', ['where']),
  identitiesRefused: counter('identities_refused', 'Requests without an acceptable internal identity', ['reason']),
  eventsPublished: counter('events_published', 'Events sent to Kafka', ['topic']),
  eventsHandled: counter('events_handled', 'Events heard', ['topic', 'group', 'outcome']),
  deadLetters: counter('dead_letters', 'Events put aside as dead letters', ['topic', 'group', 'reason']),
  timerRuns: counter('timer_runs', 'Runs of timers', ['timer', 'outcome']),
} as const;
