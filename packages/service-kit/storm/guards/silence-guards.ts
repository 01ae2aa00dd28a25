import type { Guard } from '../guard.js';

export const silenceGuards: readonly Guard[] = [
  {
    guard: 'a write marks itself only where nothing waits before it',
    file: 'guarded-write.js',
    find: 'let isSilent = current.relayed === current.version;',
    replace: 'let isSilent = true;',
    checks: ['what nobody hears of never marks what waits before it'],
  },
  {
    guard: 'a write marks itself only when others hear of none of it',
    file: 'guarded-write.js',
    find: 'isSilent &&= !isTold(fact, next);',
    replace: 'isSilent = !isTold(fact, next);',
    checks: ['one fact that others hear of makes the whole write wait to be told'],
  },
  {
    guard: 'the version in the filter of a write that marks itself',
    file: 'guarded-write.js',
    find: 'filter: { _id, version, relayed: version },',
    replace: 'filter: { _id, relayed: version },',
    checks: ['what nobody hears of, decided on a reading that is stale, comes after what came meanwhile'],
  },
  {
    guard: 'a write marks itself only while what came before is marked',
    file: 'guarded-write.js',
    find: 'filter: { _id, version, relayed: version },',
    replace: 'filter: { _id, version },',
    checks: ['what somebody set back to be told again is told again, whatever is stored or marked meanwhile'],
  },
  {
    guard: 'a mark goes on from what is marked',
    file: 'mark-together.js',
    find: 'version: upTo, relayed: { $gte: after } },',
    replace: 'version: upTo },',
    checks: ['what somebody set back to be told again is told again, whatever is stored or marked meanwhile'],
  },
  {
    guard: 'a late mark takes nothing back',
    file: 'mark-together.js',
    find: '$max: { relayed: upTo }',
    replace: '$set: { relayed: upTo }',
    checks: ['a mark that comes late takes nothing back'],
  },
  {
    guard: 'what is marked meanwhile is left out',
    file: 'outbox.js',
    find: 'Math.max(fresh.relayed, marked.get(id) ?? 0)',
    replace: 'fresh.relayed',
    checks: ['what is stored while something is being told is not the reason to tell that again'],
  },
];
