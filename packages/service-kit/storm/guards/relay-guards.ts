import { interleavingsCheck } from '../checks/interleaving-checks.js';
import type { Guard } from '../guard.js';

export const relayGuards: readonly Guard[] = [
  {
    guard: 'a nudge after each write',
    file: 'relay.js',
    find: 'fresh.set(id, stored);\n        queue.add(id);',
    replace: 'fresh.set(id, stored);',
    checks: ['what is stored is told at once, without waiting for a sweep'],
  },
  {
    guard: 'the sweep',
    file: 'relay.js',
    find: 'sweepEveryMs))\n            queue.add(id);',
    replace: 'sweepEveryMs));',
    checks: ['what was stored and never told is found by the sweep, also when the clock was wrong'],
  },
  {
    guard: 'the sweep sees what a wrong clock wrote',
    file: 'outbox.js',
    find: '{ unrelayedSince: { $gt: future } }',
    replace: '{ unrelayedSince: { $lt: before } }',
    checks: ['what was stored and never told is found by the sweep, also when the clock was wrong'],
  },
  {
    guard: 'the mark comes after the send',
    file: 'relay.js',
    find: 'await options.publisher.send(toMessages(options, untold));',
    replace:
      'await outbox.markTold(id, { after: first.stored.version - 1, upTo: last.stored.version }); await options.publisher.send(toMessages(options, untold));',
    checks: ['what could not be sent is not marked as told', interleavingsCheck],
  },
  {
    guard: 'the mark is for what was read, not for what came since',
    file: 'mark-together.js',
    find: 'version: upTo,',
    replace: '',
    checks: ['what is stored while something is being told is told too, even when the relay then dies'],
  },
  {
    guard: 'an event is told from the state of its own time',
    file: 'outbox.js',
    find: 'untold.push({ fact, stored: { id, version, state, facts: facts.slice(0, version) } });',
    replace:
      'untold.push({ fact, stored: { id, version, state: facts.reduce((s, f) => aggregate.evolve(s, f), aggregate.initial), facts } });',
    checks: ['an event that is sent twice is the same bytes, whatever happened in between'],
  },
  {
    guard: 'the facts of one aggregate are told in their order',
    file: 'relay.js',
    find: 'return untold.flatMap(',
    replace: 'return untold.toReversed().flatMap(',
    checks: ['the events of one aggregate are on one partition in the order of their facts'],
  },
  {
    guard: 'the key decides the partition',
    file: 'event-message.js',
    find: 'key: published.key,\n        value',
    replace: 'key: about.fact.id,\n        value',
    checks: ['the events of one aggregate are on one partition in the order of their facts'],
  },
  {
    guard: 'what cannot be told is put off alone',
    file: 'relay.js',
    find: 'error instanceof Fault ? id : undefined',
    replace: 'undefined',
    checks: ['one aggregate that cannot be told does not hold up the others, and nothing goes to a partner unsigned'],
  },
  {
    guard: 'nothing goes to a partner unsigned',
    file: 'event-message.js',
    find: 'if (signer === undefined)',
    replace: 'if (signer === undefined) return {}; if (false)',
    checks: ['one aggregate that cannot be told does not hold up the others, and nothing goes to a partner unsigned'],
  },
];

export const publisherGuards: readonly Guard[] = [
  {
    guard: 'one send in flight',
    file: 'publisher.js',
    find: 'sending ??= drain();',
    replace: 'sending = drain();',
    checks: ['one send is in flight at a time, and what waits goes together'],
  },
  {
    guard: 'a new producer after a rejected send',
    file: 'publisher.js',
    find: 'discard();\n',
    replace: ';\n',
    checks: ['after a rejected send comes a new producer'],
  },
  {
    guard: 'topics are asked for before the first send',
    file: 'publisher.js',
    find: 'await knowsTopic(topic);',
    replace: ';',
    checks: ['a message to a topic that is not there fails alone and at once'],
  },
];
