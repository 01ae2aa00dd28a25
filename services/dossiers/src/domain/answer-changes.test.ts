import { historyAfter, noHistory, replacedBy, requireUnchangedSince, type AnswerHistory } from './answer-changes.js';
import type { Answers } from './draft.js';
import { Refusal } from '@motcua/service-kit/pure';

interface Typed extends AnswerHistory {
  readonly answers: Answers;
  readonly revision: number;
}

const empty: Typed = { ...noHistory, answers: {}, revision: 1 };

function typed(before: Typed, answers: Answers, requestId = `r${String(before.revision + 1)}`): Typed {
  const revision = before.revision + 1;
  return { ...historyAfter(before, answers, { revision, requestId }), answers, revision };
}

function changedSince(draft: Typed, answers: Answers, expected: number | null): unknown {
  try {
    requireUnchangedSince(draft, answers, expected);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.details };
    throw error;
  }
}

describe('two devices at one draft', () => {
  const first = typed(empty, { a: 1, b: 1 });
  const second = typed(first, { a: 2, b: 1 });

  it('go on where they touch different fields', () => {
    expect(changedSince(second, { a: 2, b: 7 }, 2)).toBeNull();
    expect(changedSince(second, { a: 2, b: 1, c: 1 }, 1)).toEqual(null);
  });

  it('are told of each field that became another value since', () => {
    expect(changedSince(second, { a: 3, b: 1 }, 2)).toEqual({
      code: 'DRAFT_CHANGED',
      revision: 3,
      fields: [{ field: 'a', revision: 3 }],
    });
    expect(changedSince(second, { a: 3, b: 3 }, 1)).toMatchObject({
      fields: [
        { field: 'a', revision: 3 },
        { field: 'b', revision: 2 },
      ],
    });
  });

  it('are not told where both typed the same, in whatever order of keys', () => {
    expect(changedSince(second, { a: 2, b: 1 }, 1)).toBeNull();
    const address = typed(empty, { to: { ward: 'x', lines: [1, { z: 1, y: 2 }] } });
    expect(changedSince(address, { to: { lines: [1, { y: 2, z: 1 }], ward: 'x' } }, 1)).toBeNull();
    expect(changedSince(address, { to: { lines: [{ y: 2, z: 1 }, 1], ward: 'x' } }, 1)).not.toBeNull();
  });

  it('are told of an answer that was taken back', () => {
    const taken = typed(second, { b: 1 });
    expect(changedSince(taken, { a: 5, b: 1 }, 3)).toMatchObject({ fields: [{ field: 'a', revision: 4 }] });
    expect(changedSince(taken, { a: 5, b: 1 }, 4)).toBeNull();
  });

  it('are never told when they did not say what they saw', () => {
    expect(changedSince(second, { a: 9, b: 9 }, null)).toBeNull();
  });

  it('may name a field anything', () => {
    const odd = JSON.parse('{"__proto__":1,"constructor":2,"a.b":3,"$set":4}') as Answers;
    const draft = typed(empty, odd);
    expect(Object.keys(draft.fieldRevisions)).toEqual(Object.keys(odd));
    expect(changedSince(draft, {}, 1)).toMatchObject({
      fields: Object.keys(odd).map((field) => ({ field, revision: 2 })),
    });
  });
});

describe('what was overwritten', () => {
  it('is named with what it was, and told again to the same request', () => {
    const draft = typed(typed(empty, { a: 1, b: 1 }), { a: 2 }, 'r');
    expect(replacedBy(draft, 'r')).toEqual([
      { field: 'a', previous: 1 },
      { field: 'b', previous: 1 },
    ]);
    expect(replacedBy(typed(draft, { a: 2, c: 1 }), 'r')).toHaveLength(2);
    expect(replacedBy(draft, 'another')).toEqual([]);
  });

  it('is nothing where there was no answer, or the same one', () => {
    expect(replacedBy(typed(typed(empty, { a: 1 }), { a: 1, b: 2 }, 'r'), 'r')).toEqual([]);
  });

  it('is kept for the latest saves alone, and never without bound', () => {
    const saves = Array.from({ length: 20 }, (_, n) => `r${String(n)}`);
    const many = saves.reduce((draft, id, n) => typed(draft, { a: n }, id), typed(empty, { a: -1 }));
    expect(saves.filter((id) => replacedBy(many, id).length > 0)).toEqual(saves.slice(-5));
    const long = saves.reduce((draft, id, n) => typed(draft, { a: String(n).repeat(40_000) }, id), empty);
    expect(JSON.stringify(long.replacements).length).toBeLessThan(100_000);
  });

  it('forgets the oldest of many fields that are empty', () => {
    const names = Array.from({ length: 500 }, (_, n) => `f${String(n)}`);
    const filled = names.reduce((draft, name) => typed(typed(draft, { [name]: 1 }), {}), empty);
    expect(Object.keys(filled.fieldRevisions)).toHaveLength(200);
    expect(filled.fieldRevisions).toHaveProperty('f499');
  });
});
