import { interleavingsCheck } from '../checks/interleaving-checks.js';
import type { Guard } from '../guard.js';

export const consumerGuards: readonly Guard[] = [
  {
    guard: 'no bare error reaches the client',
    file: 'kafka.js',
    find: 'throw ofTheClient ? error :',
    replace: 'throw true ? error :',
    checks: ['a bare TypeError in a batch does not end the consumer'],
  },
  {
    guard: 'the client’s crash is told',
    file: 'kafka.js',
    find: 'options.onCrash(error);',
    replace: ';',
    checks: ['a client that gave up for good says so'],
  },
  {
    guard: 'a crash ends the process',
    file: 'consumer.js',
    find: 'lifecycle.fail(new Error(`the consumer of ${groupId} ended`, { cause: error }));',
    replace: ';',
    checks: ['a consumer that gave up ends the process with exit code 1'],
  },
  {
    guard: 'the watchdog',
    file: 'stall-watchdog.js',
    find: 'looks >= limit',
    replace: 'false',
    checks: ['a consumer that stands still before waiting messages ends the process with exit code 1'],
  },
  {
    guard: 'heartbeats during a reaction',
    file: 'while-beating.js',
    find: 'heartbeat().catch(() => undefined);',
    replace: ';',
    checks: ['a slow reaction keeps its membership by heartbeats'],
  },
  {
    guard: 'the commit comes after the effect',
    file: 'consumer.js',
    find: 'const fault = await whileBeating(',
    replace: 'batch.resolve(message.offset); await batch.commit(); const fault = await whileBeating(',
    checks: ['what a consumer had not finished when it died is heard by the next', interleavingsCheck],
  },
  {
    guard: 'a passing fault stops its partition at the message',
    file: 'consumer.js',
    find: 'if (fault !== undefined) {',
    replace: 'if (false) {',
    checks: ['a passing fault is tried again in order, and the other partitions go on meanwhile'],
  },
  {
    guard: 'a partition that waits does not hold up the others',
    file: 'consumer.js',
    find: 'if (fault !== undefined) {',
    replace:
      'while ((await dealWith(settings, message)) !== undefined) await new Promise((r) => setTimeout(r, 50)); if (false) {',
    checks: ['a passing fault is tried again in order, and the other partitions go on meanwhile'],
  },
  {
    guard: 'a new group hears from the beginning',
    file: 'kafka.js',
    find: 'fromBeginning: true',
    replace: 'fromBeginning: false',
    checks: ['events that come three times and shuffled have one effect each'],
  },
];
