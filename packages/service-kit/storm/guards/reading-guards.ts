import type { Guard } from '../guard.js';

const poison = (reason: string): string => `poison goes aside as it came and the rest goes on: ${reason}`;

const told = 'whoever must know of a dead letter is told before it is put aside, again and again until it worked';

export const readingGuards: readonly Guard[] = [
  {
    guard: 'the JSON guard',
    file: 'reading.js',
    find: 'return JSON.parse(utf8.decode(value));\n    }\n    catch {',
    replace: 'return JSON.parse(utf8.decode(value));\n    }\n    catch (error) { throw error;',
    checks: [poison('NOT_JSON')],
  },
  {
    guard: 'the envelope is checked',
    file: 'reading.js',
    find: 'if (!envelope.success)',
    replace: 'if (false)',
    checks: [poison('NOT_A_CLOUD_EVENT')],
  },
  {
    guard: 'an unknown version of a known name is poison',
    file: 'reading.js',
    find: 'return isKnown ?',
    replace: 'return false ?',
    checks: [poison('UNKNOWN_VERSION')],
  },
  {
    guard: 'data are checked against the contract',
    file: 'reading.js',
    find: 'if (!data.success)',
    replace: 'if (false)',
    checks: [poison('NOT_AS_CONTRACTED')],
  },
  {
    guard: 'a refusal is poison, not a passing fault',
    file: 'deal-with.js',
    find: 'if (error instanceof Refusal)',
    replace: 'if (false)',
    checks: [poison('REFUSED')],
  },
  {
    guard: 'a dead letter waits until it was told',
    file: 'deal-with.js',
    find: 'await onDeadLetter?.(context, { message, reason, detail });',
    replace: 'void onDeadLetter?.(context, { message, reason, detail }).catch(() => 0);',
    checks: [told],
  },
  {
    guard: 'a dead letter is told before it is put aside',
    file: 'deal-with.js',
    find: 'await onDeadLetter?.(context, { message, reason, detail });\n    await publisher.send(',
    replace:
      'setTimeout(() => onDeadLetter?.(context, { message, reason, detail }).catch(() => 0), 500);\n    await publisher.send(',
    checks: [told],
  },
  {
    guard: 'the original bytes are kept',
    file: 'dead-letter.js',
    find: "key: message.key ?? Buffer.alloc(0),\n        value: message.value,\n        headers: {\n            ...withoutHeaders(message.headers, 'motcua-dead-'),\n            [named('id')]",
    replace:
      "key: message.key ?? Buffer.alloc(0),\n        value: null,\n        headers: {\n            ...withoutHeaders(message.headers, 'motcua-dead-'),\n            [named('id')]",
    checks: [poison('REFUSED')],
  },
  {
    guard: 'unknown types are ignored',
    file: 'reading.js',
    find: 'return isKnown ?',
    replace: 'return true ?',
    checks: ['a type nobody reacts to is ignored'],
  },
  {
    guard: 'a letter sent again is for its group alone',
    file: 'reading.js',
    find: 'onlyFor !== groupId',
    replace: 'false',
    checks: ['a letter that was sent again is for its group alone'],
  },
  {
    guard: 'an event belongs to its topic',
    file: 'reading.js',
    find: 'if (!belongsTo(first.contract, message.topic))',
    replace: 'if (false)',
    checks: ['an event on a topic that is not its own goes aside: who may write one topic does not speak for all'],
  },
];
