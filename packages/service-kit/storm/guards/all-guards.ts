import type { Guard } from '../guard.js';
import { consumerGuards } from './consumer-guards.js';
import { readingGuards } from './reading-guards.js';
import { publisherGuards, relayGuards } from './relay-guards.js';
import { silenceGuards } from './silence-guards.js';
import { storeGuards } from './store-guards.js';

export const allGuards: readonly Guard[] = [
  ...storeGuards,
  ...relayGuards,
  ...silenceGuards,
  ...publisherGuards,
  ...consumerGuards,
  ...readingGuards,
];
