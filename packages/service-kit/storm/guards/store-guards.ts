import { interleavingsCheck } from '../checks/interleaving-checks.js';
import type { Guard } from '../guard.js';

export const storeGuards: readonly Guard[] = [
  {
    guard: 'the version in the filter of a write',
    file: 'guarded-write.js',
    find: 'filter: { _id, version }, update',
    replace: 'filter: { _id }, update',
    checks: ['writers that meet at one aggregate lose nothing and number their facts without gap', interleavingsCheck],
  },
  {
    guard: 'a lost first write decides again',
    file: 'guarded-write.js',
    find: 'if (isDuplicateKey(error) &&',
    replace: 'if (false &&',
    checks: ['writers that meet at an aggregate which does not exist yet all get in'],
  },
  {
    guard: 'the cause is looked for among the facts',
    file: 'decide-and-write.js',
    find: 'fact.causedBy === cause.id',
    replace: 'false',
    checks: ['a cause has one effect, however often and however concurrently it comes', interleavingsCheck],
  },
  {
    guard: 'several for one aggregate build on each other',
    file: 'decide-together.js',
    find: 'from: before?.next ?? from',
    replace: 'from',
    checks: [
      'several for one aggregate in one write build on each other, each under its own cause, also where it is stale',
    ],
  },
  {
    guard: 'the fingerprint is compared',
    file: 'decide-and-write.js',
    find: 'fact.fingerprint !== cause.fingerprint',
    replace: 'false',
    checks: ['one request id cannot ask for two things'],
  },
  {
    guard: 'the number of facts is bounded',
    file: 'decide-and-write.js',
    find: 'if (current.version + facts.length > factsLimit)',
    replace: 'if (false)',
    checks: ['an aggregate does not grow without end'],
  },
];
