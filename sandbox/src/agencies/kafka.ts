import kafkajs from 'kafkajs';
import type { Kafka } from 'kafkajs';
import type { Log } from '../log.js';

/** A connection as an agency has one: its own user on the partners' listener. */
export function connectAgency(options: {
  readonly brokers: string;
  readonly username: string;
  readonly password: string;
  readonly log: Log;
}): Kafka {
  const { brokers, username, password, log } = options;
  return new kafkajs.Kafka({
    clientId: `${username}-sandbox`,
    brokers: brokers.split(',').map((broker) => broker.trim()),
    sasl: { mechanism: 'scram-sha-512', username, password },
    connectionTimeout: 3_000,
    // Few: whoever uses this connects anew by itself, and stopping never waits for long.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 },
    logLevel: kafkajs.logLevel.WARN,
    logCreator:
      () =>
      ({ log: { message } }) =>
        log.debug('kafka says', { agency: username, what: message }),
  });
}
