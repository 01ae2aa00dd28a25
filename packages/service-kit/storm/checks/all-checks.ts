import type { Check } from '../check.js';
import { clientChecks } from './client-checks.js';
import { consumerChecks } from './consumer-checks.js';
import { interleavingChecks } from './interleaving-checks.js';
import { poisonChecks } from './poison-checks.js';
import { relayChecks } from './relay-checks.js';
import { silenceChecks } from './silence-checks.js';
import { storeChecks } from './store-checks.js';

export const allChecks: readonly Check[] = [
  ...storeChecks,
  ...relayChecks,
  ...silenceChecks,
  ...clientChecks,
  ...consumerChecks,
  ...poisonChecks,
  ...interleavingChecks,
];
