import type { IncomingMessage } from 'node:http';
import type { Lifecycle, Log } from '@motcua/service-kit';
import type { TokenVerifier } from '../access-token.js';
import type { RegisteredOperations } from '../registered-operations.js';
import type { Caller } from './session.js';
import type { SubscriptionMetrics } from './subscription-metrics.js';
import type { Subscriptions } from './subscriptions.js';

/** What both ways of subscribing need. */
export interface Transport {
  readonly subscriptions: Subscriptions;
  readonly verifier: TokenVerifier;
  readonly registered: RegisteredOperations;
  readonly callerOf: (request: IncomingMessage) => Caller;
  readonly metrics: SubscriptionMetrics;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** Between two signs of life; who gives none until the next is gone. */
  readonly beatMs: number;
  readonly mostConnections: number;
}

/** For a last word to leave before the line is cut. */
export const lastWordMs = 1_000;
